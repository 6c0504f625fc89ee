"""A congress session holds several meetings; one of them can be made after another. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from core.errors import Refused
from core.people import Role
from sessions.agenda.item import Item
from sessions.attendance.rollcall import Line
from sessions.meeting import Meeting, Member

SessionId = NewType("SessionId", str)

TITLE_LENGTH = 80
MOST_MEETINGS = 40  # of a session: three a day for two weeks


@dataclass(frozen=True, slots=True)
class CongressSession:
    id: SessionId
    title: str  # 第四次会议
    congress: str  # 青禾县第十七届人民代表大会


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of a session, as one person sees it."""

    meeting: Meeting
    position: int
    roles: frozenset[Role]  # of that person; empty: not on its roster


class Take(StrEnum):
    """What a new meeting may take over from another one. Methods of votes are never taken."""

    AGENDA = "agenda"
    TIMES = "times"  # the times of day; planned minutes come with the agenda
    ROSTER = "roster"
    OFFICES = "offices"  # who chairs, counts and scrutinises
    SEATS = "seats"


OFFICES = frozenset({Role.CHAIR, Role.CLERK, Role.TELLER, Role.SCRUTINEER})


def in_order(sittings: Iterable[Sitting]) -> list[Sitting]:
    """By day and time; what has no day yet comes last, in the order it was added."""
    return sorted(
        sittings,
        key=lambda one: (one.meeting.date or "9999", one.meeting.starts, one.position),
    )


def check_session(title: str) -> str:
    """The title as it is kept; refused when it is empty or endless."""
    title = title.strip()
    if not title:
        raise Refused("field-empty", field="session")
    if len(title) > TITLE_LENGTH:
        raise Refused("field-too-long", field="session", most=TITLE_LENGTH, length=len(title))
    return title


def check_room(already: int, more: int = 1) -> None:
    if already + more > MOST_MEETINGS:
        raise Refused("session-full", most=MOST_MEETINGS)


def taken_lines(
    agenda: Sequence[Item], takes: Collection[Take]
) -> list[tuple[int, Mapping[str, str]]]:
    """The agenda as it was planned, whatever became of it: each item with its depth."""
    if Take.AGENDA not in takes:
        return []
    return [
        (
            one.depth,
            {
                "title": one.title,
                "kind": str(one.kind),
                "speaker": one.speaker,
                "unit": one.unit,
                "starts": one.starts if Take.TIMES in takes else "",
                "lasts": str(one.lasts or ""),
            },
        )
        for one in agenda
    ]


def taken_roster(lines: Sequence[Line], by: Member, takes: Collection[Take]) -> list[Line]:
    """Who comes onto the new roster, in the old order; whoever makes it is its clerk."""
    wanted = [one for one in lines if Take.ROSTER in takes or one.person == by.person]
    return [
        replace(
            one,
            roles=_roles(one, by, takes),
            seat=one.seat if Take.SEATS in takes else "",
        )
        for one in wanted
    ]


def _roles(line: Line, by: Member, takes: Collection[Take]) -> frozenset[Role]:
    roles = line.roles if Take.OFFICES in takes else line.roles - OFFICES
    own = frozenset({Role.CLERK}) if line.person == by.person else frozenset[Role]()
    return (roles | own) or frozenset({Role.NON_VOTING})
