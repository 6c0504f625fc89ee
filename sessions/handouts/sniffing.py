"""What a file is, by its first bytes: not by its name, not by what a browser says. Pure."""

from core.errors import Refused
from sessions.handouts.handout import FileKind

HEAD_BYTES = 8
FIRST = {
    b"%PDF-": FileKind.PDF,
    b"PK\x03\x04": FileKind.DOCX,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}
OLE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and any newer one with a password


def sniff(head: bytes) -> FileKind:
    """The kind by the first eight bytes. Other checks make sure that it is nothing besides."""
    for sign, kind in FIRST.items():
        if head.startswith(sign):
            return kind
    raise Refused(
        "handout-old-word" if head.startswith(OLE) else "handout-unknown", field="file"
    )
