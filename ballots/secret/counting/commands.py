"""After the freeze: scrutineers witness, phones complain with proof, papers are counted."""

import asyncio
import json

from ballots import store as rounds
from ballots.counting.commands import finish_count
from ballots.outcome import Outcome
from ballots.round import Kind, Phase, Round
from ballots.rounds.commands import move_round
from ballots.secret import store
from ballots.secret.archive import Witness
from ballots.secret.checkpoint import (
    Receipt,
    Signed,
    check_receipt,
    is_signed_by_device,
    receipt_to_json,
)
from ballots.secret.choices import count_papers, records_by_number
from ballots.secret.events import BoxWitnessed, ComplaintProven
from ballots.secret.manifest import Manifest, manifest_from_json
from ballots.secret.sealed import Sealed, merged, with_slips
from ballots.secret.vault import Vault
from ballots.tally import Tally
from core.database import Database
from core.errors import Forbidden, NotHere, Refused
from core.people import Role
from sessions.queries import Member

WITNESSED = {"manifest": Signed.WITNESS_MANIFEST, "checkpoint": Signed.WITNESS_CHECKPOINT}


async def witness(db: Database, by: Member, round: str, what: str, signature: bytes) -> Sealed:
    """A scrutineer's device signs what the big screen shows; a second tap changes nothing."""
    if Role.SCRUTINEER not in by.roles:
        raise Forbidden("not-your-move", roles=[Role.SCRUTINEER])
    if what not in WITNESSED:
        raise Refused("choose-one", field="what")
    async with db.transaction() as tx:
        known = await rounds.load_round(tx.connection, by.meeting, round)
        sealed = await store.find_sealed(tx.connection, known.id)
        hashes = {
            "manifest": sealed.manifest_hash if sealed else "",
            "checkpoint": sealed.checkpoint_hash if sealed else "",
        }
        if not hashes[what]:
            raise NotHere("witness")
        manifest = manifest_from_json(await store.load_manifest(tx.connection, known.id))
        keys = {one.person: one.key for one in manifest.scrutineers}
        if by.person not in keys:
            raise Refused("witness-not-named")
        digest = bytes.fromhex(hashes[what])
        if not is_signed_by_device(keys[by.person], WITNESSED[what], digest, signature):
            raise Refused("device-signature")
        if await store.save_witness(
            tx.connection, known.id, what, Witness(by.person, signature)
        ):
            tx.record(
                BoxWitnessed(
                    meeting=by.meeting,
                    round=known.id,
                    person=by.person,
                    name=by.name,
                    what=what,
                )
            )
        after = await store.find_sealed(tx.connection, known.id)
    assert after is not None, "it was there a moment ago"
    return after


async def complain(db: Database, round: Round, manifest: Manifest, receipt: Receipt) -> None:
    """Our own receipt for a paper that is not in the frozen box. The caller has looked."""
    if receipt.round != manifest.round:
        raise NotHere("round")
    check_receipt(manifest.server_key, receipt)
    async with db.transaction() as tx:
        if await store.add_complaint(tx.connection, round.id, receipt.leaf.hex()):
            facts = json.loads(receipt_to_json(receipt))
            tx.record(ComplaintProven(meeting=round.meeting, round=round.id, receipt=facts))


async def count_box(db: Database, vault: Vault, by: Member, round: str) -> Outcome:
    """Count the frozen papers, each checked once more, and the slips that two have counted."""
    async with db.reading() as connection:
        known = await rounds.load_round(connection, by.meeting, round)
        sealed = await store.find_sealed(connection, known.id)
        if known.kind is not Kind.SECRET or sealed is None:
            raise Refused("round-not-secret")
        if not sealed.is_frozen:
            raise Refused("box-not-frozen")
        manifest = manifest_from_json(await store.load_manifest(connection, known.id))
    papers = await asyncio.to_thread(_count_frozen, vault, sealed, known, manifest)
    async with db.transaction() as tx:
        known = await move_round(tx, by, round, Phase.COUNTED)
        if known.phase is Phase.COUNTED:
            raise Refused("counted-once")
        sealed = await store.find_sealed(tx.connection, known.id)
        if sealed is None or sealed.awaits_slips:
            raise Refused("slips-not-agreed")
        return await finish_count(tx, by, known, with_slips(papers, sealed.on_paper))


def _count_frozen(vault: Vault, sealed: Sealed, known: Round, manifest: Manifest) -> Tally:
    rows = vault.frozen(sealed.id)
    return merged(known.method, count_papers(manifest, records_by_number(rows)))
