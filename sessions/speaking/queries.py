"""What the screens show of the floor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions import store as sessions
from sessions.agenda.item import Item
from sessions.attendance.rollcall import Attendance, Line
from sessions.speaking.asking import is_official
from sessions.speaking.floor import Floor, Matter
from sessions.speaking.order import line as order_line
from sessions.speaking.report import Report, report
from sessions.speaking.store import load_floor
from sessions.speaking.word import INTERRUPTS, Turn, Waiting, Word

__all__ = ["load_floor"]


@dataclass(frozen=True, slots=True)
class FloorView:
    """The floor under one item, the same for everybody."""

    item: Item | None
    matter: Matter
    holding: tuple[Turn, ...]
    line: tuple[Waiting, ...]  # in the order of calling
    away: tuple[Waiting, ...]  # who has asked and is not here
    unheard: tuple[Line, ...]  # of those present, once they are asked

    @property
    def speaking(self) -> Turn | None:
        return self.holding[-1] if self.holding else None

    @property
    def interrupted(self) -> tuple[Turn, ...]:
        return self.holding[:-1]

    @property
    def next(self) -> Waiting | None:
        return self.line[0] if self.line else None

    @property
    def ends_running(self) -> bool:
        """Whether calling the next one takes the floor from who has it."""
        return self.next is not None and self.next.word not in INTERRUPTS

    @property
    def report(self) -> Report:
        return report(self.matter)

    @property
    def first_timers_heard(self) -> bool:
        """Whether somebody has spoken and nobody here waits for a first speech."""
        waiting = {one.entry for one in self.matter.first_timers}
        return bool(self.matter.turns) and waiting.isdisjoint(one.entry for one in self.line)

    def waiting(self, person: str) -> Waiting | None:
        """The speech that this person waits for."""
        return self.matter.mine(person, Word.SPEECH)

    def place(self, person: str) -> int:
        """The place on the list of this person's speech, from 1; 0 for who is not here."""
        places = enumerate(self.line, start=1)
        mine = (no for no, one in places if (one.person, one.word) == (person, Word.SPEECH))
        return next(mine, 0)

    @property
    def is_quiet(self) -> bool:
        return not (self.holding or self.line or self.unheard)


async def floor_view(connection: AsyncConnection, meeting: str, item: Item | None) -> FloorView:
    """The floor of an item; of no item, an empty one."""
    if item is None:
        return FloorView(None, Matter(""), (), (), (), ())
    floor = await load_floor(connection, meeting)
    return await view_of(connection, meeting, floor, item)


async def view_of(
    connection: AsyncConnection, meeting: str, floor: Floor, item: Item
) -> FloorView:
    matter = floor.matter(item.id)
    lines: Sequence[Line] = ()
    if matter.asks_unheard:
        lines = await sessions.list_lines(connection, meeting)
    elif matter.waiting:
        persons = [one.person for one in matter.waiting]
        lines = await sessions.list_lines(connection, meeting, persons)
    here = {one.person: one for one in lines if one.attendance is Attendance.PRESENT}
    line = tuple(order_line(floor, matter, here))
    view = FloorView(
        item=item,
        matter=matter,
        holding=tuple(one for one in floor.holding if one.item == item.id),
        line=line,
        away=tuple(one for one in matter.waiting if one.person not in here),
        unheard=(),
    )
    if not matter.asks_unheard or not view.first_timers_heard:
        return view
    return FloorView(
        item, matter, view.holding, line, view.away, _unheard(matter, here.values())
    )


def _unheard(matter: Matter, here: Iterable[Line]) -> tuple[Line, ...]:
    """Those present who have neither spoken nor passed, nor wait to speak."""
    known = matter.heard | {one.person for one in matter.waiting if one.word is Word.SPEECH}
    return tuple(one for one in here if not is_official(one) and one.person not in known)
