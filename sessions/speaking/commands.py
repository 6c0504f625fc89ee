"""The list of speakers: its rules, who comes onto it, and who is taken off."""

from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import MeetingId, new_id
from core.moves import check_move
from core.people import Role
from sessions import store as sessions
from sessions.agenda import store as agenda
from sessions.agenda.item import Item
from sessions.attendance.rollcall import Attendance, Line
from sessions.meeting import MeetingPhase, Member
from sessions.speaking.asking import (
    check_asked,
    check_item_takes,
    check_may_ask,
    check_may_pass,
    check_may_speak,
    groups_of,
    is_official,
    present_groups,
)
from sessions.speaking.events import (
    FloorArranged,
    ListTurned,
    UnheardAsked,
    WordAsked,
    WordPassed,
    WordWithdrawn,
)
from sessions.speaking.floor import Floor
from sessions.speaking.limits import Terms, check_limits
from sessions.speaking.store import load_floor
from sessions.speaking.word import (
    LIST_MOVES,
    WORD_MOVES,
    Category,
    Listing,
    Stage,
    Waiting,
    Word,
)

CONVENERS = frozenset({Role.CHAIR, Role.CLERK})


async def load_item(tx: Transaction, meeting: MeetingId, item: str) -> Item:
    """The item, unless the meeting is closed."""
    if (await sessions.load_meeting(tx.connection, meeting)).phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")
    for one in await agenda.load_items(tx.connection, meeting):
        if one.id == item:
            return one
    raise NotHere("item")


async def load_line(tx: Transaction, by: Member, person: str = "") -> Line:
    """Who is meant: somebody else only by chair or clerk."""
    if person and person != by.person:
        _check_convener(by, "ask")
    found = await sessions.find_member(tx.connection, by.meeting, person or by.person)
    if found is None:
        raise NotHere("person")
    return found[1]


def _check_convener(by: Member, then: str) -> None:
    if CONVENERS.isdisjoint(by.roles):
        raise Forbidden("not-your-move", then=then, roles=sorted(map(str, CONVENERS)))


def _named(by: Member, line: Line) -> str:
    """Who did it for them; empty for who did it themselves."""
    return "" if by.person == line.person else by.name


async def arrange_floor(db: Database, by: Member, item: str, terms: Terms) -> None:
    """Choose the order and the limits of an item. Who speaks already keeps their minutes."""
    check_limits(terms.limits)
    async with db.transaction() as tx:
        known = await load_item(tx, by.meeting, item)
        _check_convener(by, "arrange")
        limits = terms.limits
        tx.record(
            FloorArranged(
                meeting=by.meeting,
                item=item,
                title=known.title,
                order=terms.order,
                preset=terms.preset,
                first=limits.first,
                later=limits.later,
                most=limits.most,
                patience=limits.patience,
                by=by.name,
            )
        )


async def ask_to_speak(
    db: Database,
    by: Member,
    item: str,
    word: Word = Word.SPEECH,
    category: Category | None = None,
    person: str = "",
) -> str:
    """Come onto the list; a second tap finds the first. Gives the entry's name."""
    async with db.transaction() as tx:
        known = await load_item(tx, by.meeting, item)
        check_item_takes(known, word)
        line = await load_line(tx, by, person)
        check_may_speak(line)
        floor = await load_floor(tx.connection, by.meeting)
        matter = floor.matter(item)
        waiting = matter.mine(line.person, word)
        if waiting is not None:
            return waiting.entry
        check_may_ask(matter, line, word, category, floor.speaking)
        if CONVENERS.isdisjoint(by.roles):
            check_asked(matter, line.person)
        statement = matter.statement if word is Word.REPLY else None
        entry = new_id()
        tx.record(
            WordAsked(
                meeting=by.meeting,
                item=item,
                entry=entry,
                person=line.person,
                name=line.name,
                groups=groups_of(line),
                official=is_official(line),
                word=word,
                category=category or "" if word is Word.POINT else "",
                to=statement.turn if statement else "",
                by=_named(by, line),
            )
        )
    return entry


def find_waiting(floor: Floor, item: str, entry: str) -> Waiting:
    found = (one for one in floor.matter(item).waiting if one.entry == entry)
    waiting = next(found, None)
    if waiting is None:
        raise Refused("not-waiting")
    return waiting


async def withdraw(db: Database, by: Member, item: str, entry: str) -> None:
    """Take a waiting entry off the list: one's own, or anybody's by chair or clerk.

    A turn that runs is no longer on the list and is never touched.
    """
    async with db.transaction() as tx:
        await load_item(tx, by.meeting, item)
        floor = await load_floor(tx.connection, by.meeting)
        waiting = find_waiting(floor, item, entry)
        is_own = waiting.person == by.person
        if not is_own:
            check_move(WORD_MOVES, Stage.WAITING, Stage.WITHDRAWN, by.roles)
        tx.record(
            WordWithdrawn(
                meeting=by.meeting,
                item=item,
                entry=entry,
                person=waiting.person,
                name=waiting.name,
                by="" if is_own else by.name,
            )
        )


async def pass_word(db: Database, by: Member, item: str, person: str = "") -> None:
    """Say that one would not speak: recorded, and an answer as good as any."""
    async with db.transaction() as tx:
        check_item_takes(await load_item(tx, by.meeting, item), Word.PROCEDURAL)
        line = await load_line(tx, by, person)
        check_may_speak(line)
        matter = (await load_floor(tx.connection, by.meeting)).matter(item)
        check_may_pass(matter, line)
        if line.person in matter.passed:
            return
        tx.record(
            WordPassed(
                meeting=by.meeting,
                item=item,
                person=line.person,
                name=line.name,
                groups=groups_of(line),
                official=is_official(line),
                by=_named(by, line),
            )
        )


async def turn_list(db: Database, by: Member, item: str, state: Listing) -> None:
    """Close the list of speakers or open it again. Points of order are always taken."""
    async with db.transaction() as tx:
        await load_item(tx, by.meeting, item)
        floor = await load_floor(tx.connection, by.meeting)
        check_move(LIST_MOVES, floor.matter(item).state, state, by.roles)
        tx.record(ListTurned(meeting=by.meeting, item=item, state=state, by=by.name))


async def ask_unheard(db: Database, by: Member, item: str) -> None:
    """When no first speech is waited for: ask those who have not spoken, by their seats."""
    async with db.transaction() as tx:
        check_item_takes(await load_item(tx, by.meeting, item), Word.PROCEDURAL)
        _check_convener(by, "ask")
        matter = (await load_floor(tx.connection, by.meeting)).matter(item)
        lines = await sessions.list_lines(tx.connection, by.meeting)
        here = {one.person for one in lines if one.attendance is Attendance.PRESENT}
        waiting = [one for one in matter.first_timers if one.person in here]
        if waiting:
            raise Refused("first-timers-wait", count=len(waiting))
        _, present = present_groups(lines)
        unheard = max(present - len(matter.heard), 0)
        tx.record(UnheardAsked(meeting=by.meeting, item=item, number=unheard, by=by.name))
