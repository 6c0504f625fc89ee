"""The archives of secret rounds inside that of their meeting, each checked as if alone."""

import hashlib
from collections.abc import Mapping, Sequence

from ballots.secret import archive as round_archive
from ballots.secret.audit import BY_NATURE, Known, audit
from ballots.secret.manifest import manifest_from_json
from core.chain import Event, journal_from_lines
from core.checking import State, Unchecked
from core.errors import Refused
from core.zipped import read_zip
from sessions.archive.manifest import Manifest, RoundEntry
from sessions.archive.terms import Copy


def check_nested(
    manifest: Manifest, events: Sequence[Event], files: Mapping[str, bytes], known: Known
) -> None:
    """Refuse an announced secret round without its archive, and one that does not hold."""
    told = {
        str(event.says.get("round"))
        for event in events
        if event.kind == "ResultAnnounced" and event.says.get("kind") == "secret"
    }
    listed = {one.round: one for one in manifest.rounds}
    if told != set(listed) or len(listed) != len(manifest.rounds):
        raise Refused("rounds-not-listed", rounds=sorted(told ^ set(listed)))
    here = {one.file for one in manifest.rounds if one.file}
    if strange := {name for name in files if name.startswith("rounds/")} - here:
        raise Refused("file-unknown", files=sorted(strange))
    held = [one for one in manifest.rounds if one.file]
    missing = [one.round for one in manifest.rounds if not one.file]
    if missing and manifest.copy is Copy.INTERNAL:
        raise Refused("rounds-not-listed", rounds=missing)
    open_checks = [
        name for one in held for name in _check_one(manifest, events, files, known, one)
    ]
    if open_checks:
        raise Unchecked("rounds-open", checks=sorted(set(open_checks)))
    if missing:
        raise Unchecked("rounds-withheld", rounds=missing)


def _check_one(
    manifest: Manifest,
    events: Sequence[Event],
    files: Mapping[str, bytes],
    known: Known,
    one: RoundEntry,
) -> list[str]:
    """The names of its checks that could not be made and not by nature."""
    octets = files.get(one.file, b"")
    if hashlib.sha256(octets).hexdigest() != one.sha256:
        raise Refused("file-altered", file=one.file)
    inside = read_zip(octets)
    own = manifest_from_json(inside.get(round_archive.MANIFEST, b""))
    if own.server_key != manifest.server_key or own.round.hex() != one.box:
        raise Refused("round-of-another-server", round=one.round)
    receipts = [each for each in known.receipts if each.round == own.round]
    found = audit(octets, Known(receipts), inside.get(round_archive.VERIFIER, b""))
    if not found.report.holds:
        failed = found.report.named(State.FAILS)
        raise Refused("round-fails", round=one.round, checks=list(failed))
    lines = journal_from_lines(inside.get(round_archive.JOURNAL, b""))
    if [line.hash for line in lines] != [event.hash for event in events[: len(lines)]]:
        raise Refused("round-of-another-journal", round=one.round)
    return [
        check.name
        for check in found.report.checks
        if check.state is State.UNCHECKED and check.why not in BY_NATURE
    ]
