"""A big screen: what it shows, how it looks, which link still opens it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from core.errors import NotHere, Refused
from core.ids import MeetingId, ScreenId

NAME_LENGTH = 40
TEXT_LENGTH = 200  # what a hall can read before it is gone
MOST_SCREENS = 12
MOST_MINUTES = 600
AHEAD = timedelta(hours=12)  # a clock time further off than this has just passed


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Ratio(StrEnum):
    FILL = "fill"  # whatever the device has
    WIDE = "wide"  # 16:9
    STANDARD = "standard"  # 4:3


class Shows(StrEnum):
    MEETING = "meeting"  # follows the meeting
    AGENDA = "agenda"
    ATTENDANCE = "attendance"
    RESULT = "result"  # of the chosen round
    TITLE = "title"  # 标题页
    MESSAGE = "message"
    COUNTDOWN = "countdown"


# What needs a text to be shown; on the others it is left out or only a caption.
SAYS = {Shows.MESSAGE}


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    theme: Theme = Theme.LIGHT
    ratio: Ratio = Ratio.FILL
    is_large: bool = False  # larger type, fewer details: for a long hall


@dataclass(frozen=True, slots=True)
class Picture:
    """What lies on a screen. `text` is a message, a title or a countdown's caption."""

    shows: Shows = Shows.MEETING
    text: str = ""
    round: str = ""  # whose result is shown
    until: datetime | None = None  # when a countdown ends


@dataclass(frozen=True, slots=True)
class Screen:
    """`edition` counts the links made for it: only the newest opens it."""

    id: ScreenId
    meeting: MeetingId
    position: int
    look: Look
    picture: Picture = Picture()
    band: str = ""  # a message over the picture
    is_blank: bool = False
    edition: int = 0

    @property
    def is_main(self) -> bool:
        """The first screen of a meeting, which is there without being made."""
        return str(self.id) == self.meeting

    @property
    def follows(self) -> bool:
        """Whether an act of the chair changes what it shows."""
        return self.picture.shows is Shows.MEETING and not self.is_blank


@dataclass(frozen=True, slots=True)
class Link:
    """What a screen's link says, once its signature is found good."""

    screen: str
    edition: int


def main_screen(meeting: MeetingId) -> Screen:
    return Screen(ScreenId(meeting), meeting, 0, Look(name=""))


def with_main(meeting: MeetingId, kept: Sequence[Screen]) -> tuple[Screen, ...]:
    """All screens in their order, the main one first even if nothing was ever set on it."""
    others = sorted((one for one in kept if not one.is_main), key=lambda one: one.position)
    main = next((one for one in kept if one.is_main), main_screen(meeting))
    return (main, *others)


def one_of(screens: Sequence[Screen], screen: str) -> Screen:
    found = next((one for one in screens if one.id == screen), None)
    if found is None:
        raise NotHere("screen")
    return found


def check_link(link: Link, screen: Screen) -> None:
    """A link that was replaced is not there any more."""
    if link.edition != screen.edition:
        raise NotHere("screen")


def check_look(look: Look, others: Sequence[Screen]) -> None:
    """Refuse a screen without a name, or with one by which it cannot be told apart."""
    if not look.name:
        raise Refused("field-empty", field="name")
    if len(look.name) > NAME_LENGTH:
        length = len(look.name)
        raise Refused("field-too-long", field="name", most=NAME_LENGTH, length=length)
    if any(one.look.name == look.name for one in others):
        raise Refused("screen-name-taken", field="name", name=look.name)


def check_room(screens: Sequence[Screen]) -> None:
    if len(screens) >= MOST_SCREENS:
        raise Refused("screens-full", field="name", most=MOST_SCREENS)


def check_picture(picture: Picture) -> None:
    """Refuse what would leave a screen without anything to show."""
    if len(picture.text) > TEXT_LENGTH:
        length = len(picture.text)
        raise Refused("field-too-long", field="text", most=TEXT_LENGTH, length=length)
    if picture.shows in SAYS and not picture.text:
        raise Refused("field-empty", field="text")
    if (picture.shows is Shows.RESULT) != bool(picture.round):
        raise Refused("choose-one", field="round")
    if (picture.shows is Shows.COUNTDOWN) != (picture.until is not None):
        raise Refused("countdown-without-end", field="minutes")


def shown(screen: Screen, picture: Picture) -> Screen:
    """The screen with another picture, which is seen at once: a blank one is lit again."""
    return replace(screen, picture=picture, is_blank=False)


def in_minutes(now: datetime, minutes: int) -> datetime:
    return now + timedelta(minutes=minutes)


def at_clock_time(now: datetime, zone: tzinfo, hour: int, minute: int) -> datetime:
    """The next moment at which the clock of the hall shows this time, over midnight if need be.

    Refuses one that has just passed: nobody counts down to this time tomorrow.
    """
    here = now.astimezone(zone)
    then = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if then <= here:
        then += timedelta(days=1)
    if then - here > AHEAD:
        raise Refused("countdown-passed", field="clock", time=f"{hour:02}:{minute:02}")
    return then
