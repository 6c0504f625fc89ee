"""A secret round as the server knows it: prepared, handed out, frozen, witnessed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ballots.method import Mode, VoteMethod
from ballots.secret.checkpoint import Checkpoint
from ballots.secret.manifest import FEN, MOST_FEN
from ballots.secret.modes import MOST_RANKED, is_counted_together
from ballots.tally import ItemCount, Tally, add
from core.errors import Refused
from core.ids import RoundId

FEWEST_PRESENT = 5  # with fewer, the totals alone would tell who voted how
EXACT_UP_TO = 50  # ballots: above it the turnout is shown in steps
STEP = 5
FRESHNESS_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a secret round has beside the round itself. `id` is its name in every paper."""

    round: RoundId
    id: str  # 16 bytes as hexadecimal
    manifest_hash: str
    freshness: str
    papers: int  # paper numbers in the round
    scrutineers: int  # whose devices stand in the manifest
    issued: int  # people who were handed papers, on a phone or as a slip
    slips: int  # of them, on paper
    witnessed: int  # scrutineers who cosigned the manifest
    checkpoint: Checkpoint | None = None
    checkpoint_hash: str = ""
    checkpoint_witnessed: int = 0
    complaints: int = 0
    on_paper: Tally | None = None  # the count of the slips that two people agree on
    checked: int = 0  # phones that found their papers, since the server started

    @property
    def is_frozen(self) -> bool:
        return self.checkpoint is not None

    @property
    def awaits_slips(self) -> bool:
        return bool(self.slips) and self.on_paper is None

    @property
    def cast(self) -> int:
        """Ballots in the frozen box; none before it is frozen."""
        return self.checkpoint.cast if self.checkpoint else 0


def are_apart(method: VoteMethod) -> bool:
    """Whether each candidate gets a paper of its own: always, unless marks count together.

    A sheet with a hundred answers is a fingerprint, and a coercer's signature.
    """
    return not is_counted_together(method) and len(method.candidates) > 1


def questions_of(method: VoteMethod) -> tuple[tuple[int, ...], ...]:
    """The candidates each paper number asks about."""
    if are_apart(method):
        return tuple((no,) for no in method.numbers)
    return (method.numbers,)


def check_can_be_secret(method: VoteMethod) -> None:
    """Refuse a method that papers cannot carry."""
    if method.groups:  # a paper says nothing of who cast it
        raise Refused("secret-groups", field="secrecy")
    stand = len(method.candidates)
    if method.mode is Mode.RANK and stand > MOST_RANKED:
        raise Refused("secret-ranks", field="mode", candidates=stand, most=MOST_RANKED)
    if method.budget_cap is not None:
        costs = [fen(one.cost or Decimal(0)) for one in method.candidates]
        if max(fen(method.budget_cap), sum(costs)) > MOST_FEN:
            raise Refused("secret-budget", field="budget_cap")


def fen(amount: Decimal) -> int:
    """Whole fen of an amount in 10,000 yuan. Exact: no amount has parts of a fen."""
    return int(amount * FEN)


def check_may_open_box(
    sealed: Sealed | None, entitled: Sequence[str], present: Sequence[str]
) -> None:
    """Refuse to open a secret round without papers, or with a handful of people."""
    if sealed is None:
        raise Refused("box-not-prepared")
    if len(present) < FEWEST_PRESENT:
        raise Refused("too-few-for-secret", present=len(present), least=FEWEST_PRESENT)
    if set(present).difference(entitled):
        raise Refused("box-outdated")


def closes_at(closed_at: datetime, grace: float) -> datetime:
    """Until when ballots on their way are taken in."""
    return closed_at + timedelta(seconds=grace)


def shown_turnout(cast: int) -> int:
    """The turnout as it is shown: single ballots of a large hall are not to be watched."""
    return cast if cast <= EXACT_UP_TO else cast // STEP * STEP


def merged(method: VoteMethod, counts: Sequence[Tally]) -> Tally:
    """One count of all paper numbers, with the items in the order of the method.

    With papers apart some phone may have cast a few of them only: what was not cast for a
    candidate counts as not marked there.
    """
    returned = max(count.returned for count in counts)
    items: Mapping[int, ItemCount] = {
        item.no: replace(item, not_marked=item.not_marked + returned - count.returned)
        for count in counts
        for item in count.items
    }
    return Tally(returned, returned, 0, tuple(items[no] for no in method.numbers))


def with_slips(papers: Tally, slips: Tally | None) -> Tally:
    """The count of phones and paper together."""
    return papers if slips is None else add(papers, slips)
