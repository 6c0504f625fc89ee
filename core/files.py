"""Files that are on the disk when we say so. Synchronous."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Put a file or a folder on the disk; a folder, so that a new name in it is kept."""
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def write_whole(path: Path, octets: bytes) -> None:
    """Whole or not at all, for the owner only, and on the disk when this returns."""
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)
