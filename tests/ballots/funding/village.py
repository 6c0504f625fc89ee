"""A village's election as text and as values, and random ones for properties."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

from ballots.funding.pabulib import Election, Project

# By votes the road and the school win, and the four who want neither get nothing. Their part
# is 400, enough for the lamps; shares must be raised by 3 for the well as well.
VILLAGE = """\
META
key;value
description;清水村 2026
comment;#1: by hand; nobody lives there
num_projects;5
num_votes;10
budget;1000
vote_type;approval
rule;greedy
currency;CNY
PROJECTS
project_id;cost;votes;name;selected
p1;600;6;村道硬化;1
p2;350;6;"School; ""new"" roof";1
p3;100;4;Lamps;0
p10;310.50;4;Well;0
p4;5000;1;Hall;0
VOTES
voter_id;age;vote
1;34;p1,p2
2;51;p1,p2
3;23;p2,p1
4;19;p1,p2
5;62;p1,p2
6;54;p1,p2,p4
7;49;p3,p10
8;27;p3,p10
9;39;p10,p3
10;44;p3,p10
"""

IDS = ("a1", "a2", "a10", "b", "b01", "b1")  # in the order in which ids break ties


def election(
    budget: Fraction | int, costs: Mapping[str, Fraction | int], *ballots: str
) -> Election:
    """An election whose ballots are written as ids with blanks between."""
    projects = tuple(Project(one, Fraction(cost)) for one, cost in costs.items())
    counted: dict[frozenset[str], int] = {}
    for ballot in ballots:
        approved = frozenset(ballot.split())
        counted[approved] = counted.get(approved, 0) + 1
    return Election(Fraction(budget), projects, counted)


def amounts(most: int) -> st.SearchStrategy[Fraction]:
    """From a quarter of the currency on."""
    return st.integers(1, most * 4).map(lambda quarters: Fraction(quarters, 4))


@st.composite
def elections(draw: st.DrawFn, most: int = 60) -> Election:
    """Few projects and voters; many ties when `most`, of a cost, is small."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(1, len(IDS)))]
    costs = {one: draw(amounts(most)) for one in ids}
    budget = draw(amounts(2 * most))
    ballots = draw(st.lists(st.sets(st.sampled_from(ids)), min_size=1, max_size=7))
    return election(budget, costs, *(" ".join(ballot) for ballot in ballots))
