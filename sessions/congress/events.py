"""What is told of congress sessions, each time in the journal of the meeting it concerns."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionJoined(Fact):
    """The meeting is one of this session from now on."""

    session: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLeft(Fact):
    session: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTakenOver(Fact):
    """This new meeting has taken agenda or roster over from another one."""

    source: str
    source_title: str
    takes: list[str]
    items: int
    people: int
    by: str
