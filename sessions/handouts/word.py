"""What a Word file may not carry: macros, programs, bombs, and what it fetches. Pure."""

import re
import zipfile
from typing import BinaryIO
from xml.etree import ElementTree

from core.errors import Refused

MOST_PARTS = 3000
MOST_UNPACKED = 200 * 2**20  # bytes of all parts together
MOST_XML = 12 * 2**20  # bytes of one part: a tree in memory is ten times as large
BODY = b"wordprocessingml.document.main+xml"
FORBIDDEN = re.compile(
    r"(^|/)(vbaproject|activex|embeddings)|vbadata"
    r"|\.(bin|exe|dll|com|scr|msi|bat|cmd|ps1|vbs?|vbe|jse?|wsf|hta|jar|lnk|sh|py|reg|chm)$",
    re.IGNORECASE,
)
PRINTER = re.compile(r"word/printerSettings/printerSettings\d*\.bin", re.IGNORECASE)
DECLARES = re.compile("|".join(("<!ENTITY", "<!DOCTYPE")).encode(), re.IGNORECASE)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LEADS = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
MACRO = re.compile(rb"macroEnabled|ms-word\.vbaData", re.IGNORECASE)


def check_docx(file: BinaryIO) -> None:
    """Refuse what is no whole Word file, or carries more than text and pictures.

    Links that a reader presses are fine; what a program would fetch by itself is not.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            _check_parts(parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, KeyError):
        raise Refused("handout-damaged", field="file") from None
    except ElementTree.ParseError:
        raise Refused("handout-damaged", field="file") from None
    except RuntimeError:  # zipfile's word for a part with a password
        raise Refused("handout-locked", field="file") from None


def _check_parts(parts: zipfile.ZipFile) -> None:
    known = parts.infolist()
    # A zip may stand behind anything: then the file is two things at once.
    starts = min((one.header_offset for one in known), default=-1)
    names = {one.filename.lower() for one in known}
    if starts != 0 or len(names) != len(known):
        raise Refused("handout-damaged", field="file")
    if len(known) > MOST_PARTS or sum(one.file_size for one in known) > MOST_UNPACKED:
        raise Refused("handout-unpacks", field="file", most=MOST_UNPACKED // 2**20)
    for one in known:
        if FORBIDDEN.search(one.filename) and not PRINTER.fullmatch(one.filename):
            raise Refused("handout-active", field="file")
        if one.filename.lower().endswith((".xml", ".rels")):
            _check_xml(one, parts)
    _check_kinds(parts.read("[Content_Types].xml"))


def _check_kinds(kinds: bytes) -> None:
    if MACRO.search(kinds):
        raise Refused("handout-active", field="file")
    if BODY not in kinds:
        raise Refused("handout-unknown", field="file")


def _check_xml(one: zipfile.ZipInfo, parts: zipfile.ZipFile) -> None:
    if one.file_size > MOST_XML:
        raise Refused("handout-unpacks", field="file", most=MOST_XML // 2**20)
    text = parts.read(one)  # never more than the directory said, or it is damaged
    # In UTF-16 the signs below would not be found; no office program writes it.
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in text or DECLARES.search(text):
        raise Refused("handout-active", field="file")
    if one.filename.lower().endswith(".rels"):
        _check_relations(text)


def _check_relations(text: bytes) -> None:
    for one in ElementTree.fromstring(text).iter(RELATION):
        outside = one.get("TargetMode", "").lower() == "external"
        pressed = one.get("Type", "").endswith("/hyperlink")
        if outside and not (pressed and LEADS.match(one.get("Target", ""))):
            raise Refused("handout-active", field="file")
