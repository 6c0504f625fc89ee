"""What a .pb file says, and each way in which it can be wrong, by line."""

from fractions import Fraction

import pytest

from ballots.funding.pabulib import VoteType, read_election
from core.errors import Refused
from tests.ballots.funding.village import VILLAGE


def test_a_file_is_read() -> None:
    found = read_election(VILLAGE)
    assert (found.budget, found.voters, found.currency) == (Fraction(1000), 10, "CNY")
    assert (found.title, found.rule) == ("清水村 2026", "greedy")
    assert [one.id for one in found.projects] == ["p1", "p2", "p3", "p10", "p4"]
    assert found.projects[1].name == 'School; "new" roof'
    assert [one.selected for one in found.projects] == [True, True, False, False, False]


def test_costs_are_exact() -> None:
    assert read_election(VILLAGE).projects[3].cost == Fraction("310.5")


def test_equal_ballots_are_counted_together_and_voters_forgotten() -> None:
    ballots = read_election(VILLAGE).ballots
    assert ballots[frozenset({"p1", "p2"})] == 5
    assert ballots[frozenset({"p3", "p10"})] == 4
    assert len(ballots) == 3


@pytest.mark.parametrize(
    "changed",
    [
        VILLAGE.replace("\n", "\r\n"),
        "\ufeff" + VILLAGE,
        VILLAGE.replace(";", "; ").replace("School;  ", "School; "),
        VILLAGE + "\n\n",
        VILLAGE.replace("VOTES\n", "VOTES;;\n"),
        VILLAGE.replace("budget;1000", 'budget;"1000"'),
        VILLAGE.replace("key;value", "key;value;").replace("budget;1000", "budget;1000;"),
    ],
    ids=["crlf", "mark", "blanks", "empty-lines", "padded-title", "quoted", "padded-meta"],
)
def test_another_spelling_says_the_same(changed: str) -> None:
    assert read_election(changed) == read_election(VILLAGE)


def test_an_empty_ballot_is_a_voter() -> None:
    found = read_election(VILLAGE.replace("num_votes;10", "num_votes;11") + "11;20;\n")
    assert (found.voters, found.ballots[frozenset()]) == (11, 1)


def test_what_was_published_is_known_only_where_it_is_told() -> None:
    untold = VILLAGE.replace("selected", "remark")
    assert {one.selected for one in read_election(untold).projects} == {None}
    otherwise = VILLAGE.replace("Lamps;0", "Lamps;2")
    assert read_election(otherwise).projects[2].selected is False


def test_one_choice_is_an_approval() -> None:
    text = VILLAGE.replace("approval", "choose-1").replace(";votes;", ";seen;")
    for wide in ("p1,p2,p4", "p1,p2", "p2,p1"):
        text = text.replace(wide, "p1")
    text = text.replace("p3,p10", "p3").replace("p10,p3", "p3")
    found = read_election(text)
    assert (found.vote_type, found.votes()) == (VoteType.CHOOSE_ONE, {"p1": 6, "p3": 4})


REFUSED = [
    ("META", "data", "funding-not-pabulib", 1),
    ("PROJECTS\n", "", "funding-section-order", 17),
    ("VOTES\n", "PROJECTS\n", "funding-section-order", 18),
    (VILLAGE[VILLAGE.index("VOTES") :], "", "funding-section-missing", 17),
    ("key;value", "key;wert", "funding-column", 2),
    ("project_id;cost", "project_id;price", "funding-column", 12),
    ("age;vote", "vote;vote", "funding-column", 19),
    ("1;34;p1,p2", "1;p1,p2", "funding-width", 20),
    ('"School', '"' + "x" * 140_000, "funding-line", 14),
    ("currency;CNY", "budget;9", "funding-key-twice", 10),
    ("budget;1000\n", "", "funding-key-missing", 9),
    ("num_votes;10\n", "", "funding-key-missing", 9),
    ("approval", "ordinal", "funding-vote-type", 8),
    ("approval", "cumulative", "funding-vote-type", 8),
    ("approval", "scoring", "funding-vote-type", 8),
    ("budget;1000", "budget;1 000", "funding-amount", 7),
    ("budget;1000", "budget;1000,5", "funding-amount", 7),
    ("p3;100", "p3;0", "funding-amount", 15),
    ("p3;100", "p3;-1", "funding-amount", 15),
    ("p3;100", "p3;1e9", "funding-amount", 15),
    ("p3;100", "p3;１００", "funding-amount", 15),
    ("num_votes;10", "num_votes;ten", "funding-count", 6),
    ("p3;100;4", "p3;100;x", "funding-count", 15),
    ("p3;100", ";100", "funding-project-id", 15),
    ("p3;100", "p1,p3;100", "funding-project-id", 15),
    ("p3;100", "p2;100", "funding-project-twice", 15),
    ("9;39;p10,p3", "9;39;p10,p9", "funding-project-unknown", 28),
    ("9;39;p10,p3", "9;39;p10,", "funding-project-unknown", 28),
    ("9;39;p10,p3", "9;39;p3,p3", "funding-approved-twice", 28),
    ("approval", "choose-1", "funding-chose-several", 20),
    ("9;39", ";39", "funding-voter-id", 28),
    ("9;39", "7;39", "funding-voter-twice", 28),
    ("10;44;p3,p10\n", "", "funding-count-differs", 6),
    ("num_projects;5", "num_projects;6", "funding-count-differs", 5),
    ("p3;100;4", "p3;100;5", "funding-votes-differ", 15),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), REFUSED)
def test_a_bad_file_is_refused_by_its_line(old: str, new: str, code: str, line: int) -> None:
    assert old in VILLAGE
    with pytest.raises(Refused) as refused:
        read_election(VILLAGE.replace(old, new, 1))
    assert (refused.value.code, refused.value.facts["line"]) == (code, line)


@pytest.mark.parametrize("text", ["", "\n\n", "META", "META\nkey;value\nPROJECTS\nVOTES\n"])
def test_a_file_without_an_election_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_election(text)
    assert refused.value.code == "funding-section-missing"


def test_a_quote_left_open_spoils_only_its_own_line() -> None:
    with pytest.raises(Refused) as refused:
        read_election(VILLAGE.replace("Lamps", '"Lamps'))
    assert (refused.value.code, refused.value.facts["line"]) == ("funding-width", 15)
