"""What the operator decides: the data folder, the public address, the time zone."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from ballots.secret.blindrsa import KEY_SIZES
from ballots.secret.openbox import Rhythm
from web.channels import NO_CHANNELS, Channels, channels

KEY_BYTES = 32
BEAT = Rhythm()


@dataclass(frozen=True, slots=True)
class Settings:
    """`origin` is the address people reach, such as https://vote.example.org; without one each
    request's own address is used. All files lie under `data`."""

    data: Path
    database: str
    origin: str | None
    zone: ZoneInfo
    box_origin: str | None = None  # another address for the box of secret ballots
    grace: float = 10.0  # seconds after a close in which ballots on their way are taken
    rhythm: Rhythm = BEAT  # when ballots are laid into the box
    key_bits: int = 2048  # of the keys of a secret round; 3072 is allowed as well
    channels: Channels = NO_CHANNELS  # by which messages to offices leave the house

    @property
    def box_base(self) -> str:
        """Where phones reach the box."""
        return f"{self.box_origin or ''}/box"

    @property
    def is_https(self) -> bool:
        return self.origin is not None and self.origin.startswith("https://")


def settings(data: Path, database: str | None = None, origin: str | None = None) -> Settings:
    """Settings for a data folder, which is made (for its owner only) when it is missing."""
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)  # ballots by name lie in there, and the key that signs badges
    url = database or f"sqlite+aiosqlite:///{data / 'minyi.db'}"
    zone = ZoneInfo(os.environ.get("MINYI_TIMEZONE", "Asia/Shanghai"))
    origin = origin or os.environ.get("MINYI_ORIGIN") or None
    box_origin = os.environ.get("MINYI_BOX_ORIGIN") or None
    bits = int(os.environ.get("MINYI_KEY_BITS", KEY_SIZES[0]))
    if bits not in KEY_SIZES:
        raise RuntimeError(f"MINYI_KEY_BITS is one of {KEY_SIZES}, not {bits}")
    return Settings(
        data,
        url,
        origin.rstrip("/") if origin else None,
        zone,
        box_origin=box_origin.rstrip("/") if box_origin else None,
        key_bits=bits,
        channels=channels(),
    )


def secret_key(data: Path) -> bytes:
    """The key that signs cookies and links. Made once; whoever reads it can forge badges."""
    path = data / "secret.key"
    if not path.exists():
        made = data / f"secret.{secrets.token_hex(8)}.new"
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Whole or not at all: of two starters the first wins, and none reads half a key.
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    key = path.read_bytes()
    if len(key) != KEY_BYTES:  # an empty key would sign, and anybody could forge it
        raise RuntimeError(f"{path} holds no key; delete it, and all sign in anew")
    return key
