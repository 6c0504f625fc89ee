"""A badge may try so often, and no more; the hall's router is never counted."""

import pytest

from tests.cast import refused
from web import limits
from web.limits import Limit


class HeldTime:
    """Stands where `time.monotonic` stands."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> HeldTime:
    held = HeldTime()
    monkeypatch.setattr(limits, "time", held)
    return held


def test_one_try_too_many_is_refused_and_told_how_long(held: HeldTime) -> None:
    limit = Limit(3, 60.0)
    for _ in range(3):
        limit.count("badge")
    with refused("too-many-tries", seconds=60):
        limit.count("badge")


def test_another_badge_is_another_count(held: HeldTime) -> None:
    limit = Limit(1, 60.0)
    for badge in map(str, range(300)):
        limit.count(badge)
    with refused("too-many-tries"):
        limit.count("7")


def test_tries_are_forgiven_one_by_one_as_time_goes(held: HeldTime) -> None:
    limit = Limit(2, 60.0)
    limit.count("badge")
    held.now += 40
    limit.count("badge")
    held.now += 21  # the first is forgiven, the second not yet
    limit.count("badge")
    with refused("too-many-tries"):
        limit.count("badge")


def test_a_refused_try_does_not_prolong_the_wait(held: HeldTime) -> None:
    limit = Limit(1, 60.0)
    limit.count("badge")
    for _ in range(6):
        held.now += 10
        with refused("too-many-tries"):
            limit.count("badge")
    held.now += 1
    limit.count("badge")


def test_memory_does_not_grow_with_every_guess(held: HeldTime) -> None:
    limit = Limit(1, 60.0)
    for badge in range(20_001):
        limit.count(f"guess {badge}")
    held.now += 61
    limit.count("a new one")
    assert len(limit._tries) == 1
