"""The method of equal shares as its authors say it: slow, voter by voter, no short cuts."""

from collections.abc import Sequence
from fractions import Fraction

from ballots.funding.pabulib import Election, Project


def literal(
    election: Election, ids: Sequence[str], by_cost: bool = True, add_one: bool = True
) -> tuple[list[str], int]:
    """What is funded, and how often shares were raised by 1. Ties by place in `ids`."""
    voters = [one for one, times in election.ballots.items() for _ in range(times)]
    projects = [
        one
        for one in election.projects
        if one.cost <= election.budget and any(one.id in ballot for ballot in voters)
    ]
    share = election.budget / len(voters)
    kept, raised = bought(projects, voters, share, ids, by_cost), 0
    while add_one and fits(projects, kept, election.budget):
        following = bought(projects, voters, share + raised + 1, ids, by_cost)
        if sum(one.cost for one in following) > election.budget:
            break
        kept, raised = following, raised + 1
    return [one.id for one in kept], raised


def fits(projects: list[Project], kept: list[Project], budget: Fraction) -> bool:
    room = budget - sum(one.cost for one in kept)
    return any(one.cost <= room for one in projects if one not in kept)


def bought(
    projects: list[Project],
    voters: list[frozenset[str]],
    share: Fraction,
    ids: Sequence[str],
    by_cost: bool,
) -> list[Project]:
    money = [share] * len(voters)
    kept: list[Project] = []
    while True:
        offers = []
        for one in projects:
            backers = [at for at, ballot in enumerate(voters) if one.id in ballot]
            if one not in kept and sum(money[at] for at in backers) >= one.cost:
                most = payment(one.cost, sorted(money[at] for at in backers))
                rate = most / one.cost if by_cost else most
                place = ids.index(one.id)
                offers.append((rate, -len(backers), one.cost, place, most, one, backers))
        if not offers:
            return kept
        *_, most, chosen, backers = min(offers, key=lambda offer: offer[:4])
        kept.append(chosen)
        for at in backers:
            money[at] -= min(money[at], most)


def payment(cost: Fraction, purses: list[Fraction]) -> Fraction:
    """The least `most` such that all, paying `most` or what they have, pay `cost`."""
    for place, purse in enumerate(purses):
        most = (cost - sum(purses[:place])) / (len(purses) - place)
        if most <= purse:
            return most
    raise AssertionError("they cannot pay it")
