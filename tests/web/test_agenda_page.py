"""The agenda through its page: written, moved, edited, cut; begun, it is fixed."""

import pytest

from sessions.agenda.course.commands import start_item
from sessions.queries import meeting_view
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import desk

SCRIPT = "<script>alert(1)</script>"
NOTICE = {"title": "第三次会议", "congress": "青禾县人大", "place": "", "held_on": ""}


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


def titles(page: Page) -> list[str]:
    return [sheet.values["title"] for sheet in page.sheets if "speaker" in sheet.values][:-1]


def test_the_agenda_is_written_moved_edited_and_cut(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/agenda"
    for title in ("工作报告", SCRIPT, "票决"):
        clerk.act(at, {"title": title, "kind": "vote", "speaker": "县长"})
    page = clerk.see(at)
    assert (titles(page), page.sins) == (["工作报告", SCRIPT, "票决"], [])
    item = [one.action for one in page.sheets if one.action.endswith("/drop")][-1].split("/")[
        -2
    ]
    clerk.act(f"{at}/{item}/move", {"way": "up"})
    clerk.act(f"{at}/{item}", {"title": "投票", "kind": "vote"})
    assert titles(clerk.see(at)) == ["工作报告", "投票", SCRIPT]
    clerk.act(f"{at}/{item}/drop")
    assert titles(clerk.see(at)) == ["工作报告", SCRIPT]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": "", "kind": "report"}, "title"),
        ({"title": "长" * 121, "kind": "report"}, "title"),
        ({"title": "报告", "kind": "party"}, ""),
        ({"title": "报告", "kind": "report", "speaker": "长" * 61}, "speaker"),
    ],
)
def test_an_item_that_will_not_do_is_refused_on_its_field(
    clerk: Browser, congress: Congress, typed: dict[str, str], wrong: str
) -> None:
    answer = clerk.act(f"{desk(congress)}/agenda", typed)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.sheets[-1].values["title"] == typed["title"]
    assert not wrong or page.part(f"{wrong}-wrong")


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("move", {"way": ""}),
        ("move", {"way": "-1"}),
        ("place", {"before": "", "depth": "3"}),
        ("place", {"before": "", "depth": "one"}),
        ("aside", {"state": "postponed", "reason": " "}),
        ("aside", {"state": "done", "reason": "材料未齐"}),
        ("aside", {"reason": "材料未齐"}),
    ],
)
def test_an_item_goes_only_where_and_how_it_can(
    hall: Hall, clerk: Browser, congress: Congress, path: str, typed: dict[str, str]
) -> None:
    item = hall.do(congress.add_item)
    at = f"{desk(congress)}/agenda/{item}/{path}"
    assert clerk.act(at, typed).status_code == 422


def test_an_item_that_has_begun_is_no_longer_changed(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    item = hall.do(congress.add_item, "工作报告", "report")
    hall.do(start_item, hall.house.db, congress.chair, item)
    clerk, at = hall.visitor(congress, congress.clerk), f"{desk(congress)}/agenda"
    assert not clerk.see(at).offers(f"/{item}/drop")
    assert clerk.act(f"{at}/{item}", {"title": "别的", "kind": "vote"}).status_code == 422
    assert clerk.act(f"{at}/{item}/drop").status_code == 422
    assert "工作报告" in clerk.see(at).text


def test_an_item_with_a_vote_stays_on_the_agenda(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    paper = hall.do(congress.vote_item, 3, 1)
    assert paper
    at = f"{desk(congress)}/agenda"
    [item] = [one.action.split("/")[-2] for one in clerk.see(at).sheets if "drop" in one.action]
    assert clerk.act(f"{at}/{item}/drop").status_code == 422
    assert item in "".join(clerk.see(at).links)


def test_a_template_fills_an_empty_agenda_in_the_language_of_the_screen(
    hall: Hall, congress: Congress
) -> None:
    at = f"{desk(congress)}/agenda"
    clerk = hall.visitor(congress, congress.clerk, CHINESE)
    page = clerk.done(at, "/templates/plenary-closing")
    assert {"通过总监票人、监票人名单", "票决民生实事项目"} <= set(titles(page))
    assert "(一)" in page.text
    assert not page.offers("/templates/plenary-closing")
    assert clerk.act(f"{at}/templates/village").status_code == 422
    assert clerk.act(f"{at}/templates/carnival").status_code == 404


def test_an_item_is_written_with_all_that_is_planned(
    clerk: Browser, congress: Congress
) -> None:
    at = f"{desk(congress)}/agenda"
    values = {"title": "报告", "unit": "县政府办", "lasts": "45", "starts": "09:30"}
    page = clerk.done(at, "/agenda", values)
    assert "09:30 45 minutes" in page.text
    assert "县政府办" in page.text
    refused = clerk.refused(at, "/agenda", values | {"lasts": "three", "title": "别的"})
    assert refused.sheets[-1].values["title"] == "别的"
    assert refused.part("lasts-wrong")


def test_items_are_put_under_others_and_placed(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    at = f"{desk(congress)}/agenda"
    for title in ("报告", "政府", "法院"):
        clerk.act(at, {"title": title, "kind": "report"})
    items = hall.do(congress.read, meeting_view, congress.meeting).agenda
    clerk.act(f"{at}/{items[1].id}/move", {"way": "in"})
    clerk.act(f"{at}/{items[2].id}/place", {"before": items[1].id, "depth": "1"})
    found = hall.do(congress.read, meeting_view, congress.meeting).agenda
    assert [(one.number, one.title) for one in found] == [
        ("1", "报告"),
        ("1.1", "法院"),
        ("1.2", "政府"),
    ]
    under = clerk.done(at, "/agenda", {"title": "检察院", "under": items[0].id})
    assert titles(under) == ["报告", "法院", "政府", "检察院"]


def test_the_chair_puts_an_item_aside_and_everybody_sees_it(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    item = hall.do(congress.add_item, "审议报告", "report")
    chair, console = hall.visitor(congress, congress.chair), f"/m/{congress.meeting}/chair"
    typed = {"reason": SCRIPT, "state": "postponed"}
    page = chair.refused(console, f"/items/{item}/aside", typed | {"reason": " "})
    assert page.sheet(f"/items/{item}/aside").values["form"] == f"aside-{item}"
    assert page.text.count("Please fill this in.") == 2, "on top, and at its field"
    page = chair.done(console, f"/items/{item}/aside", typed)
    assert not page.offers(f"/items/{item}/start")
    assert page.offers(f"/items/{item}/back")
    phone = hall.visitor(congress, congress.deputies[1])
    shown = phone.see(f"/m/{congress.meeting}")
    assert (SCRIPT in shown.text, shown.sins) == (True, [])
    minutes = phone.see(f"/m/{congress.meeting}/minutes")
    assert f"Item 1 “审议报告” was postponed by {congress.chair.name}: {SCRIPT}" in minutes.text
    assert chair.done(console, f"/items/{item}/back").offers(f"/items/{item}/start")
    assert "was put back on the agenda" in phone.see(f"/m/{congress.meeting}/minutes").text


def test_the_clerk_puts_an_item_aside_with_a_reason(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/agenda"
    clerk.done(at, "/agenda", {"title": "审议报告"})
    page = clerk.refused(at, "/aside", {"state": "withdrawn"})
    assert [name for name in page.parts if name.startswith("reason-") and "wrong" in name]
    page = clerk.done(at, "/aside", {"state": "withdrawn", "reason": "提案人要求撤回"})
    assert "提案人要求撤回" in page.text
    assert not page.offers("/aside")
    assert clerk.done(at, "/back").offers("/aside")
