"""Makes the archive of every meeting that is closed, and keeps the files of the shelf.

After the commit of the close, beside everything else, in a thread: the files first, then the
shelf. Killed anywhere in between, the next start finds that an edition is due and makes the
same bytes again.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error

from ballots import queries as ballots
from ballots.secret.audit import FAILS, Known
from ballots.secret.vault import Vault
from core.chain import Event
from core.checking import State
from core.database import Database
from core.errors import NotHere, Refused
from core.files import write_whole
from core.journal import Entry
from core.zipped import MOST_BYTES, read_zip
from sessions.archive import commands, queries
from sessions.archive.manifest import MANIFEST, manifest_from_json
from sessions.archive.queries import Due, Kept
from sessions.archive.terms import RENEWS, SEALS
from sessions.handouts.released import released
from web.archive.audit import MeetingAudit, audit_meeting, is_of_meeting
from web.archive.make import Given, House, Made, make_edition
from web.archive.program import program
from web.archive.rounds import published_archive

MOST_HANDED = MOST_BYTES // 2  # bytes of papers in an archive; the rest is listed as left out

log = logging.getLogger(__name__)


class Keeper:
    """The folder of archives, and the task that fills it while the server runs."""

    def __init__(self, data: Path, vault: Vault, zone: str, origin: str) -> None:
        self._folder = data / "archives"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._papers = data / "handouts"  # each under its SHA-256
        self._vault = vault
        self._house = House(vault.server_key(), zone, origin)
        self._db: Database | None = None
        self._turn = asyncio.Lock()
        self.checking = asyncio.Lock()  # one archive is checked at a time
        self.publishing = asyncio.Lock()  # one archive of a secret round is made at a time
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed: set[str] = set()  # meetings whose archive could not be made
        self._checked: dict[str, tuple[tuple[int, int], MeetingAudit]] = {}

    def start(self, db: Database) -> None:
        """What the last run left undone is made now."""
        self._db = db
        self._begin(None)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def hear(self, entry: Entry) -> None:
        """Called after each commit; a closed meeting is archived beside all else."""
        if self._db is not None and (entry.kind == SEALS or entry.kind in RENEWS):
            self._begin(entry.meeting)

    def _begin(self, meeting: str | None) -> None:
        task = asyncio.create_task(self._try(meeting))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _try(self, meeting: str | None) -> None:
        assert self._db is not None, "begun by `start` and `hear` only"
        async with self._db.reading() as connection:
            closed = await queries.closed_meetings(connection)
        for one in closed if meeting is None else [meeting]:
            try:
                await self.catch_up(self._db, one)
                self._failed.discard(one)
            except Exception:
                # Other meetings get theirs all the same; `retry` and the next start try again.
                self._failed.add(one)
                log.exception("the archive of a meeting could not be made")

    def retry(self, meeting: str) -> bool:
        """Whether making its archive failed (a disk was full); if so, it is tried again now."""
        has_failed = meeting in self._failed
        if has_failed and not self._tasks:
            self._begin(meeting)
        return has_failed

    async def settled(self) -> None:
        """Wait for all that is being made."""
        await asyncio.gather(*self._tasks)

    async def catch_up(self, db: Database, meeting: str) -> None:
        """Make the editions of a closed meeting that are not on the shelf."""
        async with self._turn:
            async with db.reading() as connection:
                waiting = await queries.due(connection, meeting)
            for due in waiting:
                made = await self.make(db, meeting, due)
                for one in made:
                    kept = kept_of(one)
                    await asyncio.to_thread(write_whole, self.path(kept.hash), one.octets)
                shelf = [(kept_of(one), one.manifest, one.files) for one in made]
                await commands.shelve_edition(db, shelf)

    async def make(self, db: Database, meeting: str, due: Due) -> tuple[Made, Made]:
        """Both copies of an edition; asked again, the same bytes."""
        rounds = []
        for round in _secret_rounds(due.entries):
            async with db.reading() as connection:
                view = await ballots.round_view(connection, meeting, round)
            assert view.box is not None, "an announced secret round has its box"
            path = await published_archive(
                db, self._vault, self.publishing, view.round, view.box.id
            )
            rounds.append((round, view.box.id, await asyncio.to_thread(path.read_bytes)))
        handouts = await asyncio.to_thread(self._handouts, due.entries)
        given = Given(rounds, handouts)
        return await asyncio.to_thread(make_edition, self._house, due, given)

    def _handouts(self, entries: Sequence[Entry]) -> dict[str, bytes]:
        """The papers that were out, as far as they are here and an archive can hold them."""
        events = [Event(one.number, one.kind, one.facts, one.hash) for one in entries]
        found: dict[str, bytes] = {}
        room = MOST_HANDED
        for one in released(events):
            path = self._papers / one.sha256
            if not path.exists() or (size := path.stat().st_size) > room:
                continue
            found[one.sha256] = path.read_bytes()
            room -= size
        return found

    def path(self, hash: str) -> Path:
        return self._folder / f"{hash}.zip"

    def octets(self, hash: str) -> bytes:
        """An archive of the shelf. Synchronous; refuses one whose file is gone."""
        try:
            return self.path(hash).read_bytes()
        except FileNotFoundError:
            raise NotHere("archive") from None

    def files(self, hash: str) -> dict[str, bytes]:
        """What is in it; nothing if the disk has lost it, or it is not what it was."""
        try:
            files = read_zip(self.octets(hash))
        except Refused:
            return {}
        is_whole = sha256(files.get(MANIFEST, b"")).hexdigest() == hash
        return files if is_whole else {}

    def some(self, hash: str, *names: str) -> dict[str, bytes]:
        """Its manifest and these files, each as the manifest names it, without all the rest.

        Pages are asked for by strangers and at once: whole archives would fill the memory.
        """
        try:
            with ZipFile(self.path(hash)) as archive:
                wanted = {MANIFEST, *names} & set(archive.namelist())
                found = {name: archive.read(name) for name in wanted}
        except (OSError, BadZipFile, NotImplementedError, error):
            return {}
        if sha256(found.get(MANIFEST, b"")).hexdigest() != hash:
            return {}
        told = {one.name: one.sha256 for one in manifest_from_json(found[MANIFEST]).files}
        return {
            name: octets
            for name, octets in found.items()
            if name not in told or sha256(octets).hexdigest() == told[name]
        }

    def check(self, hash: str, *, again: bool) -> MeetingAudit:
        """All checks on the file as it lies here; synchronous, and seconds of work.

        Without `again`, what was found the last time holds as long as the file is the same:
        what anybody may ask for, nobody can keep the server busy with.
        """
        try:
            state = self.path(hash).stat()
        except FileNotFoundError:
            raise NotHere("archive") from None
        stamp, known = (state.st_mtime_ns, state.st_size), self._checked.get(hash)
        if known and known[0] == stamp and not again:
            return known[1]
        found = audit_meeting(self.octets(hash), Known(hash=hash), program())
        self._checked[hash] = stamp, found
        return found

    async def take_in(self, db: Database, octets: bytes, by: str) -> tuple[str, bool]:
        """Check an archive from elsewhere and put it on the shelf, unchanged; once.

        Answers its hash, and whether it is new here. Refuses one that does not hold.
        """
        found = await asyncio.to_thread(check_import, octets)
        assert found.manifest is not None, "it holds, so its manifest was read"
        files = await asyncio.to_thread(read_zip, octets)
        now = datetime.fromisoformat(found.manifest.last_at)
        kept = commands.kept_of(found.manifest, files, octets, by, now)
        async with db.reading() as connection:
            known = await queries.find(connection, kept.hash)
        if known is None or not await asyncio.to_thread(self.files, kept.hash):
            await asyncio.to_thread(write_whole, self.path(kept.hash), octets)
        is_new = await commands.shelve_import(db, kept, found.manifest, files)
        return kept.hash, is_new


def check_import(octets: bytes) -> MeetingAudit:
    """Refuse what is no archive of a meeting, and one that fails, by the name of the check."""
    if len(octets) > MOST_BYTES:
        raise Refused("archive-too-large", field="file", most=MOST_BYTES)
    if not is_of_meeting(octets):
        raise Refused("archive-not-of-meeting", field="file")
    found = audit_meeting(octets, Known(), program())
    if found.code == FAILS:
        failed = list(found.report.named(State.FAILS))
        raise Refused("archive-fails", field="file", checks=failed)
    return found


def kept_of(made: Made) -> Kept:
    now = datetime.fromisoformat(made.manifest.last_at)
    return commands.kept_of(made.manifest, made.files, made.octets, "", now)


def _secret_rounds(entries: Sequence[Entry]) -> list[str]:
    return [
        str(entry.facts["round"])
        for entry in entries
        if entry.kind == "ResultAnnounced" and entry.facts["kind"] == "secret"
    ]
