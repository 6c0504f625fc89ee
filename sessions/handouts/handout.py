"""A handout, its release and its end: what it is, and who may open it. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused
from core.ids import HandoutId, MeetingId
from core.moves import Moves
from core.people import Role

MEGABYTE = 2**20
MOST_BYTES = 40 * MEGABYTE  # of one file
MOST_TOGETHER = 100 * MEGABYTE  # of all files that are sent at once
MOST_AT_ONCE = 10
MOST_HANDOUTS = 200  # of one meeting, old versions included
TITLE_LENGTH = 120
REASON_LENGTH = 100
NAME_BYTES = 180  # file systems take 255, and a number is put before it in the zip


class FileKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    JPEG = "jpeg"
    PNG = "png"


ENDINGS: Mapping[FileKind, str] = {
    FileKind.PDF: ".pdf",
    FileKind.DOCX: ".docx",
    FileKind.JPEG: ".jpg",
    FileKind.PNG: ".png",
}
TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}


class Release(StrEnum):
    DRAFT = "draft"  # only the clerk sees it
    DEPUTIES = "deputies"
    ALL = "all"  # everybody on the roster


class End(StrEnum):
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # by a corrected version


CLERK = frozenset({Role.CLERK})
RELEASES: Moves[Release] = {
    (Release.DRAFT, Release.DEPUTIES): CLERK,
    (Release.DRAFT, Release.ALL): CLERK,
    (Release.DEPUTIES, Release.ALL): CLERK,
}
READERS: Mapping[Release, frozenset[Role]] = {
    Release.DRAFT: CLERK,
    Release.DEPUTIES: frozenset({Role.DEPUTY, Role.CHAIR, Role.CLERK}),
    Release.ALL: frozenset(Role),
}


@dataclass(frozen=True, slots=True)
class Handout:
    id: HandoutId
    meeting: MeetingId
    item: str  # the agenda item it belongs to; empty: the whole meeting
    position: int  # a corrected version stands where the old one stood
    title: str
    filename: str
    kind: FileKind
    sha256: str
    size: int  # bytes
    release: Release
    end: End | None
    reason: str  # of the end
    follows: str  # the version it replaces, or empty
    added_at: datetime
    released_at: datetime | None
    opened: int  # browsers that have opened it; nobody can tell which

    @property
    def is_draft(self) -> bool:
        return self.release is Release.DRAFT

    @property
    def is_out(self) -> bool:
        """Released and standing."""
        return not self.is_draft and self.end is None

    @property
    def is_image(self) -> bool:
        return self.kind in (FileKind.JPEG, FileKind.PNG)


def concerns(handout: Handout, roles: Collection[Role]) -> bool:
    """Whether somebody may know of it at all, also after its end."""
    return not READERS[handout.release].isdisjoint(roles)


def may_open(handout: Handout, roles: Collection[Role]) -> bool:
    """Whether somebody may have the file: those it is released to, and always the clerk."""
    return Role.CLERK in roles or (handout.is_out and concerns(handout, roles))


def readers(release: Release, roster: Iterable[Collection[Role]]) -> int:
    """Of how many "opened by" speaks. Who puts papers out opens them anyway."""
    return sum(
        not READERS[release].isdisjoint(roles) and Role.CLERK not in roles for roles in roster
    )


def check_title(title: str) -> None:
    if not title:
        raise Refused("field-empty", field="title")
    if len(title) > TITLE_LENGTH:
        raise Refused("field-too-long", field="title", most=TITLE_LENGTH, length=len(title))


def check_reason(reason: str) -> None:
    """Refuse to end a paper that people have read without telling them why."""
    if not reason:
        raise Refused("field-empty", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused("field-too-long", field="reason", most=REASON_LENGTH, length=len(reason))


def check_draft(handout: Handout) -> None:
    """What people have read is not rewritten: it is withdrawn or replaced."""
    if not handout.is_draft:
        raise Refused("handout-released", title=handout.title)


def check_out(handout: Handout) -> None:
    if not handout.is_out:
        raise Refused("handout-not-released", title=handout.title)


BAD_SIGNS = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')  # no file system takes all of these
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # names of devices


def stem(filename: str) -> str:
    """What somebody called the file: no folders, no ending, no sign that breaks a name.

    >>> stem("../../C:\\\\报告(1).DOCX")
    '报告(1)'
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    # Format characters turn text around: report‮fdp.exe is read as reportexe.pdf.
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", BAD_SIGNS.sub(" ", name))
    name = " ".join(name.split()).strip(". ")
    while len(name.encode()) > NAME_BYTES:
        name = name[:-1].rstrip(". ")
    return f"{name}_" if RESERVED.fullmatch(name) else name


def kept_name(filename: str, kind: FileKind) -> str:
    """The name a file is handed out by; its ending says what it is, whatever it came as."""
    return (stem(filename) or "file") + ENDINGS[kind]


def by_item(
    items: Sequence[str], handouts: Sequence[Handout]
) -> dict[str, tuple[Handout, ...]]:
    """The handouts under each item in agenda order; under "" first what is of no item."""
    known = set(items)
    groups: dict[str, list[Handout]] = {item: [] for item in ("", *items)}
    for one in sorted(handouts, key=lambda one: (one.position, one.added_at)):
        groups[one.item if one.item in known else ""].append(one)
    return {item: tuple(group) for item, group in groups.items()}


def zip_names(groups: Mapping[str, Sequence[Handout]]) -> list[tuple[str, Handout]]:
    """What each file is called in the zip: the item's place, its own place, its title.

    The numbers keep the agenda's order in every file manager and make each name unique.
    """
    return [
        (f"{place:02}-{number:02} {kept_name(_unfolded(one), one.kind)}", one)
        for place, group in enumerate(groups.values())
        for number, one in enumerate(group, start=1)
    ]


def _unfolded(handout: Handout) -> str:
    """A title is no path: 收入/支出 stays whole."""
    return re.sub(r"[/\\]", "-", handout.title) + ENDINGS[handout.kind]
