"""One run of a vote: its phases, and who may move it on. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ballots.method import LiveTally, Mode, Secrecy, VoteMethod
from ballots.outcome import Matter
from core.errors import Refused
from core.ids import MeetingId, PaperId, RoundId
from core.moves import Moves
from core.people import Role


class Kind(StrEnum):
    SECRET = "secret"  # 无记名: on phones, in the sealed box
    RECORDED = "recorded"  # 记名: by name, on phones
    HANDS = "hands"  # 举手: typed totals


class Phase(StrEnum):
    DRAFT = "draft"
    SEALED = "sealed"  # the method is locked
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    SIGNED = "signed"
    ANNOUNCED = "announced"
    VOID = "void"  # with a reason, followed by a new round, never by an edit


@dataclass(frozen=True, slots=True)
class Round:
    """One run. `members` is frozen at its opening; `present` is who is on the roll."""

    id: RoundId
    meeting: MeetingId
    paper: PaperId
    number: int
    kind: Kind
    phase: Phase
    method: VoteMethod
    members: int | None = None
    present: int | None = None
    follows: RoundId | None = None  # the announced round whose result this one completes
    settles: Matter | None = None  # what of that result it settles
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    told_at: datetime | None = None  # when the hall last heard a result of it
    groups: Mapping[str, int] = field(default_factory=dict)  # members of those it names, frozen


CHAIR = frozenset({Role.CHAIR})
MOVES: Moves[Phase] = {
    (Phase.DRAFT, Phase.SEALED): frozenset({Role.CHAIR, Role.CLERK}),
    (Phase.SEALED, Phase.OPEN): CHAIR,
    (Phase.OPEN, Phase.CLOSED): CHAIR,
    (Phase.CLOSED, Phase.COUNTED): frozenset({Role.CHAIR, Role.TELLER, Role.CLERK}),
    # Typed totals can be typed again until they are signed or announced; each stays on record.
    (Phase.COUNTED, Phase.COUNTED): frozenset({Role.CHAIR, Role.TELLER, Role.CLERK}),
    (Phase.COUNTED, Phase.SIGNED): frozenset({Role.SCRUTINEER}),
    (Phase.COUNTED, Phase.ANNOUNCED): CHAIR,
    (Phase.SIGNED, Phase.ANNOUNCED): CHAIR,
    (Phase.SEALED, Phase.VOID): CHAIR,
    (Phase.OPEN, Phase.VOID): CHAIR,
    (Phase.CLOSED, Phase.VOID): CHAIR,
    (Phase.COUNTED, Phase.VOID): CHAIR,
    (Phase.SIGNED, Phase.VOID): CHAIR,
}


def check_may_open(round: Round, members: int, present: int) -> None:
    """Refuse to open without the quorum of the method.

    地方组织法 Art. 14: two thirds of all members must be present.
    """
    share = round.method.quorum_open
    if share and not share.reached_by(present, members):
        needed = share.smallest(members)
        raise Refused("quorum-missing", needed=needed, present=present, members=members)


def kind_of(secrecy: Secrecy) -> Kind:
    """The kind of round a method asks for. A secret one is never quietly held by name."""
    return Kind(secrecy)


def check_kind(method: VoteMethod, kind: Kind) -> None:
    """Refuse a way of voting that was not adopted. Hands are always lawful.

    NPC议事规则 Art. 60: when the electronic system fails, the vote is by show of hands. But a
    hand has no number, and a whole hall's hands tell no delegation.
    """
    if kind is Kind.HANDS and method.mode is Mode.RANK:
        raise Refused("rank-turned-to-hands", field="kind")
    if kind is Kind.HANDS and method.groups:
        raise Refused("groups-turned-to-hands", field="kind")
    if kind is not Kind.HANDS and kind is not kind_of(method.secrecy):
        raise Refused("kind-not-adopted")


def check_may_be_held(method: VoteMethod) -> None:
    """Refuse a method by which no vote can ever be held; never a dead end in the hall."""
    if method.secrecy is Secrecy.SECRET and method.live_tally is LiveTally.FULL:
        raise Refused("secret-live-tally", field="live_tally")
    if method.secrecy is Secrecy.HANDS and method.groups:
        raise Refused("hands-groups", field="secrecy")  # totals of the hall tell no group
    if method.secrecy is Secrecy.HANDS and method.mode is Mode.RANK:
        raise Refused("rank-by-hands", field="secrecy")  # a raised hand is not a number


def accepts_ballots(phase: Phase) -> bool:
    """Whether a ballot may be cast now."""
    return phase is Phase.OPEN
