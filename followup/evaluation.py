"""Ratings on two scales that are never combined, and who may see them. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from followup.event import Rated
from followup.office import SEES_RATINGS, Office
from followup.terms import Terms


class Grade3(IntEnum):
    UNSATISFIED = 1
    BASICALLY = 2
    SATISFIED = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts of one scale."""

    satisfied: int
    basically: int
    unsatisfied: int

    @property
    def rated(self) -> int:
        return self.satisfied + self.basically + self.unsatisfied


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one kind of raters says: n rated of N invited. Scales are None below k."""

    rater: Office
    rated: int
    invited: int
    attitude: Scale | None
    result: Scale | None


def first_of_each(ratings: Iterable[Rated]) -> list[Rated]:
    """One a token: a later rating never takes the place of the earlier one."""
    kept: dict[tuple[str, str], Rated] = {}
    for one in ratings:
        kept.setdefault((one.office, one.token), one)
    return list(kept.values())


def scale_of(grades: Iterable[int]) -> Scale:
    counts = Counter(grades)
    return Scale(*(counts[grade] for grade in sorted(Grade3, reverse=True)))


def is_valid(rating: Rated) -> bool:
    grades = tuple(Grade3)
    return bool(rating.token) and rating.attitude in grades and rating.result in grades


def is_below(rating: Rated) -> bool:
    """Below satisfied on either scale (Xunyang: attitude and result apart)."""
    return min(rating.attitude, rating.result) < Grade3.SATISFIED


def asks_for_hearing(ratings: Sequence[Rated], terms: Terms) -> bool:
    """One deputy below satisfied, or a share of at least k residents."""
    residents = [one for one in ratings if one.office == Office.RESIDENT]
    low = sum(map(is_below, residents))
    if any(is_below(one) for one in ratings if one.office == Office.DEPUTY):
        return True
    return len(residents) >= terms.k and low * 100 > len(residents) * terms.below_percent


def opinion(rater: Office, ratings: Sequence[Rated], invited: int, k: int) -> Opinion:
    """Counts of one kind of raters; none of them is told while fewer than k have rated."""
    own = [one for one in ratings if one.office == rater]
    if len(own) < k:
        return Opinion(rater, len(own), invited, None, None)
    return Opinion(
        rater,
        len(own),
        invited,
        scale_of(one.attitude for one in own),
        scale_of(one.result for one in own),
    )


def may_see_ratings(offices: Iterable[Office]) -> bool:
    """A unit sees counts of at least k when the rating is closed, and never a rating."""
    held = set(offices)
    return Office.UNIT not in held and not SEES_RATINGS.isdisjoint(held)
