"""`minyi verify`: a table for people, JSON for scripts, and an exit code for both."""

import io
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from ballots.secret.audit import Known, audit
from ballots.secret.checkpoint import give_receipt, receipt_to_json
from ballots.secret.sources import verifier
from ballots.secret.verify import STEPS
from ballots.secret.words import words_zh
from core.zipped import archive_zip
from minyi import verify
from minyi.__main__ import app
from tests.ballots.secret.hall import ROUND, SERVER, Files, Hall, make_manifest
from tests.cast import marked

HALL = Hall(make_manifest(3, title="[red]民生\x1b[2J"))
for at, signs in enumerate(["++-", "+-.", "+oo", "-+.", "...", "+.+"]):
    HALL.vote(f"deputy-{at:02}", marked(signs))
FILES = HALL.archive(chosen=[1]) | {"verify.py": verifier()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, FILES)
    receipts = [json.loads(receipt_to_json(one)) for one in HALL.receipts]
    (tmp_path / "one.json").write_text(json.dumps(receipts[0]))
    (tmp_path / "all.json").write_text(json.dumps(receipts, indent=1))
    lost = give_receipt(SERVER, ROUND, 1, bytes(32))
    (tmp_path / "lost.json").write_bytes(receipt_to_json(lost))
    return tmp_path


def write(folder: Path, files: Files) -> None:
    (folder / "a.zip").write_bytes(archive_zip(files))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["verify", "a.zip", *arguments])


def told(*arguments: str) -> dict[str, Any]:
    ran = call("--json", *arguments)
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["exit"] == ran.exit_code
    return found


def states(found: dict[str, Any]) -> dict[str, str]:
    return {check["name"]: check["state"] for check in found["checks"]}


@pytest.mark.usefixtures("folder")
def test_an_archive_that_holds_is_told_check_by_check() -> None:
    found = told()
    assert list(states(found)) == [*(step.name for step in STEPS), "verifier"]
    assert "fails" not in states(found).values()
    assert (found["exit"], found["round"]) == (0, HALL.manifest.title)
    assert found["manifest_hash"] == HALL.hash.hex()
    assert found["result"][0] == {"no": 1, "name": "第1号项目", "for": 4, "place": "chosen"}
    assert all(check["sentence"].endswith(".") for check in found["checks"])


@pytest.mark.usefixtures("folder")
def test_what_is_given_is_checked() -> None:
    words = " ".join(words_zh(HALL.hash))
    given = ("--words", words, "--hash", HALL.hash.hex())
    found = told("--receipt", "one.json", "--receipt", "all.json", *given)
    assert states(found)["receipts"] == states(found)["manifest-hash"] == "holds"
    other = told("--words", " ".join(words_zh(bytes(32))))
    assert (other["exit"], states(other)["manifest-hash"]) == (1, "fails")


@pytest.mark.usefixtures("folder")
def test_a_receipt_without_its_paper_fails_by_name() -> None:
    ran = call("--receipt", "all.json", "--receipt", "lost.json")
    assert ran.exit_code == 1
    assert "✗ │ receipts" in ran.stdout
    assert "Failed: receipts." in ran.stdout


def test_what_was_changed_is_named(folder: Path) -> None:
    write(folder, FILES | {"papers/1.bin": FILES["papers/1.bin"][:675]})
    found = told()
    assert found["exit"] == 1
    assert {name for name, state in states(found).items() if state == "fails"} == {
        "roots",
        "recount",
    }
    assert found["verdict"].endswith("Failed: roots, recount.")


def test_what_an_archive_could_show_and_does_not_makes_the_code_two(folder: Path) -> None:
    write(folder, FILES | {"cosignatures/manifest.json": b"[]"})
    found = told()
    assert (found["exit"], states(found)["cosigned-manifest"]) == (2, "could-not-check")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--receipt", "none.json"], "none.json cannot be read: No such file or directory."),
        (["--receipt", "a.zip"], "This is no receipt and no list of receipts."),
        (["--hash", "1"], "This is no SHA-256: it has 64 digits, 0 to 9 and a to f."),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_used_is_said_in_one_sentence(
    arguments: list[str], sentence: str
) -> None:
    ran = call(*arguments)
    assert (ran.exit_code, ran.stdout) == (1, f"{sentence}\n")
    assert told(*arguments)["verdict"] == sentence


def test_a_file_that_is_no_archive_is_said_in_one_sentence(folder: Path) -> None:
    (folder / "a.zip").write_bytes(b"<html>")
    ran = call()
    assert (ran.exit_code, ran.stdout.count("\n")) == (1, 1)
    assert told()["refused"] == "archive-unreadable"
    (folder / "a.zip").unlink()
    assert told()["refused"] == "file-unreadable"


def test_a_strangers_title_is_neither_style_nor_command() -> None:
    paper = io.StringIO()
    found = audit(archive_zip(FILES), Known(), verifier())
    verify.show(found, Console(file=paper, width=100, force_terminal=True))
    assert "[red]民生?[2J" in paper.getvalue()
    assert "\x1b[2J" not in paper.getvalue()


def test_many_papers_are_shared_out_to_processes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, **options: Any) -> None:
            started.append(options)
            super().__init__(2, **options)

    monkeypatch.setattr(verify, "ProcessPoolExecutor", Pool)
    alone = told()
    assert not started
    monkeypatch.setattr(verify, "MANY", 5)
    assert told() == alone
    assert len(started) == 1
