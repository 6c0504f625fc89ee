"""Small groups that resemble the panel."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations, product

from consult.poll.groups import HOUSE, REPEAT, Group, likeness, make_groups, pairs
from tests.cast import refused
from tests.consult.poll.zeguo import MODERATORS, residents

PEOPLE = residents(1000)[:120]
AGES = (40, 60)
TEN = MODERATORS[:10]


def by_chance() -> tuple[Group, ...]:
    numbers = [one.number for one in PEOPLE]
    random.Random(1).shuffle(numbers)
    return tuple(Group(name, tuple(numbers[at::10])) for at, name in enumerate(TEN))


def test_groups_are_nearer_to_the_panel_than_by_chance_and_hold_everybody_once() -> None:
    made = make_groups(PEOPLE, AGES, TEN, (), {}, "seed")
    members = sorted(chain.from_iterable(one.members for one in made))
    assert members == [one.number for one in PEOPLE]
    assert {len(one.members) for one in made} == {12}
    chance = likeness(by_chance(), PEOPLE, AGES, ())
    assert likeness(made, PEOPLE, AGES, ()).imbalance < chance.imbalance / 3


def test_the_same_seed_makes_the_same_groups_whatever_order_the_people_come_in() -> None:
    made = make_groups(PEOPLE, AGES, TEN, (), {}, "seed")
    assert made == make_groups(PEOPLE[::-1], AGES, TEN, (), {}, "seed")
    assert made != make_groups(PEOPLE, AGES, TEN, (), {}, "other")


def test_relatives_sit_apart_and_few_meet_twice() -> None:
    doubled = [
        replace(one, household=str(at // 2), village="东村") for at, one in enumerate(PEOPLE)
    ]
    first = make_groups(doubled, AGES, TEN, (), {}, "1")
    met = pairs(first)
    second = make_groups(doubled, AGES, TEN, sorted(met), {}, "2")
    assert likeness(first, doubled, AGES, ()).relatives == 0
    found = likeness(second, doubled, AGES, met)
    blind = make_groups(doubled, AGES, TEN, (), {}, "2")
    assert found.relatives == 0
    assert found.repeats < likeness(blind, doubled, AGES, met).repeats / 2


def test_pins_hold_and_impossible_ones_are_refused() -> None:
    made = make_groups(PEOPLE, AGES, TEN, (), {5: 3, 9: 3}, "seed")
    assert {5, 9} <= set(made[2].members)
    with refused("poll-pin-unknown", no=999):
        make_groups(PEOPLE, AGES, TEN, (), {999: 1}, "seed")
    with refused("poll-pins-overfill", group=1):
        make_groups(PEOPLE, AGES, TEN, (), dict.fromkeys(range(1, 14), 1), "seed")
    with refused("poll-groups-number"):
        make_groups(PEOPLE[:5], AGES, TEN, (), {}, "seed")


def test_in_the_end_no_two_could_change_places_for_the_better() -> None:
    people = [replace(one, household=str(at // 3)) for at, one in enumerate(PEOPLE[:21])]
    people = [replace(one, village="东村") for one in people]
    met = sorted(pairs(make_groups(people, AGES, TEN[:3], (), {}, "1")))

    def cost(groups: Sequence[Group]) -> float:
        found = likeness(groups, people, AGES, met)
        return found.imbalance + REPEAT * found.repeats + HOUSE * found.relatives

    made = make_groups(people, AGES, TEN[:3], met, {}, "2")
    least = cost(made)
    for one, other in combinations(range(3), 2):
        for a, b in product(made[one].members, made[other].members):
            swapped = {a: b, b: a}
            tried = [
                Group("", tuple(swapped.get(no, no) for no in group.members)) for group in made
            ]
            assert cost(tried) >= least - 1e-9, (a, b)
