"""A consultation as one signed file, and the way back. Nothing in it is trusted. Pure.

A zip in one spelling with `parcel.json` (canonical JSON: what was said, who sat there, what the
journal told) and `signature.json`: Ed25519 (RFC 8032) over `parcel.json` behind a mark of ours.
Photos and voice notes lie beside them under their SHA-256, which `parcel.json` lists.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consult.contribution.entry import MOMENT, Entry, check_id, read_entry
from consult.contribution.said import Voice
from consult.courier.freight import FOLDER, check_freight, named
from consult.reactions.reaction import Reaction
from consult.stools.stool import AgeBand, Sex
from core.canonical import canonical
from core.errors import Refused
from core.zipped import archive_zip, read_zip

FORMAT = "minyi-parcel-1"
CONTENT, SIGNATURE = "parcel.json", "signature.json"
MOST_ENTRIES, MOST_REACTIONS, MOST_STOOLS, MOST_LINES = 50_000, 1_000_000, 500, 100_000
ID = re.compile(r"[a-z0-9]{12}")
HASH = re.compile(r"[0-9a-f]{64}")
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Head:
    """The meeting and its consultation, as the sender knows them."""

    meeting: str
    title: str
    congress: str
    place: str
    held_on: str
    date: str
    starts: str
    form: str
    topic: str
    grid: str
    phase: str
    closed_at: str  # ISO 8601, or empty


@dataclass(frozen=True, slots=True)
class Chair:
    """A stool as it travels: no phone is bound to it, and of its card only the hash is told."""

    id: str
    number: int
    card_hash: str | None
    household: str
    name: str
    sex: Sex | None
    age_band: AgeBand | None
    grid: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the sender's journal told, and when."""

    at: str
    kind: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    head: Head
    chairs: tuple[Chair, ...]
    entries: tuple[Entry, ...]
    reactions: tuple[Reaction, ...]
    lines: tuple[Line, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)  # recordings by their SHA-256


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    at: str
    kind: str
    voice: str
    typed_by: str
    data: str


@dataclass(frozen=True, slots=True)
class _Content:
    format: str
    head: Head
    chairs: list[Chair]
    entries: list[_Row]
    reactions: list[Reaction]
    lines: list[Line]
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Signature:
    key: str
    signature: str


def pack(parcel: Parcel, key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The same consultation, signed by the same key, gives the same bytes."""
    rows = [
        _Row(one.id, one.at, one.kind, one.voice, one.typed_by, one.data)
        for one in sorted(parcel.entries, key=lambda one: (one.at, one.id))
    ]
    whole = _Content(
        FORMAT,
        parcel.head,
        sorted(parcel.chairs, key=lambda one: one.id),
        rows,
        sorted(parcel.reactions, key=lambda one: (one.statement, one.voice)),
        list(parcel.lines),
        sorted(parcel.files),
    )
    content = canonical(asdict(whole))
    signed = _Signature(key.hex(), sign(_signed(content)).hex())
    beside = {FOLDER + name: octets for name, octets in parcel.files.items()}
    return archive_zip({CONTENT: content, SIGNATURE: canonical(asdict(signed)), **beside})


def unpack(octets: bytes) -> tuple[Parcel, bytes]:
    """The parcel, and the key it was signed with; whether we know the key is another question.

    Refuses a file that was cut or changed (`archive-…`), is no parcel (`parcel-unreadable`), or
    whose signature is not over its content (`parcel-forged`).
    """
    files = read_zip(octets)
    if not files.keys() >= {CONTENT, SIGNATURE}:
        raise Refused("parcel-unreadable", field="file")
    signature = _read(files[SIGNATURE], _Signature)
    key = _hex(signature.key)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(
            _hex(signature.signature), _signed(files[CONTENT])
        )
    except (InvalidSignature, ValueError):
        raise Refused("parcel-forged", field="file") from None
    content = _read(files[CONTENT], _Content)
    _check(content)
    entries = tuple(
        read_entry(one.id, one.at, one.kind, one.voice, one.typed_by, one.data)
        for one in content.entries
    )
    for entry in entries:
        _check_voice(entry.voice)
    return (
        Parcel(
            content.head,
            tuple(content.chairs),
            entries,
            tuple(content.reactions),
            tuple(content.lines),
            _freight(files, content.files, entries),
        ),
        key,
    )


def _freight(
    files: Mapping[str, bytes], listed: Sequence[str], entries: Sequence[Entry]
) -> dict[str, bytes]:
    """The recordings that the signed list names, and nothing else beside it."""
    if files.keys() != {CONTENT, SIGNATURE, *(FOLDER + name for name in listed)}:
        raise Refused("parcel-unreadable", field="file")
    freight = {name: files[FOLDER + name] for name in listed}
    check_freight(freight, named(entries))
    return freight


def fingerprint(key: bytes) -> str:
    """128 bits of the key's SHA-256 in eight groups, to be compared by two people.

    >>> fingerprint(bytes(32))
    '6668 7aad f862 bd77 6c8f c18b 8e9f 8e20'
    """
    digest = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def read_fingerprint(text: str) -> str:
    """A fingerprint as somebody typed it; refused when it is none."""
    plain = "".join(text.split()).lower()
    if not re.fullmatch(r"[0-9a-f]{32}", plain):
        raise Refused("fingerprint-unreadable", field="fingerprint")
    return " ".join(plain[at : at + 4] for at in range(0, 32, 4))


def _signed(content: bytes) -> bytes:
    return FORMAT.encode() + b"\0" + content


def _read(octets: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(octets, type=kind)
    except (ValueError, RecursionError):  # msgspec's own refusals are among them
        raise Refused("parcel-unreadable", field="file") from None


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Refused("parcel-unreadable", field="file") from None


def _check(content: _Content) -> None:
    """Refuse what no consultation of ours could have written."""
    head = content.head
    texts = (head.title, head.congress, head.place, head.held_on, head.topic, head.grid)
    many = (
        (content.chairs, MOST_STOOLS),
        (content.entries, MOST_ENTRIES),
        (content.reactions, MOST_REACTIONS),
        (content.lines, MOST_LINES),
    )
    good = (
        content.format == FORMAT
        and ID.fullmatch(head.meeting) is not None
        and all(len(text) <= NAME_LENGTH for text in texts)
        and all(len(list_) <= most for list_, most in many)
        and all(map(_is_chair, content.chairs))
        and all(MOMENT.fullmatch(one.at) for one in content.reactions)
        and _is_apart(one.id for one in content.chairs)
        and _is_apart(one.number for one in content.chairs)
    )
    if not good:
        raise Refused("parcel-unreadable", field="file")
    for one in content.reactions:
        check_id(one.entry_id)
        check_id(one.statement)
        _check_voice(one.voice)


def _is_chair(one: Chair) -> bool:
    return (
        ID.fullmatch(one.id) is not None
        and 1 <= one.number <= MOST_STOOLS
        and (one.card_hash is None or HASH.fullmatch(one.card_hash) is not None)
        and max(map(len, (one.household, one.name, one.grid))) <= NAME_LENGTH
    )


def _is_apart(values: Iterable[object]) -> bool:
    found = list(values)
    return len(found) == len(set(found))


def _check_voice(voice: Voice) -> None:
    """A stool, a person, an outsider by a random name, or nobody for the acts of staff."""
    if not re.fullmatch(r"|[a-z]{1,12}:[A-Za-z0-9_-]{1,64}", voice):
        raise Refused("parcel-unreadable", field="file")
