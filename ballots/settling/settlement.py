"""What a result leaves open, and the ways on that the adopted method allows. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ballots.deciding.cut import Drawing, drawn_order
from ballots.method import Mode, Shortfall, Tie, VoteMethod
from ballots.outcome import Matter, Next, Outcome
from core.errors import Refused
from core.ids import RoundId

BY_ACT = (Next.LOT, Next.PRESIDIUM, Next.EMPTY, Next.NEXT_SESSION)  # without voting again
TIE_WAYS: Mapping[Tie, Next] = {
    Tie.RUN_OFF: Next.RUN_OFF,
    Tie.LOT: Next.LOT,
    Tie.PRESIDIUM: Next.PRESIDIUM,
}
SEED_LENGTH = 60
NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Settlement:
    """How one matter of an announced result was settled; `chosen` took places by it.

    `seed` is what a lot was drawn with, `note` what the meeting said about it.
    """

    round: RoundId
    matter: Matter
    how: Next
    chosen: tuple[int, ...] = ()
    seed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """What waits for an act, and which acts may settle it: one, or the meeting's choice."""

    matter: Matter
    ways: tuple[Next, ...]


def open_matter(
    method: VoteMethod, outcome: Outcome, depth: int, settled: Collection[Matter]
) -> OpenMatter | None:
    """What an announced result still waits for; None when nothing does.

    `depth` is 1 for a first round, 2 for a round that follows from it. A tie comes before a
    shortfall. After `rounds_max` rounds nobody votes again (浙江选举细则 Art. 49): the meeting
    decides. A method that leaves places empty, or to the next session, has settled that itself.
    """
    if not outcome.vote_valid or method.mode is Mode.GRADE:
        return None
    again = depth < method.rounds_max
    if outcome.tied and Matter.TIE not in settled:
        way = TIE_WAYS[method.tie]
        ways = BY_ACT if way is Next.RUN_OFF and not again else (way,)
        return OpenMatter(Matter.TIE, ways)
    if outcome.unfilled and Matter.SHORTFALL not in settled:
        return _shortfall(method, outcome, again=again)
    return None


def _shortfall(method: VoteMethod, outcome: Outcome, *, again: bool) -> OpenMatter | None:
    """地方组织法 Art. 29: the congress itself decides what happens to places left unfilled."""
    if method.shortfall in {Shortfall.EMPTY, Shortfall.NEXT_SESSION}:
        return None
    again = again and len(outcome.chosen) + len(outcome.tied) < len(outcome.items)
    if method.shortfall is Shortfall.SECOND_ROUND and again:
        return OpenMatter(Matter.SHORTFALL, (Next.SECOND_ROUND,))
    asked = (Next.EMPTY, Next.NEXT_SESSION)
    return OpenMatter(Matter.SHORTFALL, (Next.SECOND_ROUND, *asked) if again else asked)


def draw_lot(outcome: Outcome, depth: int, seed: str) -> tuple[int, ...]:
    """Who of the tied takes the places left, by the public lot of `drawn_order`."""
    if not (seed := seed.strip()) or len(seed) > SEED_LENGTH:
        raise Refused("seed-missing", field="seed", most=SEED_LENGTH)
    drawing = Drawing(depth, seed)
    drawn = (drawn_order(drawing, tied)[:places] for tied, places in tied_groups(outcome))
    return tuple(no for some in drawn for no in some)


def check_named(outcome: Outcome, named: Sequence[int]) -> tuple[int, ...]:
    """The presidium names as many of the tied as there are places, in each category."""
    places = sum(places for _, places in tied_groups(outcome))
    if strangers := set(named).difference(outcome.tied):
        raise Refused("candidate-unknown", field="chosen", no=min(strangers))
    for tied, most in tied_groups(outcome):
        if len(set(named).intersection(tied)) != most:
            raise Refused("named-other-than-places", field="chosen", places=places)
    return tuple(no for no in outcome.tied if no in named)


def tied_groups(outcome: Outcome) -> list[tuple[tuple[int, ...], int]]:
    """The tied with the places left for them: by category where places have one."""
    if outcome.categories:
        return [(one.tied, one.tied_seats) for one in outcome.categories if one.tied]
    return [(outcome.tied, outcome.tied_seats)] if outcome.tied else []
