"""The methods of rounds that settle what an earlier round left open. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ballots.deciding.standing import still_standing
from ballots.method import Mode, VoteMethod
from ballots.outcome import Outcome
from core.errors import Refused

MARKED = {Mode.PICK, Mode.FOR_AGAINST_ABSTAIN}  # a mark for each place; others mark freely


def run_off_method(
    method: VoteMethod,
    tied: Sequence[int],
    seats: int,
    seats_by_category: Mapping[str, int] | None = None,
) -> VoteMethod:
    """Make the method by which only the tied are voted on again, for the seats left to them.

    By category where the places were: `tied_places` of the outcome says how many each has.
    """
    if strangers := set(tied).difference(method.numbers):
        raise Refused("candidate-unknown", no=min(strangers))
    if not 1 <= seats < len(set(tied)):
        raise Refused("run-off-without-choice", tied=sorted(set(tied)), seats=seats)
    return replace(
        method,
        candidates=tuple(each for each in method.candidates if each.no in tied),
        seats=seats,
        seats_by_category=dict(seats_by_category) if seats_by_category else None,
        min_marks=min(method.min_marks, seats),
        max_marks=seats if method.mode in MARKED else None,
        majority=(),  # 选举法 Art. 45, 地方组织法 Art. 29: those with the most votes win
        min_surplus=Fraction(0),  # the tie, not the meeting, set how many stand
    )


def tied_places(outcome: Outcome) -> dict[str, int] | None:
    """The places a run-off is for in each category; None without categories."""
    places = {one.category: one.tied_seats for one in outcome.categories if one.tied}
    return places or None


def second_round_method(method: VoteMethod, outcome: Outcome) -> VoteMethod:
    """Make the method for the places left unfilled, the best of this round first.

    地方组织法 Art. 29: the congress may vote again; the majority asked for stays the same.
    """
    candidates = still_standing(method, outcome)
    if not outcome.unfilled or not candidates:
        raise Refused("no-second-round")
    seats = min(outcome.unfilled, len(candidates))
    unfilled = {one.category: one.unfilled for one in outcome.categories if one.unfilled}
    most = method.max_marks
    return replace(
        method,
        candidates=candidates,
        seats=seats,
        seats_by_category=unfilled or None,
        min_marks=min(method.min_marks, seats),
        max_marks=None if most is None else min(most, seats),
        min_surplus=Fraction(0),  # the shortfall, not the meeting, set how many stand
    )
