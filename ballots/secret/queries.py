"""What can be read of a secret round: who has which papers, and its published archive."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store as rounds
from ballots.outcome import Outcome
from ballots.round import Kind, Phase, Round
from ballots.secret import archive, store
from ballots.secret.archive import FEWEST, Result
from ballots.secret.boxfile import Row
from ballots.secret.checkpoint import Signed
from ballots.secret.choices import count_papers, records_by_number
from ballots.secret.manifest import Manifest, manifest_from_json
from ballots.secret.sealed import Sealed
from ballots.secret.slips import store as slips
from ballots.secret.sources import verifier
from ballots.secret.vault import Vault
from ballots.tally import Tally, tally_to_facts
from core.canonical import Json, canonical, from_canonical, to_text
from core.errors import NotHere
from core.journal import Entry
from core.zipped import archive_zip
from sessions import queries as sessions
from sessions.queries import Line


@dataclass(frozen=True, slots=True)
class Handed:
    """Who votes how in a secret round, in roster order; only those who are present or did."""

    by_phone: tuple[Line, ...]
    by_slip: tuple[Line, ...]
    neither: tuple[Line, ...]


async def handed(connection: AsyncConnection, meeting: str, round: str) -> Handed:
    known = await rounds.load_round(connection, meeting, round)
    phones = await store.list_issues(connection, known.id)
    on_paper = await slips.list_slips(connection, known.id)
    lines = await sessions.roster(connection, meeting)
    here = await sessions.present_deputies(connection, meeting)
    return Handed(
        tuple(line for line in lines if line.person in phones),
        tuple(line for line in lines if line.person in on_paper),
        tuple(
            line
            for line in lines
            if line.person in here and line.person not in {*phones, *on_paper}
        ),
    )


async def typed_by(connection: AsyncConnection, round: str) -> list[str]:
    """The people who have typed totals of the slips."""
    return await slips.list_tellers(connection, round)


async def announced_round(connection: AsyncConnection, id: str) -> Round:
    """The round behind a public address. Refuses what has not been announced."""
    known = await store.find_round(connection, id)
    if known is None or known.phase is not Phase.ANNOUNCED:
        raise NotHere("round")
    return known


async def public_box(connection: AsyncConnection, round: str) -> str:
    """The public address of a secret round; of all others it is empty."""
    box = await store.find_sealed(connection, round)
    return box.id if box else ""


@dataclass(frozen=True, slots=True)
class Published:
    """All that the database holds of a round's archive."""

    sealed: Sealed
    manifest: bytes
    entries: Sequence[Entry]
    checkpoints: Sequence[tuple[bytes, bytes]]
    issues: bytes
    witnesses: dict[str, bytes]
    outcome: Outcome


async def published(connection: AsyncConnection, meeting: str, round: str) -> Published:
    """What the archive of an announced secret round is made of; it does not change any more."""
    known = await rounds.load_round(connection, meeting, round)
    sealed = await store.find_sealed(connection, known.id)
    if known.kind is not Kind.SECRET or known.phase is not Phase.ANNOUNCED or sealed is None:
        raise NotHere("archive")
    outcome = await rounds.load_outcome(connection, known.id)
    assert outcome is not None, "an announced round has been counted"
    issues = await store.list_issues(connection, known.id)
    return Published(
        sealed=sealed,
        manifest=await store.load_manifest(connection, known.id),
        entries=await _told(connection, known),
        checkpoints=await _chain(connection, known),
        issues=archive.issued_to_json(issues.values()),
        witnesses={
            name: archive.witnesses_to_json(
                await store.list_witnesses(
                    connection, known.id, name.split("/")[1].removesuffix(".json")
                )
            )
            for name in archive.WITNESSES.values()
        },
        outcome=outcome,
    )


async def _told(connection: AsyncConnection, known: Round) -> Sequence[Entry]:
    """The journal up to the announcement."""
    entries = await sessions.journal_since(connection, known.meeting, 0)
    last = next(
        index
        for index, entry in enumerate(entries, start=1)
        if entry.kind == "ResultAnnounced" and entry.facts["round"] == known.id
    )
    return entries[:last]


async def _chain(connection: AsyncConnection, known: Round) -> list[tuple[bytes, bytes]]:
    """All checkpoints of this server up to the one of this round."""
    found: list[tuple[bytes, bytes]] = []
    for round, body, signature in await store.list_checkpoints(connection):
        found.append((body, signature))
        if round == known.id:
            break
    return found


def packed(vault: Vault, kept: Published) -> bytes:
    """The archive as a file: the same bytes whenever it is made. Synchronous, and not quick."""
    sealed = kept.sealed
    manifest = manifest_from_json(kept.manifest)
    rows = vault.frozen(sealed.id)
    files = {
        archive.MANIFEST: kept.manifest,
        archive.JOURNAL: _journal(kept),
        archive.ISSUED: kept.issues,
        archive.RESULT: _result(vault, manifest, rows, kept),
        archive.VERIFIER: verifier(),
        **kept.witnesses,
    }
    for index, (body, signature) in enumerate(kept.checkpoints, start=1):
        tree = {"body": from_canonical(body), "signature": to_text(signature)}
        files[archive.checkpoint_name(index)] = canonical(tree)
    papers = records_by_number(rows)
    for root in sealed.checkpoint.papers if sealed.checkpoint else ():
        if root.cast >= FEWEST or not root.cast:
            files[archive.papers_name(root.no)] = b"".join(papers.get(root.no, []))
    return archive_zip(files)


def _journal(kept: Published) -> bytes:
    """Of what is not this round's only the hash: who came when and voted how is told there."""
    round = str(kept.sealed.round)
    return b"".join(archive.shown(asdict(entry), round) + b"\n" for entry in kept.entries)


def _result(vault: Vault, manifest: Manifest, rows: Sequence[Row], kept: Published) -> bytes:
    sealed = kept.sealed
    counts = count_papers(manifest, records_by_number(rows))
    on_paper = sealed.on_paper
    numbers = [paper.no for paper in manifest.papers]
    by_hand = [_part(manifest, no, on_paper) for no in numbers] if on_paper else []
    result = Result(
        round=manifest.round,
        checkpoint_hash=bytes.fromhex(sealed.checkpoint_hash),
        papers=[_facts(no, count) for no, count in enumerate(counts, start=1)],
        slips=[_facts(no, part) for no, part in enumerate(by_hand, start=1)],
        chosen=kept.outcome.chosen,
        tied=kept.outcome.tied,
        journal=kept.entries[-1].hash,
    )
    body = archive.result_to_json(result)
    return archive.signed_to_json(vault.server_key(), Signed.RESULT, body)


def _part(manifest: Manifest, no: int, whole: Tally) -> Tally:
    """What a count of all candidates says of those that one paper number asks about."""
    asked = set(manifest.paper(no).questions)
    return replace(whole, items=tuple(item for item in whole.items if item.no in asked))


def _facts(no: int, count: Tally) -> Json:
    return from_canonical(canonical({"no": no} | tally_to_facts(count)))
