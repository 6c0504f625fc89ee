"""All boxes of this server while it runs: opened when first asked for, frozen after the close.

What is in here can be lost at any moment: everything that counts is on the disk.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from ballots import store as rounds
from ballots.queries import RoundView
from ballots.round import Phase, Round
from ballots.secret import store
from ballots.secret.checkpoint import Receipt
from ballots.secret.commands import freeze_round
from ballots.secret.counting.commands import complain
from ballots.secret.events import BoxChecked, BoxFilled
from ballots.secret.frozenbox import FrozenBox
from ballots.secret.manifest import Manifest, manifest_from_json, manifest_hash
from ballots.secret.openbox import Answer, OpenBox, Rhythm
from ballots.secret.sealed import closes_at, shown_turnout
from ballots.secret.signer import PrivateKey, blind_sign_all
from ballots.secret.vault import Vault
from ballots.secret.words import words_en
from core.database import Database
from core.errors import NotHere, Refused
from core.journal import Entry

log = logging.getLogger(__name__)

AT_ONCE = 4  # papers signed without a thread of their own: a millisecond of the loop
ACTS = {"BoxPrepared", "BoxOpened", "RoundClosed", "RoundVoided"}  # what changes a box
LOOK = 0.5  # seconds between two looks at the clock while the grace runs
WARM = 8  # boxes whose words are computed at the start
AGAIN = 2.0  # seconds until a failed freeze is tried again


@dataclass(slots=True)
class Held:
    """What is known of one box. Its keys are here only while papers are handed out."""

    round: Round
    octets: bytes  # the manifest, byte for byte
    manifest: Manifest
    manifest_hash: bytes
    keys: tuple[PrivateKey, ...] | None = field(default=None, repr=False)
    loading_keys: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)
    open: OpenBox | None = None
    frozen: FrozenBox | None = None


class Boxes:
    def __init__(self, vault: Vault, grace: float, rhythm: Rhythm) -> None:
        self.vault = vault
        self.grace = grace
        self._rhythm = rhythm
        self._db: Database | None = None
        self._held: dict[str, Held] = {}
        self._loading = asyncio.Lock()
        self._ids: dict[tuple[str, str], str] = {}  # by meeting and round
        self._naming = asyncio.Lock()
        self._ending: dict[str, asyncio.Task[Any]] = {}
        self._busy: set[str] = set()  # being frozen or dropped
        self._version = 0
        self._threads = ThreadPoolExecutor(os.cpu_count(), "signing")

    @property
    def db(self) -> Database:
        assert self._db is not None, "boxes are started with the server"
        return self._db

    async def start(self, db: Database) -> None:
        """Go on where the last process ended: whatever is closed is frozen now."""
        self._db = db
        async with db.reading() as connection:
            ids = await store.list_box_ids(connection)
            hashes = await store.list_hashes(connection, WARM)
            unfrozen = await store.list_unfrozen(connection)
        await asyncio.to_thread(self.vault.sweep, ids)
        self._ending["words"] = asyncio.create_task(_warm(hashes))
        names = {round: id for id, round in ids.items()}
        for known in unfrozen:
            work = self.find(names[known.id]) if known.phase is Phase.OPEN else self._end(known)
            self._ending[known.id] = asyncio.create_task(work)

    async def stop(self) -> None:
        for task in self._ending.values():
            task.cancel()
        await asyncio.gather(*self._ending.values(), return_exceptions=True)
        for held in self._held.values():
            if held.open is not None:
                await held.open.shut()
        self._threads.shutdown(wait=False)

    def hear(self, entry: Entry) -> None:
        """Called after every commit: forget what was true before, and act on it."""
        if entry.kind not in ACTS:
            return
        round = entry.facts["round"]
        self._ids.pop((entry.meeting, round), None)
        self._version += 1  # what is being loaded just now may be older than this
        self._held = {
            id: held
            for id, held in self._held.items()
            if held.round.id != round or held.open is not None
        }
        for held in self._held.values():
            if entry.kind == "RoundVoided" and held.round.id == round and held.open is not None:
                held.open.refuse_all()
        if entry.kind in ("RoundClosed", "RoundVoided"):
            look = self._look(entry.meeting, round, self._ending.get(round))
            self._ending[round] = asyncio.create_task(look)

    async def _look(self, meeting: str, round: str, before: asyncio.Task[Any] | None) -> None:
        """A round may be voided in the grace of its close: the later news counts."""
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)
        async with self.db.reading() as connection:
            known = await rounds.load_round(connection, meeting, round)
        await self._end(known)

    async def _end(self, known: Round) -> None:
        """A closed round is frozen after its grace, a void one leaves nothing."""
        async with self.db.reading() as connection:
            sealed = await store.find_sealed(connection, known.id)
        if sealed is None or known.phase not in (Phase.CLOSED, Phase.VOID):
            return
        if known.phase is Phase.CLOSED:
            await self._await_grace(known, self._held.get(sealed.id))
        async with self._loading:
            self._busy.add(sealed.id)  # nobody opens the live file again
            held = self._held.pop(sealed.id, None)
        try:
            if held is not None and held.open is not None:
                await held.open.shut()
            if known.phase is Phase.VOID:
                await asyncio.to_thread(self.vault.drop, sealed.id)
            else:
                await self._freeze(known)
        finally:
            self._busy.discard(sealed.id)

    async def _await_grace(self, known: Round, held: Held | None) -> None:
        assert known.closed_at is not None, "a closed round has its moment"
        deadline = closes_at(known.closed_at, self.grace)
        if held is not None and held.open is not None:
            held.open.deadline = deadline
        while (left := (deadline - self.db.clock()).total_seconds()) >= 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left + 0.001, LOOK))

    async def _freeze(self, known: Round) -> None:
        while True:
            try:
                await freeze_round(self.db, self.vault, known.meeting, known.id, self.grace)
            except Exception as problem:
                code = problem.code if isinstance(problem, Refused) else type(problem).__name__
                if code == "round-not-closed":
                    return  # it was voided meanwhile
                # Without a trace, which could hold papers.
                log.error("a box could not be frozen, trying again: %s", code)
                await asyncio.sleep(AGAIN)
            else:
                return

    async def find(self, id: str) -> Held:
        """The box by the id in its manifest. Refuses one that is not there, or void."""
        if (held := self._held.get(id)) is not None:
            return held
        async with self._loading:
            while (held := self._held.get(id)) is None:
                if id in self._busy:
                    raise Refused("box-busy")
                version = self._version
                loaded = await self._load(id)
                if version == self._version:
                    self._held[id] = loaded
                elif loaded.open is not None:
                    await loaded.open.shut()
            return held

    async def find_by_round(self, meeting: str, round: str) -> Held:
        """The box of a round. When a round opens, a whole hall asks at once."""
        if (id := self._ids.get((meeting, round))) is None:
            async with self._naming:
                id = self._ids.get((meeting, round)) or await self._id_of(meeting, round)
                self._ids[meeting, round] = id
        return await self.find(id)

    async def _id_of(self, meeting: str, round: str) -> str:
        async with self.db.reading() as connection:
            await rounds.load_round(connection, meeting, round)
            sealed = await store.find_sealed(connection, round)
        if sealed is None:
            raise Refused("box-not-prepared")
        return sealed.id

    async def _load(self, id: str) -> Held:
        async with self.db.reading() as connection:
            known = await store.find_round(connection, id)
            if known is None or known.phase is Phase.VOID:
                raise NotHere("box")
            octets = await store.load_manifest(connection, known.id)
            chain = await store.list_checkpoints(connection)
        manifest = await asyncio.to_thread(manifest_from_json, octets)
        held = Held(known, octets, manifest, manifest_hash(octets))
        signed = [(body, signature) for round, body, signature in chain if round == known.id]
        if signed:
            held.frozen = await asyncio.to_thread(FrozenBox, manifest, self.vault, *signed[0])
        elif known.phase in (Phase.OPEN, Phase.CLOSED):
            held.open = await self._open(held)
        return held

    async def _open(self, held: Held) -> OpenBox:
        id = held.manifest.round.hex()
        file = await asyncio.to_thread(self.vault.open_box, id)
        key = await asyncio.to_thread(self.vault.server_key)
        box = OpenBox(held.manifest, file, key, self.db.clock, self._rhythm, self._told(held))
        if held.round.closed_at is not None:
            box.deadline = closes_at(held.round.closed_at, self.grace)
        box.start()
        return box

    def _told(self, held: Held) -> Callable[[int], None]:
        def tell(cast: int) -> None:
            shown = shown_turnout(cast)
            self.db.tell(BoxFilled(meeting=held.round.meeting, round=held.round.id, cast=shown))

        return tell

    async def put(self, id: str, papers: Sequence[tuple[int, bytes]]) -> list[Answer]:
        """Papers into the box; see `OpenBox.put`."""
        held = await self.find(id)
        if held.open is not None:
            return await held.open.put(papers)
        if held.frozen is None:
            raise Refused("box-not-open")
        return await asyncio.to_thread(held.frozen.put_late, papers)

    async def sign(self, id: str, blinded: Sequence[bytes]) -> list[bytes]:
        """What the register has granted, signed. The same values give the same bytes."""
        held = await self.find(id)
        if held.keys is None:
            async with held.loading_keys:  # a whole hall asks in the second of the opening
                held.keys = held.keys or await self._load_keys(id)
        pairs = list(zip(held.keys, blinded, strict=True))
        if len(pairs) <= AT_ONCE:
            return blind_sign_all(pairs)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, blind_sign_all, pairs)

    async def _load_keys(self, id: str) -> tuple[PrivateKey, ...]:
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, self.vault.load_keys, id
            )
        except FileNotFoundError:
            raise Refused("round-closed") from None

    async def check(self, id: str, receipt: Receipt) -> None:
        """A phone has found its papers in the frozen list, and says so without a name."""
        held = await self.find(id)
        if held.frozen is None:
            raise NotHere("box")
        if held.frozen.check(receipt):
            count = len(held.frozen.checked)
            self.db.tell(
                BoxChecked(meeting=held.round.meeting, round=held.round.id, checked=count)
            )

    async def complain(self, id: str, receipt: Receipt) -> None:
        """Only what contradicts the list counts as a complaint."""
        held = await self.find(id)
        if held.frozen is None:
            raise NotHere("box")
        if not held.frozen.holds(receipt.no, receipt.leaf):
            await complain(self.db, held.round, held.manifest, receipt)

    def shown(self, view: RoundView) -> RoundView:
        """The view with what only the running boxes know."""
        held = self._held.get(view.box.id) if view.box is not None else None
        if view.box is None or held is None:
            return view
        if held.open is not None:
            return replace(view, cast=shown_turnout(held.open.cast))
        if held.frozen is not None:
            return replace(view, box=replace(view.box, checked=len(held.frozen.checked)))
        return view


async def _warm(hashes: Sequence[str]) -> None:
    """Six words are slow on purpose: no screen is to wait for them after a start."""
    for digest in hashes:
        await asyncio.to_thread(words_en, bytes.fromhex(digest))
