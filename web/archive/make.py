"""An edition of a meeting's archive, both copies. From one journal the same bytes each time."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots.secret.checkpoint import Signed, sign
from core.canonical import canonical, to_text
from core.chain import journal_from_lines, journal_line
from core.zipped import archive_zip
from sessions.archive.manifest import (
    JOURNAL,
    MANIFEST,
    README,
    SIGNATURE,
    VERIFIER,
    Manifest,
    RoundEntry,
    file_entry,
    manifest_to_json,
)
from sessions.archive.masking import Mask, mask_of, public_line
from sessions.archive.queries import Due
from sessions.archive.register import notice_of
from sessions.archive.terms import Copy, terms_of
from sessions.handouts.released import Released, released
from web.archive.documents import documents, wording
from web.archive.plain import class_of, plain_files
from web.archive.program import meeting_verifier, program_version
from web.archive.readme import readme


@dataclass(frozen=True, slots=True)
class House:
    """What of the server stands in an archive."""

    key: Ed25519PrivateKey
    zone: str
    origin: str


@dataclass(frozen=True, slots=True)
class Given:
    """What does not follow from the journal: archives of secret rounds, and handouts.

    A paper that is named by the journal and not handed in is listed as left out.
    """

    rounds: Sequence[tuple[str, str, bytes]]  # round, box, its archive as it was published
    handouts: Mapping[str, bytes]  # by their SHA-256, whoever they were released to


@dataclass(frozen=True, slots=True)
class Made:
    manifest: Manifest
    files: Mapping[str, bytes]
    octets: bytes


def make_edition(house: House, due: Due, given: Given) -> tuple[Made, Made]:
    """The internal and the public copy. Synchronous, and not quick."""
    return _make(house, due, given, Copy.INTERNAL), _make(house, due, given, Copy.PUBLIC)


def _make(house: House, due: Due, given: Given, copy: Copy) -> Made:
    lines = [asdict(entry) for entry in due.entries]
    shown = journal_from_lines(_file(lines))
    terms = terms_of(shown)
    mask = Mask({})
    if copy is Copy.PUBLIC:
        mask = mask_of(((event.kind, event.facts) for event in shown), terms.masking)
        lines = [public_line(line, mask) for line in lines]
    journal = _file(lines)
    events = journal_from_lines(journal, may_tell=True)
    rounds, files, withheld = _given(given, released(events), mask, copy)
    files |= plain_files(events) | documents(events, house.zone)
    files |= {JOURNAL: journal, VERIFIER: meeting_verifier(), README: readme(copy)}
    manifest = Manifest(
        copy=copy,
        edition=due.edition,
        meeting=events[-1].meeting,
        notice=notice_of(events),
        last_at=events[-1].at,
        entries=len(events),
        journal_hash=events[-1].hash,
        terms=terms,
        zone=house.zone,
        origin=house.origin,
        program=program_version(),
        wording=wording(),
        server_key=house.key.public_key().public_bytes_raw(),
        rounds=rounds,
        withheld=withheld,
        files=tuple(
            file_entry(name, files[name], class_of(name, terms.retention))
            for name in sorted(files)
        ),
    )
    return _sealed(house, manifest, files)


def _file(lines: Sequence[Mapping[str, object]]) -> bytes:
    return b"".join(journal_line(line) + b"\n" for line in lines)


def _given(
    given: Given, papers: Sequence[Released], mask: Mask, copy: Copy
) -> tuple[tuple[RoundEntry, ...], dict[str, bytes], tuple[str, ...]]:
    """The files that were handed in; a public copy has none with a name that is masked, and
    no paper that was for the deputies alone."""
    files = {f"rounds/{box}.zip": octets for _, box, octets in given.rounds}
    here = [one for one in papers if one.to_all or copy is Copy.INTERNAL]
    found = {one.name: given.handouts.get(one.sha256) for one in here}
    files |= {name: octets for name, octets in found.items() if octets is not None}
    withheld = sorted(
        {name for name, octets in found.items() if octets is None}
        | {
            name
            for name, octets in files.items()
            if copy is Copy.PUBLIC and mask.stands_in(octets.decode(errors="replace"))
        }
    )
    rounds = tuple(
        RoundEntry(
            round,
            box,
            "" if f"rounds/{box}.zip" in withheld else f"rounds/{box}.zip",
            hashlib.sha256(octets).hexdigest(),
        )
        for round, box, octets in given.rounds
    )
    kept = {name: octets for name, octets in files.items() if name not in withheld}
    return rounds, kept, tuple(withheld)


def _sealed(house: House, manifest: Manifest, files: dict[str, bytes]) -> Made:
    body = manifest_to_json(manifest)
    signature = canonical({"signature": to_text(sign(house.key, Signed.MEETING, body))})
    whole = {**files, MANIFEST: body, SIGNATURE: signature}
    return Made(manifest, whole, archive_zip(whole))
