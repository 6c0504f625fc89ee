"""The folder of photos and voice notes: each file once, under its SHA-256. Synchronous.

A file is on the disk before an entry names it. Entries are for ever, so nothing that they name
is taken away; what a form left behind is swept at the next start.
"""

import errno
import hashlib
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from core.errors import Refused
from core.files import write_whole

RESERVE = 256 * 2**20  # bytes left free: the votes of the day need the disk
NAME = re.compile(r"[0-9a-f]{64}")
OURS = re.compile(r"[0-9a-f]{64}(\.part)?")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Recordings:
    def __init__(self, folder: Path, reserve: int = RESERVE) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self._reserve = reserve

    def keep(self, octets: bytes) -> str:
        """Lay a file down and give its name, the SHA-256 in hex."""
        name = hashlib.sha256(octets).hexdigest()
        if self.has(name):
            return name
        if shutil.disk_usage(self.folder).free < len(octets) + self._reserve:
            raise Refused("recordings-full", field="photo")
        try:
            write_whole(self.folder / name, octets)
        except OSError as error:
            if error.errno in FULL:
                raise Refused("recordings-full", field="photo") from None
            raise
        return name

    def keep_all(self, files: Collection[bytes]) -> int:
        """Lay down what a parcel brought. Gives how many of them were not here."""
        new = [one for one in files if not self.has(hashlib.sha256(one).hexdigest())]
        for one in new:
            self.keep(one)
        return len(new)

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """The bytes of those that are here."""
        return {name: self.path(name).stat().st_size for name in names if self.has(name)}

    def path(self, name: str) -> Path:
        """Where a file lies. The name may come from another machine's log: it is checked."""
        if not NAME.fullmatch(name):
            raise Refused("entry-unreadable")
        return self.folder / name

    def has(self, name: str) -> bool:
        return NAME.fullmatch(name) is not None and self.path(name).is_file()

    def sweep(self, named: Collection[str]) -> None:
        """Remove what no entry names. What somebody else laid here is left alone."""
        for path in self.folder.iterdir():
            if OURS.fullmatch(path.name) and path.name not in named:
                path.unlink()
