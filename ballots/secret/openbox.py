"""The box while it takes papers: checked at once, laid in together at the beat of a clock.

Nothing here knows who cast. The beat goes on whatever people do, and a flush waits for some
phones or a few seconds, so that what reaches the disk tells no single ballot's moment.
"""

import asyncio
from asyncio import Future
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots.secret.boxfile import BoxFile, Row
from ballots.secret.checkpoint import Receipt, give_receipt
from ballots.secret.choices import read_legal
from ballots.secret.manifest import Manifest
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import Form, Record
from core.clock import Clock
from core.errors import Refused

MOST_WAITING = 20_000  # ballots; a hall has 3,000


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When what waits is laid into the box."""

    tick: float = 0.5  # seconds
    phones: int = 5  # so many at once need not wait longer
    longest: float = 6.0  # seconds that anybody waits


@dataclass(frozen=True, slots=True)
class Stored:
    """Another record lies in the box for this paper: its leaf."""

    leaf: bytes


Answer = Receipt | Stored


@dataclass(eq=False, slots=True)
class Ballot:
    """What one phone has sent and waits for: one paper of every number, all of them new."""

    rows: tuple[Row, ...]
    since: float
    laid_in: Future[None]


class OpenBox:
    """`told` hears after each flush how many ballots lie in the box."""

    def __init__(
        self,
        manifest: Manifest,
        file: BoxFile,
        key: Ed25519PrivateKey,
        clock: Clock,
        rhythm: Rhythm,
        told: Callable[[int], None],
    ) -> None:
        self.manifest = manifest
        self.deadline: datetime | None = None  # set by the closing, with its grace
        self._file = file
        self._key = key
        self._clock = clock
        self._rhythm = rhythm
        self._told = told
        self._papers: dict[int, Form] = {form.no: form for form in manifest.forms}
        # What lies in the box, or is about to: a repeat must not cost much nor make a flush.
        self._leaves = {
            (no, serial): record_leaf(manifest.round, no, record)
            for no, serial, record in file.rows()
        }
        self._known = set(self._leaves.values())
        self._queue: list[Ballot] = []
        self._coming: dict[bytes, Ballot] = {}  # by leaf
        self._beating: asyncio.Task[None] | None = None
        self._flushing = asyncio.Lock()
        self._is_shut = False
        # Of its own: whatever else keeps threads busy, ballots reach the disk.
        self._hand = ThreadPoolExecutor(1, "box")

    @property
    def cast(self) -> int:
        """Ballots in the box: each holds one paper of every number."""
        return (len(self._leaves) - len(self._coming)) // len(self._papers)

    def start(self) -> None:
        self._beating = asyncio.create_task(self._beat())

    def read(self, no: int, record: bytes) -> Record:
        """Refuses, by the codes of `read_ballot`, what may not lie in the box."""
        if no not in self._papers:
            raise Refused("record-paper", paper=no)
        return read_legal(self.manifest, self._papers[no], record)

    async def put(self, papers: Sequence[tuple[int, bytes]]) -> list[Answer]:
        """Answered once they are on the disk: all of them, or a refusal and none.

        A ballot is whole: were single papers taken, majorities could be moved by leaving some
        out. So one paper of each number, and either all of them new or none.
        """
        if self._is_shut:
            raise Refused("box-busy")  # it is being frozen: the frozen one will answer
        leaves = [record_leaf(self.manifest.round, no, record) for no, record in papers]
        if [no for no, _ in papers] != [*self._papers]:
            raise Refused("record-papers", papers=len(self._papers))
        if all(leaf in self._known for leaf in leaves):
            await self._until_in(leaves)
            return self._receipts(papers, leaves)
        rows = tuple((no, self.read(no, record).serial, record) for no, record in papers)
        lying = [self._leaves.get(row[:2]) for row in rows]
        if any(lying):
            return await self._contradict(rows, leaves, lying)
        if self.deadline is not None and self._clock() > self.deadline:
            raise Refused("box-closed")
        await self._wait_in_line(rows, leaves)
        return self._receipts(papers, leaves)

    async def _until_in(self, leaves: Sequence[bytes | None]) -> None:
        """What was sent before may still be on its way to the disk."""
        for leaf in leaves:
            if leaf is not None and (coming := self._coming.get(leaf)) is not None:
                await asyncio.shield(coming.laid_in)

    async def _contradict(
        self, rows: Sequence[Row], leaves: Sequence[bytes], lying: Sequence[bytes | None]
    ) -> list[Answer]:
        """Some paper lies there already, with another choice or beside other papers."""
        await self._until_in(lying)
        if any(leaf is None for leaf in lying):
            raise Refused("record-mixed")
        return [
            give_receipt(self._key, self.manifest.round, row[0], leaf)
            if leaf == there
            else Stored(there or b"")
            for row, leaf, there in zip(rows, leaves, lying, strict=True)
        ]

    async def _wait_in_line(self, rows: tuple[Row, ...], leaves: Sequence[bytes]) -> None:
        if len(self._queue) >= MOST_WAITING:
            raise Refused("box-busy")
        loop = asyncio.get_running_loop()
        ballot = Ballot(rows, loop.time(), loop.create_future())
        self._queue.append(ballot)
        for row, leaf in zip(rows, leaves, strict=True):
            self._leaves[row[:2]] = leaf
            self._coming[leaf] = ballot
            self._known.add(leaf)
        await asyncio.shield(ballot.laid_in)  # hanging up does not take the ballot back

    def _receipts(
        self, papers: Sequence[tuple[int, bytes]], leaves: Sequence[bytes]
    ) -> list[Answer]:
        return [
            give_receipt(self._key, self.manifest.round, no, leaf)
            for (no, _), leaf in zip(papers, leaves, strict=True)
        ]

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._rhythm.tick)
            if not self._queue:
                continue
            waits = loop.time() - self._queue[0].since
            if len(self._queue) >= self._rhythm.phones or waits >= self._rhythm.longest:
                await self.flush()

    async def flush(self) -> None:
        """Lay in all that waits. A fault is answered to those who wait; they send again."""
        async with self._flushing:
            batch, self._queue = self._queue, []
            if not batch:
                return
            rows = [row for ballot in batch for row in ballot.rows]
            try:
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._hand, self._file.put_all, rows)
            except Exception as problem:
                self._forget(rows)
                self._settle(batch, problem)
                return
            for row in rows:
                del self._coming[self._leaves[row[:2]]]
            self._settle(batch, None)
        self._told(self.cast)

    def _forget(self, rows: Sequence[Row]) -> None:
        for row in rows:
            leaf = self._leaves.pop(row[:2])
            del self._coming[leaf]
            self._known.discard(leaf)

    def _settle(self, batch: Sequence[Ballot], problem: Exception | None) -> None:
        for ballot in batch:
            if problem is None:
                ballot.laid_in.set_result(None)
            else:
                ballot.laid_in.set_exception(problem)
                ballot.laid_in.exception()  # seen: the phone may have hung up meanwhile

    def refuse_all(self) -> None:
        """The round is void: from this very moment nothing is receipted any more."""
        self._is_shut = True

    async def shut(self) -> None:
        """The last flush; after it nothing comes in and the file is closed."""
        await self.flush()
        self._is_shut = True
        await self.flush()  # what came between the two
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        async with self._flushing:
            self._file.close()
        self._hand.shutdown(wait=False)


def late_answers(
    manifest: Manifest,
    key: Ed25519PrivateKey,
    rows: Sequence[Row],
    kept: Mapping[tuple[int, bytes], bytes],
) -> list[Answer]:
    """For papers sent after the freeze. Refuses what does not lie in the box."""
    answers: list[Answer] = []
    for no, serial, record in rows:
        if (no, serial) not in kept:
            raise Refused("box-closed")
        leaf = record_leaf(manifest.round, no, kept[no, serial])
        same = kept[no, serial] == record
        answers.append(give_receipt(key, manifest.round, no, leaf) if same else Stored(leaf))
    return answers
