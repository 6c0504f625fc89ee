"""Who may open a paper, and how its file may be called."""

from datetime import UTC, datetime

import pytest

from core.ids import HandoutId, MeetingId
from core.people import Role
from sessions.handouts.handout import (
    End,
    FileKind,
    Handout,
    Release,
    by_item,
    concerns,
    kept_name,
    may_open,
    readers,
    zip_names,
)

NOON = datetime(2026, 1, 20, 4, tzinfo=UTC)


def handout(
    title: str = "报告",
    release: Release = Release.ALL,
    end: End | None = None,
    item: str = "",
    position: int = 1,
) -> Handout:
    return Handout(
        HandoutId(title),
        MeetingId("m"),
        item,
        position,
        title,
        "a.pdf",
        FileKind.PDF,
        "0" * 64,
        1,
        release,
        end,
        "",
        "",
        NOON,
        None,
        0,
    )


@pytest.mark.parametrize(
    ("release", "openers"),
    [
        (Release.DRAFT, {Role.CLERK}),
        (Release.DEPUTIES, {Role.CLERK, Role.CHAIR, Role.DEPUTY}),
        (Release.ALL, set(Role)),
    ],
)
def test_a_paper_is_open_to_those_it_is_released_to(
    release: Release, openers: set[Role]
) -> None:
    assert {role for role in Role if may_open(handout(release=release), {role})} == openers
    assert {role for role in Role if concerns(handout(release=release), {role})} == openers


@pytest.mark.parametrize("end", End)
def test_what_has_ended_is_known_to_its_readers_and_open_to_the_clerk(end: End) -> None:
    gone = handout(release=Release.DEPUTIES, end=end)
    assert concerns(gone, {Role.DEPUTY})
    assert not concerns(gone, {Role.NON_VOTING})
    assert [role for role in Role if may_open(gone, {role})] == [Role.CLERK]


def test_the_clerk_is_not_among_those_of_whom_so_many_have_opened_it() -> None:
    roster = [{Role.DEPUTY}, {Role.DEPUTY, Role.CLERK}, {Role.NON_VOTING}, {Role.CHAIR}]
    assert (readers(Release.DEPUTIES, roster), readers(Release.ALL, roster)) == (2, 3)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("报告(1).PDF", "报告(1).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\周敏\\报告.docx", "报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.pdf"),
        ('a<b>"c"|d?.pdf', "a b c d.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("CON.pdf", "CON_.pdf"),
        (".htaccess", "htaccess.pdf"),
    ],
)
def test_a_name_says_no_more_than_a_name(sent: str, kept: str) -> None:
    assert kept_name(sent, FileKind.PDF) == kept


def test_a_long_name_fits_any_file_system() -> None:
    name = kept_name("长" * 500, FileKind.PDF)
    assert len(name.encode()) < 200
    assert name.endswith("长.pdf")


def test_the_zip_follows_the_agenda_and_no_two_names_are_equal() -> None:
    papers = [
        handout("预算报告", item="b", position=4),
        handout("a/../b", item="a", position=3),
        handout("预算报告", item="b", position=2),
        handout("须知", position=9),
        handout("遗留", item="dropped", position=10),
    ]
    names = [name for name, _ in zip_names(by_item(["a", "b"], papers))]
    assert names == [
        "00-01 须知.pdf",
        "00-02 遗留.pdf",
        "01-01 a-..-b.pdf",
        "02-01 预算报告.pdf",
        "02-02 预算报告.pdf",
    ]
