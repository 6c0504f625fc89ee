"""A small secret round: keys, a manifest, deputies with seeds, and the archive of it all."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.paper import Ballot
from ballots.secret.archive import (
    WITNESSES,
    Issue,
    Result,
    Witness,
    checkpoint_name,
    issued_to_json,
    papers_name,
    result_to_json,
    shown,
    signed_to_json,
    witnesses_to_json,
)
from ballots.secret.checkpoint import (
    FIRST,
    Checkpoint,
    Receipt,
    Signed,
    checkpoint_hash,
    checkpoint_to_json,
    give_receipt,
)
from ballots.secret.choices import count_papers
from ballots.secret.figures import names
from ballots.secret.manifest import (
    Item,
    Manifest,
    PaperKey,
    Scrutineer,
    manifest_hash,
    manifest_to_json,
)
from ballots.secret.merkle import box_root, paper_root, record_leaf
from ballots.secret.onetime import read_record
from ballots.secret.signer import PrivateKey, blind_sign, certify, private_key
from ballots.secret.wallet import (
    blinded_messages,
    cast_records,
    open_wallet,
    request_hash,
    unblind,
)
from ballots.tally import tally_to_facts
from core.canonical import Json, from_canonical, to_text
from core.canonical import canonical as jcs
from core.ids import MeetingId
from core.journal import GENESIS, Entry, entry_hash

ROUND = bytes(range(16))
SERVER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"server").digest())
Files = dict[str, bytes]
Told = tuple[str, dict[str, Any]]  # kind and facts of an entry
NAME = "round-1"  # of the round in the journal


@cache
def rsa_key(number: int, bits: int = 2048) -> PrivateKey:
    """The key of this number: made once, as making one takes longest."""
    return private_key(rsa.generate_private_key(public_exponent=65537, key_size=bits))


@cache
def proof(number: int) -> tuple[bytes, ...]:
    return certify(rsa_key(number))


@cache
def device(person: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def device_spki(person: str) -> bytes:
    key = device(person).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def sign_by_device(person: str, purpose: Signed, body: bytes) -> bytes:
    """As a browser does: r and s, 32 bytes each."""
    r, s = decode_dss_signature(
        device(person).sign(purpose.encode() + body, ec.ECDSA(SHA256()))
    )
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def make_manifest(stand: int = 3, apart: bool = False, **terms: Any) -> Manifest:
    """For, against, abstain; one paper for all, or one for each when `apart`."""
    numbers = [*range(1, stand + 1)]
    asked = [(no,) for no in numbers] if apart else [tuple(numbers)]
    papers = tuple(
        PaperKey(at, questions, rsa_key(at).public, proof(at))
        for at, questions in enumerate(asked, start=1)
    )
    manifest = Manifest(
        round=ROUND,
        title="民生实事项目票决",
        mode="for_against_abstain",
        items=tuple(Item(no, f"第{no}号项目") for no in numbers),
        seats=1,
        min_marks=0,
        max_marks=None,
        over_marked="spoils",
        under_marked="valid",
        blank="abstain",
        items_per_paper="one" if apart else "all",
        papers=papers,
        server_key=SERVER.public_key().public_bytes_raw(),
        origin="https://vote.example",
        files={"secret/wallet.js": hashlib.sha256(b"wallet").hexdigest()},
        entitled=tuple(f"deputy-{at:02}" for at in range(20)),
        scrutineers=(Scrutineer("deputy-00", device_spki("deputy-00")),),
        freshness="杏花春雨",
    )
    return replace(manifest, **terms)


def seed(person: str) -> bytes:
    return hashlib.sha256(person.encode()).digest()


@dataclass
class Hall:
    """One round from issuing to publishing, without server and network."""

    manifest: Manifest
    records: dict[int, list[bytes]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    slips: dict[str, Any] | None = None  # the count that two people have typed

    @property
    def hash(self) -> bytes:
        return manifest_hash(manifest_to_json(self.manifest))

    def issue(self, person: str) -> tuple[bytes, ...]:
        """The deputy's signatures, after the register has a line."""
        wallet = open_wallet(seed(person), self.manifest)
        blinded = blinded_messages(wallet)
        digest = request_hash(self.hash, blinded)
        signature = sign_by_device(person, Signed.ISSUE, digest)
        self.issues.append(Issue(person, device_spki(person), digest, signature))
        signed = [blind_sign(rsa_key(no), one) for no, one in enumerate(blinded, start=1)]
        return unblind(wallet, signed)

    def vote(self, person: str, ballot: Ballot) -> tuple[bytes, ...]:
        signatures = self.issue(person)
        wallet = open_wallet(seed(person), self.manifest)
        records = cast_records(wallet, signatures, ballot)
        for no, record in enumerate(records, start=1):
            self.records.setdefault(no, []).append(record)
            leaf = record_leaf(ROUND, no, record)
            self.receipts.append(give_receipt(SERVER, ROUND, no, leaf))
        return records

    def archive(
        self,
        chosen: Sequence[int] = (),
        tied: Sequence[int] = (),
        change: Callable[[list[Told]], object] = len,
    ) -> Files:
        """`change` is what somebody does to the journal before it is chained and signed."""
        manifest = manifest_to_json(self.manifest)
        checkpoint = checkpoint_to_json(self.checkpoint())
        digest = checkpoint_hash(checkpoint)
        told = self.told(digest, (chosen, tied))
        change(told)
        journal = write_journal(told)
        files = {
            "manifest.json": manifest,
            "issued.json": issued_to_json(self.issues),
            "journal.jsonl": b"".join(line + b"\n" for line in journal),
            checkpoint_name(1): signed_to_json(SERVER, Signed.CHECKPOINT, checkpoint),
            "result.json": self.result(digest, journal, (chosen, tied)),
        }
        for paper in self.manifest.papers:
            files[papers_name(paper.no)] = b"".join(self.sorted_records(paper.no))
        bodies = {Signed.WITNESS_MANIFEST: self.hash, Signed.WITNESS_CHECKPOINT: digest}
        for purpose, body in bodies.items():
            person = "deputy-00"
            witness = Witness(person, sign_by_device(person, purpose, body))
            files[WITNESSES[purpose]] = witnesses_to_json([witness])
        return files

    def sorted_records(self, no: int) -> list[bytes]:
        form = self.manifest.form(no)
        records = self.records.get(no, [])
        return sorted(records, key=lambda record: read_record(form, record).serial)

    def checkpoint(self) -> Checkpoint:
        papers = tuple(
            paper_root(
                paper.no,
                [record_leaf(ROUND, paper.no, one) for one in self.records.get(paper.no, [])],
            )
            for paper in self.manifest.papers
        )
        return Checkpoint(
            origin=self.manifest.origin,
            round=ROUND,
            manifest_hash=self.hash,
            papers=papers,
            box_root=box_root(ROUND, papers),
            issued=len(self.issues),
            previous=FIRST,
        )

    def told(self, digest: bytes, ends: tuple[Sequence[int], Sequence[int]]) -> list[Told]:
        """What the journal tells: of the round all, of who came only that somebody did."""
        slips = self.slips["returned"] if self.slips else 0
        outcome = self.outcome(ends) | {"issued": len(self.issues) + slips}
        found: list[Told] = [
            ("DeviceEnrolled", {"person": one.person, "device": to_text(one.device)})
            for one in sorted(self.issues, key=lambda one: one.person)
        ]
        found += [("PersonArrived", {"person": one.person}) for one in self.issues[:1]]
        found += [("BoxOpened", {"round": NAME, "manifest_hash": self.hash.hex()})]
        found += [("SlipGiven", {"round": NAME, "given": no + 1}) for no in range(slips)]
        found += [("RoundClosed", {"round": NAME})]
        found += [("BoxFrozen", {"round": NAME, "checkpoint_hash": digest.hex()})]
        for by in ("孙强", "周敏") if self.slips else ():
            found += [("SlipsTyped", {"round": NAME, "count": self.slips, "by": by})]
        found += [("RoundCounted", {"round": NAME, "outcome": outcome})]
        found += [("ResultAnnounced", {"round": NAME, "outcome": outcome})]
        return found

    def outcome(self, ends: tuple[Sequence[int], Sequence[int]]) -> dict[str, Any]:
        heaps: list[Any] = [*self.counts(), *self.slip_counts()]
        said = names(self.manifest.mode)
        items = [
            {"no": no}
            | {name: sum(row.get(name, 0) for row in rows if row["no"] == no) for name in said}
            for rows in [[row for heap in heaps for row in heap["items"]]]
            for no in self.manifest.numbers
        ]
        first = [heap for heap in heaps if heap["no"] == 1]
        ballots = {
            name: sum(heap[name] for heap in first) for name in ("returned", "valid", "invalid")
        }
        return ballots | {"items": items, "chosen": [*ends[0]], "tied": [*ends[1]]}

    def counts(self) -> list[Json]:
        counts = count_papers(self.manifest, self.records)
        facts = [{"no": no} | tally_to_facts(count) for no, count in enumerate(counts, start=1)]
        return [from_canonical(jcs(one)) for one in facts]

    def slip_counts(self) -> list[Json]:
        """The slips as the result has them: by paper number."""
        return [
            {"no": paper.no}
            | self.slips
            | {"items": [row for row in self.slips["items"] if row["no"] in paper.questions]}
            for paper in self.manifest.papers
            if self.slips
        ]

    def result(
        self, digest: bytes, journal: Sequence[bytes], ends: tuple[Sequence[int], Sequence[int]]
    ) -> bytes:
        result = Result(
            round=ROUND,
            checkpoint_hash=digest,
            papers=self.counts(),
            slips=self.slip_counts(),
            chosen=tuple(ends[0]),
            tied=tuple(ends[1]),
            journal=journal[-1].rpartition(b'"hash":"')[2][:64].decode(),
        )
        return signed_to_json(SERVER, Signed.RESULT, result_to_json(result))


def write_journal(told: Sequence[Told]) -> list[bytes]:
    """The lines of a journal with these entries, as the archive of this round shows them."""
    lines, last = [], GENESIS
    for number, (kind, facts) in enumerate(told, start=1):
        salt = hashlib.sha256(f"salt {number}".encode()).hexdigest()[:32]
        at = "2026-01-20"
        entry = Entry(MeetingId("m"), number, at, kind, dict(facts), last, salt)
        entry = replace(entry, hash=entry_hash(entry))
        lines.append(shown(asdict(entry), NAME))
        last = entry.hash
    return lines
