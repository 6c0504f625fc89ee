"""Opaque names for things. Random, so that an id tells nothing about order or time."""

import secrets
from typing import NewType

MeetingId = NewType("MeetingId", str)
ItemId = NewType("ItemId", str)
PersonId = NewType("PersonId", str)
BadgeId = NewType("BadgeId", str)
RoundId = NewType("RoundId", str)
PaperId = NewType("PaperId", str)
FunnelId = NewType("FunnelId", str)
HandoutId = NewType("HandoutId", str)
NoticeId = NewType("NoticeId", str)
ScreenId = NewType("ScreenId", str)

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u: read aloud without mistakes
LENGTH = 12  # 30^12 = 5e17: a clash among a million ids has odds of one in a million


def new_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_id(text: str) -> bool:
    """Whether it can have come from `new_id`."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)
