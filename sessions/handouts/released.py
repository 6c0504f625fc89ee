"""Which papers were out at the end of a journal: what its archive holds. Pure.

Read as the verifier reads it: from events whose facts may be withheld or told in part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.canonical import Json
from core.chain import Event

FOLDER = "handouts/"
TO_ALL = "all"


@dataclass(frozen=True, slots=True)
class Released:
    """A paper that was released and stands; `name` is its file in an archive."""

    sha256: str
    name: str
    to_all: bool


def released(events: Sequence[Event]) -> list[Released]:
    """In the order of their first release; a paper that was replaced stands as corrected."""
    out: dict[str, Mapping[str, Json]] = {}
    for event in events:
        says = event.says
        if event.kind == "HandoutReleased" and says:
            out[str(says["handout"])] = says
        elif event.kind == "HandoutWithdrawn" and says:
            out.pop(str(says["handout"]), None)
        elif event.kind == "HandoutReplaced" and says:
            before = out.pop(str(says["before"]), says)
            out[str(says["handout"])] = {**says, "to": says.get("to") or before.get("to", "")}
    return list(map(_released, out.values()))


def _released(says: Mapping[str, Json]) -> Released:
    digest = str(says["sha256"])
    ending = str(says["filename"]).rpartition(".")[2]
    return Released(digest, f"{FOLDER}{digest[:16]}.{ending}", says["to"] == TO_ALL)
