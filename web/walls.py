"""Which picture lies on each big screen: it follows from what is stored and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup, escape
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots.queries import RoundView, Vote
from ballots.round import Phase
from sessions.queries import Item
from sessions.screens.screen import Screen, Shows

MOST_ITEMS = 9  # lines of an agenda that are read from the last row
# The lines of the test picture, each smaller than the one before it. D is as large as a
# candidate's name, E as the smallest words of any picture.
SAMPLES = (
    ("A", "民生实事", "Project 12"),
    ("B", "赞成 反对 弃权", "For 60 / 53"),
    ("C", "老旧小区改造", "Old quarters 180 ✓"),
    ("D", "农村公路提档升级三十公里", "30 km of roads"),
    ("E", "应到 实到 请假", "entitled, present, on leave 327"),
)
# Where a Chinese title may be broken: before 第…次, after a congress, a year, 关于 and 的.
JOINTS = re.compile(
    r"(?<=会议)(?=第)|(?<=大会)(?=第)|(?<=届)(?!满)(?=.)|(?<=关于)(?=.)|(?<=的)(?=.)"
    r"|(?<=[0-9〇一二三四五六七八九十]年)(?![度代份级初底终])(?=.)"
)
FEW, MANY = 27, 60  # full-width characters that a title slide holds in each size


@dataclass(frozen=True, slots=True)
class Told:
    """An announced result, and the vote it belongs to."""

    vote: Vote
    view: RoundView


async def told_results(connection: AsyncConnection, meeting: str) -> tuple[Told, ...]:
    """All announced results of a meeting, the newest last."""
    votes = await ballots.votes(connection, meeting)
    found = [
        Told(vote, view)
        for vote in votes
        for view in vote.rounds
        if view.round.phase is Phase.ANNOUNCED
    ]
    return tuple(sorted(found, key=_when))


def _when(told: Told) -> str:
    return told.view.round.told_at.isoformat() if told.view.round.told_at else ""


def picture_of(screen: Screen) -> str:
    """The template of what lies on it; its element has id=stage, whatever it shows."""
    if screen.is_blank:
        return "screens/blank.html"
    if screen.picture.shows is Shows.MEETING:
        return "live/stage.html"
    return f"screens/{screen.picture.shows}.html"


def look_of(screen: Screen) -> str:
    """The classes of its picture. They are swapped with it, so no state is half made."""
    look = screen.look
    marks = (look.theme, look.ratio, "large" * look.is_large, "banded" * bool(screen.band))
    return " ".join(filter(None, marks))


def extent(text: str) -> str:
    """How large a title can be shown: `few`, `some` or `many` characters."""
    wide = sum(1.0 if east_asian_width(sign) in "WF" else 0.55 for sign in text)
    return "few" if wide <= FEW else ("some" if wide <= MANY else "many")


def phrased(text: str) -> Markup:
    """A title as HTML that a line may break between its groups of words only.

    Chinese has no spaces: without these marks a browser breaks 第四次会议第｜二次全体会议.
    """
    return Markup("<wbr>").join(escape(part) for part in JOINTS.split(text))


def agenda_window(items: Sequence[Item], current: Item | None) -> Sequence[Item]:
    """The lines around the current item that a screen has room for."""
    at = items.index(current) if current in items else 0
    first = max(0, min(at - 2, len(items) - MOST_ITEMS))
    return items[first : first + MOST_ITEMS]
