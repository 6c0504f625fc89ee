"""How the floor was shared."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sessions.speaking.report import gini, report
from tests.sessions.speaking.room import Room


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_the_gini_is_half_the_mean_difference(values: list[int]) -> None:
    total, number = sum(values), len(values)
    differences = sum(abs(one - other) for one in values for other in values)
    expected = Fraction(differences, 2 * number * total) if total else Fraction()
    assert gini(values) == expected
    assert 0 <= gini(values) < 1


def test_a_report_tells_shares_by_group() -> None:
    room = Room(["f", "f", "m", "m"])
    for who, seconds in (("0", 30), ("2", 90)):
        room.ask(who)
        room.call()
        room.wait(seconds)
        room.stop()
    room.pass_("1")
    told = report(room.matter)
    assert (told.turns, told.seconds, told.spoke, told.passed, told.here) == (2, 120, 2, 1, 4)
    assert {one.value: (one.present, one.spoke, one.seconds) for one in told.groups} == {
        "f": (2, 1, 30),
        "m": (2, 1, 90),
    }
    assert told.share(90) == 75
    assert told.gini == gini([0, 0, 30, 90])


def test_who_speaks_for_the_first_time_has_not_passed() -> None:
    room = Room(["f", "m", "m"])
    room.pass_("1")
    room.ask("0")
    room.call()
    room.wait(20)
    assert (report(room.matter).spoke, report(room.matter).passed) == (0, 1)
    room.stop()
    assert (report(room.matter).spoke, report(room.matter).passed) == (1, 1)
