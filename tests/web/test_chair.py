"""The chair's console: one act at a time, from the first scan to the closed meeting."""

import pytest

from ballots import queries as ballots
from ballots.method import Secrecy
from ballots.queries import RoundView
from ballots.round import Kind, Phase
from ballots.rounds.commands import close_round, count_round
from core.ids import PaperId, RoundId
from sessions.agenda.commands import add_item
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair)


@pytest.fixture
def at(congress: Congress) -> str:
    return f"/m/{congress.meeting}/chair"


@pytest.fixture
def paper(hall: Hall, congress: Congress) -> PaperId:
    """An adopted vote of three for one place, whose item is on."""
    return hall.do(adopted, congress, 3, 1)


def latest(hall: Hall, congress: Congress) -> RoundView:
    view = hall.do(congress.read, ballots.votes, congress.meeting)[0].latest
    assert view is not None
    return view


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_congress_is_led_from_sign_in_to_its_first_item(
    hall: Hall, called: Called, language: str
) -> None:
    congress = called(6)
    chair = hall.visitor(congress, congress.chair, language)
    at = f"/m/{congress.meeting}/chair"
    hall.do(add_item, hall.house.db, congress.clerk, {"title": "工作报告", "kind": "report"})
    page = chair.done(at, "/gather")
    assert page.language == language
    assert not page.offers("/open"), "there is no quorum yet"
    chair.act(f"/m/{congress.meeting}/arrive")
    for who in congress.deputies[1:4]:
        hall.visitor(congress, who)
    assert "工作报告" in chair.done(at, "/open").text
    assert "工作报告" in chair.done(at, "/start").part("console")


def test_no_meeting_is_opened_without_its_quorum(hall: Hall, called: Called) -> None:
    congress = called(6)
    chair = hall.visitor(congress, congress.chair)
    chair.act(f"/m/{congress.meeting}/gather")
    answer = chair.act(f"/m/{congress.meeting}/open")
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.part("console"), "the console stays"
    assert "0" in page.text
    assert "4" in page.text, "four are needed"


def test_a_vote_by_name_from_the_ballot_to_the_announcement(
    hall: Hall, congress: Congress, chair: Browser, at: str, paper: PaperId
) -> None:
    assert chair.done(at, "/seal").offers("/open")
    assert chair.done(at, f"{latest(hall, congress).round.id}/open").offers("/close")
    round = latest(hall, congress).round.id
    hall.do(congress.cast_all, round, ["+--"] * 5)
    assert chair.done(at, f"{round}/close").offers("/count")
    page = chair.done(at, f"{round}/count")
    assert "svg" in page.tags, "the chair sees the count first"
    chair.done(at, f"{round}/announce")
    assert latest(hall, congress).round.phase is Phase.ANNOUNCED


def test_what_cannot_be_taken_back_is_asked_twice(
    hall: Hall, congress: Congress, chair: Browser, at: str, paper: PaperId
) -> None:
    round = hall.do(congress.open_round, paper)
    html = chair.get(at).text
    close = html.index(f"/rounds/{round}/close")
    before = html[:close]
    assert before.count("<details") == before.count("</details>") + 1, "inside a question"


def test_a_second_press_finds_the_vote_closed_already(
    hall: Hall, congress: Congress, chair: Browser, at: str, paper: PaperId
) -> None:
    round = hall.do(congress.open_round, paper)
    path = f"/m/{congress.meeting}/rounds/{round}/close"
    assert chair.act(path).status_code == 303
    again = chair.act(path)
    assert again.status_code == 422
    assert Page(again.text).offers("/count"), "the console shows what comes next"


@pytest.fixture
def raised(hall: Hall, congress: Congress, chair: Browser) -> str:
    """A show of hands that is over and waits for its totals: their address."""
    paper = hall.do(adopted, congress, 3, 1, secrecy=Secrecy.HANDS)
    chair.act(f"/m/{congress.meeting}/papers/{paper}/seal")
    round = latest(hall, congress).round
    assert round.kind is Kind.HANDS
    for act in ("open", "close"):
        assert chair.act(f"/m/{congress.meeting}/rounds/{round.id}/{act}").status_code == 303
    return f"/rounds/{round.id}/count"


TOTALS = {"for-1": "5", "for-2": "1", "for-3": "0", "against-1": "1", "against-2": "5"}


def test_hands_are_counted_by_typed_totals(
    hall: Hall, congress: Congress, chair: Browser, at: str, raised: str
) -> None:
    chair.done(at, raised, TOTALS)
    outcome = latest(hall, congress).outcome
    assert outcome is not None
    assert [(one.for_, one.against) for one in outcome.items] == [(5, 1), (1, 5), (0, 0)]
    assert outcome.chosen == (1,)


@pytest.mark.parametrize(
    "wrong",
    [{"for-2": "7"}, {"for-2": ""}, {"for-2": "one"}, {"against-2": "6"}, {"for-3": "-1"}],
)
def test_totals_that_cannot_be_are_refused_and_stay_typed(
    hall: Hall, congress: Congress, chair: Browser, at: str, raised: str, wrong: dict[str, str]
) -> None:
    typed = {**TOTALS, **wrong}
    page = chair.refused(at, raised, typed)
    kept = page.sheet(raised).values
    assert {name: kept[name] for name in typed} == typed
    assert latest(hall, congress).round.phase is Phase.CLOSED


@pytest.fixture
def tied(hall: Hall, congress: Congress, chair: Browser, paper: PaperId) -> RoundId:
    """An announced round in which projects 1 and 2 are equal at the cut."""
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["++-"] * 5)
    hall.do(congress.announce, round)
    return round


def test_a_tie_is_run_off_among_the_tied(
    hall: Hall, congress: Congress, chair: Browser, at: str, tied: RoundId
) -> None:
    page = chair.done(at, f"{tied}/run-off")
    second = latest(hall, congress).round
    assert second.method.numbers == (1, 2)
    assert second.follows == tied
    assert page.offers(f"{second.id}/open")
    chair.done(at, f"{second.id}/open")
    hall.do(congress.cast_all, second.id, ["+.", "+.", ".+", "+."])
    for act in ("close", "count", "announce"):
        chair.done(at, f"{second.id}/{act}")
    outcome = latest(hall, congress).outcome
    assert outcome is not None
    assert outcome.chosen == (1,)


def test_a_tie_is_run_off_once(
    hall: Hall, congress: Congress, chair: Browser, at: str, tied: RoundId
) -> None:
    chair.done(at, f"{tied}/run-off")
    assert chair.act(f"/m/{congress.meeting}/rounds/{tied}/run-off").status_code == 422


@pytest.mark.parametrize("kind", [Kind.HANDS, Kind.RECORDED])
def test_when_the_phones_fail_the_round_is_void_and_repeated(
    hall: Hall, congress: Congress, chair: Browser, at: str, paper: PaperId, kind: Kind
) -> None:
    round = hall.do(congress.open_round, paper)
    typed = {"reason": "<b>停电</b>", "kind": kind}
    page = chair.done(at, f"{round}/repeat", typed)
    second = latest(hall, congress).round
    assert (second.kind, second.phase, second.number) == (kind, Phase.SEALED, 2)
    assert page.offers(f"{second.id}/open")
    [voided] = hall.do(congress.told, "RoundVoided")
    assert (voided["round"], voided["reason"]) == (round, "<b>停电</b>")


@pytest.mark.parametrize(
    "typed",
    [
        {"reason": "", "kind": "hands"},
        {"reason": "停电", "kind": "wishes"},
        {"reason": "停" * 201, "kind": "hands"},
    ],
)
def test_a_round_is_not_void_without_a_reason(
    hall: Hall,
    congress: Congress,
    chair: Browser,
    at: str,
    paper: PaperId,
    typed: dict[str, str],
) -> None:
    round = hall.do(congress.open_round, paper)
    page = chair.refused(at, f"{round}/repeat", typed)
    assert page.sheet("/repeat").values["reason"] == typed["reason"]
    assert latest(hall, congress).round.phase is Phase.OPEN


def test_the_agenda_may_be_gone_through_in_any_order_and_the_meeting_closed(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    items = [hall.do(congress.add_item, title, "report") for title in ("甲报告", "乙报告")]
    assert "乙报告" in chair.done(at, f"{items[1]}/start").part("console")
    assert "甲报告" in chair.done(at, f"{items[0]}/start").part("console")
    page = chair.done(at, "/close")
    assert f"/m/{congress.meeting}/minutes" in page.links
    assert not page.offers("/start")
    assert chair.act(f"/m/{congress.meeting}/items/{items[1]}/start").status_code == 422


@pytest.mark.parametrize("who", ["teller", "clerk"])
def test_who_counts_but_does_not_preside_never_sees_the_console(
    hall: Hall, congress: Congress, paper: PaperId, who: str
) -> None:
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(close_round, hall.house.db, congress.chair, round)
    hall.do(count_round, hall.house.db, congress.teller, round)
    browser = hall.visitor(congress, getattr(congress, who))
    answer = browser.act(f"/m/{congress.meeting}/rounds/{round}/count")
    assert answer.status_code == 422, "it is counted already"
    assert "svg" not in Page(answer.text).tags
    assert "console" not in Page(answer.text).parts


def test_the_console_shows_what_the_big_screen_shows(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    [screen] = {link for link in chair.see(at).links if link.startswith("/s/")}
    assert hall.browser().see(screen).part("stage")
