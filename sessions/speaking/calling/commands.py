"""What the chair does with the floor. Of two chairs at once, the second is told so."""

from core.database import Database, Transaction
from core.errors import Refused
from core.ids import new_id
from core.moves import check_move
from sessions import store as sessions
from sessions.agenda.item import ItemState
from sessions.attendance.rollcall import Attendance, Line
from sessions.meeting import MeetingPhase, Member
from sessions.speaking.asking import check_not_spent, present_groups
from sessions.speaking.commands import find_waiting, load_item
from sessions.speaking.events import FloorExtended, FloorGiven, FloorLeft
from sessions.speaking.floor import Floor, Matter
from sessions.speaking.limits import POINT, REPLY, check_extension
from sessions.speaking.order import line as order_line
from sessions.speaking.order import skipped_by
from sessions.speaking.store import load_floor
from sessions.speaking.word import INTERRUPTS, WORD_MOVES, Stage, Turn, Waiting, Word


async def call_up(db: Database, by: Member, item: str, entry: str, seen: str = "") -> str:
    """Give the floor to who waits; `seen` is the turn that ran when the chair looked.

    A speech ends whatever runs; a point of order or the chair's own word only interrupts it.
    Gives the turn's name.
    """
    async with db.transaction() as tx:
        check_move(WORD_MOVES, Stage.WAITING, Stage.SPEAKING, by.roles)
        await _check_on(tx, by, item)
        floor = await load_floor(tx.connection, by.meeting)
        if (floor.speaking.turn if floor.speaking else "") != seen:
            raise Refused("floor-moved")
        waiting = find_waiting(floor, item, entry)
        lines = await sessions.list_lines(tx.connection, by.meeting)
        here = {one.person for one in lines if one.attendance is Attendance.PRESENT}
        if waiting.person not in here:
            raise Refused("speaker-not-here", name=waiting.name)
        matter = floor.matter(item)
        if waiting.word is Word.SPEECH:
            check_not_spent(matter, waiting.person, waiting.name)
        due = order_line(floor, matter, here)[0]
        if waiting.word not in INTERRUPTS:
            for turn in reversed(floor.holding):
                _end(tx, by, turn)
        given = _given(by, matter, waiting, lines, skipped_by(matter, waiting, here), due)
        tx.record(given)
    return given.turn


def _given(
    by: Member,
    matter: Matter,
    waiting: Waiting,
    lines: list[Line],
    skipped: list[str],
    due: Waiting,
) -> FloorGiven:
    is_speech = waiting.word is Word.SPEECH
    times = matter.times(waiting.person)
    present, here = present_groups(lines)
    return FloorGiven(
        meeting=by.meeting,
        item=waiting.item,
        entry=waiting.entry,
        turn=new_id(),
        person=waiting.person,
        name=waiting.name,
        groups=dict(waiting.groups),
        word=waiting.word,
        category=waiting.category or "",
        times=times + 1 if is_speech else 0,
        seconds=_allowed(matter, waiting.word, times),
        present=present,
        here=here,
        skipped=skipped,
        due="" if due.entry == waiting.entry else due.name,
        by=by.name,
    )


def _allowed(matter: Matter, word: Word, times: int) -> int:
    """Seconds; the chair's procedural word has no limit."""
    match word:
        case Word.SPEECH:
            return matter.terms.limits.seconds(times)
        case Word.REPLY:
            return REPLY
        case Word.POINT:
            return POINT
        case Word.PROCEDURAL:
            return 0


async def _check_on(tx: Transaction, by: Member, item: str) -> None:
    """Nobody is called in a meeting that is not open, or under an item that is not on."""
    known = await load_item(tx, by.meeting, item)
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN:
        raise Refused("meeting-not-open")
    if known.state is not ItemState.CURRENT:
        raise Refused("item-not-on", title=known.title)


def _end(tx: Transaction, by: Member, turn: Turn) -> None:
    spoken = turn.spoken(tx.now)
    tx.record(
        FloorLeft(
            meeting=by.meeting,
            item=turn.item,
            turn=turn.turn,
            person=turn.person,
            name=turn.name,
            seconds=spoken,
            over=max(spoken - turn.allowed, 0) if turn.allowed else 0,
            by=by.name,
        )
    )


def _running(floor: Floor, turn: str) -> Turn:
    """The turn that speaks now, if it is this one."""
    if floor.speaking is None or floor.speaking.turn != turn:
        raise Refused("turn-over")
    return floor.speaking


async def stop_turn(db: Database, by: Member, turn: str) -> None:
    """End what runs; a speech that it interrupted goes on."""
    async with db.transaction() as tx:
        check_move(WORD_MOVES, Stage.SPEAKING, Stage.DONE, by.roles)
        floor = await load_floor(tx.connection, by.meeting)
        _end(tx, by, _running(floor, turn))


async def extend_turn(db: Database, by: Member, turn: str, minutes: int) -> None:
    """Give who speaks more minutes (an extension needs the chair: NPC rules, Art. 57)."""
    check_extension(minutes)
    async with db.transaction() as tx:
        check_move(WORD_MOVES, Stage.SPEAKING, Stage.SPEAKING, by.roles)
        running = _running(await load_floor(tx.connection, by.meeting), turn)
        if not running.allowed:
            raise Refused("without-limit")
        tx.record(
            FloorExtended(
                meeting=by.meeting,
                item=running.item,
                turn=turn,
                person=running.person,
                name=running.name,
                seconds=60 * minutes,
                by=by.name,
            )
        )
