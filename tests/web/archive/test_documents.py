"""The documents and papers in an archive: which there are, and what a public copy hides."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from core.checking import State
from core.zipped import archive_zip
from sessions.agenda.course.commands import start_item
from sessions.archive import queries
from sessions.archive.commands import choose_terms
from sessions.archive.terms import Copy
from sessions.commands import close_meeting
from sessions.handouts.commands import add_handout, release_handout
from sessions.handouts.handout import Release
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.commands import ask_to_speak, pass_word
from sessions.speaking.questions.commands import put_question
from sessions.speaking.summaries.commands import correct_summary, write_summary
from tests.cast import GUEST, Congress
from tests.sessions.handouts.files import pdf
from tests.web.archive.conftest import Archived, archived
from tests.web.archive.meetings import REASON, held
from tests.web.archive.test_audit import checked, failed, resealed
from tests.web.archive.test_copies import STRICT
from tests.web.browse import Hall

ENDINGS = ("docx", "html", "pdf")
OF_ALL = ["minutes.zh", "minutes.en", "method-1.zh", "count-1.zh", "report-1-1.zh"]
OF_ALL += ["announcement-1.zh"]


def words_of(octets: bytes) -> str:
    """All text of a file of an office program."""
    opened = docx.Document(BytesIO(octets))
    lines = [line.text for line in opened.paragraphs]
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *cells])


@pytest.mark.parametrize("copy", list(Copy))
def test_every_document_lies_there_to_read_to_edit_and_to_print(
    plain: Archived, copy: Copy
) -> None:
    files = plain.files(copy)
    expected = [*OF_ALL, *(["attendance.zh"] if copy is Copy.INTERNAL else [])]
    names = {name for name in files if name.startswith("documents/")}
    made = {f"documents/{stem}.{ending}" for stem in expected for ending in ENDINGS}
    assert names == made | {"documents/documents.css"}
    for name in names:
        start = {"pdf": b"%PDF-", "docx": b"PK"}.get(name.rsplit(".", 1)[1], b"")
        assert files[name].startswith(start)
        assert b"<script" not in files[name]


def test_what_is_in_no_page_of_a_public_copy_is_in_no_word_file(plain: Archived) -> None:
    public, internal = plain.files(Copy.PUBLIC), plain.files(Copy.INTERNAL)
    assert REASON in words_of(internal["documents/minutes.zh.docx"])
    assert GUEST in words_of(internal["documents/attendance.zh.docx"])
    for name in filter(lambda one: one.endswith(".docx"), public):
        text = words_of(public[name])
        assert len(text) > 100
        assert REASON not in text
        assert GUEST not in text


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("documents/announcement-9.zh.pdf", "documents"),
        ("documents/attendance.zh.html", "file-kinds"),
        ("documents/letter.zh.html", "file-kinds"),
        ("minutes.html", "file-kinds"),
        ("handouts/0123456789abcdef.pdf", "file-kinds"),
    ],
)
def test_a_document_that_the_journal_does_not_give_is_found(
    plain: Archived, name: str, check: str
) -> None:
    files = plain.files(Copy.PUBLIC)
    assert check in failed(resealed({**files, name: b"x"}))


def test_a_document_that_is_missing_is_found(plain: Archived) -> None:
    files = plain.files(Copy.INTERNAL)
    del files["documents/report-1-1.zh.docx"]
    assert failed(resealed(files)) == ("documents",)


def test_papers_to_all_lie_in_both_copies_and_those_to_deputies_in_one(
    hall: Hall, tmp_path: Path
) -> None:
    congress = hall.do(held, hall.house.db)
    for title, to in (("报告", Release.ALL), ("内部测算", Release.DEPUTIES)):
        content = tmp_path / f"{to}.pdf"
        content.write_bytes(pdf(title.encode()))
        with content.open("rb") as file:
            args = (hall.house.db, hall.house.shelf, congress.clerk, file, f"{title}.pdf")
            handout = hall.do(add_handout, *args)
        hall.do(release_handout, hall.house.db, congress.clerk, handout, to)
    hall.do(close_meeting, hall.house.db, congress.chair)
    hall.do(hall.house.keeper.settled)
    here = archived(hall, congress)
    papers = {
        copy: {name: one for name, one in here.files(copy).items() if "handouts/" in name}
        for copy in Copy
    }
    assert (len(papers[Copy.INTERNAL]), len(papers[Copy.PUBLIC])) == (2, 1)
    assert papers[Copy.PUBLIC].items() < papers[Copy.INTERNAL].items()
    assert "内部测算".encode() not in here.octets(Copy.PUBLIC)
    for copy in Copy:
        assert checked(here.octets(copy)).report.holds
    [name] = papers[Copy.PUBLIC]
    files = here.files(Copy.PUBLIC)
    assert failed(resealed({**files, name: b"%PDF-other"})) == ("file-kinds",)
    del files[name]
    assert failed(resealed(files)) == ("file-kinds",)
    assert archive_zip(here.files(Copy.PUBLIC)) == here.octets(Copy.PUBLIC)


async def spoken(congress: Congress) -> None:
    """A deputy speaks and confirms, a guest asks and is not heard, somebody passes."""
    db, speaker = congress.db, congress.deputies[1]
    item = await congress.add_item("审议", "deliberation")
    await start_item(db, congress.chair, item)
    await ask_to_speak(db, congress.guest, item)
    entry = await ask_to_speak(db, speaker, item)
    turn = await call_up(db, congress.chair, item, entry)
    await stop_turn(db, congress.chair, turn)
    await pass_word(db, congress.deputies[2], item)
    await write_summary(db, congress.clerk, turn, "记录人写的话", send=True)
    await correct_summary(db, speaker, turn, "同意报告。")
    await put_question(db, speaker, item, "教育局", "学位够吗?")
    await choose_terms(db, congress.clerk, STRICT)
    await close_meeting(db, congress.chair)


def test_a_floor_with_masked_names_and_signed_minutes_are_worded_in_both_copies(
    hall: Hall,
) -> None:
    congress = hall.do(held, hall.house.db)
    hall.do(spoken, congress)
    hall.do(hall.house.keeper.settled)
    for who in (congress.clerk, congress.chair):
        hall.visitor(congress, who).done(f"/m/{congress.meeting}/record", "/sign")
        hall.do(hall.house.keeper.settled)
    hall.visitor(congress, congress.clerk).done(f"/m/{congress.meeting}/record", "/close")
    hall.do(hall.house.keeper.settled)
    kept = hall.do(congress.read, queries.of_meeting, congress.meeting)
    last = {one.copy: one for one in kept if one.edition == 4}
    assert {one.edition for one in kept} == {1, 2, 3, 4}
    speaker = congress.deputies[1].name
    for copy, one in last.items():
        octets = hall.house.keeper.octets(one.hash)
        assert checked(octets, one.hash).report.named(State.FAILS) == ()
        files = hall.house.keeper.files(one.hash)
        speeches = words_of(files["documents/speeches.zh.docx"])
        assert "同意报告。" in speeches
        assert (speaker in speeches) is (copy is Copy.INTERNAL)
        minutes = words_of(files["documents/minutes.en.docx"])
        assert "1 of 5 have spoken, 1 have passed" in minutes
        assert "was closed on" in minutes
        for secret in ("记录人写的话", speaker, GUEST, REASON, congress.deputies[2].person):
            is_told = secret.encode() in files["journal.jsonl"]
            assert is_told is (copy is Copy.INTERNAL), secret
