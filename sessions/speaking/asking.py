"""Who may ask for the floor, and for what. Pure."""

from collections import Counter
from collections.abc import Iterable

from core.errors import Forbidden, Refused
from core.people import Role
from sessions.agenda.item import Item, ItemState
from sessions.attendance.rollcall import Attendance, Line
from sessions.speaking.floor import Matter
from sessions.speaking.word import Category, Listing, Turn, Word

SPEAKERS = frozenset({Role.DEPUTY, Role.NON_VOTING})
# Every ask stays in the journal, from which the floor is read again for every screen.
MOST_ASKED = 30  # times that one person comes onto the list of one item by themselves
ASKED_FOR = (ItemState.PLANNED, ItemState.CURRENT)


def check_asked(matter: Matter, person: str) -> None:
    """Refuse a phone that comes and goes without end; chair and clerk can still add them."""
    if matter.asked.get(person, 0) >= MOST_ASKED:
        raise Refused("asked-often", most=MOST_ASKED)


def is_official(line: Line) -> bool:
    """列席: may speak, and lets the deputies speak first."""
    return Role.DEPUTY not in line.roles


def groups_of(line: Line) -> dict[str, str]:
    """The groups whose shares of the floor are balanced; the roster has one attribute."""
    has_group = not is_official(line) and line.delegation
    return {"delegation": line.delegation} if has_group else {}


def present_groups(lines: Iterable[Line]) -> tuple[dict[str, dict[str, int]], int]:
    """Those present who may vote: their number by attribute and value, and in all."""
    here = [
        one for one in lines if not is_official(one) and one.attendance is Attendance.PRESENT
    ]
    counts: dict[str, Counter[str]] = {}
    for one in here:
        for attribute, value in groups_of(one).items():
            counts.setdefault(attribute, Counter())[value] += 1
    return {attribute: dict(count) for attribute, count in counts.items()}, len(here)


def check_may_speak(line: Line) -> None:
    if line.roles.isdisjoint(SPEAKERS):
        raise Refused("may-not-speak", name=line.name)


def check_item_takes(item: Item, word: Word) -> None:
    """A speech can be asked for in advance; all else only while the item is on."""
    if item.state not in ASKED_FOR:
        raise Refused("item-over", title=item.title)
    if word is not Word.SPEECH and item.state is not ItemState.CURRENT:
        raise Refused("item-not-on", title=item.title)


def check_may_ask(
    matter: Matter, line: Line, word: Word, category: Category | None, speaking: Turn | None
) -> None:
    """Refuse who has spoken often enough, and what this word is not for."""
    match word:
        case Word.SPEECH:
            _check_speech(matter, line, speaking)
        case Word.PROCEDURAL:
            if Role.CHAIR not in line.roles:
                raise Forbidden("not-your-move", then=str(word), roles=[str(Role.CHAIR)])
        case Word.REPLY:
            check_reply(matter, line.person)
        case Word.POINT:
            if category is None:
                raise Refused("choose-one", field="category")


def _check_speech(matter: Matter, line: Line, speaking: Turn | None) -> None:
    if matter.state is Listing.CLOSED:
        raise Refused("list-closed")
    if speaking and speaking.person == line.person and speaking.word is Word.SPEECH:
        raise Refused("speaking-now", name=line.name)
    check_not_spent(matter, line.person, line.name)


def check_not_spent(matter: Matter, person: str, name: str) -> None:
    """At most so many speeches on one matter (NPC rules of procedure, Art. 56)."""
    most = matter.terms.limits.most
    if matter.times(person) >= most:
        raise Refused("spoken-enough", name=name, most=most)


def check_reply(matter: Matter, person: str) -> None:
    """One direct reply to a statement, and not by who made it."""
    statement = matter.statement
    if statement is None or statement.person == person:
        raise Refused("nothing-to-reply-to")
    answered = {one.to for one in matter.waiting} | {one.to for one in matter.turns}
    if statement.turn in answered:
        raise Refused("replied-already")


def check_may_pass(matter: Matter, line: Line) -> None:
    """Passing is for those who have not spoken and do not wait to."""
    if matter.mine(line.person, Word.SPEECH) or matter.times(line.person):
        raise Refused("not-unheard", name=line.name)
