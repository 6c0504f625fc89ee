"""What members see of their meeting, read together for all who look at the same moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots.casting.queries import my_receipts
from ballots.queries import RoundView
from ballots.round import Kind, Phase
from ballots.secret.boxes import Boxes
from consult import queries as consult
from core.errors import NotHere, Refused
from sessions import queries as sessions
from sessions.congress.queries import others_of
from sessions.congress.session import Sitting
from sessions.queries import Line
from web.fragments import Hall, hall
from web.hub import Audience


@dataclass(frozen=True, slots=True)
class Glance:
    """A member opens the meeting's page."""

    meeting: str
    person: str


@dataclass(frozen=True, slots=True)
class Now:
    """The shared part is the one that is pushed; beside it, who I am."""

    hall: Hall
    results: list[RoundView]  # those announced so far
    line: Line
    voted: bool  # in the round that is on, or was last
    others: tuple[Sitting, ...] = ()  # my other meetings of the same session
    topic: str = ""  # of the consultation that the meeting is, if it is one


async def glances(
    boxes: Boxes, connection: AsyncConnection, asked: Sequence[Glance]
) -> list[Now | Refused]:
    """When a break ends the whole hall looks at once."""
    persons: dict[str, set[str]] = {}
    for one in asked:
        persons.setdefault(one.meeting, set()).add(one.person)
    found: dict[Glance, Now] = {}
    for meeting, here in persons.items():
        found |= await _in_meeting(boxes, connection, meeting, sorted(here))
    return [found.get(one, NotHere("person")) for one in asked]


async def _in_meeting(
    boxes: Boxes, connection: AsyncConnection, meeting: str, persons: Sequence[str]
) -> dict[Glance, Now]:
    shown = await hall(connection, meeting, boxes, {Audience.PHONE})
    votes = await ballots.votes(connection, meeting)
    rounds = [one for vote in votes for one in vote.rounds]
    results = [one for one in rounds if one.round.phase is Phase.ANNOUNCED]
    lines = await sessions.roster(connection, meeting, persons)
    voted: set[str] = set()
    if shown.round is not None and shown.round.round.kind is Kind.RECORDED:
        voted = set(await my_receipts(connection, shown.round.round.id, persons))
    others = await others_of(connection, meeting, persons)
    yard = await consult.find_consultation(connection, meeting)
    topic = yard.topic if yard is not None else ""
    return {
        Glance(meeting, line.person): Now(
            shown, results, line, line.person in voted, others.get(line.person, ()), topic
        )
        for line in lines
    }
