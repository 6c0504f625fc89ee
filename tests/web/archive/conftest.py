"""One archived meeting for all who only read its archive."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.zipped import read_zip
from sessions.archive import queries
from sessions.archive.queries import Kept
from sessions.archive.terms import Copy
from tests.cast import Congress, FixedClock
from tests.web.archive.meetings import closed
from tests.web.browse import Hall, running


@dataclass(frozen=True)
class Archived:
    hall: Hall
    congress: Congress
    kept: dict[Copy, Kept]

    def octets(self, copy: Copy) -> bytes:
        return self.hall.house.keeper.octets(self.kept[copy].hash)

    def files(self, copy: Copy) -> dict[str, bytes]:
        return read_zip(self.octets(copy))


def archived(hall: Hall, congress: Congress) -> Archived:
    kept = hall.do(congress.read, queries.of_meeting, congress.meeting)
    return Archived(hall, congress, {one.copy: one for one in kept})


@pytest.fixture(scope="module")
def plain(empty_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    """With a vote by name."""
    yield from _one(empty_house, tmp_path_factory.mktemp("plain"), secretly=False)


@pytest.fixture(scope="module")
def secretly(empty_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    """With a secret vote as well."""
    yield from _one(empty_house, tmp_path_factory.mktemp("secret"), secretly=True)


def _one(empty_house: Path, data: Path, *, secretly: bool) -> Iterator[Archived]:
    shutil.copy(empty_house, data / "minyi.db")
    clock = FixedClock()
    with running(data, clock) as hall:
        yield archived(hall, closed(hall, clock, secretly=secretly))
