"""An archive as one file: a zip in one spelling. Pure.

Nothing is compressed, times and rights are fixed, names are in order: the same files are the
same bytes, so that the archive has one hash. And only those bytes are read: a zip that two
programs unpack differently, or that hides something between its files, is refused. So it is
written here, field by field: a library may write other bytes in ten years.
"""

import re
import struct
from collections.abc import Collection, Iterable, Mapping
from zlib import crc32

from core.errors import Refused

MOST_FILES = 5_000
MOST_BYTES = 2**30  # 1 GiB; as nothing is compressed, unpacked as well
NAME = re.compile(r"[a-z0-9_][a-z0-9._-]*(/[a-z0-9_][a-z0-9._-]*)*")  # `..` cannot be written
LONGEST_NAME = 100
# APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16: the marks, and what stands behind them.
LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
ABOUT = struct.Struct("<5H3L2H")  # version, flags, method, time, date; CRC, sizes; lengths
BEHIND = struct.Struct("<3H2L")  # comment, disk, kind; rights and place
LAST = struct.Struct("<4H2LH")  # disks, files; length and place of the directory; comment
VERSION, STORED = 20, 0
UNIX = struct.pack("<H", 3 << 8 | VERSION)
MIDNIGHT, FIRST_DAY = 0, 1 << 5 | 1  # 1980-01-01, the zero of a zip's clock
READABLE = 0o100644 << 16  # a plain file that its owner may write


def archive_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack the files by name; equal files give equal bytes.

    Refuses what `read_zip` would not take: `archive-names`, `archive-too-large`.
    """
    _check_names(files.keys())
    _check_length(sum(map(len, files.values())))
    parts: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name in sorted(files):
        title, about = name.encode(), _about(name, files[name])
        parts += [LOCAL, about, title, files[name]]
        directory += [CENTRAL, UNIX, about, BEHIND.pack(0, 0, 0, READABLE, place), title]
        place += len(LOCAL) + len(about) + len(title) + len(files[name])
    length = sum(map(len, directory))
    last = LAST.pack(0, 0, len(files), len(files), length, place, 0)
    octets = b"".join([*parts, *directory, END, last])
    _check_length(len(octets))
    return octets


def _about(name: str, content: bytes) -> bytes:
    size = len(content)
    fixed = VERSION, 0, STORED, MIDNIGHT, FIRST_DAY
    return ABOUT.pack(*fixed, crc32(content), size, size, len(name), 0)


def read_zip(octets: bytes) -> dict[str, bytes]:
    """Take out what `archive_zip` packed.

    Refuses what is no zip (`archive-unreadable`), too much (`archive-too-large`), other names
    than an archive has (`archive-names`), and any other bytes than `archive_zip` makes of the
    same files (`archive-altered`): changed in a single place, or packed by another program.
    """
    _check_length(len(octets))
    if not octets.startswith(LOCAL):
        raise Refused("archive-unreadable")
    files: dict[str, bytes] = {}
    for name, content in _entries(octets):
        if name in files:
            raise Refused("archive-names", name=name)
        files[name] = content
        if len(files) > MOST_FILES:
            raise Refused("archive-too-large", most=MOST_FILES)
    if archive_zip(files) != octets:
        raise Refused("archive-altered")
    return files


def _entries(octets: bytes) -> Iterable[tuple[str, bytes]]:
    """The files from the first byte on. What else is wrong shows when they are packed again."""
    place, length = 0, len(LOCAL) + ABOUT.size
    while octets.startswith(LOCAL, place) and place + length <= len(octets):
        *_, size, _, title, _ = ABOUT.unpack_from(octets, place + len(LOCAL))
        start = place + length + title
        if start + size > len(octets):
            raise Refused("archive-altered")
        yield octets[place + length : start].decode("latin-1"), octets[start : start + size]
        place = start + size


def _check_names(names: Collection[str]) -> None:
    for name in names:
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise Refused("archive-names", name=name)
    if len(names) > MOST_FILES:
        raise Refused("archive-too-large", most=MOST_FILES)


def _check_length(length: int) -> None:
    if length > MOST_BYTES:
        raise Refused("archive-too-large", most=MOST_BYTES)
