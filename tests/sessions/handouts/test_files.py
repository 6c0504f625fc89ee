"""What comes onto the shelf, and what does not: a file is what is in it."""

import io
import resource
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile

import pytest
from PIL import Image

from core.errors import Refused
from sessions.handouts.handout import FileKind
from sessions.handouts.reading import BlockKind
from sessions.handouts.shelf import Shelf, Taken
from tests.cast import refused
from tests.sessions.handouts.files import (
    HTML,
    SVG,
    WORD,
    docx,
    jpeg,
    packed,
    part,
    pdf,
    png,
    stream,
    vast_png,
    with_parts,
)

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
RELATIONS = "word/_rels/document.xml.rels"
KINDS = "[Content_Types].xml"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "handouts")


def take(shelf: Shelf, content: bytes, name: str = "报告.pdf") -> Taken:
    """As the door does it: from a file that may still lie in memory."""
    with SpooledTemporaryFile(max_size=1000) as source:
        source.write(content)
        return shelf.take(source, name)  # type: ignore[arg-type]


def files(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in shelf.folder.iterdir())


def test_a_pdf_is_kept_as_it_is(shelf: Shelf) -> None:
    content = pdf(stream(zlib.compress(b"BT (words) Tj ET"), b""))
    taken = take(shelf, content, "x.exe")
    assert (taken.kind, taken.size) == (FileKind.PDF, len(content))
    assert taken.sha256 == sha256(content).hexdigest()
    assert shelf.path(taken.sha256).read_bytes() == content
    assert shelf.path(taken.sha256).stat().st_mode & 0o777 == 0o600


def test_the_same_file_lies_there_once(shelf: Shelf) -> None:
    assert take(shelf, pdf()).sha256 == take(shelf, pdf(), "other.pdf").sha256
    assert len(files(shelf)) == 1


def relation(target: str, kind: str = "hyperlink") -> bytes:
    link = (
        f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )
    return part(docx(), RELATIONS).replace(b"</Relationships>", link.encode())


def bomb() -> bytes:
    return with_parts(docx(), {"word/media/a.png": bytes(210 * 2**20)})


BAD = {
    "nothing": (b"", "handout-empty"),
    "html called pdf": (HTML, "handout-unknown"),
    "svg": (SVG, "handout-unknown"),
    "old word": (b"\xd0\xcf\x11\xe0" + bytes(600), "handout-old-word"),
    "pdf behind html": (HTML + pdf(), "handout-unknown"),
    "pdf cut off": (pdf()[:-40], "handout-damaged"),
    "pdf with html behind": (pdf() + HTML + bytes(4000), "handout-damaged"),
    "pdf header only": (b"%PDF-9", "handout-damaged"),
    "script": (pdf(SCRIPT), "handout-active"),
    "script spelled otherwise": (
        pdf(SCRIPT.replace(b"/JavaScript", b"/#4Aava#53cript")),
        "handout-active",
    ),
    "script in packed objects": (pdf(packed(b"9 0 " + SCRIPT)), "handout-active"),
    "script across two pieces": (
        pdf(packed(b" " * (2**20 - 12) + SCRIPT)),
        "handout-active",
    ),
    "start of a program": (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "handout-active"),
    "attached file": (pdf(b"<< /Type /EmbeddedFile >>"), "handout-active"),
    "form with scripts": (pdf(b"<< /XFA [1 0 R] >>"), "handout-active"),
    "locked": (pdf(trailer=b"/Encrypt 5 0 R"), "handout-locked"),
    "objects nobody can unpack": (
        pdf(stream(b"x", b"/Type /ObjStm", b"/Filter /LZWDecode")),
        "handout-unreadable",
    ),
    "objects packed falsely": (
        pdf(stream(b"not zlib", b"/Type /ObjStm")),
        "handout-unreadable",
    ),
    "pdf bomb": (pdf(stream(zlib.compress(bytes(70 * 2**20)), b"")), "handout-unpacks"),
    "zip": (with_parts(b"PK\x05\x06" + bytes(18), {"a.txt": b"x"}), "handout-damaged"),
    "word cut off": (docx()[:-200], "handout-damaged"),
    "macro": (docx(parts={"word/vbaProject.bin": b"x"}), "handout-active"),
    "macro kind": (
        docx(parts={KINDS: part(docx(), KINDS).replace(WORD, b"x.macroEnabled.main+xml")}),
        "handout-active",
    ),
    "workbook": (
        docx(parts={KINDS: part(docx(), KINDS).replace(WORD, b"spreadsheetml.sheet.main+xml")}),
        "handout-unknown",
    ),
    "program": (docx(parts={"word/media/a.EXE": b"MZ"}), "handout-active"),
    "embedded object": (docx(parts={"word/embeddings/a.xlsx": b"PK"}), "handout-active"),
    "entity": (
        docx(parts={"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "handout-active",
    ),
    "entity in utf-16": (
        docx(parts={"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16")}),
        "handout-active",
    ),
    "template from elsewhere": (
        docx(parts={RELATIONS: relation("http://evil.example/t.dotm", "attachedTemplate")}),
        "handout-active",
    ),
    "script behind a link": (
        docx(parts={RELATIONS: relation("javascript:alert(1)")}),
        "handout-active",
    ),
    "word bomb": (bomb(), "handout-unpacks"),
    "xml bomb": (docx(parts={"word/x.xml": b" " * 13 * 2**20}), "handout-unpacks"),
    "no document": (docx(parts={"word/document.xml": b"<a>"}), "handout-damaged"),
    "jpeg cut off": (jpeg()[:500], "handout-damaged"),
    "png cut off": (png()[:40], "handout-damaged"),
    "vast png": (vast_png(), "handout-pixels"),
    "large png": (vast_png(7500), "handout-pixels"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_leaves_nothing_behind(shelf: Shelf, name: str) -> None:
    content, code = BAD[name]
    with refused(code, filename="报告.pdf"):
        take(shelf, content)
    assert files(shelf) == []


def test_a_file_behind_another_file_is_not_a_word_file(shelf: Shelf) -> None:
    behind = io.BytesIO()
    with zipfile.ZipFile(behind, "w") as parts:
        parts.writestr("first.txt", "x")
    content = docx()
    with refused("handout-damaged"):
        take(shelf, behind.getvalue() + content)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(shelf: Shelf) -> None:
    with refused("handout-too-big", most=40):
        take(shelf, b"%PDF-1.7\n" + bytes(40 * 2**20))


def test_a_photo_is_painted_anew_and_upright(shelf: Shelf) -> None:
    taken = take(shelf, jpeg(), "IMG_1.JPG")
    kept = shelf.path(taken.sha256).read_bytes()
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 400)), "turned back"
        assert (dict(picture.getexif()), picture.info.get("comment")) == ({}, None)
    assert b"SECRET" not in kept
    assert (b"script" in kept, b"PK\x03\x04" in kept) == (False, False)


def test_a_picture_keeps_what_can_be_seen_through(shelf: Shelf) -> None:
    taken = take(shelf, png())
    with Image.open(shelf.path(taken.sha256)) as picture:
        assert (picture.mode, picture.getpixel((1, 1))) == ("RGBA", (200, 20, 20, 128))


def test_a_word_file_is_read_as_plain_blocks(shelf: Shelf) -> None:
    taken = take(shelf, docx("各位代表：", "<script>alert(1)</script>"), "报告.docx")
    kinds = [block.kind for block in taken.reading.blocks]
    assert kinds == [
        BlockKind.HEADING,
        BlockKind.TEXT,
        BlockKind.TEXT,
        BlockKind.ITEM,
        BlockKind.TABLE,
    ]
    assert taken.reading.blocks[2].text == "<script>alert(1)</script>", "text, and no more"
    assert taken.reading.blocks[-1].rows == (("项目", "金额"), ("道路", "120"))
    assert taken.reading.is_whole


def test_links_that_a_reader_presses_are_fine(shelf: Shelf) -> None:
    content = docx(parts={RELATIONS: relation("https://www.gov.cn/")})
    assert take(shelf, content).kind is FileKind.DOCX


@contextmanager
def small_disk(octets: int) -> Iterator[None]:
    """The system itself lets no file grow beyond this, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_nothing_is_lost(shelf: Shelf, tmp_path: Path) -> None:
    kept = take(shelf, pdf())
    large = pdf(b"(%s)" % bytes(300_000))
    source = tmp_path / "large.pdf"
    source.write_bytes(large)
    with source.open("rb") as file, small_disk(50_000), refused("handout-disk-full"):
        shelf.take(file, "large.pdf")
    assert files(shelf) == [kept.sha256]
    assert take(shelf, large).size == len(large), "and with room again it is taken"


def test_room_is_left_for_the_votes_of_the_day(tmp_path: Path) -> None:
    with refused("handout-disk-full", filename="报告.pdf"):
        take(Shelf(tmp_path / "handouts", reserve=2**60), pdf())


def test_a_start_sweeps_away_what_no_row_names(shelf: Shelf) -> None:
    kept, orphan = take(shelf, pdf()), take(shelf, png())
    (shelf.folder / f"{'0' * 64}.{'a' * 16}.part").write_bytes(b"half")
    (shelf.folder / "README").write_bytes(b"the operator's own")
    shelf.bundle([("01.pdf", kept.sha256)])
    shelf.sweep({kept.sha256})
    assert files(shelf) == sorted([kept.sha256, "README"])
    assert not shelf.has(orphan.sha256)


def test_a_zip_is_packed_once_and_is_the_same_each_time(shelf: Shelf) -> None:
    taken = take(shelf, pdf())
    path = shelf.bundle([("00-01 报告.pdf", taken.sha256)])
    first = path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        assert parts.read("00-01 报告.pdf") == pdf()
    before = path.stat().st_mtime_ns
    assert shelf.bundle([("00-01 报告.pdf", taken.sha256)]) == path
    assert path.stat().st_mtime_ns == before
    path.unlink()
    assert shelf.bundle([("00-01 报告.pdf", taken.sha256)]).read_bytes() == first


def test_only_a_few_zips_are_kept(shelf: Shelf) -> None:
    taken = take(shelf, pdf())
    for number in range(12):
        shelf.bundle([(f"{number}.pdf", taken.sha256)])
    assert len([name for name in files(shelf) if name.endswith(".zip")]) == 8


def test_every_refusal_is_about_the_field_of_the_file(shelf: Shelf) -> None:
    with pytest.raises(Refused) as caught:
        take(shelf, b"")
    assert caught.value.field == "file"
