"""A secret vote on the real parts of a server; phones are `wallet`s with a seed."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ballots.method import Secrecy
from ballots.outcome import Outcome
from ballots.paper import Ballot, decode_marks
from ballots.queries import round_view
from ballots.round import Kind
from ballots.rounds.commands import announce_result, close_round, open_round, seal_round
from ballots.secret import queries as secret
from ballots.secret.boxes import Boxes
from ballots.secret.checkpoint import Receipt, Signed
from ballots.secret.choices import method_of_all
from ballots.secret.commands import Site, prepare_box
from ballots.secret.counting.commands import count_box, witness
from ballots.secret.issuing.commands import Enrolment, PaperRequest, enrol_all, issue_all
from ballots.secret.manifest import Manifest, manifest_from_json
from ballots.secret.openbox import Answer, Rhythm
from ballots.secret.sealed import Sealed
from ballots.secret.wallet import (
    blinded_messages,
    cast_records,
    open_wallet,
    request_hash,
    unblind,
)
from core.database import Database, SharedCommit
from core.ids import RoundId
from sessions.queries import Member
from tests.ballots.secret.hall import device_spki, sign_by_device
from tests.cast import Congress, FixedClock, in_session

SITE = Site("https://vote.example", {"secret/wallet.js": hashlib.sha256(b"w").hexdigest()})
QUICK = Rhythm(tick=0.005, phones=1, longest=0.0)
GRACE = 10.0  # seconds, on the clock that is held


def seed(person: str) -> bytes:
    return hashlib.sha256(f"seed of {person}".encode()).digest()


@dataclass
class SecretVote:
    """One round; `cast` hands out the papers when the phone has none yet."""

    congress: Congress
    boxes: Boxes
    round: RoundId
    manifest: Manifest
    manifest_hash: bytes
    signed: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    records: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    receipts: dict[str, list[Receipt]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.issuing: SharedCommit[PaperRequest, bytes] = SharedCommit(
            self.congress.db, issue_all
        )

    @property
    def id(self) -> str:
        return self.manifest.round.hex()

    def blinded(self, who: Member, secret: bytes = b"") -> tuple[bytes, ...]:
        return blinded_messages(open_wallet(secret or seed(who.person), self.manifest))

    def request(self, who: Member, blinded: Sequence[bytes], device: str = "") -> PaperRequest:
        digest = request_hash(self.manifest_hash, blinded)
        return PaperRequest(
            meeting=self.congress.meeting,
            round=self.round,
            person=who.person,
            device=device_spki(device or who.person),
            request_hash=digest,
            signature=sign_by_device(device or who.person, Signed.ISSUE, digest),
        )

    async def issue(self, who: Member) -> tuple[bytes, ...]:
        """As the route does: written down, then signed; the phone takes the blinding off."""
        blinded = self.blinded(who)
        await self.issuing.put(self.request(who, blinded))
        signed = await self.boxes.sign(self.id, blinded)
        wallet = open_wallet(seed(who.person), self.manifest)
        self.signed[who.person] = unblind(wallet, signed)
        return self.signed[who.person]

    def filled(self, who: Member, ballot: Ballot) -> tuple[bytes, ...]:
        wallet = open_wallet(seed(who.person), self.manifest)
        return cast_records(wallet, self.signed[who.person], ballot)

    async def put(self, records: Sequence[bytes]) -> list[Answer]:
        return await self.boxes.put(self.id, list(enumerate(records, start=1)))

    async def cast(self, who: Member, signs: str) -> list[Receipt]:
        if who.person not in self.signed:
            await self.issue(who)
        records = self.filled(who, decode_marks(method_of_all(self.manifest), signs))
        answers = await self.put(records)
        receipts = [answer for answer in answers if isinstance(answer, Receipt)]
        assert len(receipts) == len(records), "every paper is receipted"
        self.records[who.person], self.receipts[who.person] = records, receipts
        return receipts

    async def cast_all(self, signs: Sequence[str]) -> None:
        """The first deputies cast these ballots, all at the same moment."""
        pairs = zip(self.congress.deputies, signs, strict=False)
        await asyncio.gather(*(self.cast(who, text) for who, text in pairs))

    async def close(self, clock: FixedClock) -> None:
        """Close, let the grace pass, and wait for the frozen box."""
        await close_round(self.congress.db, self.congress.chair, self.round)
        clock.advance(seconds=GRACE + 1)
        await self.frozen()

    async def frozen(self) -> None:
        async with asyncio.timeout(20):
            while not (await self.sealed()).is_frozen:  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def sealed(self) -> Sealed:
        view = await self.congress.read(round_view, self.congress.meeting, self.round)
        assert view.box is not None
        return view.box

    async def count(self) -> Outcome:
        return await count_box(
            self.congress.db, self.boxes.vault, self.congress.teller, self.round
        )

    async def announce(self) -> None:
        await announce_result(self.congress.db, self.congress.chair, self.round)

    async def archive(self) -> bytes:
        found = await self.congress.read(secret.published, self.congress.meeting, self.round)
        return secret.packed(self.boxes.vault, found)

    async def witness(self, what: str) -> Sealed:
        sealed = await self.sealed()
        digest = sealed.manifest_hash if what == "manifest" else sealed.checkpoint_hash
        purpose = {
            "manifest": Signed.WITNESS_MANIFEST,
            "checkpoint": Signed.WITNESS_CHECKPOINT,
        }[what]
        who = self.congress.scrutineer
        signature = sign_by_device(who.person, purpose, bytes.fromhex(digest))
        return await witness(self.congress.db, who, self.round, what, signature)


async def enrol(db: Database, people: Sequence[Member]) -> None:
    enrolling: SharedCommit[Enrolment, bytes] = SharedCommit(db, enrol_all)
    asks = (Enrolment(one, device_spki(one.person)) for one in people)
    await asyncio.gather(*map(enrolling.put, asks))


async def sealed_vote(
    db: Database, boxes: Boxes, deputies: int = 8, stand: int = 3, **terms: Any
) -> tuple[Congress, RoundId]:
    """A secret round without papers yet; everybody is here with an enrolled phone."""
    await boxes.start(db)
    congress = await in_session(db, deputies)
    await enrol(db, [*congress.deputies, congress.scrutineer])
    paper = await congress.adopted(stand, secrecy=Secrecy.SECRET, **({"seats": 1} | terms))
    return congress, await seal_round(db, congress.chair, paper, Kind.SECRET)


async def prepared_vote(
    db: Database, boxes: Boxes, deputies: int = 8, stand: int = 3, **terms: Any
) -> SecretVote:
    congress, round = await sealed_vote(db, boxes, deputies, stand, **terms)
    await prepare_box(db, boxes.vault, congress.chair, round, "杏花春雨", SITE)
    return await vote_of(congress, boxes, round)


async def vote_of(congress: Congress, boxes: Boxes, round: RoundId) -> SecretVote:
    view = await congress.read(round_view, congress.meeting, round)
    assert view.box is not None
    held = await boxes.find(view.box.id)
    digest = bytes.fromhex(view.box.manifest_hash)
    return SecretVote(congress, boxes, round, manifest_from_json(held.octets), digest)


async def opened_vote(
    db: Database, boxes: Boxes, deputies: int = 8, stand: int = 3, **terms: Any
) -> SecretVote:
    vote = await prepared_vote(db, boxes, deputies, stand, **terms)
    await open_round(db, vote.congress.chair, vote.round)
    return vote
