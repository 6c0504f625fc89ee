"""`minyi consult analyse`: tables for people, JSON for scripts, a line for every bad file."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from consult.exports.cells import Fault
from consult.exports.comments import comments_csv
from consult.exports.conversation import Conversation, Moderation, Statement
from consult.exports.participants import participants_csv
from consult.exports.votes import votes_csv
from consult.opinion.ladder import Shown, WhyNot
from consult.opinion.matrix import Vote
from minyi.__main__ import app
from minyi.consult_words import FAULTS, SHOWN, WHY_NOT

SECTIONS = ["pca", "groups", "gic", "priority", "repness", "wilson", "divisiveness", "ladder"]
EAST, WEST = "++-+0-+-", "--+-++-."
MARKS = {"+": 1, "-": -1, "0": 0}


def village() -> Conversation:
    """Ten of the east and six of the west, who answer otherwise; statement 7 is taken out."""
    told = [
        Vote(str(person), str(statement), MARKS[mark], at=1_700_000_000_000)
        for person, row in enumerate([EAST] * 10 + [WEST] * 6)
        for statement, mark in enumerate(row)
        if mark != "."
    ]
    out = {"7": Moderation.OUT}
    ids = [Statement(str(one), moderated=out.get(str(one), Moderation.IN)) for one in range(8)]
    return Conversation(tuple(ids), tuple(told))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    talk = village()
    Path("votes.csv").write_bytes(votes_csv(talk))
    Path("participants.csv").write_bytes(participants_csv(talk))
    Path("comments.csv").write_bytes(comments_csv(talk))
    lines = "".join(f"{one},{'east' if one < 10 else 'west'}\n" for one in range(16))
    Path("groups.csv").write_text(f"voter-id,group\n{lines}", encoding="utf-8")
    return tmp_path


def call(file: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["consult", "analyse", file, *more])


def told(file: str, *more: str) -> dict[str, Any]:
    ran = call(file, *more, "--json")
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["exit"] == ran.exit_code
    return found


@pytest.mark.usefixtures("folder")
def test_both_files_of_votes_give_the_same_eight_sections() -> None:
    found = told("votes.csv")
    assert list(found) == ["exit", "people", "statements", "votes", *SECTIONS]
    assert (found["people"], found["statements"], found["votes"]) == (16, 8, 122)
    assert found == told("participants.csv")


@pytest.mark.usefixtures("folder")
def test_declared_groups_take_the_place_of_those_found() -> None:
    found = told("votes.csv", "--groups", "groups.csv")
    people = [(one["id"], one["people"]) for one in found["groups"]["groups"]]
    assert (found["groups"]["by"], people) == ("file", [("east", 10), ("west", 6)])
    first = found["gic"]["statements"][0]
    assert first["gic"] == pytest.approx(11 / 12 * 1 / 8)
    assert found["gic"]["declared"]["statements"][0]["minimum"] == pytest.approx(1 / 8)
    assert found["gic"]["declared"]["statements"][7]["consensus"] is None
    assert "strata" in found["ladder"]["shown"]


@pytest.mark.usefixtures("folder")
def test_what_was_moderated_out_counts_for_no_axis() -> None:
    assert told("votes.csv")["pca"]["statements"][7]["x"] == pytest.approx(0)
    with_it = told("votes.csv", "--comments", "comments.csv")
    assert with_it["pca"]["statements"][7]["mean"] == 0
    assert told("votes.csv")["pca"]["statements"][7]["mean"] == -1
    assert with_it["ladder"]["statements"] == 7


@pytest.mark.usefixtures("folder")
def test_tables_end_with_what_may_be_shown_and_why_not_more() -> None:
    ran = call("votes.csv", "--groups", "groups.csv")
    assert ran.exit_code == 0
    assert "16 people, 8 statements, 122 votes" in ran.stdout
    places = [ran.stdout.index(f"\n{name}:") for name in SECTIONS]
    assert places == sorted(places)
    assert "consensus across declared groups (east 10, west 6)" in ran.stdout
    assert "  - that people differ along one line" in ran.stdout
    last = "16 people: too few for a map of groups, which needs 30 or more.\n"
    assert ran.stdout.endswith(last)
    assert "the map of groups" not in ran.stdout


def test_an_error_names_its_file_and_line(folder: Path) -> None:
    file = folder / "votes.csv"
    file.write_bytes(file.read_bytes().replace(b",3,2,1\r", b",3,2,9\r"))
    ran = call("votes.csv")
    assert (ran.exit_code, ran.stdout) == (1, "")
    said = "“9” under vote is no vote. It must be 1 (agree), 0 (pass) or -1 (disagree).\n"
    assert ran.stderr.startswith("votes.csv, line ")
    assert ran.stderr.endswith(said)
    assert told("votes.csv")["refused"] == "not-a-vote"


@pytest.mark.usefixtures("folder")
def test_other_files_are_refused_by_their_names() -> None:
    assert call("groups.csv").stderr == (
        "groups.csv, line 1: There must be a column timestamp.\n"
    )
    assert call("comments.csv").stderr.startswith("comments.csv, line 1: This is no file of")
    assert call("votes.csv", "--groups", "votes.csv").stderr == (
        "votes.csv, line 1: There must be a column group.\n"
    )
    assert call("no.csv").stderr == "no.csv cannot be read: No such file or directory.\n"


def test_groups_of_other_people_are_refused(folder: Path) -> None:
    (folder / "groups.csv").write_text("voter-id,group\nx,east\n", encoding="utf-8")
    ran = call("votes.csv", "--groups", "groups.csv")
    said = "groups.csv: None of its voters is among those who voted.\n"
    assert (ran.exit_code, ran.stderr) == (1, said)


def test_what_a_stranger_wrote_does_not_steer_the_terminal(folder: Path) -> None:
    file = folder / "groups.csv"
    file.write_text(file.read_text("utf-8").replace("west", "\x1b[2J[red]西"), "utf-8")
    for more in ([], ["--json"]):
        shown = call("votes.csv", "--groups", "groups.csv", *more).stdout
        assert "\x1b" not in shown
    assert "[red]西" in call("votes.csv", "--groups", "groups.csv").stdout


def test_every_fault_and_every_rung_has_its_words() -> None:
    assert set(FAULTS) == set(Fault)
    assert (set(SHOWN), set(WHY_NOT)) == (set(Shown), set(WhyNot))
