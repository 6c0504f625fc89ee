"""What can be read of a meeting, screen by screen. Also all that another room may ask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core import journal
from core.errors import NotHere
from core.ids import PersonId
from core.journal import Entry
from core.people import Role
from sessions import store
from sessions.agenda.item import Item, current_item, next_item, one_of
from sessions.agenda.store import load_items
from sessions.attendance.presence import MARKS
from sessions.attendance.record import Gap, gaps
from sessions.attendance.rollcall import Attendance, Line, RollCall
from sessions.attendance.store import count_attendance, count_by_delegation, list_absent
from sessions.congress import store as congress
from sessions.meeting import Meeting, MeetingPhase, Member
from sessions.minutes import Act, Minutes, act_of, compose
from sessions.signin import store as signin
from sessions.signin.badge import badge_code, secret_hash

# What this door hands to a sibling room is named here too, so that it need not reach behind it.
__all__ = ["Item", "Line", "Meeting", "MeetingPhase", "Member", "RollCall"]
__all__ += ["badge_code", "secret_hash"]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """What every screen of a meeting starts from."""

    meeting: Meeting
    call: RollCall
    agenda: tuple[Item, ...]

    @property
    def current(self) -> Item | None:
        return current_item(self.agenda)

    @property
    def next(self) -> Item | None:
        return next_item(self.agenda)

    @property
    def members(self) -> int:
        """全体代表: frozen at the opening, before that the roster's count."""
        return self.meeting.members if self.meeting.members is not None else self.call.entitled


async def meeting_view(connection: AsyncConnection, meeting: str) -> MeetingView:
    return MeetingView(
        await store.load_meeting(connection, meeting),
        await count_attendance(connection, meeting),
        tuple(await load_items(connection, meeting)),
    )


async def load_meeting(connection: AsyncConnection, meeting: str) -> Meeting:
    return await store.load_meeting(connection, meeting)


async def find_meeting(connection: AsyncConnection, meeting: str) -> Meeting | None:
    """None for one that this house does not know."""
    if not await store.has_meeting(connection, meeting):
        return None
    return await store.load_meeting(connection, meeting)


async def load_item(connection: AsyncConnection, meeting: str, item: str) -> Item:
    return one_of(await load_items(connection, meeting), item)


async def find_member(connection: AsyncConnection, meeting: str, person: str) -> Member | None:
    found = await store.find_member(connection, meeting, person)
    return found[0] if found else None


async def member_line(connection: AsyncConnection, meeting: str, person: str) -> Line:
    found = await store.find_member(connection, meeting, person)
    if found is None:
        raise NotHere("person")
    return found[1]


async def my_meetings(connection: AsyncConnection, person: str) -> list[tuple[Meeting, str]]:
    return await store.list_meetings(connection, person)


async def roll_call(connection: AsyncConnection, meeting: str) -> RollCall:
    return await count_attendance(connection, meeting)


async def roster(
    connection: AsyncConnection, meeting: str, persons: Sequence[str] | None = None
) -> list[Line]:
    """The roster in its order; `persons` narrows it."""
    return await store.list_lines(connection, meeting, persons)


async def present_deputies(
    connection: AsyncConnection, meeting: str, persons: Sequence[str] | None = None
) -> dict[PersonId, Line]:
    """The deputies who are here now, and therefore may vote; `persons` narrows the question."""
    return {
        line.person: line
        for line in await store.list_lines(connection, meeting, persons)
        if Role.DEPUTY in line.roles and line.attendance is Attendance.PRESENT
    }


NAMED = 60  # more missing people than that are a number: nobody reads out their names


async def gaps_by_delegation(connection: AsyncConnection, meeting: str) -> tuple[Gap, ...]:
    """Who is not here, delegation by delegation; names while they can be read out."""
    counts = await count_by_delegation(connection, meeting)
    absent = sum(seen.get(Attendance.ABSENT, 0) for seen in counts.values())
    few = 0 < absent <= NAMED
    away = await list_absent(connection, meeting, NAMED) if few else []
    return gaps(counts, away)


async def marks(connection: AsyncConnection, meeting: str, most: int) -> list[Act]:
    """What the clerk marked, the last first."""
    wanted = sorted(MARKS | {"MarkUndone"})
    found = await journal.latest(connection, meeting, wanted, most)
    return [act_of(entry) for entry in found]


async def deputies(connection: AsyncConnection, meeting: str) -> list[Line]:
    """Everybody entitled to vote, in the roster's order."""
    lines = await store.list_lines(connection, meeting)
    return [line for line in lines if Role.DEPUTY in line.roles]


async def gone_deputies(
    connection: AsyncConnection, meeting: str, persons: Sequence[str]
) -> set[PersonId]:
    """Those of `persons` who were here and have left: they cannot vote until they are back."""
    return {
        line.person
        for line in await store.list_lines(connection, meeting, persons)
        if line.attendance is Attendance.LEFT
    }


async def group_sizes(connection: AsyncConnection, meeting: str) -> dict[str, int]:
    """How many deputies each delegation has, in the order of the roster."""
    lines = await store.list_lines(connection, meeting)
    return dict(
        Counter(one.delegation for one in lines if Role.DEPUTY in one.roles and one.delegation)
    )


async def minutes(connection: AsyncConnection, meeting: str) -> Minutes:
    """The minutes, from the journal alone."""
    return compose(await journal.since(connection, meeting, 0))


async def journal_since(connection: AsyncConnection, meeting: str, seen: int) -> list[Entry]:
    return await journal.since(connection, meeting, seen)


async def told_in_session(connection: AsyncConnection, meeting: str, kind: str) -> list[Entry]:
    """What was told of this kind in the meeting and in all others of its congress session."""
    found = await congress.list_together(connection, meeting)
    told = [await journal.of_kinds(connection, one, [kind]) for one in found]
    return [entry for entries in told for entry in entries]


async def last_number(connection: AsyncConnection, meeting: str) -> int:
    return await journal.last_number(connection, meeting)


def journal_lines(entries: Sequence[Entry]) -> bytes:
    """The journal as a file: one canonical JSON object a line, in order."""
    return b"".join(journal.canonical(asdict(entry)).encode() + b"\n" for entry in entries)


async def house_deputies(connection: AsyncConnection) -> list[tuple[str, str]]:
    """Person and name of everybody who is a deputy in some meeting and has a badge, by name."""
    found = await store.list_with_role(connection, Role.DEPUTY)
    return [one for one in await signin.list_holders(connection) if one[0] in found]


async def holders(connection: AsyncConnection) -> list[tuple[str, str]]:
    """Person and name of everybody in the house who has a badge."""
    return await signin.list_holders(connection)
