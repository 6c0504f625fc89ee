"""The manifest of a meeting's archive: what is in it, and the hash of each file. Pure.

Needs nothing but Python, as every verifier reads it.
"""

import hashlib
from dataclasses import asdict, dataclass

from core.canonical import Json, Reader, canonical, from_canonical, to_text
from core.errors import Refused
from sessions.archive.terms import Copy, Terms, terms_from_facts, terms_to_facts
from sessions.retention import Retention

FORMAT = "minyi meeting archive 1"
MANIFEST, SIGNATURE, JOURNAL = "manifest.json", "signature.json", "journal.jsonl"
VERIFIER, README = "verify.py", "readme.md"
KEY_LENGTH = 32
FIELDS = (
    "format copy edition meeting notice last_at entries journal_hash terms zone origin program"
    " wording server_key rounds withheld files"
)


@dataclass(frozen=True, slots=True)
class FileEntry:
    name: str
    size: int
    sha256: str
    retention: Retention


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """A secret round with an archive of its own; `file` is empty where that is left out."""

    round: str
    box: str  # the id under which its archive is published
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    copy: Copy
    edition: int  # counted from 1
    meeting: str
    notice: dict[str, str]  # title, congress, place, held_on
    last_at: str  # the moment of the last entry
    entries: int
    journal_hash: str  # of the last entry
    terms: Terms
    zone: str  # in which the minutes tell the time
    origin: str  # the address of the server; may be empty
    program: str  # the version that made it
    wording: str  # the hash of what words its documents
    server_key: bytes  # Ed25519
    rounds: tuple[RoundEntry, ...]
    withheld: tuple[str, ...]  # files that are left out of the public copy
    files: tuple[FileEntry, ...]


def file_entry(name: str, octets: bytes, retention: Retention) -> FileEntry:
    return FileEntry(name, len(octets), hashlib.sha256(octets).hexdigest(), retention)


def manifest_to_json(manifest: Manifest) -> bytes:
    """The bytes that are signed and hashed."""
    tree = {name: getattr(manifest, name) for name in FIELDS.split() if name != "format"}
    return canonical(
        tree
        | {
            "format": FORMAT,
            "copy": str(manifest.copy),
            "terms": terms_to_facts(manifest.terms),
            "server_key": to_text(manifest.server_key),
            "rounds": [asdict(one) for one in manifest.rounds],
            "files": [
                asdict(one) | {"retention": str(one.retention)} for one in manifest.files
            ],
        }
    )


def is_meeting_archive(octets: bytes) -> bool:
    """Whether a manifest says it is of a whole meeting."""
    return f'"format":"{FORMAT}"'.encode() in octets


def manifest_from_json(octets: bytes) -> Manifest:
    """Read it, strictly; refuses one that is not spelled as `manifest_to_json` does."""
    fields = Reader(from_canonical(octets), FIELDS)
    notice = fields.object("notice")
    if fields.text("format") != FORMAT:
        raise Refused("manifest-version")
    if notice.keys() != {"title", "congress", "place", "held_on"}:
        raise Refused("field-wrong", field="notice")
    key = fields.octets("server_key")
    if len(key) != KEY_LENGTH:
        raise Refused("manifest-server-key")
    files = tuple(map(_file, fields.list("files")))
    names = [one.name for one in files]
    if names != sorted(set(names)) or {MANIFEST, SIGNATURE} & set(names):
        raise Refused("field-wrong", field="files")
    return Manifest(
        copy=_copy(fields.text("copy")),
        edition=fields.number("edition"),
        meeting=fields.text("meeting"),
        notice={name: Reader(notice, " ".join(notice)).text(name) for name in notice},
        last_at=fields.text("last_at"),
        entries=fields.number("entries"),
        journal_hash=fields.hex("journal_hash", 32).hex(),
        terms=terms_from_facts(fields.object("terms")),
        zone=fields.text("zone"),
        origin=fields.text("origin"),
        program=fields.text("program"),
        wording=fields.text("wording"),
        server_key=key,
        rounds=tuple(map(_round, fields.list("rounds"))),
        withheld=fields.texts("withheld"),
        files=files,
    )


def _copy(text: str) -> Copy:
    if text not in tuple(Copy):
        raise Refused("field-wrong", field="copy")
    return Copy(text)


def _file(tree: Json) -> FileEntry:
    fields = Reader(tree, "name size sha256 retention")
    kept = fields.text("retention")
    if kept not in tuple(Retention):
        raise Refused("field-wrong", field="retention")
    digest = fields.hex("sha256", 32).hex()
    return FileEntry(fields.text("name"), fields.number("size"), digest, Retention(kept))


def _round(tree: Json) -> RoundEntry:
    fields = Reader(tree, "round box file sha256")
    digest = fields.hex("sha256", 32).hex()
    return RoundEntry(fields.text("round"), fields.text("box"), fields.text("file"), digest)
