"""Which facts travel with a consultation, and how they are read again. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from core.errors import Refused
from core.journal import Fact

ROOM = "consult."
# What belongs to the house, to polls, or to the road itself stays where it was written.
STAYS = ("consult.grids.", "consult.experts.", "consult.poll.", "consult.courier.")


def carried_kinds() -> dict[str, type[Fact]]:
    """The facts of a consultation by their names: new ones travel without being named here."""
    return {one.__name__: one for one in _below(Fact) if _travels(one)}


def _travels(kind: type[Fact]) -> bool:
    return kind.__module__.startswith(ROOM) and not kind.__module__.startswith(STAYS)


def _below(kind: type[Fact]) -> Iterator[type[Fact]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def read_fact(meeting: str, kind: str, facts: Mapping[str, Any]) -> Fact:
    """A fact as another machine told it; of whichever meeting it says it is, it is of ours."""
    kinds = carried_kinds()
    if kind not in kinds:
        raise Refused("parcel-unreadable", field="file")
    try:
        return msgspec.convert({**facts, "meeting": meeting}, kinds[kind], strict=True)
    except (ValueError, RecursionError):
        raise Refused("parcel-unreadable", field="file") from None
