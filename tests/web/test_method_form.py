"""The form of a method: every rule there and back, nothing typed is lost, figures beside it."""

from fractions import Fraction

import pytest

from ballots import queries as ballots
from ballots.adoption import Standing
from ballots.method import Base, Compare, Grading, Share, VoteMethod
from ballots.methods.contract import method_to_json
from tests.cast import Congress
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.records import csv_of
from tests.web.scenes import put_on

GROUP = "东城代表团"
TABLE = [
    ["序号", "项目名称", "总投资(万元)", "类别"],
    *([str(no), f"项目{no}", "100", "路" if no < 5 else "校"] for no in range(1, 13)),
]
# Every rule with something else than its default, in the modes that know it.
PICK = {
    "title": "票决办法",
    "mode": "pick",
    "secrecy": "recorded",
    "live_tally": "full",
    "seats": "10",
    "min_surplus": "1/5",
    "max_marks": "9",
    "min_marks": "2",
    "over_marked": "valid",
    "under_marked": "spoils",
    "blank": "not_marked",
    "compare": ">=",
    "fraction": "3/5",
    "base": "present",
    "group": "",
    "compare_2": ">",
    "fraction_2": "1/2",
    "base_2": "voters",
    "group_2": GROUP,
    "quorum_open_compare": ">",
    "quorum_open_fraction": "1/2",
    "quorum_vote_compare": ">=",
    "quorum_vote_fraction": "3/4",
    "quorum_vote_base": "present",
    "tie": "presidium",
    "shortfall": "second_round",
    "rounds_max": "3",
    "budget_cap": "800.5",
    "over_budget": "refuse",
}
CATEGORIES = {"by_category": "yes", "category_seats_0": "3", "category_seats_1": "6"}
GRADE = {
    "mode": "grade",
    "satisfied_compare": ">",
    "satisfied_fraction": "3/5",
    "satisfied_base": "voters",
    "basically_compare": ">=",
    "basically_fraction": "2/3",
    "basically_base": "valid",
}


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def item(hall: Hall, congress: Congress) -> str:
    return hall.do(congress.add_item)


@pytest.fixture
def at(clerk: Browser, congress: Congress, item: str) -> str:
    """The page of a vote with twelve candidates in two categories."""
    at = f"/m/{congress.meeting}/desk/votes/{item}"
    file = ("file", "项目.csv", csv_of(TABLE))
    assert clerk.act(f"{at}/import", file=file).status_code == 303
    return at


def vote(hall: Hall, congress: Congress, item: str) -> ballots.Vote:
    found = hall.do(congress.read, ballots.vote_on, congress.meeting, item)
    assert found is not None
    return found


def method(hall: Hall, congress: Congress, item: str) -> VoteMethod:
    return vote(hall, congress, item).paper.method


def test_every_rule_is_saved_and_comes_back(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    page = clerk.done(at, "/method", PICK)
    shown = page.sheet("/method").values
    assert {name: shown[name] for name in PICK} == PICK
    saved = method(hall, congress, item)
    assert saved.majority == (
        Share(Base.PRESENT, Fraction(3, 5), Compare.AT_LEAST),
        Share(Base.VOTERS, Fraction(1, 2), Compare.OVER, GROUP),
    )
    assert saved.quorum_vote == Share(Base.PRESENT, Fraction(3, 4), Compare.AT_LEAST)
    assert (saved.rounds_max, saved.tie, str(saved.budget_cap)) == (3, "presidium", "800.5")
    clerk.done(at, "/method")
    assert method(hall, congress, item) == saved, "saved as it stands, it stays as it is"


def test_places_by_category_make_up_the_places(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    typed = {"max_marks": "9", "min_surplus": "0", "budget_cap": "", "group_2": ""}
    page = clerk.done(at, "/method", {**PICK, **typed, **CATEGORIES})
    saved = method(hall, congress, item)
    assert (saved.seats_by_category, saved.seats) == ({"路": 3, "校": 6}, 9)
    assert page.sheet("/method").values["by_category"] == "yes"


def test_grades_are_saved_and_what_has_no_effect_is_not(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    page = clerk.done(at, "/method", {**PICK, **GRADE, "group_2": ""})
    saved = method(hall, congress, item)
    assert saved.grading == Grading(
        Share(Base.VOTERS, Fraction(3, 5), Compare.OVER),
        Share(Base.VALID, Fraction(2, 3), Compare.AT_LEAST),
    )
    assert (saved.majority, saved.tie, saved.budget_cap, saved.max_marks) == (
        (),
        "run_off",
        None,
        None,
    )
    shown = page.sheet("/method").values
    assert {name: shown[name] for name in GRADE} == GRADE


@pytest.mark.parametrize("mode", ["for_against_abstain", "choose_one", "rank"])
def test_every_way_of_marking_can_be_saved(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str, mode: str
) -> None:
    typed = {"mode": mode, "min_marks": "1", "seats": "1", "max_marks": "9"}
    clerk.done(at, "/method", {**PICK, **typed})
    assert method(hall, congress, item).mode == mode


def test_no_quorum_and_no_majority_can_be_said(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    none = ("fraction", "fraction_2", "quorum_open_fraction", "quorum_vote_fraction")
    page = clerk.done(at, "/method", {**PICK, **dict.fromkeys(none, "0")})
    saved = method(hall, congress, item)
    assert (saved.majority, saved.quorum_open, saved.quorum_vote) == ((), None, None)
    assert "opened however few" in page.part("meaning")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"fraction_2": "3/2"}, "fraction_2"),
        ({"fraction": "0", "fraction_2": "3/2"}, "fraction_2"),
        ({"base_2": "present"}, "base_2"),
        ({"quorum_open_fraction": "4/3"}, "quorum_open_fraction"),
        ({"quorum_vote_fraction": "x"}, "quorum_vote_fraction"),
        ({"rounds_max": "0"}, "rounds_max"),
        ({"budget_cap": "-1"}, "budget_cap"),
        ({"budget_cap": "1e9"}, "budget_cap"),
        ({"secrecy": "secret", "live_tally": "none"}, "secrecy"),
        ({**CATEGORIES, "min_surplus": "0", "category_seats_0": "5"}, "by_category"),
        ({**CATEGORIES, "category_seats_1": "-"}, "category_seats_1"),
        ({**GRADE, "satisfied_fraction": "2"}, "satisfied_fraction"),
        ({**GRADE, "basically_fraction": "1", "basically_compare": ">"}, "basically_compare"),
    ],
)
def test_a_refusal_stands_at_its_field_and_everything_typed_stays(
    clerk: Browser, at: str, typed: dict[str, str], wrong: str
) -> None:
    page = clerk.refused(at, "/method", {**PICK, **typed})
    assert page.part(f"{wrong}-wrong"), page.parts.keys()
    kept = page.sheet("/method").values
    assert {name: kept[name] for name in {**PICK, **typed}} == {**PICK, **typed}
    assert page.sins == []


def test_the_panel_says_in_figures_what_the_typed_method_means(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    before = vote(hall, congress, item)
    sheet = clerk.see(at).sheet("/method")
    typed = {**sheet.values, "seats": "10", "tried": "327", "panel": "yes"}
    said = clerk.act(f"{at}/meaning", typed).text
    assert "<html" not in said, "a script swaps this alone"
    for figure in ("<b>218</b>", "<b>164</b>", "<b>20 %</b>"):
        assert figure in said
    assert "<b>4</b>" in clerk.act(f"{at}/meaning", {**typed, "tried": ""}).text, (
        "of the roster"
    )
    wrong = clerk.act(f"{at}/meaning", {**typed, "seats": "99"}).text
    assert "99 places cannot be filled" in wrong
    assert "not a whole number" in clerk.act(f"{at}/meaning", {**typed, "seats": "x"}).text
    assert vote(hall, congress, item) == before, "asking saves nothing"


def test_without_a_script_the_panel_comes_with_the_whole_form_as_typed(
    clerk: Browser, at: str
) -> None:
    sheet = clerk.see(at).sheet("/method")
    answer = clerk.act(f"{at}/meaning", {**sheet.values, **PICK, **GRADE, "tried": "327"})
    page = type(clerk.see(at))(answer.text)
    kept = page.sheet("/method").values
    assert {name: kept[name] for name in {**PICK, **GRADE}} == {**PICK, **GRADE}
    assert "327 members" in page.part("meaning")
    assert clerk.act(f"{at}/meaning", {**sheet.values, "seats": "x"}).status_code == 422


def test_a_template_fills_the_form_and_saves_nothing(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    before = vote(hall, congress, item)
    page = clerk.see(at)
    shown = clerk.act(f"{at}/template", {**page.sheet("/method").values, "template": "ranking"})
    assert shown.status_code == 200
    filled = type(page)(shown.text)
    assert filled.sheet("/method").values["mode"] == "rank"
    assert vote(hall, congress, item) == before
    again = {**filled.sheet("/method").values, "template": "motion"}
    assert clerk.act(f"{at}/template", again).status_code == 200, "nothing was typed between"
    clerk.act(f"{at}/method", {**filled.sheet("/method").values})
    assert method(hall, congress, item).mode == "rank"


@pytest.mark.parametrize("seats", ["1", "1o"])
def test_a_template_asks_before_it_takes_the_place_of_what_was_typed(
    clerk: Browser, at: str, seats: str
) -> None:
    typed = {**clerk.see(at).sheet("/method").values, "title": "我的办法", "seats": seats}
    answer = clerk.act(f"{at}/template", {**typed, "template": "county"})
    assert answer.status_code == 422
    page = type(clerk.see(at))(answer.text)
    kept = page.sheet("/method").values
    assert (kept["title"], kept["seats"]) == ("我的办法", seats)
    sure = clerk.act(f"{at}/template?sure=yes", {**typed, "template": "village"})
    assert sure.status_code == 200
    assert type(page)(sure.text).sheet("/method").values["secrecy"] == "hands"
    assert clerk.act(f"{at}/template", {**typed, "template": "no"}).status_code == 422


def test_from_draft_to_adoption_and_back_again(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    clerk.done(at, "/method", {**PICK, "group_2": ""})
    chair = hall.visitor(congress, congress.chair)
    console = f"/m/{congress.meeting}/chair"
    hall.do(put_on, congress, item)
    assert "have not deliberated" in chair.see(console).part("console")
    empty = clerk.refused(at, "/deliberate", {"opinions": ""})
    assert empty.part("opinions-wrong")
    page = clerk.done(at, "/deliberate", {"opinions": "建议应选数改为十个。"})
    assert "建议应选数改为十个。" in page.text
    seen = chair.see(console).part("console")
    assert "建议应选数改为十个。" in seen
    assert "for 6 members" in seen
    chair.done(console, "/adopt", {"for": "6"})
    assert clerk.refused(at, "/amend", {"reason": ""}).part("reason-wrong")
    page = clerk.done(at, "/amend", {"reason": "投资额有误"})
    assert page.offers("/method")
    paper = vote(hall, congress, item).paper
    assert (paper.standing, paper.was_deliberated) == (Standing.DRAFT, False)
    minutes = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "建议应选数改为十个。" in minutes
    assert "投资额有误" in minutes
    chair.done(console, "/adopt", {"for": "6"})
    chair.press(console, "/seal")
    assert not clerk.see(at).offers("/amend"), "a ballot is prepared by it"


def test_a_majority_of_a_delegation_is_told_in_its_own_figure(clerk: Browser, at: str) -> None:
    page = clerk.done(at, "/method", {**PICK, "base_2": "all_members"})
    assert f"“{GROUP}” has 2 members: 2 of them" in page.part("meaning")
    sheet = {**page.sheet("/method").values, "group_2": "外县", "panel": "yes"}
    assert "No deputy on the roster" in clerk.act(f"{at}/meaning", sheet).text


def test_the_text_of_a_plain_draft_is_that_of_the_first_contract(
    hall: Hall, clerk: Browser, congress: Congress, item: str, at: str
) -> None:
    clerk.done(at, "/method")
    text = method_to_json(method(hall, congress, item))
    assert not any(name in text for name in ("rounds_max", "over_budget", "grading"))
