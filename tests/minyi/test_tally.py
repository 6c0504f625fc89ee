"""`minyi tally`: a table for people, the outcome for scripts, 1 for what does not hold."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from minyi.__main__ import app

METHOD: dict[str, Any] = {
    "title": "2023年民生实事项目票决办法",
    "mode": "for_against_abstain",
    "candidates": [{"no": 1, "name": "养老服务中心"}, {"no": 2, "name": "村道硬化"}],
    "seats": 1,
    "max_marks": 1,
    "majority": [{"of": "all_members", "fraction": "1/2", "compare": ">"}],
    "quorum_open": {"of": "all_members", "fraction": "2/3", "compare": ">="},
}
SIPING = "ballot,group,1,2\n" + "".join(
    f"{at},,{'for,against' if at <= 42 else 'against,for'}\n" for at in range(1, 46)
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    give(METHOD, SIPING)
    return tmp_path


def give(method: dict[str, Any], ballots: str) -> None:
    Path("method.json").write_text(json.dumps(method), encoding="utf-8")
    Path("ballots.csv").write_text(ballots, encoding="utf-8")


def call(*more: str, members: int = 45, present: int = 45) -> Result:
    hall = ["--members", str(members), "--present", str(present)]
    return CliRunner().invoke(app, ["tally", "method.json", "ballots.csv", *hall, *more])


def told(*more: str, **hall: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call("--json", *more, **hall).stdout)
    return found


def test_siping_is_counted_again_from_its_ballots() -> None:
    found = told()
    assert found["because"].startswith("The 1 projects with the most votes")
    row = {"no": 1, "name": "养老服务中心", "for": 42, "against": 3, "abstain": 0}
    row |= {"not_marked": 0, "illegible": 0, "passes": True, "rank": 1, "chosen": True}
    assert found["items"][0] == row
    figures = [found[name] for name in ("issued", "returned", "valid", "threshold", "chosen")]
    assert figures == [45, 45, 45, 23, [1]]
    assert (found["next"], call("--json").exit_code) == ("none", 0)


def test_a_table_shows_the_best_first_and_the_reason() -> None:
    ran = call()
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.index("养老服务中心") < ran.stdout.index("村道硬化")
    assert "Issued 45, returned 45: 45 valid, 0 invalid" in ran.stdout
    assert "chosen" in ran.stdout
    assert "fill all 1 places" in ran.stdout


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (("--issued", "44"), "45 ballots came back, but only 44 were issued"),
        (("--returned", "46"), "46 ballots came back, but only 45 were issued"),
    ],
)
def test_a_void_vote_ends_with_one(more: tuple[str, ...], because: str) -> None:
    for ran in (call(*more), call("--json", *more)):
        assert ran.exit_code == 1
        assert because in ran.stdout.replace("\n", " ")
    assert (told(*more)["vote_valid"], told(*more)["chosen"]) == (False, [])


def test_a_missing_quorum_ends_with_one() -> None:
    assert call(members=68).exit_code == 1
    assert call(members=67).exit_code == 0


def test_papers_beyond_the_lines_of_the_file_are_returned_and_invalid() -> None:
    found = told("--issued", "50", "--returned", "45", present=50, members=50)
    assert (found["returned"], found["valid"], found["invalid"]) == (45, 45, 0)
    found = told("--issued", "50", "--returned", "47", present=50, members=50)
    assert (found["returned"], found["valid"], found["invalid"]) == (47, 45, 2)
    ran = call("--returned", "44")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("44 ballots are said to be returned, but the file has 45.")


def test_an_error_names_file_line_and_column() -> None:
    give(METHOD, SIPING.replace("7,,for,against", "7,,for,yes"))
    ran = call()
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("ballots.csv: Line 8, column 4: “yes” beside number 2 must")
    found = told()
    assert (found["refused"], found["exit"]) == ("ballots-cell", 1)
    assert (found["facts"]["line"], found["facts"]["column"]) == (8, 4)


def test_an_unreadable_method_names_its_field() -> None:
    give(METHOD | {"seats": "1"}, SIPING)
    ran = call()
    assert (ran.exit_code, ran.stderr) == (1, "method.json, seats: Expected int.\n")
    give(METHOD | {"seats": 3}, SIPING)
    assert call().stderr.startswith("method.json, seats: 3 places cannot be filled")


def test_a_hall_that_cannot_be_is_refused() -> None:
    ran = call(present=46)
    assert (ran.exit_code, ran.stderr[:24]) == (1, "present: More are presen")


def test_a_missing_file_is_named() -> None:
    Path("ballots.csv").unlink()
    ran = call()
    assert ran.exit_code == 1
    assert ran.stderr == "ballots.csv cannot be read: No such file or directory.\n"
    assert told()["refused"] == "file-unreadable"


def test_what_a_stranger_wrote_does_not_steer_the_terminal() -> None:
    names = [{"no": 1, "name": "\x1b[2J[red]灯"}, {"no": 2, "name": "\x9b"}]
    give(METHOD | {"title": "\x1b[2J", "candidates": names}, SIPING)
    for ran in (call(), call("--json")):
        assert ran.exit_code == 0
        assert not {"\x1b", "\x9b"} & set(ran.stdout)
    give(METHOD, SIPING.replace("7,,for,against", "7,,for,\x1b[2J"))
    assert "\x1b" not in call().stderr


SHARE = {"of": "all_members", "fraction": "1/2", "compare": ">"}


def test_a_double_gate_asks_for_the_members_of_its_group() -> None:
    gates = [{**SHARE, "group": "deputies"}, {**SHARE, "fraction": "2/3"}]
    give(METHOD | {"majority": gates}, SIPING.replace("1,,for", "1,deputies,for"))
    assert call().stderr.startswith("How many people are entitled in the group “deputies”?")
    found = told("--group-members", "deputies=10")
    assert (found["threshold"], found["group_thresholds"]) == (31, {"deputies": 6})
    assert found["chosen"] == [], "5 of 10 deputies are no majority"
    assert told("--group-members", "deputies=8")["chosen"] == [1]
    assert "of deputies 6" in call("--group-members", "deputies=10").stdout
    assert call("--group-members", "deputies").exit_code == 1


def test_a_tie_waits_for_the_seed_of_the_lot() -> None:
    give(METHOD | {"tie": "lot", "majority": []}, "ballot,group,1,2\na,,for,\nb,,,for\n")
    waiting = told()
    assert (waiting["next"], waiting["tied"], waiting["chosen"]) == ("lot", [1, 2], [])
    first = told("--seed", "2024-01-09")
    assert (first["next"], len(first["chosen"])) == ("none", 1)
    assert told("--seed", "2024-01-09") == first
    seeds = [told("--seed", str(seed))["chosen"][0] for seed in range(8)]
    assert set(seeds) == {1, 2}, "need seeds that decide differently"


def test_the_last_round_asks_the_congress() -> None:
    give(METHOD | {"majority": []}, "ballot,group,1,2\na,,for,\nb,,,for\n")
    assert (told()["next"], told("--round", "2")["next"]) == ("run_off", "ask")


def test_grades_are_shown_beside_their_counts() -> None:
    grades = METHOD | {"mode": "grade", "max_marks": None, "majority": []}
    give(grades, "ballot,group,1,2\n" + "".join(f"{at},,3,1\n" for at in range(45)))
    ran = call()
    assert "Satisfactory: 1; basically satisfactory: 0; unsatisfactory: 1." in ran.stdout
    assert ran.stdout.index("satisfied") < ran.stdout.index("unsatisfied")
    assert "illegible" not in ran.stdout
    item = told()["items"][0]
    assert (item["satisfied"], item["grade"]) == (45, "satisfied")


GROUPED = "ballot,group,1,2\n" + "".join(
    f"{at},{group},{'for,against' if at % 2 else 'against,for'}\n"
    for at, group in enumerate(["东"] * 20 + ["西"] * 16 + ["南"] * 4 + ["北"] * 5, start=1)
)


def test_groups_are_told_where_they_unmask_nobody() -> None:
    give(METHOD, GROUPED)
    found = told("--by-group")["by_group"]
    assert [(row["groups"], row["ballots"]) for row in found["rows"]] == [
        (["东"], 20),
        (["西", "南", "北"], 25),
    ]
    first = {"no": 1, "for": 10, "against": 10, "abstain": 0, "illegible": 0}
    assert found["rows"][0]["items"][0] == first
    shown = call("--by-group").stdout
    assert "The other groups, told together: 西, 南, 北." in shown
    assert "By group" not in call().stdout
    assert "by_group" not in told()


def test_groups_that_cannot_be_told_are_not() -> None:
    give(METHOD, "".join(GROUPED.splitlines(keepends=True)[:12]))
    assert "Fewer than two groups" in call("--by-group").stdout
    give(METHOD, GROUPED.replace("西", "东").replace("北", "东"))
    assert "Not told by group: figures of fewer than 10" in call("--by-group").stdout
    assert told("--by-group")["by_group"] == {"rows": [], "withheld": ["东", "南"]}
