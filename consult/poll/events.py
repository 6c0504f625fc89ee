"""What polls tell. People of the register are named by their numbers only.

A journal is never deleted from, and who was drawn is nobody's business for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PollBegun(Fact):
    poll: str
    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRegisterImported(Fact):
    poll: str
    title: str
    residents: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollListPublished(Fact):
    poll: str
    title: str
    residents: int
    seats: int
    strata: Sequence[Mapping[str, object]]  # name, residents, seats
    list_hash: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollListWithdrawn(Fact):
    poll: str
    title: str
    list_hash: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSeedDrawn(Fact):
    poll: str
    title: str
    list_hash: str
    number: str
    witnesses: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPanelDrawn(Fact):
    poll: str
    title: str
    panel: Mapping[str, Sequence[int]]  # stratum: register numbers in drawn order
    seats: int
    reserve: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSeatPassed(Fact):
    """A seat went to the next replacement of its stratum, or stayed empty (`to` 0)."""

    poll: str
    title: str
    stratum: str
    left: int
    to: int
    why: str  # declined or unreached


@dataclass(frozen=True, slots=True, kw_only=True)
class PollGroupsMade(Fact):
    poll: str
    title: str
    round: int
    groups: Sequence[Sequence[int]]  # register numbers
    imbalance: float
    repeats: int
    relatives: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollQuestionsDrafted(Fact):
    poll: str
    title: str
    version: int
    sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCardsPrinted(Fact):
    poll: str
    title: str
    cards: int  # now
    in_all: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollWaveOpened(Fact):
    poll: str
    title: str
    wave: str
    version: int
    sha256: str
    cards: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollWaveClosed(Fact):
    poll: str
    title: str
    wave: str
    answers: int
    on_paper: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReported(Fact):
    poll: str
    title: str
    seats: int
    accepted: int
    before: int
    after: int
    both: int
    items: Sequence[Mapping[str, object]]  # key, text, before, after, p_holm
    answers_hash: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollNamesDeleted(Fact):
    poll: str
    title: str
    residents: int
    by: str


# Nothing of a poll is on the living screens of a meeting.
POLL_FACTS = frozenset(
    one.__name__
    for one in (
        PollBegun,
        PollRegisterImported,
        PollListPublished,
        PollListWithdrawn,
        PollSeedDrawn,
        PollPanelDrawn,
        PollSeatPassed,
        PollGroupsMade,
        PollQuestionsDrafted,
        PollCardsPrinted,
        PollWaveOpened,
        PollWaveClosed,
        PollReported,
        PollNamesDeleted,
    )
)
