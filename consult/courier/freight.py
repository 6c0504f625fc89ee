"""Photos and voice notes on the road: which belong to a log, and in how many loads. Pure.

Every load is a whole parcel: what was said travels with each, so that they may come home in any
order, and one that is lost takes only its recordings with it.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from consult.contribution.entry import Entry
from consult.contribution.said import Contributed
from consult.recordings.sound import HEAD_BYTES, MEGABYTE, MOST_BYTES, media_type
from core.errors import Refused

FOLDER = "recordings/"
MOST_LOAD = 48 * MEGABYTE  # bytes of recordings in one file: a small server reads it whole


def named(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The names (SHA-256 in hex) of a log's recordings, each once, the first said first."""
    names: dict[str, None] = {}
    for one in sorted(entries, key=lambda one: (one.at, one.id)):
        if isinstance(one.said, Contributed):
            names |= dict.fromkeys(filter(None, (one.said.photo, one.said.sound)))
    return tuple(names)


def loads(sizes: Mapping[str, int], most: int = MOST_LOAD) -> list[tuple[str, ...]]:
    """The names in loads of at most so many bytes; at least one, which may be empty.

    >>> loads({"a": 3, "b": 3, "c": 2}, 5)
    [('a',), ('b', 'c')]
    """
    found: list[list[str]] = [[]]
    left = most
    for name, size in sizes.items():
        if size > left and found[-1]:
            found.append([])
            left = most
        found[-1].append(name)
        left -= size
    return [tuple(one) for one in found]


def check_freight(files: Mapping[str, bytes], known: Collection[str]) -> None:
    """Refuse a file that is not what its name says, that nothing in the log names, or that is
    no recording: whoever holds a laptop can put anything into a parcel."""
    for name, octets in files.items():
        if name not in known or hashlib.sha256(octets).hexdigest() != name:
            raise Refused("parcel-unreadable", field="file")
        if len(octets) > MOST_BYTES:
            raise Refused("parcel-unreadable", field="file")
        try:
            media_type(octets[:HEAD_BYTES])
        except Refused:
            raise Refused("parcel-unreadable", field="file") from None
    if sum(map(len, files.values())) > MOST_LOAD:
        raise Refused("parcel-unreadable", field="file")
