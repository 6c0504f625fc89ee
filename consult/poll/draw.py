"""Strata, the published list, and the draw that anybody can repeat. Pure.

The whole of it is written down for outsiders in docs/deliberative-poll.md.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from consult.poll.poll import PanelPlace, Poll, Resident
from core.errors import Refused

FIELDS = ("sex", "age", "village")
LIST_HEAD = "minyi deliberative poll list 1"
SEPARATOR = "/"  # between the parts of a stratum's name; taken out of villages


@dataclass(frozen=True, slots=True)
class StratumPlan:
    """One stratum: how many live in it and how many of them are drawn."""

    name: str
    residents: int
    seats: int


def age_band(age: int, cuts: Sequence[int]) -> str:
    """The band of an age: with the cuts 40 and 60 one of `-39`, `40-59`, `60-`."""
    low = max((cut for cut in cuts if cut <= age), default=0)
    high = min((cut for cut in cuts if cut > age), default=0)
    return f"{low or ''}-{high - 1 if high else ''}"


def stratum_of(resident: Resident, fields: Sequence[str], cuts: Sequence[int]) -> str:
    """The name of a resident's stratum, such as `female/40-59/东村`; `all` without fields."""
    parts = {
        "sex": str(resident.sex),
        "age": age_band(resident.age, cuts),
        "village": resident.village.replace(SEPARATOR, " "),
    }
    return SEPARATOR.join(parts[name] for name in FIELDS if name in fields) or "all"


def stratified(poll: Poll, residents: Iterable[Resident]) -> tuple[Resident, ...]:
    return tuple(
        replace(one, stratum=stratum_of(one, poll.strata, poll.ages)) for one in residents
    )


def apportioned(sizes: Mapping[str, int], seats: int) -> dict[str, int]:
    """Seats in proportion to the sizes, by largest remainder.

    Equal remainders: the larger stratum first, then by name. Refuses more seats than people.
    """
    whole = sum(sizes.values())
    if seats > whole:
        raise Refused("poll-too-many-seats", field="seats", seats=seats, residents=whole)
    quota = {name: Fraction(size * seats, whole) for name, size in sizes.items()}
    given = {name: int(share) for name, share in quota.items()}
    order = sorted(sizes, key=lambda one: (given[one] - quota[one], -sizes[one], one))
    for name in order[: seats - sum(given.values())]:
        given[name] += 1
    return given


def plan(residents: Sequence[Resident], seats: int) -> tuple[StratumPlan, ...]:
    """The strata by name, each with its residents and seats. Residents have their stratum."""
    sizes = Counter(one.stratum for one in residents)
    given = apportioned(sizes, seats)
    return tuple(StratumPlan(name, sizes[name], given[name]) for name in sorted(sizes))


def register_hash(residents: Sequence[Resident], salt: str) -> str:
    """SHA-256 over the whole register with names, salted: nobody can guess a name by it."""
    lines = [
        "\t".join(
            (
                *(str(one.number), one.name, str(one.sex), str(one.age)),
                *(one.village, one.grid, one.household),
            )
        )
        for one in residents
    ]
    return hashlib.sha256("\n".join([salt, *lines, ""]).encode()).hexdigest()


def public_list(residents: Sequence[Resident], register: str, seats: int) -> str:
    """The list that is published: numbers and strata, no names; `register` hashes those.

    UTF-8, each line ended by a line feed.
    """
    head = [LIST_HEAD, f"register {register}", f"seats {seats}"]
    lines = [f"{one.number},{one.stratum}" for one in residents]
    return "\n".join([*head, *lines, ""])


def list_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def lot(seed: str, what: int | str) -> str:
    """SHA-256 (hex) of `seed|what`: the smallest comes first."""
    return hashlib.sha256(f"{seed}|{what}".encode()).hexdigest()


def drawn(residents: Sequence[Resident], seats: int, seed: str) -> tuple[Resident, ...]:
    """Everybody with rank and place: the first of each stratum are invited, the rest wait."""
    given = {one.name: one.seats for one in plan(residents, seats)}
    ranked: dict[str, int] = {}
    found: dict[int, Resident] = {}
    for one in sorted(residents, key=lambda one: lot(seed, one.number)):
        rank = ranked[one.stratum] = ranked.get(one.stratum, 0) + 1
        place = PanelPlace.INVITED if rank <= given[one.stratum] else PanelPlace.RESERVE
        found[one.number] = replace(one, rank=rank, place=place)
    return tuple(found[one.number] for one in residents)


def next_reserve(residents: Iterable[Resident], stratum: str) -> Resident | None:
    """Who takes the next free seat of a stratum: the first who still waits, in drawn order."""
    waiting = [
        one for one in residents if one.stratum == stratum and one.place is PanelPlace.RESERVE
    ]
    return min(waiting, key=lambda one: one.rank, default=None)
