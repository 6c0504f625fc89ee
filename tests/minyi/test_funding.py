"""`minyi funding`: a table for people, JSON for scripts, and a line for every error."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from minyi.__main__ import app
from tests.ballots.funding.village import VILLAGE


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    path = tmp_path / "village.pb"
    path.write_text(VILLAGE, encoding="utf-8")
    return path


def call(rule: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["funding", "village.pb", "--rule", rule, *more])


def told(rule: str) -> dict[str, Any]:
    ran = call(rule, "--json")
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["exit"] == ran.exit_code
    return found


@pytest.mark.usefixtures("file")
def test_a_table_shows_winners_in_order_and_what_is_left() -> None:
    ran = call("equal-shares")
    places = [ran.stdout.index(name) for name in ("清水村", "School", "Lamps", "Well")]
    assert (ran.exit_code, places) == (0, sorted(places))
    assert "村道硬化" not in ran.stdout
    assert "3 of 5 projects, 10 voters" in ran.stdout
    assert "Budget 1,000, spent 760.5, left 239.5" in ran.stdout
    assert "Shares were raised by 3" in ran.stdout
    assert "Advice only" in ran.stdout


@pytest.mark.usefixtures("file")
def test_the_published_winners_stand_beside_ours() -> None:
    assert "Published winners (greedy): the same" in call("greedy").stdout
    other = call("equal-shares").stdout
    assert "only here: p10, p3" in other
    assert "only there: p1" in other


def test_nothing_is_said_of_winners_that_were_not_published(file: Path) -> None:
    file.write_text(VILLAGE.replace("selected", "remark"), encoding="utf-8")
    assert "Published" not in call("greedy").stdout
    assert told("greedy")["published"] is None


@pytest.mark.usefixtures("file")
def test_a_script_gets_exact_amounts() -> None:
    found = told("equal-shares")
    assert found["funded"][0] == {"id": "p2", "name": 'School; "new" roof'} | {
        "votes": 6,
        "cost": 350,
    }
    assert [one["cost"] for one in found["funded"]] == [350, 100, "310.5"]
    assert (found["budget"], found["cost"], found["left"]) == (1000, "760.5", "239.5")
    assert (found["share"], found["raised"]) == ("103", 3)
    assert (found["published"], found["as_published"]) == (["p1", "p2"], False)
    plain = told("greedy")
    assert (plain["share"], plain["raised"], plain["as_published"]) == (None, None, True)


def test_an_error_names_its_line(file: Path) -> None:
    file.write_text(VILLAGE.replace("9;39;p10", "9;39;p11"), encoding="utf-8")
    ran = call("greedy")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr == "Line 28: The ballot has p11, which is not under PROJECTS.\n"
    found = told("greedy")
    assert (found["refused"], found["facts"]["line"]) == ("funding-project-unknown", 28)


def test_a_file_in_another_encoding_is_refused_by_its_line(file: Path) -> None:
    file.write_bytes(VILLAGE.encode("gb18030"))
    assert call("greedy").stderr == "Line 3: This is no text in UTF-8.\n"


def test_a_missing_file_is_named(file: Path) -> None:
    file.unlink()
    ran = call("greedy")
    assert (ran.exit_code, ran.stderr) == (
        1,
        "village.pb cannot be read: No such file or directory.\n",
    )
    assert told("greedy")["refused"] == "file-unreadable"


def test_what_a_stranger_wrote_does_not_steer_the_terminal(file: Path) -> None:
    steering = VILLAGE.replace("Lamps", "\x1b[2J[red]灯").replace(
        "currency;CNY", "currency;\x9b"
    )
    file.write_text(steering, encoding="utf-8")
    for shown in (call("equal-shares").stdout, call("equal-shares", "--json").stdout):
        assert not {"\x1b", "\x9b"} & set(shown)
    assert "[red]灯" in call("equal-shares").stdout


@pytest.mark.usefixtures("file")
def test_an_unknown_rule_is_a_wrong_call() -> None:
    assert call("by-lot").exit_code == 2
