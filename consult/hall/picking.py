"""Experts picked for one topic, and whether one of them is a party to it. Pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refused

REASON_LENGTH = 300


class Conflict(StrEnum):
    NONE = "none"
    PARTY = "party"  # works for an invited department, or for who holds the meeting
    UNKNOWN = "unknown"  # where somebody works is not known: nothing can be checked


@dataclass(frozen=True, slots=True)
class Pick:
    """An expert as they stood in the pool when they were picked."""

    id: str
    expert: str
    name: str
    fields: tuple[str, ...]
    unit: str
    reason: str  # why in spite of a conflict


def conflict_of(unit: str, parties: Iterable[str]) -> Conflict:
    """Whether a workplace is one of those that the topic is about.

    Spaces and widths do not matter; a part of a name does, for an office of a bureau is the
    bureau's.

    >>> conflict_of("县水利局 规划科", ["县水利局"]), conflict_of("", ["县水利局"])
    (<Conflict.PARTY: 'party'>, <Conflict.UNKNOWN: 'unknown'>)
    """
    own = _bare(unit)
    if not own:
        return Conflict.UNKNOWN
    found = any(own in bare or bare in own for one in parties if (bare := _bare(one)))
    return Conflict.PARTY if found else Conflict.NONE


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def check_pick(conflict: Conflict, reason: str) -> None:
    """Refuse an expert who is a party to it, unless somebody answers for that in writing."""
    if conflict is Conflict.PARTY and not reason:
        raise Refused("expert-is-party", field="reason")
