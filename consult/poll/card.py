"""Answer cards: a code that belongs to a seat at the table and to no name. Pure."""

import hashlib
import re

from core.errors import Refused
from core.ids import ALPHABET

LENGTH = 10  # 30^10 = 6e14 codes: with a thousand cards out, nobody finds one by trying
MOST_PER_SEAT = (
    2  # cards printed per seat at most: some are lost, more would be ballot stuffing
)


def code_of(typed: str) -> str:
    """The code as it was printed, however it was typed; refused when it can be no code."""
    code = re.sub(r"[\s-]", "", typed).lower()
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise Refused("poll-card-unknown", field="card")
    return code


def shown(code: str) -> str:
    """The code in two halves, as people read and type it.

    >>> shown("abcde23456")
    'ABCDE-23456'
    """
    return f"{code[:5]}-{code[5:]}".upper()


def seat_of(code: str) -> str:
    """What answers are filed under: SHA-256 (hex) of the code. The code itself is not kept."""
    return hashlib.sha256(f"minyi poll card|{code}".encode()).hexdigest()
