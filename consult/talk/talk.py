"""Who is here, who waits, who speaks and who has spoken. Pure.

Who comes next is the fair order of the meeting room (`sessions.speaking.order`), with the
limits of a village: two minutes, then one; a direct reply has one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from consult.talk.figures import ShareTold, over_of, shares_of
from consult.talk.said import Seated
from sessions.concepts import (
    LIMITS,
    Floor,
    Matter,
    Ordering,
    Preset,
    Report,
    Terms,
    Turn,
    Waiting,
    line,
    report,
)

VILLAGE = Terms(Ordering.FAIR, Preset.VILLAGE, LIMITS[Preset.VILLAGE])


def _matter() -> Matter:
    return Matter("", VILLAGE)


@dataclass(slots=True)
class Talk:
    """Who is here, who waits, who speaks and who has spoken."""

    seats: dict[str, Seated] = field(default_factory=dict)  # by voice
    is_noted: bool = False  # whether staff have said who is here
    matter: Matter = field(default_factory=_matter)
    floor: Floor = field(default_factory=Floor)
    ended_at: datetime | None = None  # when the talk was ended, until somebody asks again
    wrote: frozenset[str] = frozenset()  # the stools whose written words stand, by voice

    @property
    def speaking(self) -> Turn | None:
        return self.floor.speaking

    @property
    def line(self) -> list[Waiting]:
        """Those who wait and are here, as they are to be called."""
        return line(self.floor, self.matter, self.here)

    @property
    def here(self) -> set[str]:
        """The stools that are taken. Whoever else asks is here, or would not ask."""
        waiting = {one.person for one in self.matter.waiting if one.official}
        return set(self.seats) | waiting

    @property
    def unheard(self) -> list[Seated]:
        """Who has neither spoken nor written nor passed nor asked to speak, by number."""
        busy = self.matter.heard | {one.person for one in self.matter.waiting} | self.wrote
        busy |= {one.person for one in self.matter.turns}
        silent = [who for voice, who in self.seats.items() if voice not in busy]
        return sorted(silent, key=lambda who: who.number)

    @property
    def asks_unheard(self) -> bool:
        """All who wanted to speak for the first time have spoken: now the others are asked."""
        begun = bool(self.matter.turns) and self.speaking is None
        return begun and not self.matter.first_timers and bool(self.unheard)

    @property
    def report(self) -> Report:
        """Of all who were here, also of those who came after the first was called."""
        turns = [replace(one, groups=self._groups(one)) for one in self.matter.turns]
        here = len(self.seats)
        return report(replace(self.matter, turns=turns, present=self.groups, here=here))

    def _groups(self, turn: Turn) -> Mapping[str, str]:
        """As is known by now: the grid may be noted after somebody has spoken."""
        who = self.seats.get(turn.person)
        return groups_of(who) if who and not turn.official else turn.groups

    @property
    def spoken(self) -> frozenset[str]:
        """The stools that have spoken: they had the floor, or words of theirs stand.

        The only meaning of "23 of 31 spoke", on every screen, sheet and in the minutes.
        """
        over = (one for one in self.matter.turns if one.ended_at and not one.official)
        return self.wrote | {one.person for one in over}

    @property
    def present(self) -> frozenset[str]:
        """The stools that are here: those noted, and whoever has spoken all the same."""
        return self.spoken | self.seats.keys()

    @property
    def passed(self) -> int:
        """How many said that they need not speak, and did not."""
        busy = self.spoken | {one.person for one in self.matter.turns}
        return sum(
            not official for who, official in self.matter.passed.items() if who not in busy
        )

    @property
    def shares(self) -> tuple[ShareTold, ...]:
        return shares_of(self.report)

    @property
    def over(self) -> int:
        """Seconds beyond the limits: on record, and on nobody's account."""
        return over_of(self.matter)

    @property
    def groups(self) -> dict[str, dict[str, int]]:
        """How many are here of each sex and of each grid, as far as they said."""
        known = [groups_of(who) for who in self.seats.values()]
        return {
            attribute: dict(Counter(one[attribute] for one in known if attribute in one))
            for attribute in ("sex", "grid")
        }

    def waits(self, voice: str) -> Waiting | None:
        return next((one for one in self.matter.waiting if one.person == voice), None)

    def has_spoken(self, voice: str) -> int:
        return self.matter.times(voice)

    @property
    def may_reply(self) -> bool:
        """Whether the last speech can still be replied to: once."""
        last = self.matter.statement
        replied = {one.to for one in self.matter.waiting} | {
            one.to for one in self.matter.turns
        }
        return last is not None and last.turn not in replied


def groups_of(who: Seated) -> dict[str, str]:
    return {name: value for name in ("sex", "grid") if (value := getattr(who, name))}


def is_official(voice: str) -> bool:
    """Members of the roster: the representative, the host, whoever is invited."""
    return voice.startswith("person:")


def named(voice: str, who: Seated) -> str:
    """The number of a stool, or the name of a member of the roster."""
    return who.name if is_official(voice) else str(who.number)
