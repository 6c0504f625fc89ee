"""A running house for every test of a page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cast import Congress, FixedClock, in_session, make_congress
from tests.web.browse import Hall, running

Called = Callable[..., Congress]


@pytest.fixture
def hall(empty_house: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Hall]:
    """The server on a database of its own."""
    shutil.copy(empty_house, tmp_path / "minyi.db")
    with running(tmp_path, clock) as hall:
        yield hall


@pytest.fixture
def called(hall: Hall) -> Called:
    """Make a congress that is called and has its badges."""
    return lambda deputies=6: hall.do(make_congress, hall.house.db, deputies)


@pytest.fixture
def sitting(hall: Hall) -> Called:
    """Make a congress that is in session."""
    return lambda deputies=6, present=None: hall.do(
        in_session, hall.house.db, deputies, present
    )
