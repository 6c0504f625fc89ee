"""The folder of secret rounds: private keys while a round lives, and boxes. Synchronous.

It must not be copied while a round is open: no backup, no snapshot of the disk. A key is
overwritten before its file is deleted; on flash memory that is a wish and no proof.
"""

import os
import shutil
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from ballots.secret.blindrsa import EXPONENT
from ballots.secret.boxfile import BoxFile, Row, find_frozen, freeze_box, read_frozen
from ballots.secret.signer import PrivateKey, private_key
from core.files import sync, write_whole

LENGTH_BYTES = 4  # before each key in the file


class Vault:
    """All methods may be called from any thread."""

    def __init__(self, folder: Path, bits: int = 2048) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.bits = bits
        self._turn = Lock()  # a box is not dropped while it is being frozen
        self._server_key = self._load_server_key()

    def server_key(self) -> Ed25519PrivateKey:
        """The key that signs receipts and checkpoints; made once, the same for all rounds."""
        return self._server_key

    def _load_server_key(self) -> Ed25519PrivateKey:
        path = self.folder / "receipts.key"
        if not path.exists():
            write_whole(path, Ed25519PrivateKey.generate().private_bytes_raw())
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())

    def make_keys(self, id: str, number: int) -> tuple[PrivateKey, ...]:
        """New keys, one a paper number, on the disk when this returns."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            made = list(threads.map(lambda _: self._make_key(), range(number)))
        self._place(id).mkdir(mode=0o700)
        octets = b""
        for key in made:
            der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            octets += len(der).to_bytes(LENGTH_BYTES, "big") + der
        write_whole(self._keys(id), octets)
        sync(self.folder)
        return tuple(map(private_key, made))

    def _make_key(self) -> RSAPrivateKey:
        return generate_private_key(EXPONENT, self.bits)

    def load_keys(self, id: str) -> tuple[PrivateKey, ...]:
        """The keys we wrote ourselves: not proved prime again, which takes 50 ms each."""
        octets, found = self._keys(id).read_bytes(), []
        while octets:
            end = LENGTH_BYTES + int.from_bytes(octets[:LENGTH_BYTES], "big")
            key = load_der_private_key(
                octets[LENGTH_BYTES:end], password=None, unsafe_skip_rsa_key_validation=True
            )
            assert isinstance(key, RSAPrivateKey), "only `make_keys` writes here"
            found.append(private_key(key))
            octets = octets[end:]
        return tuple(found)

    def destroy_keys(self, id: str) -> None:
        """Nobody can make a paper of this round any more."""
        path = self._keys(id)
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync(path.parent)

    def has_keys(self, id: str) -> bool:
        return self._keys(id).exists()

    def open_box(self, id: str) -> BoxFile:
        return BoxFile(self._live(id))

    def freeze(self, id: str) -> tuple[Row, ...]:
        """The papers of the frozen box; freezes it first. Killed anywhere, it can go on."""
        with self._turn:
            if not self.is_frozen(id):
                self.open_box(id).close()  # also a round in which nobody cast has a frozen box
            return freeze_box(self._live(id), self.frozen_path(id))

    def is_frozen(self, id: str) -> bool:
        return self.frozen_path(id).exists()

    def frozen(self, id: str) -> tuple[Row, ...]:
        return read_frozen(self.frozen_path(id))

    def find_frozen(
        self, id: str, wanted: Iterable[tuple[int, bytes]]
    ) -> dict[tuple[int, bytes], bytes]:
        """Of these papers, by number and serial, those that lie in the frozen box."""
        return find_frozen(self.frozen_path(id), wanted)

    def keep_archive(self, id: str, octets: bytes) -> None:
        """The published archive never changes: it is made once."""
        write_whole(self.archive_path(id), octets)

    def archive_path(self, id: str) -> Path:
        return self._place(id) / "archive.zip"

    def frozen_path(self, id: str) -> Path:
        return self._place(id) / "frozen.db"

    def drop(self, id: str) -> None:
        """A round that is void: neither keys nor ballots of it are left."""
        with self._turn:
            self._drop(id)

    def _drop(self, id: str) -> None:
        self.destroy_keys(id)
        shutil.rmtree(self._place(id), ignore_errors=True)
        sync(self.folder)

    def sweep(self, known: Collection[str]) -> None:
        """Drop what was prepared and then not kept: a crash, or a second preparation."""
        for place in self.folder.iterdir():
            if place.is_dir() and place.name not in known:
                self.drop(place.name)

    def _place(self, id: str) -> Path:
        return self.folder / id

    def _keys(self, id: str) -> Path:
        return self._place(id) / "keys"

    def _live(self, id: str) -> Path:
        return self._place(id) / "live.db"
