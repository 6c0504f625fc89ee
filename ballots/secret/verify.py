"""Check the archive of a secret round: anybody may, with nothing but its files. Pure.

One function a check; the names in `STEPS` are what a verifier prints and the guide explains.
Needs nothing but `cryptography`.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ballots.secret import archive, recount, story
from ballots.secret.archive import FEWEST, WITNESSES
from ballots.secret.case import (
    Case,
    Spread,
    check_all_shown,
    read_papers,
    withheld,
)
from ballots.secret.checkpoint import (
    FIRST,
    Checkpoint,
    Receipt,
    Signed,
    check_receipt,
    checkpoint_from_json,
    checkpoint_hash,
    is_signed_by_device,
)
from ballots.secret.legal import check_legal
from ballots.secret.manifest import check_certificates, manifest_from_json
from ballots.secret.merkle import paper_root
from core.canonical import to_text
from core.chain import journal_from_lines
from core.checking import Report, Step, Unchecked, given, run
from core.errors import Refused


def verify_archive(
    files: Mapping[str, bytes],
    receipts: Sequence[Receipt] = (),
    hall_hash: bytes | None = None,
    spread: Spread = map,
) -> Report:
    """Make every check on an archive, its files by name; never raises on what is in it.

    `hall_hash` is the manifest's hash as the hall saw it; `spread` may share out the work, such
    as the `map` of a process pool.
    """
    return run(Case(files, receipts, hall_hash, spread), STEPS)


def _names(case: Case) -> None:
    known = {archive.MANIFEST, archive.JOURNAL, archive.ISSUED, archive.RESULT}
    known |= {archive.VERIFIER, *WITNESSES.values()}
    known |= {archive.papers_name(paper.no) for paper in given(case.manifest).papers}
    strange = {name for name in case.files if not name.startswith("checkpoints/")} - known
    if strange:
        raise Refused("file-unknown", files=sorted(strange))


def _hall_hash(case: Case) -> None:
    if case.hall_hash is None:
        raise Unchecked("hall-hash-not-given", hash=case.hash.hex())
    if case.hall_hash != case.hash:
        raise Refused("manifest-hash", hash=case.hash.hex())


def _client_files(case: Case) -> None:
    raise Unchecked("client-files", files=len(given(case.manifest).files))


def _checkpoints(case: Case) -> tuple[tuple[bytes, Checkpoint], ...]:
    names = sorted(name for name in case.files if name.startswith("checkpoints/"))
    if not names or names != [archive.checkpoint_name(1 + at) for at in range(len(names))]:
        raise Refused("checkpoint-missing", files=names)
    key = given(case.manifest).server_key
    bodies = [
        archive.signed_from_json(key, Signed.CHECKPOINT, case.files[name]) for name in names
    ]
    return tuple((checkpoint_hash(body), checkpoint_from_json(body)) for body in bodies)


def _chain(case: Case) -> None:
    found = given(case.checkpoints)
    for (before, _), (_, after) in pairwise(found):
        if after.previous != before:
            raise Refused("checkpoint-chain")
    if found[0][1].previous != FIRST:
        raise Unchecked("earlier-checkpoints", before=found[0][1].previous.hex())


def _of_this_round(case: Case) -> tuple[bytes, Checkpoint]:
    manifest, (digest, last) = given(case.manifest), given(case.checkpoints)[-1]
    said = last.round, last.manifest_hash, last.origin, len(last.papers)
    if said != (manifest.round, case.hash, manifest.origin, len(manifest.papers)):
        raise Refused("checkpoint-other-round")
    return digest, last


def _records(case: Case) -> None:
    manifest = given(case.manifest)
    for no, reads in given(case.papers).items():
        for index, read in enumerate(reads):
            if read.problem:
                raise Refused(read.problem, paper=no, index=index)
            try:
                check_legal(manifest, read.choices)
            except Refused as problem:
                raise Refused(problem.code, paper=no, index=index) from None
    for no in withheld(case):
        if given(case.checkpoint)[1].papers[no - 1].cast >= FEWEST:
            raise Refused("file-missing", file=archive.papers_name(no))
    check_all_shown(case)


def _serials(case: Case) -> None:
    for no, reads in given(case.papers).items():
        serials = [read.serial for read in reads if not read.problem]
        if any(one >= other for one, other in pairwise(serials)):
            raise Refused("serials-not-rising", paper=no)
    check_all_shown(case)


def _roots(case: Case) -> None:
    for no, reads in given(case.papers).items():
        found = paper_root(no, (read.leaf for read in reads))
        said = given(case.checkpoint)[1].papers[no - 1]
        if found != said:
            raise Refused("root-differs", paper=no, cast=found.cast, said=said.cast)
    check_all_shown(case)


def _register(case: Case) -> None:
    manifest, issues, (_, last) = (
        given(case.manifest),
        given(case.issues),
        given(case.checkpoint),
    )
    strangers = {one.person for one in issues}.difference(manifest.entitled)
    if strangers or len(issues) != last.issued:
        raise Refused("issued-differs", issued=len(issues), said=last.issued)
    most = last.cast
    if most > len(issues):
        raise Refused("more-cast-than-issued", cast=most, issued=len(issues))


def _devices(case: Case) -> None:
    for one in given(case.issues):
        if not is_signed_by_device(one.device, Signed.ISSUE, one.request_hash, one.signature):
            raise Refused("device-signature", person=one.person)


def _enrolled(case: Case) -> None:
    facts = [event.facts for event in given(case.events) if event.kind == archive.DEVICE]
    if not any(facts):
        raise Unchecked("devices-not-in-journal")
    known = {(str(one.get("person")), str(one.get("device"))) for one in facts}
    for one in given(case.issues):
        if (one.person, to_text(one.device)) not in known:
            raise Refused("device-unknown", person=one.person)


def _witnessed(case: Case, purpose: Signed, digest: bytes) -> None:
    keys = {one.person: one.key for one in given(case.manifest).scrutineers}
    found = archive.witnesses_from_json(case.file(WITNESSES[purpose]))
    for one in found:
        if not is_signed_by_device(keys.get(one.person, b""), purpose, digest, one.signature):
            raise Refused("cosignature-wrong", person=one.person)
    if len(found) < len(keys) or not keys:
        raise Unchecked("cosignatures-missing", signed=len(found), of=len(keys))


def _receipts(case: Case) -> None:
    if not case.receipts:
        raise Unchecked("no-receipts-given")
    manifest, papers = given(case.manifest), given(case.papers)
    leaves = {no: {read.leaf for read in reads} for no, reads in papers.items()}
    for one in case.receipts:
        check_receipt(manifest.server_key, one)
        if one.round != manifest.round:
            raise Refused("receipt-other")
        manifest.paper(one.no)
        if one.no in leaves and one.leaf not in leaves[one.no]:
            raise Refused("receipt-without-paper", paper=one.no, leaf=one.leaf.hex())
    unseen = sorted({one.no for one in case.receipts} - leaves.keys())
    if unseen:
        raise Unchecked("papers-withheld", papers=unseen)


STEPS = (
    Step(
        "manifest", lambda case: manifest_from_json(case.file(archive.MANIFEST)), "", "manifest"
    ),
    Step("file-names", _names, "manifest"),
    Step("manifest-hash", _hall_hash, "manifest"),
    Step("key-proofs", lambda case: check_certificates(given(case.manifest)), "manifest"),
    Step("client-files", _client_files, "manifest"),
    Step(
        "journal",
        lambda case: journal_from_lines(case.file(archive.JOURNAL)),
        gives="events",
    ),
    Step("journal-manifest", story.find_name, "manifest events", "name"),
    Step("journal-order", story.check_order, "events name"),
    Step("checkpoints", _checkpoints, "manifest", "checkpoints"),
    Step("checkpoint-chain", _chain, "checkpoints"),
    Step("checkpoint-round", _of_this_round, "manifest checkpoints", "checkpoint"),
    Step("journal-checkpoint", story.check_frozen, "events name checkpoint"),
    Step("papers", read_papers, "manifest", "papers"),
    Step("records", _records, "manifest papers checkpoint"),
    Step("serials", _serials, "manifest papers"),
    Step("roots", _roots, "manifest papers checkpoint"),
    Step(
        "issued",
        lambda case: archive.issued_from_json(case.file(archive.ISSUED)),
        gives="issues",
    ),
    Step("cast-issued-entitled", _register, "manifest issues checkpoint"),
    Step("device-signatures", _devices, "issues"),
    Step("devices-enrolled", _enrolled, "issues events"),
    Step(
        "cosigned-manifest",
        lambda case: _witnessed(case, Signed.WITNESS_MANIFEST, case.hash),
        "manifest",
    ),
    Step(
        "cosigned-checkpoint",
        lambda case: _witnessed(case, Signed.WITNESS_CHECKPOINT, given(case.checkpoint)[0]),
        "manifest checkpoint",
    ),
    Step("result", recount.read_result, "manifest", "result"),
    Step("result-round", recount.check_round, "result checkpoint"),
    Step("journal-result", recount.check_journal, "result events"),
    Step("recount", recount.check_count, "manifest papers result"),
    Step("outcome", recount.check_order, "manifest result"),
    Step("announced", story.check_announced, "manifest events name checkpoint result"),
    Step("majority", recount.check_majority, "manifest"),
    Step("slips", recount.check_slips, "manifest issues result"),
    Step("slips-given", story.check_given, "manifest events name issues result"),
    Step("slips-typed", story.check_typed, "manifest events name result"),
    Step("receipts", _receipts, "manifest papers"),
)
