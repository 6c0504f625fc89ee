"""Boxes beside the database: what is committed is told to them, as on a server."""

import shutil
from pathlib import Path

import pytest

from ballots.secret.boxes import Boxes
from ballots.secret.vault import Vault
from core.database import Database
from core.journal import Entry
from tests.ballots.secret.voting import GRACE, QUICK
from tests.cast import FixedClock
from tests.conftest import url_of


@pytest.fixture
def boxes(tmp_path: Path) -> Boxes:
    return Boxes(Vault(tmp_path / "secret"), GRACE, QUICK)


@pytest.fixture
def db(
    empty_house: Path, tmp_path: Path, clock: FixedClock, told: list[Entry], boxes: Boxes
) -> Database:
    def announce(entry: Entry) -> None:
        told.append(entry)
        boxes.hear(entry)

    shutil.copy(empty_house, tmp_path / "minyi.db")
    return Database(url_of(tmp_path / "minyi.db"), clock, announce)
