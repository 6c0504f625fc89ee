"""A room in which people ask and are called, written down as the journal writes it.

It has its own, simpler idea of who speaks, so that the floor's figures can be held against it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from core.ids import MeetingId
from core.journal import Entry, Fact, facts_of
from sessions.agenda.events import ItemEnded
from sessions.speaking import events
from sessions.speaking.floor import Floor, Matter, fold
from sessions.speaking.limits import LIMITS, POINT, REPLY, Ordering, Preset, Terms
from sessions.speaking.order import line, skipped_by
from sessions.speaking.word import INTERRUPTS, Waiting, Word

MEETING = MeetingId("m")
ITEM = "item"
START = datetime(2026, 1, 20, 1, 0, tzinfo=UTC)
VILLAGE = Terms(Ordering.FAIR, Preset.VILLAGE, LIMITS[Preset.VILLAGE])


@dataclass
class Room:
    """People are named 0, 1, 2 …; `groups` and `officials` say who they are."""

    groups: list[str]
    officials: frozenset[int] = frozenset()
    terms: Terms = VILLAGE
    here: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    at: datetime = START
    stack: list[str] = field(default_factory=list)
    held: int = 0  # seconds in which somebody had the floor
    _folded: tuple[int, Floor] = field(default_factory=lambda: (0, Floor()))

    def __post_init__(self) -> None:
        if self.entries:  # a copy, to try something else from here
            return
        self.here = {str(number) for number in range(len(self.groups))}
        limits = self.terms.limits
        self.tell(
            events.FloorArranged,
            title="",
            order=self.terms.order,
            preset=self.terms.preset,
            first=limits.first,
            later=limits.later,
            most=limits.most,
            patience=limits.patience,
            by="",
        )

    @property
    def floor(self) -> Floor:
        if self._folded[0] != len(self.entries):
            self._folded = (len(self.entries), fold(self.entries))
        return self._folded[1]

    @property
    def matter(self) -> Matter:
        return self.floor.matter(ITEM)

    @property
    def line(self) -> list[Waiting]:
        floor = self.floor
        return line(floor, floor.matter(ITEM), self.here)

    @property
    def order(self) -> list[str]:
        """The persons, in the order of calling."""
        return [one.person for one in self.line]

    def tell(self, kind: Callable[..., Fact], **facts: Any) -> None:
        fact = kind(meeting=MEETING, item=ITEM, **facts)
        number = len(self.entries) + 1
        told = Entry(MEETING, number, self.at.isoformat(), type(fact).__name__, facts_of(fact))
        self.entries.append(told)

    def wait(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        self.held += seconds * bool(self.stack)

    def _is_official(self, person: str) -> bool:
        return int(person) in self.officials

    def _groups(self, person: str) -> dict[str, str]:
        return {} if self._is_official(person) else {"sex": self.groups[int(person)]}

    def ask(self, person: str, word: Word = Word.SPEECH, category: str = "") -> None:
        """As the command does it: one waiting entry a person and word."""
        if self.matter.mine(person, word):
            return
        if self.floor.speaking and self.floor.speaking.person == person:
            return
        statement = self.matter.statement
        self.tell(
            events.WordAsked,
            entry=f"e{len(self.entries)}",
            person=person,
            name=person,
            groups=self._groups(person),
            official=self._is_official(person),
            word=word,
            category=category or ("fact" if word is Word.POINT else ""),
            to=statement.turn if word is Word.REPLY and statement else "",
        )

    def leave(self, person: str) -> None:
        self.here.discard(person)

    def come(self, person: str) -> None:
        self.here.add(person)

    def withdraw(self, person: str) -> None:
        for one in self.matter.waiting:
            if one.person == person:
                names = {"entry": one.entry, "person": person, "name": person}
                self.tell(events.WordWithdrawn, **names)

    def pass_(self, person: str) -> None:
        named = {"person": person, "name": person, "groups": self._groups(person)}
        self.tell(events.WordPassed, official=self._is_official(person), **named)

    def call(self, one: Waiting | None = None) -> None:
        """Call the next one, or another one."""
        one = one or next(iter(self.line), None)
        if one is None:
            return
        matter = self.matter
        voters = [who for who in sorted(self.here) if not self._is_official(who)]
        groups = [self.groups[int(who)] for who in voters]
        times = matter.times(one.person)
        allowed = {Word.REPLY: REPLY, Word.POINT: POINT, Word.PROCEDURAL: 0}
        turn = f"t{len(self.entries)}"
        if one.word not in INTERRUPTS:
            self.stack = []
        self.stack.append(turn)
        self.tell(
            events.FloorGiven,
            entry=one.entry,
            turn=turn,
            person=one.person,
            name=one.name,
            groups=dict(one.groups),
            word=one.word,
            category=one.category or "",
            times=times + 1 if one.word is Word.SPEECH else 0,
            seconds=allowed.get(one.word, matter.terms.limits.seconds(times)),
            present={"sex": {group: groups.count(group) for group in set(groups)}},
            here=len(voters),
            skipped=skipped_by(matter, one, self.here),
            by="",
        )

    def stop(self) -> None:
        if self.stack:
            turn = self.stack.pop()
            nobody = {"person": "", "name": "", "seconds": 0, "over": 0, "by": ""}
            self.tell(events.FloorLeft, turn=turn, **nobody)

    def end_item(self) -> None:
        self.stack = []
        self.tell(ItemEnded)
