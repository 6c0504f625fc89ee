"""`minyi archive` and `minyi verify` on the archive of a whole meeting."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.zipped import archive_zip, read_zip
from minyi.__main__ import app
from sessions.archive.terms import Copy
from tests.cast import FixedClock
from tests.web.archive.conftest import archived
from tests.web.archive.meetings import closed
from tests.web.browse import running


@pytest.fixture(scope="module")
def home(empty_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a server that has archived a meeting, and the meeting's id."""
    data = tmp_path_factory.mktemp("home")
    shutil.copy(empty_house, data / "minyi.db")
    clock = FixedClock()
    with running(data, clock) as hall:
        here = archived(hall, closed(hall, clock, secretly=True))
        (data / "meeting").write_text(here.congress.meeting)
        (data / "hash").write_text(here.kept[Copy.INTERNAL].hash)
        (data / "whole.zip").write_bytes(here.octets(Copy.INTERNAL))
    return data


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_it_is_listed_given_out_and_taken_in_elsewhere(home: Path, tmp_path: Path) -> None:
    meeting, hash = (home / "meeting").read_text(), (home / "hash").read_text()
    assert hash in call("archive", "list", "--data", home).stdout
    out = tmp_path / "out.zip"
    given = call("archive", "export", meeting, "--data", home, "--to", out)
    assert (given.exit_code, out.read_bytes()) == (0, (home / "whole.zip").read_bytes())
    other = tmp_path / "other"
    for word in ("Taken in", "Here already"):
        taken = call("archive", "import", out, "--data", other)
        assert (taken.exit_code, taken.stdout) == (0, f"{word}: {hash}\n")
    assert "imported from another server" in call("archive", "list", "--data", other).stdout
    assert (other / "archives" / f"{hash}.zip").read_bytes() == out.read_bytes()


def test_what_does_not_hold_or_is_not_there_is_refused(home: Path, tmp_path: Path) -> None:
    files = read_zip((home / "whole.zip").read_bytes())
    bad = tmp_path / "bad.zip"
    bad.write_bytes(archive_zip({**files, "agenda.json": b"[]\n"}))
    refused = call("archive", "import", bad, "--data", tmp_path / "other")
    assert (refused.exit_code, "file-hashes" in refused.stderr) == (1, True)
    for gone in (tmp_path / "none.zip", tmp_path):
        assert call("archive", "import", gone, "--data", tmp_path / "other").exit_code == 1
    assert call("archive", "export", "nothing", "--data", home).exit_code == 1


def test_verify_knows_a_meeting_from_a_round(home: Path, tmp_path: Path) -> None:
    whole, hash = home / "whole.zip", (home / "hash").read_text()
    ran = call("verify", whole, "--hash", hash, "--json")
    found = json.loads(ran.stdout)
    states = {check["name"]: check["state"] for check in found["checks"]}
    assert (ran.exit_code, found["exit"], states["manifest-hash"]) == (2, 2, "holds")
    files = read_zip(whole.read_bytes())
    [name] = [name for name in files if name.startswith("rounds/")]
    (tmp_path / "round.zip").write_bytes(files[name])
    ran = call("verify", tmp_path / "round.zip", "--json")
    assert json.loads(ran.stdout)["round"], "the round's own checks were made"
    assert call("verify", whole, "--hash", "00" * 32).exit_code == 1
    assert "signature" in call("verify", whole).stdout
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-9])
    ran = call("verify", tmp_path / "cut.zip")
    assert (ran.exit_code, "zip" in ran.stdout) == (1, True)


def test_its_own_verifier_needs_nothing_of_this_house(home: Path, tmp_path: Path) -> None:
    files = read_zip((home / "whole.zip").read_bytes())
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    [round] = [name for name in files if name.startswith("rounds/")]
    (tmp_path / "round.zip").write_bytes(files[round])
    (tmp_path / "bad.zip").write_bytes(archive_zip({**files, "agenda.json": b"[]\n"}))
    for path, code, said in (
        (home / "whole.zip", 2, "ok          recount"),
        (tmp_path / "round.zip", 2, "Round:"),
        (tmp_path / "bad.zip", 1, "FAILS       file-hashes"),
    ):
        command = [sys.executable, "-I", "verify.py", str(path)]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (ran.returncode, said in ran.stdout, ran.stderr) == (code, True, ""), ran.stdout
