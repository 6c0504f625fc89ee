"""What is told of the resolution. Of what is not for everybody, no words are told."""

from dataclasses import dataclass

from core.journal import Fact, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionSettled(Fact):
    """An ending, or the correction of one: the last for an entry is what stands."""

    entry: str
    point: int  # the contribution's number in its meeting
    kind: str
    circle: str
    text: str  # this and what follows: empty unless the circle is the public one
    ending: str
    words: str
    who: str
    due: str
    seen: str
    checks: str
    level: str
    corrects: bool
    by: str
    adoption: str = ""  # in a hall consultation
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionConfirmed(Fact):
    yes: int
    no: int
    abstain: int
    present: int
    by_phone: int  # how many of these answered by phone
    points: int
    agreed: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DissentRecorded(Fact):
    people: int
    words: str
    stool: int  # whose phone it came from; 0: it was typed
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Fact):
    """A promise as it stands when the consultation closes: what is followed from then on."""

    entry: str
    point: int
    kind: str
    text: str
    words: str
    who: str
    due: str
    seen: str
    checks: str
    topic: str
    form: str
    grid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseHandled(Fact):
    """What was done, or what the stools think of it by now."""

    entry: str
    point: int
    words: str
    done: bool
    satisfied: int
    basically: int
    unsatisfied: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssentsChanged(Tick):
    """By phone, before the hands; or an appraisal. Who said what is told nowhere."""

    answers: int
