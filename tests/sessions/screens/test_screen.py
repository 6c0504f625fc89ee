"""What a big screen may show, and until when it counts down."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import MeetingId, ScreenId
from sessions.screens.screen import (
    AHEAD,
    NAME_LENGTH,
    TEXT_LENGTH,
    Look,
    Picture,
    Screen,
    Shows,
    at_clock_time,
    check_look,
    check_picture,
    main_screen,
    with_main,
)
from tests.cast import refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEETING = MeetingId("m")
NOON = datetime(2026, 1, 20, 4, 0, tzinfo=UTC)  # 12:00 in the hall


def screen(name: str, position: int) -> Screen:
    return Screen(ScreenId(name), MEETING, position, Look(name))


def test_every_meeting_has_its_main_screen_and_it_comes_first() -> None:
    left, right = screen("left", 1), screen("right", 2)
    assert with_main(MEETING, [right, left]) == (main_screen(MEETING), left, right)
    kept = Screen(ScreenId(MEETING), MEETING, 0, Look("middle"), edition=3)
    assert with_main(MEETING, [right, kept]) == (kept, right)


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (Picture(Shows.MESSAGE), "field-empty"),
        (Picture(Shows.MESSAGE, "长" * (TEXT_LENGTH + 1)), "field-too-long"),
        (Picture(Shows.RESULT), "choose-one"),
        (Picture(Shows.AGENDA, round="r"), "choose-one"),
        (Picture(Shows.COUNTDOWN), "countdown-without-end"),
        (Picture(Shows.TITLE, until=NOON), "countdown-without-end"),
    ],
)
def test_a_picture_with_nothing_to_show_is_refused(picture: Picture, code: str) -> None:
    with refused(code):
        check_picture(picture)


@pytest.mark.parametrize(
    "picture",
    [
        Picture(),
        Picture(Shows.AGENDA),
        Picture(Shows.TITLE),
        Picture(Shows.TITLE, "报告"),
        Picture(Shows.MESSAGE, "长" * TEXT_LENGTH),
        Picture(Shows.RESULT, round="r"),
        Picture(Shows.COUNTDOWN, until=NOON),
    ],
)
def test_every_other_picture_is_shown(picture: Picture) -> None:
    check_picture(picture)


def test_screens_can_be_told_apart_by_their_names() -> None:
    check_look(Look("左"), [screen("右", 1)])
    for look, code in [
        (Look(""), "field-empty"),
        (Look("右"), "screen-name-taken"),
        (Look("屏" * (NAME_LENGTH + 1)), "field-too-long"),
    ]:
        with refused(code):
            check_look(look, [screen("右", 1)])


@pytest.mark.parametrize(
    ("hour", "minute", "minutes_left"), [(12, 1, 1), (14, 30, 150), (0, 0, 720), (13, 0, 60)]
)
def test_a_clock_time_is_the_next_one_of_the_halls_clock(
    hour: int, minute: int, minutes_left: int
) -> None:
    assert at_clock_time(NOON, SHANGHAI, hour, minute) == NOON + timedelta(minutes=minutes_left)


@pytest.mark.parametrize(("hour", "minute"), [(12, 0), (11, 59), (0, 1)])
def test_nobody_counts_down_to_a_time_that_has_just_passed(hour: int, minute: int) -> None:
    with refused("countdown-passed", time=f"{hour:02}:{minute:02}"):
        at_clock_time(NOON, SHANGHAI, hour, minute)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 719))
def test_any_clock_time_within_half_a_day_is_met_exactly(now: datetime, ahead: int) -> None:
    zone = ZoneInfo("Etc/GMT-8")  # no summer time: 12:30 comes once a day
    if not datetime(2, 1, 1, tzinfo=UTC) < now < datetime(9998, 1, 1, tzinfo=UTC):
        return
    then = (now + timedelta(minutes=ahead)).astimezone(zone)
    met = at_clock_time(now, zone, then.hour, then.minute)
    assert met == then.replace(second=0, microsecond=0) or then.second == now.second == 0
    assert timedelta(0) < met - now <= AHEAD
