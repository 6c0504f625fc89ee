"""A paper that can be cast once and altered by nobody: docs/sealed-box.md. Pure.

From a seed grows a secret for every possible answer. The server signs, blindly, a hash over the
hashes of them all; casting tells one secret a question, and no other can be computed from it.
Needs nothing but `cryptography`.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ballots.secret.blindrsa import PREFIX_BYTES, SALT_BYTES, PublicKey, is_blinding, verify
from core.errors import Refused

SEED_BYTES = 32
ROUND_BYTES = 16
SECRET_BYTES = 32  # of a secret, and of its hash
ATTEMPTS = 256
Grid = tuple[tuple[bytes, ...], ...]  # by question and choice


@dataclass(frozen=True)
class Form:
    """What all papers of one number have in common: `choices` (K) for each of `questions`."""

    round: bytes
    no: int
    key: PublicKey
    questions: int
    choices: int

    @cached_property
    def answer_length(self) -> int:
        return 1 + self.choices * SECRET_BYTES

    @cached_property
    def record_length(self) -> int:
        """Bytes of a record, the same for all: its length tells nothing."""
        return PREFIX_BYTES + self.key.length + self.questions * self.answer_length

    @cached_property
    def place(self) -> bytes:
        return self.round + self.no.to_bytes(2, "big")

    def message(self, serial: bytes) -> bytes:
        """M, what the blind signature is under."""
        return b"minyi/1 paper" + self.place + serial


@dataclass(frozen=True)
class OneTimePaper:
    """All that the voter's side knows of one paper. The secrets stay on the phone."""

    form: Form
    secrets: Grid = field(repr=False)
    table: Grid = field(repr=False)
    serial: bytes = field(repr=False)
    prefix: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    r: int = field(repr=False)

    @property
    def prepared(self) -> bytes:
        """RFC 9474 4.1: the prefix and M."""
        return self.prefix + self.form.message(self.serial)


@dataclass(frozen=True, slots=True)
class Record:
    """A cast paper that has been checked: the choice k of each question."""

    serial: bytes
    choices: tuple[int, ...]


def hkdf(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    return hkdf_expand(hmac.digest(salt, key, "sha256"), info, length)


def hkdf_expand(key: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 2.3 with SHA-256: `length` bytes from a key that is already uniform."""
    found = block = b""
    number = 1
    while len(found) < length:
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        found, number = found + block, number + 1
    return found[:length]


def commitment(secret: bytes) -> bytes:
    return hashlib.sha256(b"minyi/1 commit" + secret).digest()


def serial_of(table: Sequence[Sequence[bytes]]) -> bytes:
    return hashlib.sha256(b"".join(b"".join(row) for row in table)).digest()


def prepare_paper(seed: bytes, form: Form) -> OneTimePaper:
    """Derive the paper. Same seed, round, number and key: the same paper, on any device."""
    if len(seed) != SEED_BYTES:
        raise Refused("seed-length", length=len(seed))
    root = hkdf(b"minyi/1", seed, b"paper" + form.place + form.key.key_hash, 32)
    secrets = tuple(
        tuple(_secret(root, question, choice) for choice in range(form.choices))
        for question in range(form.questions)
    )
    table = tuple(tuple(map(commitment, row)) for row in secrets)
    return OneTimePaper(
        form=form,
        secrets=secrets,
        table=table,
        serial=serial_of(table),
        prefix=hmac.digest(root, b"prefix", "sha256"),
        salt=hkdf_expand(root, b"salt", SALT_BYTES),
        r=_blinding(root, form.key),
    )


def _secret(root: bytes, question: int, choice: int) -> bytes:
    place = question.to_bytes(2, "big") + bytes([choice])
    return hmac.digest(root, b"secret" + place, "sha256")


def _blinding(root: bytes, key: PublicKey) -> int:
    for attempt in range(ATTEMPTS):
        # 16 bytes more than n, so that the remainder is uniform to 2^-128
        wide = hkdf_expand(root, b"blind" + bytes([attempt]), key.length + 16)
        r = int.from_bytes(wide, "big") % key.n
        if is_blinding(key, r):
            return r
    raise Refused("blinding-unfit")


def fill(paper: OneTimePaper, choices: Sequence[int], signature: bytes) -> bytes:
    """Write the record: one choice k for each question, below K."""
    form = paper.form
    if len(choices) != form.questions or not all(0 <= k < form.choices for k in choices):
        raise Refused("record-choice")
    if len(signature) != form.key.length:
        raise Refused("record-length")
    answers = zip(choices, paper.secrets, paper.table, strict=True)
    return paper.prefix + signature + b"".join(_answer(*answer) for answer in answers)


def _answer(k: int, secrets: Sequence[bytes], hashes: Sequence[bytes]) -> bytes:
    return bytes([k]) + secrets[k] + b"".join(hashes[:k]) + b"".join(hashes[k + 1 :])


def read_record(form: Form, record: bytes) -> Record:
    """Take a cast record; refuse it by the name of the check that it does not pass.

    `record-length`, `record-choice`, `record-range` (a signature from n on) and, also for a
    wrong secret or hash, as both only change what was signed, `record-signature`.
    """
    if len(record) != form.record_length:
        raise Refused("record-length", length=len(record), expected=form.record_length)
    start = PREFIX_BYTES + form.key.length
    prefix, signature = record[:PREFIX_BYTES], record[PREFIX_BYTES:start]
    choices: list[int] = []
    digest = hashlib.sha256()
    for place in range(start, form.record_length, form.answer_length):
        k = record[place]
        if k >= form.choices:
            raise Refused("record-choice", question=len(choices), choice=k)
        secret = place + 1
        others, mine = secret + SECRET_BYTES, secret + SECRET_BYTES * (1 + k)
        digest.update(record[others:mine])
        digest.update(commitment(record[secret:others]))
        digest.update(record[mine : place + form.answer_length])
        choices.append(k)
    serial = digest.digest()
    if int.from_bytes(signature, "big") >= form.key.n:
        raise Refused("record-range")
    if not verify(form.key, prefix + form.message(serial), signature):
        raise Refused("record-signature")
    return Record(serial, tuple(choices))
