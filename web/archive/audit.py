"""Checking the archive of a whole meeting: one function a check. Pure; knows no server.

`minyi verify`, the page of an archive and the `verify.py` in it run this very file. Needs
nothing but `cryptography`; what more a program knows (words, decisions) it hands in.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ballots.record import check_announced, check_methods
from ballots.secret.audit import BY_NATURE as SECRET_BY_NATURE
from ballots.secret.audit import FAILS, HOLDS, OPEN, Known, hall_digest, hall_words, seen
from ballots.secret.checkpoint import Signed, is_signed
from ballots.secret.words import words_en, words_zh
from core.canonical import Reader, from_canonical
from core.chain import Event, journal_from_lines
from core.checking import Check, Report, State, Step, Unchecked, given, run
from core.errors import Refused
from core.zipped import read_zip
from sessions.archive.manifest import (
    JOURNAL,
    MANIFEST,
    README,
    SIGNATURE,
    VERIFIER,
    Manifest,
    is_meeting_archive,
    manifest_from_json,
)
from sessions.archive.register import notice_of
from sessions.archive.terms import Copy, editions, terms_of
from sessions.handouts.released import released
from web.archive.nested import check_nested
from web.archive.plain import ATTENDANCE, ATTENDED, WORDED, Events, plain_files

ROUNDS = "rounds/"
BY_NATURE = SECRET_BY_NATURE | {"entries-withheld", "rounds-withheld", "worded-otherwise"}
VERDICTS = {
    HOLDS: "Nothing fails. What was not checked needs you, or no archive can show it.",
    FAILS: "THIS ARCHIVE DOES NOT HOLD.",
    OPEN: "Nothing fails, but not everything an archive can show could be checked here.",
}


@dataclass(frozen=True, slots=True)
class Program:
    """What the checking program brings along. `documents` is None where it cannot word any."""

    verifier: bytes
    recount: Callable[[Events], None]
    wording: str = ""
    documents: Callable[[Events, str], Mapping[str, bytes]] | None = None


@dataclass(slots=True)
class Case:
    """The archive as far as it has been read; each step may add to it."""

    files: Mapping[str, bytes]
    known: Known
    hall_hash: bytes | None
    program: Program
    manifest: Manifest | None = None
    events: tuple[Event, ...] | None = None

    def file(self, name: str) -> bytes:
        if name not in self.files:
            raise Refused("file-missing", file=name)
        return self.files[name]


@dataclass(frozen=True, slots=True)
class MeetingAudit:
    report: Report
    manifest_hash: bytes
    manifest: Manifest | None = None

    @property
    def code(self) -> int:
        """The exit code. Not for what stays open by nature: that would be every time."""
        if not self.report.holds:
            return FAILS
        unmade = [check for check in self.report.checks if check.state is State.UNCHECKED]
        return OPEN if any(check.why not in BY_NATURE for check in unmade) else HOLDS

    @property
    def verdict(self) -> str:
        if self.code != FAILS:
            return VERDICTS[self.code]
        return f"{VERDICTS[FAILS]} Failed: {', '.join(self.report.named(State.FAILS))}."

    @property
    def words(self) -> tuple[str, str]:
        """Of the manifest, to compare by eye: English and Chinese."""
        return " ".join(words_en(self.manifest_hash)), " ".join(words_zh(self.manifest_hash))

    @property
    def title(self) -> str:
        notice = self.manifest.notice if self.manifest else {}
        return " ".join(notice[name] for name in ("congress", "title") if notice.get(name))


def is_of_meeting(octets: bytes) -> bool:
    """Whether this is the archive of a whole meeting; if broken, whether it looks like one."""
    try:
        return is_meeting_archive(read_zip(octets).get(MANIFEST, b""))
    except Refused:
        return is_meeting_archive(octets)


def audit_meeting(octets: bytes, known: Known, program: Program) -> MeetingAudit:
    """Check an archive file. Refuses only words or a hash that nobody can have seen."""
    said = hall_words(known.words), hall_digest(known.hash)
    try:
        files = read_zip(octets)
    except Refused as problem:
        check = Check("zip", State.FAILS, problem.code, problem.facts)
        return MeetingAudit(Report((check,)), hashlib.sha256(b"").digest())
    digest = hashlib.sha256(files.get(MANIFEST, b"")).digest()
    case = Case(files, known, seen(digest, *said), program)
    report = run(case, STEPS)
    checks = (Check("zip", State.HOLDS), *report.checks)
    return MeetingAudit(Report(checks), digest, case.manifest)


def _hall_hash(case: Case) -> None:
    digest = hashlib.sha256(case.file(MANIFEST)).digest()
    if case.hall_hash is None:
        raise Unchecked("hall-hash-not-given", hash=digest.hex())
    if case.hall_hash != digest:
        raise Refused("manifest-hash", hash=digest.hex())


def _signature(case: Case) -> None:
    manifest = given(case.manifest)
    fields = Reader(from_canonical(case.file(SIGNATURE)), "signature")
    body, signature = case.file(MANIFEST), fields.octets("signature")
    if not is_signed(manifest.server_key, Signed.MEETING, body, signature):
        raise Refused("signature-wrong")


def _names(case: Case) -> None:
    listed = {one.name for one in given(case.manifest).files}
    strange = set(case.files) - listed - {MANIFEST, SIGNATURE}
    if strange:
        raise Refused("file-unknown", files=sorted(strange))
    if missing := sorted(listed - set(case.files)):
        raise Refused("file-missing", file=missing[0])


def _hashes(case: Case) -> None:
    for one in given(case.manifest).files:
        octets = case.file(one.name)
        if len(octets) != one.size or hashlib.sha256(octets).hexdigest() != one.sha256:
            raise Refused("file-altered", file=one.name)


def _journal(case: Case) -> tuple[Event, ...]:
    manifest = given(case.manifest)
    may_tell = manifest.copy is Copy.PUBLIC
    events = journal_from_lines(case.file(JOURNAL), may_tell=may_tell)
    if not events or len(events) != manifest.entries:
        raise Refused("journal-length", entries=len(events), said=manifest.entries)
    if events[-1].hash != manifest.journal_hash:
        raise Refused("journal-cut")
    return events


def _story(case: Case) -> None:
    """The manifest says of the meeting what the journal says."""
    manifest, events = given(case.manifest), given(case.events)
    if {event.meeting for event in events} != {manifest.meeting}:
        raise Refused("journal-other-meeting")
    ends = editions((event.number, event.kind) for event in events)
    if (len(ends), ends[-1:]) != (manifest.edition, [len(events)]):
        raise Refused("edition-wrong", edition=manifest.edition, found=len(ends))
    if manifest.last_at != events[-1].at or manifest.terms != terms_of(events):
        raise Refused("manifest-not-of-journal")
    if manifest.notice != notice_of(events):
        raise Refused("manifest-not-of-journal")


def _shown(case: Case) -> None:
    events = given(case.events)
    hidden = [event.number for event in events if not event.is_shown]
    if hidden and given(case.manifest).copy is Copy.INTERNAL:
        raise Refused("entries-hidden", entries=hidden)
    if hidden:
        told = sum(event.told is not None for event in events)
        raise Unchecked("entries-withheld", withheld=len(hidden), told=told, of=len(events))


def _files(case: Case) -> None:
    made = plain_files(given(case.events))
    if given(case.manifest).copy is Copy.PUBLIC:
        made.pop(ATTENDANCE, None)
    _compare(case, made)


def _compare(case: Case, made: Mapping[str, bytes]) -> None:
    for name, octets in made.items():
        if case.file(name) != octets:
            raise Refused("file-not-of-journal", file=name)


def _documents(case: Case) -> None:
    """The documents are those that this program makes of the journal."""
    program, manifest = case.program, given(case.manifest)
    if program.documents is None:
        raise Unchecked("needs-minyi")
    made = program.documents(given(case.events), manifest.zone)
    try:
        _compare(case, made)
        if strange := sorted(set(filter(WORDED.fullmatch, case.files)) - made.keys()):
            raise Refused("file-unknown", file=strange[0], files=strange)
    except Refused as problem:
        if program.wording == manifest.wording:
            raise
        file, made_by = str(problem.facts.get("file")), manifest.program
        raise Unchecked("worded-otherwise", program=made_by, file=file) from None


def _nested(case: Case) -> None:
    check_nested(given(case.manifest), given(case.events), case.files, case.known)


def _unaccounted(case: Case) -> None:
    """Nothing is here that neither follows from the journal nor is named in it, and every
    paper that was out is here as it was read."""
    events, is_public = given(case.events), given(case.manifest).copy is Copy.PUBLIC
    papers = {one.name: one for one in released(events) if one.to_all or not is_public}
    made = {*plain_files(events), *papers, JOURNAL, VERIFIER, README, MANIFEST, SIGNATURE}
    for name in case.files:
        is_worded = WORDED.fullmatch(name) and not (is_public and name.startswith(ATTENDED))
        if name not in made and not name.startswith(ROUNDS) and not is_worded:
            raise Refused("file-unknown", files=[name])
    for name in papers.keys() - set(given(case.manifest).withheld):
        if hashlib.sha256(case.file(name)).hexdigest() != papers[name].sha256:
            raise Refused("file-not-of-journal", file=name)


def _verifier(case: Case) -> None:
    if case.files.get(VERIFIER) != case.program.verifier:
        raise Unchecked("verifier-differs")


def _safely(work: Callable[[Case], object]) -> Callable[[Case], object]:
    """A stranger's journal may hold anything in any place: it fails, and stops nothing."""

    def safe(case: Case) -> object:
        try:
            return work(case)
        except (TypeError, KeyError, ValueError, AttributeError, RecursionError) as problem:
            raise Refused("journal-unusable", problem=type(problem).__name__) from None

    return safe


STEPS = (
    Step("manifest", lambda case: manifest_from_json(case.file(MANIFEST)), "", "manifest"),
    Step("manifest-hash", _hall_hash, "manifest"),
    Step("signature", _signature, "manifest"),
    Step("file-names", _names, "manifest"),
    Step("file-hashes", _hashes, "manifest"),
    Step("journal", _journal, "manifest", "events"),
    Step("journal-meeting", _safely(_story), "manifest events"),
    Step("journal-shown", _shown, "manifest events"),
    Step("files", _safely(_files), "manifest events"),
    Step("file-kinds", _safely(_unaccounted), "manifest events"),
    Step("documents", _safely(_documents), "manifest events"),
    Step("methods", _safely(lambda case: check_methods(given(case.events))), "events"),
    Step("announced", _safely(lambda case: check_announced(given(case.events))), "events"),
    Step("recount", _safely(lambda case: case.program.recount(given(case.events))), "events"),
    Step("rounds", _safely(_nested), "manifest events"),
    Step("verifier", _verifier, "manifest"),
)
