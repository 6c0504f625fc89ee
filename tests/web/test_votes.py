"""Preparing a vote through pages: candidates, method, and the hands that adopt it."""

import pytest

from ballots import queries as ballots
from ballots.adoption import Standing
from ballots.queries import Vote
from tests.cast import Congress
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.records import csv_of
from tests.web.scenes import put_on

SCRIPT = "<script>alert(1)</script>"
TABLE = [
    ["序号", "项目名称", "建设内容", "总投资(万元)", "责任单位", "完成时间", "类别"],
    ["1", "市民中心", "新建", "1,800.50", "住建局", "2026年底", "文化"],
    ["3", "养老院", "改建", "", "民政局", "", "养老"],
    ["2", "=cmd()", SCRIPT, "0", "", "", ""],
]
PROJECT = {"no": "9", "name": "图书馆", "content": "", "investment": "12.5", "unit": ""}
METHOD = {
    "title": "票决办法",
    "seats": "2",
    "mode": "pick",
    "max_marks": "2",
    "min_marks": "0",
    "over_marked": "spoils",
    "under_marked": "valid",
    "blank": "abstain",
    "compare": ">",
    "fraction": "1/2",
    "base": "all_members",
    "tie": "run_off",
    "shortfall": "ask",
    "min_surplus": "0",
    "secrecy": "recorded",
    "live_tally": "turnout",
    "rounds_max": "2",
    "quorum_open_compare": ">=",
    "quorum_open_fraction": "2/3",
    "quorum_vote_compare": ">",
    "quorum_vote_fraction": "0",
    "quorum_vote_base": "all_members",
    "budget_cap": "",
    "over_budget": "warn",
}


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting()


@pytest.fixture
def item(hall: Hall, congress: Congress) -> str:
    return hall.do(congress.add_item)


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def at(congress: Congress, item: str) -> str:
    return f"/m/{congress.meeting}/desk/votes/{item}"


@pytest.fixture
def listed(clerk: Browser, at: str) -> str:
    """The page of a vote with three candidates."""
    file = ("file", "项目.csv", csv_of(TABLE))
    assert clerk.act(f"{at}/import", file=file).status_code == 303
    return at


def vote(hall: Hall, congress: Congress, item: str) -> Vote:
    found = hall.do(congress.read, ballots.vote_on, congress.meeting, item)
    assert found is not None
    return found


def test_the_method_is_saved_as_it_was_filled_in(
    hall: Hall, clerk: Browser, congress: Congress, item: str, listed: str
) -> None:
    page = clerk.done(listed, "/method", METHOD)
    shown = page.sheet("/method").values
    assert {name: shown[name] for name in METHOD} == METHOD
    method = vote(hall, congress, item).paper.method
    assert (method.seats, method.max_marks, method.mode) == (2, 2, "pick")
    assert method.numbers == (1, 2, 3)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"seats": "9"}, "seats"),
        ({"seats": ""}, "seats"),
        ({"max_marks": "9"}, "max_marks"),
        ({"max_marks": ""}, "max_marks"),
        ({"min_marks": "3"}, "min_marks"),
        ({"fraction": "3/2"}, "fraction"),
        ({"fraction": "-1/2"}, "fraction"),
        ({"fraction": "half"}, "fraction"),
        ({"fraction": "1e9999999"}, "fraction"),
        ({"min_surplus": "1/0"}, "min_surplus"),
        ({"min_surplus": "1", "title": SCRIPT}, "seats"),
    ],
)
def test_a_method_nobody_could_vote_by_is_refused_on_its_field(
    clerk: Browser, listed: str, typed: dict[str, str], wrong: str
) -> None:
    page = clerk.refused(listed, "/method", {**METHOD, **typed})
    field = "method-title" if wrong == "title" else wrong
    assert page.part(f"{field}-wrong"), page.parts.keys()
    kept = page.sheet("/method").values
    assert {name: kept[name] for name in typed} == typed
    assert page.sins == []


@pytest.mark.parametrize("field", ["mode", "secrecy", "tie", "base", "live_tally", "blank"])
def test_a_choice_that_is_not_offered_is_refused(
    clerk: Browser, listed: str, field: str
) -> None:
    assert clerk.act(f"{listed}/method", {**METHOD, field: SCRIPT}).status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {"secrecy": "secret", "live_tally": "full"},
        {"secrecy": "hands", "mode": "rank"},
        {"secrecy": "secret", "group": "东城代表团"},
        {"secrecy": "hands", "group": "东城代表团"},
    ],
)
def test_what_can_never_be_held_is_not_saved(
    hall: Hall,
    clerk: Browser,
    congress: Congress,
    item: str,
    listed: str,
    typed: dict[str, str],
) -> None:
    before = vote(hall, congress, item)
    answer = clerk.act(f"{listed}/method", {**METHOD, **typed})
    assert answer.status_code == 422
    assert vote(hall, congress, item) == before


@pytest.fixture
def put_up(hall: Hall, clerk: Browser, congress: Congress, item: str, listed: str) -> str:
    """The chair's console, on which the method stands for adoption."""
    clerk.act(f"{listed}/method", METHOD)
    hall.do(put_on, congress, item)
    return f"/m/{congress.meeting}/chair"


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair)


def test_the_hands_of_the_hall_adopt_the_method(
    hall: Hall, chair: Browser, congress: Congress, item: str, put_up: str
) -> None:
    page = chair.done(put_up, "/adopt", {"for": "5", "against": "1"})
    assert page.offers("/seal")
    paper = vote(hall, congress, item).paper
    assert (paper.standing, paper.adoption and paper.adoption.for_) == (Standing.ADOPTED, 5)


@pytest.mark.parametrize(
    "typed",
    [
        {"for": "7", "against": "0", "abstain": "0"},
        {"for": "4", "against": "2", "abstain": "1"},
        {"for": "four", "against": "1", "abstain": "0"},
        {"for": "", "against": "3", "abstain": "2"},
        {"for": "-1", "against": "3", "abstain": "2"},
    ],
)
def test_impossible_hands_are_refused_and_stay_typed(
    hall: Hall,
    chair: Browser,
    congress: Congress,
    item: str,
    put_up: str,
    typed: dict[str, str],
) -> None:
    page = chair.refused(put_up, "/adopt", typed)
    kept = page.sheet("/adopt").values
    assert {name: kept[name] for name in typed} == typed
    assert vote(hall, congress, item).paper.standing is Standing.DRAFT


def test_hands_for_a_method_that_was_changed_meanwhile_do_not_count(
    hall: Hall,
    chair: Browser,
    clerk: Browser,
    congress: Congress,
    item: str,
    put_up: str,
    listed: str,
) -> None:
    old = chair.see(put_up).sheet("/adopt")
    clerk.done(listed, "/method", {**METHOD, "seats": "1"})
    assert chair.act(old.action, {**old.values, "for": "6"}).status_code == 422
    assert vote(hall, congress, item).paper.standing is Standing.DRAFT
    chair.done(put_up, "/adopt", {"for": "6"})
    assert vote(hall, congress, item).paper.standing is Standing.ADOPTED


def test_a_rejected_method_goes_back_to_the_clerk(
    hall: Hall,
    chair: Browser,
    clerk: Browser,
    congress: Congress,
    item: str,
    put_up: str,
    listed: str,
) -> None:
    assert not chair.done(put_up, "/adopt", {"for": "3", "against": "3"}).offers("/seal")
    assert vote(hall, congress, item).paper.standing is Standing.REJECTED
    clerk.done(listed, "/method", {**METHOD, "seats": "1"})
    assert chair.see(put_up).offers("/adopt")


def test_an_adopted_method_is_locked(
    chair: Browser, clerk: Browser, put_up: str, listed: str
) -> None:
    chair.done(put_up, "/adopt", {"for": "6"})
    page = clerk.see(listed)
    assert not page.offers("/method")
    assert not page.offers("/import")
    assert clerk.act(f"{listed}/method", METHOD).status_code == 422
    assert clerk.act(f"{listed}/projects", PROJECT).status_code == 422
    assert clerk.act(f"{listed}/drop", {"no": "1"}).status_code == 422
    file = ("file", "a.csv", csv_of(TABLE))
    assert clerk.act(f"{listed}/import", file=file).status_code == 422


def test_a_vote_without_candidates_cannot_be_put_up(
    hall: Hall, chair: Browser, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    clerk.act(f"{at}/projects", {**PROJECT, "no": "1"})
    clerk.act(f"{at}/drop", {"no": "1"})
    hall.do(put_on, congress, item)
    page = chair.see(f"/m/{congress.meeting}/chair")
    assert not page.offers("/adopt")
    paper = vote(hall, congress, item).paper.id
    answer = chair.act(f"/m/{congress.meeting}/papers/{paper}/adopt", {"for": "6"})
    assert answer.status_code == 422


def test_papers_are_joined_to_a_session_and_parted_again(
    hall: Hall, congress: Congress, clerk: Browser
) -> None:
    first = hall.do(congress.vote_item, 3, 1)
    second = hall.do(congress.vote_item, 2, 1)
    known = hall.do(congress.read, ballots.load_paper, congress.meeting, second)
    at = f"/m/{congress.meeting}/desk/votes/{known.item}"
    assert first in clerk.get(at).text
    clerk.done(at, "/session", {"with": first})
    joined = hall.do(congress.read, ballots.load_paper, congress.meeting, second)
    assert joined.session == first
    assert "by itself" in clerk.see(at).text
    clerk.act(f"{at}/session", {"with": ""})
    parted = hall.do(congress.read, ballots.load_paper, congress.meeting, second)
    assert parted.session is None
    refused = clerk.act(f"{at}/session", {"with": second})
    assert refused.status_code == 422
