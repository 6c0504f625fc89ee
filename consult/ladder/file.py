"""The full file of what is sent up: all that was ever said or done about it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from consult.contribution.entry import Entry, in_order
from consult.reactions.reaction import Counts


def about(entries: Iterable[Entry], roots: Iterable[str]) -> list[Entry]:
    """The entries that are about one of these, or about one that is, in their order.

    An entry is about another when it names its id; so a new kind of entry joins by itself.
    """
    log = in_order(entries)
    known = set(roots)
    while True:
        found = {one.id for one in log if one.id in known or not known.isdisjoint(_names(one))}
        if found <= known:
            return [one for one in log if one.id in known]
        known |= found


def _names(entry: Entry) -> set[str]:
    """The entries that this one names."""
    said: Mapping[str, Any] = msgspec.to_builtins(entry.said)
    flat: list[Any] = []
    for value in said.values():
        flat += value if isinstance(value, list) else [value]
    return {value for value in flat if isinstance(value, str)}


def file_of(
    entries: Iterable[Entry], roots: Iterable[str], counts: Counts, stools: Mapping[str, int]
) -> dict[str, Any]:
    """The file as plain data. Voices are told by the numbers of their stools."""
    return {
        "agree": counts.agree,
        "disagree": counts.disagree,
        "unsure": counts.passed,
        "entries": [
            {
                "at": one.at,
                "kind": one.kind,
                "stool": stools.get(one.voice, 0),
                "typed_by": one.typed_by,
                "said": msgspec.to_builtins(one.said),
            }
            for one in about(entries, roots)
        ],
    }
