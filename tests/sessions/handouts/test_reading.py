"""A Word file is read in time and memory of its length, whatever it says of itself."""

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from sessions.handouts.reading import reading_of
from tests.sessions.handouts.files import docx, part, with_parts


@contextmanager
def small_memory(octets: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (octets, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def test_a_cell_that_covers_a_billion_columns_is_one_cell() -> None:
    text = part(docx("x"), "word/document.xml")
    wide = text.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="999999999"/>', 1)
    assert wide != text
    begun = process_time()
    with small_memory(4 * 2**30):
        read = reading_of(io.BytesIO(with_parts(docx("x"), {"word/document.xml": wide})))
    assert process_time() - begun < 5
    assert read.blocks[-1].rows[0] == ("项目", "金额")


def test_many_paragraphs_and_many_styles_are_read_in_a_moment() -> None:
    text, styles = part(docx(), "word/document.xml"), part(docx(), "word/styles.xml")
    long = text.replace(b"<w:tbl>", b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 50_000 + b"<w:tbl>")
    many = styles.replace(b"</w:styles>", b"<w:style/>" * 50_000 + b"</w:styles>")
    parts = {"word/document.xml": long, "word/styles.xml": many}
    begun = process_time()
    read = reading_of(io.BytesIO(with_parts(docx(), parts)))
    assert process_time() - begun < 20, "looked up for each, it would be hours"
    assert (len(read.blocks) < 30_000, read.is_whole) == (True, False)
