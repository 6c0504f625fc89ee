"""What a PDF may not carry: a script, a start command, an attached file, a password. Pure.

Names in a PDF can be spelled with #xx, and objects can lie compressed in streams, so both are
undone before looking. A viewer is still what stands between a paper and a phone: this keeps
out what is known to act, and says so; it is no proof that a file is harmless.
"""

import re
import zlib
from collections.abc import Iterator
from mmap import mmap
from typing import TypeAlias

from core.errors import Refused

Content: TypeAlias = bytes | mmap

WINDOW = 2**20  # bytes looked at in one step: a search holds all other work of the server
OVERLAP = 128  # bytes: longer than any name looked for
HEAD = 4096  # bytes before a stream in which its dictionary is looked for
TAIL = 2048  # bytes at the end in which the end mark must stand
MOST_STREAM = 64 * 2**20  # bytes: what holds objects is a hundredth of that
MOST_UNPACKED = 512 * 2**20

HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
PICTURE = re.compile(rb"/Subtype\s*/Image")
FILTER = re.compile(rb"/(\w+Decode|AHx|A85|LZW|Fl|RL|CCF|DCT|Crypt|Predictor)")


def _spelled(name: str) -> bytes:
    """A name in each of the ways a PDF may spell it."""
    return "".join(f"(?:{sign}|#{_either(f'{ord(sign):02x}')})" for sign in name).encode()


def _either(digits: str) -> str:
    return "".join(f"[{digit}{digit.upper()}]" for digit in digits)


def _names(*names: str) -> bytes:
    return rb"/(?:%s)(?=[\s\x00()<>\[\]{}/%%]|$)" % b"|".join(map(_spelled, names))


# Every script of a PDF is an action of the kind /JavaScript; XFA forms bring their own.
ACTIVE = re.compile(
    _names("JavaScript", "Launch", "RichMedia", "EmbeddedFile", "EmbeddedFiles")
    + rb"|/%s\s*(?:\[|\d+\s+\d+\s+R)" % _spelled("XFA")
)
LOCKED = re.compile(rb"/%s\s*(?:<<|\d+\s+\d+\s+R)" % _spelled("Encrypt"))
OBJECTS = re.compile(_names("ObjStm"))


def check_pdf(content: Content) -> None:
    """Refuse what is cut off, locked, active, or packed so that nobody can look inside.

    It takes a second for 40 MB: call it off the event loop.
    """
    if not HEADER.match(content[:HEAD]) or b"%%EOF" not in content[-TAIL:]:
        raise Refused("handout-damaged", field="file")
    for window in _windows(content):
        if LOCKED.search(window):
            raise Refused("handout-locked", field="file")
        _check_passive(window)
    unpacked = 0
    for start, head in _streams(content):
        unpacked += _check_stream(content, start, head, MOST_UNPACKED - unpacked)


def _windows(content: Content) -> Iterator[bytes]:
    for start in range(0, len(content), WINDOW):
        yield content[max(start - OVERLAP, 0) : start + WINDOW]


def _check_passive(text: bytes) -> None:
    if ACTIVE.search(text):
        raise Refused("handout-active", field="file")


def _streams(content: Content) -> Iterator[tuple[int, bytes]]:
    """Where each stream begins, and what stands before it of its object."""
    seen = 0
    for start in range(0, len(content), WINDOW):
        left = max(start - OVERLAP, 0)
        for found in STREAM.finditer(content[left : start + WINDOW]):
            at = left + found.end()
            if at > seen:
                seen = at
                head = content[max(at - HEAD, 0) : at]
                yield at, head[head.rfind(b"obj") + 1 :]


def _check_stream(content: Content, start: int, head: bytes, room: int) -> int:
    """Look for what acts in a stream that may hold objects; gives its unpacked length."""
    holds_objects = OBJECTS.search(head) is not None
    if holds_objects and not set(FILTER.findall(head)) <= {b"FlateDecode", b"Fl"}:
        raise Refused("handout-unreadable", field="file")
    if PICTURE.search(head) and not holds_objects:
        return 0
    unpacked, tail = 0, b""
    try:
        for piece in _unpacked(content, start):
            unpacked += len(piece)
            if unpacked > min(room, MOST_STREAM):
                raise Refused("handout-unpacks", field="file", most=MOST_UNPACKED // 2**20)
            _check_passive(tail + piece)
            tail = piece[-OVERLAP:]
    except zlib.error:
        # Pictures and fonts are packed in other ways; objects never, or nobody could look.
        if holds_objects and FILTER.search(head):
            raise Refused("handout-unreadable", field="file") from None
    return unpacked


def _unpacked(content: Content, start: int) -> Iterator[bytes]:
    packed = zlib.decompressobj()
    for at in range(start, len(content), WINDOW // 4):
        left = content[at : at + WINDOW // 4]
        while left and not packed.eof:
            yield packed.decompress(left, WINDOW)
            left = packed.unconsumed_tail
        if packed.eof:
            return
