"""The folder of handouts: each file once, under its SHA-256. Synchronous but for its turn.

A file is on the disk before a row names it, so a crash leaves at most a file that nobody
names; it is swept away at the next start.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import zipfile
from asyncio import Lock
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from core.errors import Refused
from core.files import sync
from sessions.handouts.handout import MEGABYTE, MOST_BYTES, FileKind
from sessions.handouts.pdf import check_pdf
from sessions.handouts.pictures import repainted
from sessions.handouts.reading import Reading, reading_of
from sessions.handouts.sniffing import HEAD_BYTES, sniff
from sessions.handouts.word import check_docx

RESERVE = 256 * MEGABYTE  # bytes that papers leave free: the votes of the day need the disk
MOST_BUNDLES = 8  # zips kept: one for each group of readers, and some of a moment ago
OURS = re.compile(r"[0-9a-f]{64}(\.zip|\.[0-9a-f]{16}\.part)?")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that has been looked through and lies on the shelf."""

    kind: FileKind
    sha256: str
    size: int
    reading: Reading


class Shelf:
    """`turn` is held from the keeping of a file to the commit that names or forgets it."""

    def __init__(self, folder: Path, reserve: int = RESERVE) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.turn = Lock()
        self.packing = Lock()  # a hall that asks for one zip waits for one packing
        self._reserve = reserve

    def path(self, sha256: str) -> Path:
        return self.folder / sha256

    def take(self, source: BinaryIO, filename: str) -> Taken:
        """Look through a file and keep it. Every refusal has the fact `filename`."""
        try:
            return self._take(source)
        except Refused as refusal:
            refusal.field = "file"
            refusal.facts["filename"] = filename
            raise
        except OSError as error:
            if error.errno in FULL:
                raise Refused("handout-disk-full", field="file", filename=filename) from None
            raise

    def _take(self, source: BinaryIO) -> Taken:
        size = source.seek(0, os.SEEK_END)
        if size == 0:
            raise Refused("handout-empty")
        if size > MOST_BYTES:
            raise Refused("handout-too-big", most=MOST_BYTES // MEGABYTE)
        if shutil.disk_usage(self.folder).free < size + self._reserve:
            raise Refused("handout-disk-full")
        source.seek(0)
        kind = sniff(source.read(HEAD_BYTES))
        source.seek(0)
        if kind is FileKind.PDF:
            with _mapped(source) as content:
                check_pdf(content)
            return self._kept(kind, _pieces(source), Reading())
        if kind is FileKind.DOCX:
            check_docx(source)
            source.seek(0)
            return self._kept(kind, _pieces(source), reading_of(source))
        return self._kept(kind, [repainted(source, kind)], Reading())

    def _kept(self, kind: FileKind, pieces: Iterable[bytes], reading: Reading) -> Taken:
        digest, size = hashlib.sha256(), 0
        with self._laid_down() as (file, part):
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
            _on_disk(file)
            part.replace(self.path(digest.hexdigest()))
        sync(self.folder)
        return Taken(kind, digest.hexdigest(), size, reading)

    @contextmanager
    def _laid_down(self) -> Iterator[tuple[BinaryIO, Path]]:
        """A new file that is gone again if it cannot be finished."""
        part = self.folder / f"{'0' * 64}.{secrets.token_hex(8)}.part"
        try:
            with os.fdopen(
                os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                yield file, part
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise

    def bundle(self, files: Sequence[tuple[str, str]]) -> Path:
        """A zip of these files, each by its name and hash; the same ones are packed once.

        Kept as a file, so that a whole hall that asks for it takes its room once.
        """
        known = hashlib.sha256(repr(files).encode()).hexdigest()
        made = self.folder / f"{known}.zip"
        if not made.exists():
            try:
                self._pack(files, made)
            except OSError as error:
                if error.errno in FULL:
                    raise Refused("handout-disk-full", filename="zip") from None
                raise
            bundles = sorted(self.folder.glob("*.zip"), key=lambda one: one.stat().st_mtime)
            for old in bundles[:-MOST_BUNDLES]:
                old.unlink(missing_ok=True)
        return made

    def _pack(self, files: Sequence[tuple[str, str]], made: Path) -> None:
        total = sum(self.path(sha256).stat().st_size for _, sha256 in files)
        if shutil.disk_usage(self.folder).free < total + self._reserve:
            raise Refused("handout-disk-full", filename="zip")
        with self._laid_down() as (file, part):
            # What is packed already does not shrink, and phones are slow to unpack.
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
                for name, sha256 in files:
                    known = zipfile.ZipInfo(name)  # without a date: the same bytes each time
                    known.external_attr = 0o644 << 16
                    with bundle.open(known, "w") as to, self.path(sha256).open("rb") as source:
                        shutil.copyfileobj(source, to, MEGABYTE)
            _on_disk(file)
            part.replace(made)

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def forget(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def sweep(self, named: Collection[str]) -> None:
        """Remove what no row names. What somebody else laid here is left alone."""
        for path in self.folder.iterdir():
            if OURS.fullmatch(path.name) and path.name not in named:
                path.unlink()


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while piece := source.read(MEGABYTE):
        yield piece


def _mapped(source: BinaryIO) -> mmap:
    """The content without a copy of it in memory."""
    place = source.fileno()
    source.flush()
    return mmap(place, 0, access=ACCESS_READ)


def _on_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
