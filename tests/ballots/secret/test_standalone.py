"""`verify.py`: handed out alone, it finds what the server's own verifier finds."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ballots.secret.checkpoint import receipt_to_json
from ballots.secret.front import EXITS, main
from ballots.secret.sources import house_sources, source, verifier
from ballots.secret.standalone import LOADER, standalone_verifier
from ballots.secret.verify import STEPS
from ballots.secret.words import words_en
from core.canonical import canonical
from core.zipped import archive_zip
from tests.ballots.secret.hall import Files, Hall, make_manifest
from tests.cast import marked

HOUSE = ("core", "sessions", "ballots", "web", "minyi")
HALL = Hall(make_manifest(3))
for at, signs in enumerate(["++-", "+-.", "+oo", "-+.", "...", "+.+"]):
    HALL.vote(f"deputy-{at:02}", marked(signs))
FILES = HALL.archive(chosen=[1]) | {"verify.py": verifier()}

# What stands in for a machine that has `cryptography` and nothing else of ours.
BARE = """
import runpy, sys
gone = "gmpy2 msgspec sqlalchemy starlette rich typer jinja2 click uvicorn".split()
sys.modules.update(dict.fromkeys(gone))
sys.path[:] = [path for path in sys.path if path != {house!r}]
sys.argv = ["verify.py", "archive.zip"]
try:
    runpy.run_path("verify.py", run_name="__main__")
finally:
    named = [name for name in sys.modules if name.partition(".")[0] in {names!r}]
    assert "ballots.secret.verify" in named, named
    assert not [name for name in named if hasattr(sys.modules[name], "__file__")], named
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verify.py").write_bytes(verifier())
    (tmp_path / "archive.zip").write_bytes(archive_zip(FILES))
    return tmp_path


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )


def states(text: str) -> dict[str, str]:
    found = re.findall(r"^(ok|FAILS|not checked) +(\S+) +\S.*$", text, re.MULTILINE)
    return {name: state for state, name in found}


def test_it_runs_alone_in_an_empty_folder(folder: Path) -> None:
    ran = alone(folder, "verify.py", "archive.zip")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(states(ran.stdout)) == [*(step.name for step in STEPS), "verifier"]
    assert "FAILS" not in ran.stdout
    assert "chosen       4 for no. 1 第1号项目" in ran.stdout


def test_it_needs_only_cryptography_and_what_it_carries(folder: Path) -> None:
    house = str(Path(__file__).parents[3])
    ran = alone(folder, "-c", BARE.format(house=house, names=HOUSE))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert states(ran.stdout)["recount"] == "ok"


def test_what_lies_beside_it_is_not_taken_for_what_it_carries(folder: Path) -> None:
    (folder / "core").mkdir()
    for name in ("core/__init__.py", "ballots.py"):
        (folder / name).write_text("raise SystemExit('taken from the folder')")
    ran = subprocess.run(
        [sys.executable, "verify.py", "archive.zip"],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_console_without_chinese_is_no_obstacle(folder: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [sys.executable, "verify.py", "archive.zip"],
        cwd=folder,
        capture_output=True,
        env=environment,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"chosen       4 for no. 1 ?1???" in ran.stdout


def test_an_auditor_reads_in_it_the_very_sources() -> None:
    text, carried, house = verifier().decode(), house_sources(), Path(__file__).parents[3]
    for name, found in carried.items():
        path = house.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        assert found == file.read_text("utf-8")
        assert found in text
    assert {"ballots.secret.verify", "ballots.secret.recount", "core.errors"} <= carried.keys()
    assert not carried.keys() & {"ballots.secret.signer", "ballots.tally", "core.database"}


def test_its_text_is_the_same_in_every_process() -> None:
    code = "from ballots.secret.sources import verifier; import sys, hashlib;"
    code += "sys.stdout.write(hashlib.sha256(verifier()).hexdigest())"
    house = str(Path(__file__).parents[3])
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": house}
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True
        )
        assert ran.stdout.decode() == hashlib.sha256(verifier()).hexdigest()


@pytest.mark.parametrize("text", ["a = '''b'''\n", "a = 1", "a = 'b\\"])
def test_a_source_that_cannot_be_quoted_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"core\.errors"):
        standalone_verifier({LOADER: "", "core.errors": text})


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        source("ballots.secret.nowhere")


# The front, without a process


def front(files: Files, *arguments: str, **others: bytes) -> tuple[int, str]:
    """What is said about these files; others are read by their names."""
    said: list[str] = []
    known = {"a.zip": archive_zip(files), **others}

    def read(path: str) -> bytes:
        if path not in known:
            raise FileNotFoundError(2, "No such file", path)
        return known[path]

    code = main(["a.zip", *arguments], read, said.append, verifier())
    return code, "\n".join(said)


def test_a_failure_is_named_and_the_code_is_one() -> None:
    code, text = front(FILES | {"papers/1.bin": FILES["papers/1.bin"][:675]})
    assert code == 1
    assert states(text)["roots"] == states(text)["recount"] == "FAILS"
    assert "Failed: roots, recount." in text


def test_what_was_asked_for_by_an_option_is_checked() -> None:
    receipts = b"[" + b",".join(map(receipt_to_json, HALL.receipts)) + b"]"
    words = " ".join(words_en(HALL.hash))
    given = ["--receipt", "mine", "--words", words, "--hash", HALL.hash.hex()]
    code, text = front(FILES, *given, mine=receipts)
    assert code == 0
    assert states(text)["receipts"] == states(text)["manifest-hash"] == "ok"
    assert front(FILES, "--hash", "00" * 32)[0] == 1


def test_what_an_archive_could_show_and_does_not_makes_the_code_two() -> None:
    assert front(FILES | {"cosignatures/checkpoint.json": b"[]"})[0] == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--receipt", "none"], "none cannot be read: No such file."),
        (["--receipt", "a.zip"], "This is no receipt and no list of receipts."),
        (
            ["--words", "one two"],
            "These are not six words as the screen in the hall shows them.",
        ),
        (["--hash", "12"], "This is no SHA-256: it has 64 digits, 0 to 9 and a to f."),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(
    arguments: list[str], sentence: str
) -> None:
    assert front(FILES, *arguments) == (1, sentence)


def test_a_file_that_is_no_archive_is_said_in_one_sentence() -> None:
    said: list[str] = []
    assert main(["x"], lambda path: b"%PDF", said.append, b"") == 1
    assert said == ["This is no archive: it does not begin as a zip does."]


def test_help_explains_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"], lambda path: b"", print, b"")
    assert caught.value.code == 0
    assert " ".join(EXITS.split()) in " ".join(capsys.readouterr().out.split())


def test_a_title_cannot_steer_the_terminal() -> None:
    hall = Hall(make_manifest(3, title="\x1b[2J\nNothing fails."))
    _, text = front(hall.archive())
    assert "\x1b" not in text
    assert "Round: ?[2J?Nothing fails." in text


def test_the_register_names_whoever_has_no_device() -> None:
    issues = [{"person": "deputy-00", "device": "", "request_hash": "00" * 32, "signature": ""}]
    _, text = front(FILES | {"issued.json": canonical(issues)})
    assert "No device signed the request for papers of deputy-00." in text
