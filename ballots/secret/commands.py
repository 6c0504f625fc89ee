"""How a secret round is prepared, and how it is frozen before anything is counted."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots import store as rounds
from ballots.method import Candidate, Mode, VoteMethod
from ballots.round import MOVES, Kind, Phase, Round
from ballots.secret import store
from ballots.secret.checkpoint import (
    FIRST,
    Checkpoint,
    Signed,
    checkpoint_hash,
    checkpoint_to_json,
    sign,
)
from ballots.secret.events import BoxFrozen, BoxPrepared
from ballots.secret.manifest import (
    Item,
    Manifest,
    PaperKey,
    Scrutineer,
    check_manifest,
    manifest_from_json,
    manifest_hash,
    manifest_to_json,
)
from ballots.secret.merkle import box_root, paper_root, record_leaf
from ballots.secret.sealed import (
    FRESHNESS_LENGTH,
    are_apart,
    check_can_be_secret,
    closes_at,
    fen,
    questions_of,
)
from ballots.secret.signer import PrivateKey, certify
from ballots.secret.vault import Vault
from ballots.secret.words import words_en
from core.database import Database, Transaction
from core.errors import Refused
from core.moves import check_move
from core.people import Role
from sessions import queries as sessions
from sessions.queries import Member


@dataclass(frozen=True, slots=True)
class Site:
    """What the manifest says of this server: its address, and what phones run."""

    origin: str
    files: Mapping[str, str]  # SHA-256 in hexadecimal by path


async def prepare_box(
    db: Database, vault: Vault, by: Member, round: str, freshness: str, site: Site
) -> None:
    """Make the keys and the manifest of a sealed round. Before the opening it can be repeated.

    Keys take their time, so they are made beside the transaction; what is not kept is dropped.
    """
    if not (freshness := freshness.strip()[:FRESHNESS_LENGTH]):
        raise Refused("field-empty", field="freshness")
    async with db.reading() as connection:
        known = await rounds.load_round(connection, by.meeting, round)
        _check_may_prepare(known, by)
    id = token_bytes(16).hex()
    keys = await asyncio.to_thread(vault.make_keys, id, len(questions_of(known.method)))
    papers = await asyncio.to_thread(_paper_keys, known, keys)
    server = await asyncio.to_thread(vault.server_key)
    try:
        async with db.transaction() as tx:
            known = await rounds.load_round(tx.connection, by.meeting, round)
            _check_may_prepare(known, by)
            before = await store.find_sealed(tx.connection, known.id)
            manifest = await _manifest(tx, known, id, papers, server, freshness, site)
            await _save_manifest(tx, by, known, manifest)
    except BaseException:
        await asyncio.to_thread(vault.drop, id)
        raise
    if before is not None:
        await asyncio.to_thread(vault.drop, before.id)


def _check_may_prepare(known: Round, by: Member) -> None:
    check_move(MOVES, Phase.SEALED, Phase.OPEN, by.roles)
    if known.kind is not Kind.SECRET:
        raise Refused("round-not-secret")
    if known.phase is not Phase.SEALED:
        raise Refused("box-fixed")
    check_can_be_secret(known.method)


def _paper_keys(known: Round, keys: Sequence[PrivateKey]) -> tuple[PaperKey, ...]:
    pairs = zip(questions_of(known.method), keys, strict=True)
    return tuple(
        PaperKey(no, questions, key.public, certify(key))
        for no, (questions, key) in enumerate(pairs, start=1)
    )


async def _manifest(
    tx: Transaction,
    known: Round,
    id: str,
    papers: tuple[PaperKey, ...],
    server: Ed25519PrivateKey,
    freshness: str,
    site: Site,
) -> Manifest:
    method, grades = known.method, known.method.mode is Mode.GRADE
    lines = await sessions.roster(tx.connection, known.meeting)
    watching = [line.person for line in lines if Role.SCRUTINEER in line.roles]
    devices = await store.list_devices(tx.connection, known.meeting, watching)
    made = Manifest(
        round=bytes.fromhex(id),
        title=method.title,
        mode=str(method.mode),
        items=tuple(_item(method, one) for one in method.candidates),
        seats=0 if grades else method.seats,
        seats_by_category=None if grades else method.seats_by_category,
        min_marks=method.min_marks,
        max_marks=method.max_marks,
        over_marked=str(method.over_marked),
        under_marked=str(method.under_marked),
        blank=str(method.blank),
        budget_cap=None if method.budget_cap is None else fen(method.budget_cap),
        over_budget=str(method.over_budget),
        tie=str(method.tie),
        items_per_paper="one" if are_apart(method) else "all",
        papers=papers,
        server_key=server.public_key().public_bytes_raw(),
        origin=site.origin,
        files=site.files,
        entitled=tuple(sorted(line.person for line in lines if Role.DEPUTY in line.roles)),
        scrutineers=tuple(Scrutineer(one, devices[one]) for one in sorted(devices)),
        freshness=freshness,
    )
    check_manifest(made)
    return made


def _item(method: VoteMethod, one: Candidate) -> Item:
    """Of categories and costs only what the vote goes by."""
    apart = method.mode is not Mode.GRADE and method.seats_by_category is not None
    cost = None if method.budget_cap is None or one.cost is None else fen(one.cost)
    return Item(one.no, one.name, one.category if apart else None, cost)


async def _save_manifest(tx: Transaction, by: Member, known: Round, manifest: Manifest) -> None:
    octets = manifest_to_json(manifest)
    digest = manifest_hash(octets)
    values = {
        "id": manifest.round.hex(),
        "manifest": octets.decode(),
        "manifest_hash": digest.hex(),
        "freshness": manifest.freshness,
        "papers": len(manifest.papers),
        "scrutineers": len(manifest.scrutineers),
    }
    await store.save_box(tx.connection, known.id, values)
    await asyncio.to_thread(words_en, digest)  # slow on purpose: not before the first screen
    tx.record(
        BoxPrepared(
            meeting=known.meeting,
            round=known.id,
            number=known.number,
            manifest_hash=digest.hex(),
            freshness=manifest.freshness,
            papers=len(manifest.papers),
            scrutineers=len(manifest.scrutineers),
            by=by.name,
        )
    )


async def freeze_round(
    db: Database, vault: Vault, meeting: str, round: str, grace: float
) -> None:
    """Freeze the box, destroy the keys, sign the checkpoint: before anything is counted.

    Killed anywhere, it is called again and ends the same: the frozen file follows from the
    papers, the checkpoint from the file and the register.
    """
    async with db.reading() as connection:
        known = await rounds.load_round(connection, meeting, round)
        sealed = await store.find_sealed(connection, round)
        octets = await store.load_manifest(connection, round) if sealed else b""
    if sealed is None or known.closed_at is None or known.phase is Phase.VOID:
        raise Refused("round-not-closed")
    if not sealed.is_frozen:
        if db.clock() <= closes_at(known.closed_at, grace):
            raise Refused("box-still-open")
        manifest = manifest_from_json(octets)
        key = await asyncio.to_thread(vault.server_key)
        found = await asyncio.to_thread(_freeze, vault, sealed.id, manifest)
        await _sign_checkpoint(db, known, key, found)
    await asyncio.to_thread(vault.destroy_keys, sealed.id)  # also when killed before this line


def _freeze(vault: Vault, id: str, manifest: Manifest) -> Checkpoint:
    rows = vault.freeze(id)
    vault.destroy_keys(id)
    leaves: dict[int, list[bytes]] = {paper.no: [] for paper in manifest.papers}
    for no, _, record in rows:
        leaves[no].append(record_leaf(manifest.round, no, record))
    papers = tuple(paper_root(no, found) for no, found in sorted(leaves.items()))
    return Checkpoint(
        origin=manifest.origin,
        round=manifest.round,
        manifest_hash=manifest_hash(manifest_to_json(manifest)),
        papers=papers,
        box_root=box_root(manifest.round, papers),
        issued=0,
        previous=FIRST,
    )


async def _sign_checkpoint(
    db: Database, known: Round, key: Ed25519PrivateKey, found: Checkpoint
) -> None:
    async with db.transaction() as tx:
        sealed = await store.find_sealed(tx.connection, known.id)
        now = await rounds.load_round(tx.connection, known.meeting, known.id)
        if now.phase is Phase.VOID:
            raise Refused("round-not-closed")
        if sealed is None or sealed.is_frozen:
            return
        chain = await store.list_checkpoints(tx.connection)
        previous = hashlib.sha256(chain[-1][1]).digest() if chain else FIRST
        issued = len(await store.list_issues(tx.connection, known.id))
        body = checkpoint_to_json(replace(found, issued=issued, previous=previous))
        digest = checkpoint_hash(body)
        signature = sign(key, Signed.CHECKPOINT, body)
        await store.save_checkpoint(
            tx.connection, known.id, len(chain) + 1, body, digest.hex(), signature
        )
        await asyncio.to_thread(words_en, digest)
        tx.record(
            BoxFrozen(
                meeting=known.meeting,
                round=known.id,
                number=known.number,
                checkpoint_hash=digest.hex(),
                box_root=found.box_root.hex(),
                cast=found.cast,
                issued=issued,
            )
        )
