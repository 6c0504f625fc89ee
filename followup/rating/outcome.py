"""What is told of ratings that are closed: counts of at least k, deputies and residents apart.

Attitude and result are never put together, nor a first rating with the one after a hearing.
"""

from dataclasses import dataclass
from datetime import date

from followup.evaluation import Opinion, first_of_each, opinion
from followup.office import Office
from followup.standing import Ballot, Progress

RATERS = (Office.DEPUTY, Office.RESIDENT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One closed round. `opinions` has one for each kind of raters who were invited; where
    fewer than k have rated, its scales are None and its count is not for telling."""

    number: int
    round: int
    again: bool  # after a hearing
    opened_on: date
    closed_on: date
    below: bool
    opinions: tuple[Opinion, ...]


def outcomes(now: Progress) -> tuple[Outcome, ...]:
    """The closed rounds, the first one first."""
    return tuple(
        Outcome(
            number,
            one.round,
            one.again,
            one.opened_on,
            one.closed_on,
            one.below,
            tuple(_opinions(now, one)),
        )
        for number, one in enumerate(now.ballots, start=1)
        if one.closed_on is not None
    )


def _opinions(now: Progress, ballot: Ballot) -> list[Opinion]:
    invited = {Office.DEPUTY: ballot.deputies, Office.RESIDENT: ballot.residents}
    ratings = first_of_each(ballot.ratings)
    return [
        opinion(rater, ratings, invited[rater], now.terms.k)
        for rater in RATERS
        if invited[rater]
    ]


def sentences(now: Progress) -> dict[int, tuple[str, ...]]:
    """The words of closed rounds by number, in the order of the words: with no grade, and of
    no known rater. For those alone who may see ratings."""
    return {
        number: tuple(sorted(said.text for said in one.ratings if said.text))
        for number, one in enumerate(now.ballots, start=1)
        if one.closed_on is not None
    }
