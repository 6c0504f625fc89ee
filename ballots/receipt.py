"""What a deputy holds in hand after casting by name. Pure."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass

from core.ids import RoundId

CODE_LENGTH = 8  # base32 characters: 40 bits, enough to read out over the phone


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was counted, and a short code over it. A resend gets the same one."""

    round: RoundId
    marks: str
    code: str
    repeated: bool  # the ballot lay in the round already


def receipt_code(round: str, person: str, marks: str) -> str:
    """Eight characters of SHA-256 over round, person and marks: same ballot, same code."""
    digest = hashlib.sha256(f"minyi recorded ballot|{round}|{person}|{marks}".encode())
    return b32encode(digest.digest()).decode()[:CODE_LENGTH]
