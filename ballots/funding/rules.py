"""What a budget buys: greedily by votes, or by the method of equal shares. Exact, and pure.

Money is in the election's currency. Ties go to more votes, then to lower cost, then to the
lower id, in which numbers count as numbers: c2 comes before c10. So neither the order of the
projects nor that of the voters matters. A project nobody approves is never funded, nor is one
that costs more than the whole budget.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, lcm
from typing import TypeAlias

from ballots.funding.pabulib import Election, Project

EMPTY = -1  # the level of voters who have spent all they had
FOREVER = 10**40  # steps; above any sum of costs that can be written in a file
NUMBER = re.compile(r"([0-9]+)")


class Utility(StrEnum):
    """What a funded project is worth to each who approves it."""

    COST = "cost"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Funding:
    """The funded projects in the order they were bought.

    Under equal shares each voter had `share` to spend, `raised` above an equal part of the
    budget, and of it `left` is unspent, by ballot.
    """

    funded: tuple[Project, ...]
    share: Fraction | None = None
    raised: int = 0
    left: tuple[tuple[frozenset[str], Fraction], ...] = ()

    @property
    def cost(self) -> Fraction:
        return sum((one.cost for one in self.funded), Fraction())


def greedy(election: Election) -> Funding:
    """Most approved first; what no longer fits is skipped. Pabulib's `greedy`, as in Warsaw."""
    funded, left = [], election.budget
    for project in _standing(election):
        if project.cost <= left:
            funded.append(project)
            left -= project.cost
    return Funding(tuple(funded))


def equal_shares(
    election: Election, utility: Utility = Utility.COST, add_one: bool = True
) -> Funding:
    """Method of equal shares (Peters, Skowron 2020; Peters, Pierczyński, Skowron 2021).

    All voters get the same share of the budget. What gives its supporters the most utility
    for their money is bought next, and they pay alike, or all they have left. `add_one` then
    raises every share by 1 unit of currency at a time (equalshares.net, "Add1"), until nothing
    more would fit the budget or the next outcome exceeds it; the last that does not is kept.
    """
    if not election.voters:
        return Funding(())
    market = _Market(election, utility)
    raised, found = 0, _Purchase(market, 0)
    while add_one and market.has_room(found):
        raised += max(1, found.steps)
        found = _Purchase(market, raised)
        if found.cost > market.budget:
            raised -= 1
            found = _Purchase(market, raised)
            break
    share = election.budget / election.voters + raised
    funded = tuple(market.projects[project] for project in found.bought)
    left = tuple(zip(election.ballots, found.left(), strict=True))
    return Funding(funded, share, raised, left)


def _standing(election: Election) -> list[Project]:
    """The projects that can be funded at all, the first in every tie first."""
    votes, most = election.votes(), election.budget
    standing = [one for one in election.projects if votes[one.id] and one.cost <= most]
    return sorted(standing, key=lambda one: (-votes[one.id], one.cost, _counted(one.id)))


def _counted(project: str) -> tuple[list[object], str]:
    """A key that sorts numbers inside ids by size, and "1" apart from "01"."""
    parts = NUMBER.split(project)
    digits = [part.lstrip("0") for part in parts[1::2]]
    parts[1::2] = [f"{len(part):09}{part}" for part in digits]
    return list(parts), project


class _Market:
    """What stays the same while shares are raised. Projects are numbered in order of ties.

    Amounts are whole numbers of 1/`unit` of the currency.
    """

    def __init__(self, election: Election, utility: Utility) -> None:
        self.projects, votes = _standing(election), election.votes()
        amounts = [one.cost for one in self.projects] + [election.budget]
        self.unit = lcm(*(amount.denominator for amount in amounts))
        *self.costs, self.budget = (int(amount * self.unit) for amount in amounts)
        self.worth = self.costs if utility is Utility.COST else [1] * len(self.costs)
        self.voters = election.voters
        self.sizes = list(election.ballots.values())
        self.votes = [votes[one.id] for one in self.projects]
        self.supporters = [
            [ballot for ballot, approved in enumerate(election.ballots) if one.id in approved]
            for one in self.projects
        ]

    def has_room(self, found: "_Purchase") -> bool:
        """Does anything not bought still fit into the budget?"""
        room = self.budget - found.cost
        unbought = set(range(len(self.costs))).difference(found.bought)
        return any(self.costs[project] <= room for project in unbought)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A project at its price: its `payers` pay `due` together, the `poor` all they have.

    `drift` is by how much `due` grows when all shares are raised by 1. All of it is a lower
    bound later on, when voters have less, and for raised shares too: were others poor then,
    the payers would only have to pay more.
    """

    project: int
    due: int
    drift: int
    payers: int
    scale: int  # what `due` is in: parts of market.unit, times the worth
    poor: list[int]
    rich: list[int]


_Priced: TypeAlias = tuple[Fraction, int, int, _Offer]  # rate, project, purchases before


class _Purchase:
    """One run of the method, every share being `raised` above its part of the budget.

    Exact without fractions: amounts are whole numbers of 1/`scale`. Ballots with equally much
    money are at one level. A level's money is `at`, and grows by `slope` when shares are
    raised by 1; so a run also finds the `steps` by which shares must be raised before anything
    can change: any smaller raise buys the same. It follows each comparison it made to where
    two straight lines meet.
    """

    def __init__(self, market: _Market, raised: int) -> None:
        self.market = market
        self.scale = market.voters
        self.at = [market.budget + raised * market.unit * market.voters]
        self.slope = [market.unit * market.voters]
        self.level = [0] * len(market.sizes)
        self.steps = FOREVER
        self.bought: list[int] = []
        self._buy_all()

    @property
    def cost(self) -> int:
        return sum(self.market.costs[project] for project in self.bought)

    def left(self) -> list[Fraction]:
        """What each voter has left, in the currency, in the order of the ballots."""
        whole = self.scale * self.market.unit
        return [
            Fraction() if level == EMPTY else Fraction(self.at[level], whole)
            for level in self.level
        ]

    def _buy_all(self) -> None:
        """Buy the cheapest offer until none is left.

        Offers only get dearer: one made before the last purchase is made again only when it
        comes up.
        """
        offers = [self._price(project) for project in range(len(self.market.costs))]
        queue = [offer for offer in offers if offer is not None]
        heapify(queue)
        while queue:
            _, project, made, offer = heappop(queue)
            if made == len(self.bought):
                self._hold(offer, [one[-1] for one in queue])
                self._pay(offer)
            elif renewed := self._price(project):
                heappush(queue, renewed)

    def _price(self, project: int) -> _Priced | None:
        """The offer as it is now, sortable by what a unit of utility costs each payer."""
        offer = self._offer(project)
        if offer is None:
            return None
        return Fraction(offer.due, offer.payers * offer.scale), project, len(self.bought), offer

    def _offer(self, project: int) -> _Offer | None:
        """Share the cost alike among all who can; the others give what they have."""
        market = self.market
        voters = self._supporters(project)
        levels = sorted(voters, key=self.at.__getitem__)
        due, drift, payers = market.costs[project] * self.scale, 0, voters.total()
        for place, level in enumerate(levels):
            if due <= payers * self.at[level]:
                scale = self.scale * market.worth[project]
                poor, rich = levels[:place], levels[place:]
                return _Offer(project, due, drift, payers, scale, poor, rich)
            due -= voters[level] * self.at[level]
            drift -= voters[level] * self.slope[level]
            payers -= voters[level]
        self._meet(due, drift)
        return None

    def _supporters(self, project: int) -> Counter[int]:
        """How many voters with money support it, by level."""
        if not self.bought:  # half of all offers are made while everybody is at one level
            return Counter({0: self.market.votes[project]})
        voters: Counter[int] = Counter()
        for ballot in self.market.supporters[project]:
            voters[self.level[ballot]] += self.market.sizes[ballot]
        voters.pop(EMPTY, None)
        return voters

    def _meet(self, gap: int, closing: int) -> None:
        """Stop before the raise at which a `gap` (>= 0) that moves by `closing` is gone."""
        if closing < 0:
            self.steps = min(self.steps, -(gap // closing))

    def _hold(self, offer: _Offer, others: list[_Offer]) -> None:
        """Find how far shares can be raised with this offer first and the same voters poor."""
        if self.steps <= 1:
            return
        for level in offer.poor:  # the rich stay so: raised shares leave more to pay less
            gap = offer.due - offer.payers * self.at[level]
            self._meet(gap, offer.drift - offer.payers * self.slope[level])
        ours = offer.payers * offer.scale
        for other in others:
            theirs = other.payers * other.scale
            gap = other.due * ours - offer.due * theirs
            self._meet(gap, other.drift * ours - offer.drift * theirs)

    def _pay(self, offer: _Offer) -> None:
        """Take the poor's all and everybody else's part; the parts make the scale finer."""
        common = gcd(offer.due, offer.drift, offer.payers)
        due, drift, finer = offer.due // common, offer.drift // common, offer.payers // common
        self.scale *= finer
        self.at = [amount * finer for amount in self.at]
        self.slope = [amount * finer for amount in self.slope]
        after = dict.fromkeys([*offer.poor, EMPTY], EMPTY)
        for level in offer.rich:
            after[level] = len(self.at)
            self.at.append(self.at[level] - due)
            self.slope.append(self.slope[level] - drift)
        for ballot in self.market.supporters[offer.project]:
            self.level[ballot] = after[self.level[ballot]]
        self.bought.append(offer.project)
