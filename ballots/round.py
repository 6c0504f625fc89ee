"""One run of a vote: its phases, who may move it on, and how run-offs complete it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ballots.method import LiveTally, Secrecy, Shortfall, Tie, VoteMethod
from ballots.outcome import Outcome
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
    follows: RoundId | None = None  # the round whose tie this run-off settles
    opened_at: datetime | None = None
    closed_at: datetime | None = None


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

    NPC议事规则 Art. 60: when the electronic system fails, the vote is by show of hands.
    """
    if kind is not Kind.HANDS and kind is not kind_of(method.secrecy):
        raise Refused("kind-not-adopted")


def check_may_be_held(method: VoteMethod) -> None:
    """Refuse a method whose ends nobody could act on in this version; never a dead end."""
    if method.secrecy is Secrecy.SECRET and method.live_tally is LiveTally.FULL:
        raise Refused("secret-live-tally", field="live_tally")
    for field, what in _unheld(method).items():
        raise Refused("not-supported-yet", field=field, what=what)


def _unheld(method: VoteMethod) -> dict[str, str]:
    """What the engine decides by, but no screen can show or act on yet; by its field."""
    found: dict[str, str] = {}
    if method.tie in {Tie.LOT, Tie.PRESIDIUM}:
        found["tie"] = f"tie: {method.tie}"
    if method.shortfall is Shortfall.SECOND_ROUND:
        found["shortfall"] = "shortfall: second_round"
    if method.seats_by_category is not None:
        found["seats_by_category"] = "seats_by_category"
    if method.groups:
        found["majority"] = "majority: group"
    return found


def accepts_ballots(phase: Phase) -> bool:
    """Whether a ballot may be cast now."""
    return phase is Phase.OPEN


def final_choice(first: Outcome, run_offs: Sequence[Outcome]) -> tuple[int, ...]:
    """Everyone chosen: by the first round, then by each run-off in the order they were held."""
    chosen = [*first.chosen, *(no for run_off in run_offs for no in run_off.chosen)]
    return tuple(dict.fromkeys(chosen))
