"""Every kind of fact that the code can record: new ones are found by themselves."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import ballots
import consult
import followup
import sessions
from core.journal import Fact

ROOMS = (sessions, ballots, consult, followup)


def every_fact() -> set[str]:
    for room in ROOMS:
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if module.name.endswith(".events"):
                import_module(module.name)
    # Tests make facts of their own; what befalls a matter is no act of a meeting or the house.
    ours = {room.__name__ for room in ROOMS}
    of_matters = {"followup.event", "followup.beside"}
    found = (one for one in _below(Fact) if one.__module__ not in of_matters)
    return {one.__name__ for one in found if one.__module__.split(".")[0] in ours}


def _below(kind: type[Fact]) -> Iterator[type[Fact]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
