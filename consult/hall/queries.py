"""What can be read of what was prepared for a hall consultation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.hall import store
from consult.hall.department import Department
from consult.hall.notice import Notice
from consult.hall.picking import Conflict, Pick, conflict_of
from core import journal


@dataclass(frozen=True, slots=True)
class Prepared:
    notice: Notice | None
    departments: tuple[Department, ...]
    picks: tuple[Pick, ...]
    papers: tuple[datetime, ...]  # when each paper went out, the first one first

    @property
    def parties(self) -> tuple[str, ...]:
        """Who has a stake in the topic by office."""
        organiser = (self.notice.organiser,) if self.notice else ()
        return (*organiser, *(one.name for one in self.departments))

    def conflict(self, unit: str) -> Conflict:
        """As it stands now: a department may have been invited after an expert was picked."""
        return conflict_of(unit, self.parties)

    @property
    def unanswered(self) -> list[Pick]:
        """Who turned out to be a party to it, without a word why they stay."""
        return [
            one
            for one in self.picks
            if self.conflict(one.unit) is Conflict.PARTY and not one.reason
        ]


async def prepared(connection: AsyncConnection, meeting: str) -> Prepared:
    return Prepared(
        notice=await store.find_notice(connection, meeting),
        departments=tuple(await store.list_departments(connection, meeting)),
        picks=tuple(await store.list_picks(connection, meeting)),
        papers=await _papers(connection, meeting),
    )


async def _papers(connection: AsyncConnection, meeting: str) -> tuple[datetime, ...]:
    """The first release of each paper that was not withdrawn; corrected, it keeps its day."""
    kinds = ("HandoutReleased", "HandoutWithdrawn", "HandoutReplaced")
    out: dict[str, datetime] = {}
    for entry in await journal.of_kinds(connection, meeting, kinds):
        facts: Mapping[str, str] = entry.facts
        match entry.kind:
            case "HandoutReleased":
                out.setdefault(facts["handout"], datetime.fromisoformat(entry.at))
            case "HandoutWithdrawn":
                out.pop(facts["handout"], None)
            case _:
                before = out.pop(facts["before"], None)
                out[facts["handout"]] = before or datetime.fromisoformat(entry.at)
    return tuple(sorted(out.values()))
