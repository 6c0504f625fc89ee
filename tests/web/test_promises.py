"""The promises: the page says what PROMISES.md says, word for word, in both languages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.web.browse import CHINESE, ENGLISH, Hall, Page
from web.pages import TEMPLATES

PROMISES = Path(__file__).parents[2] / "PROMISES.md"
FILES = {ENGLISH: "promises_en.html", CHINESE: "promises_zh.html"}
HALVES = dict(zip(FILES, PROMISES.read_text("utf-8").split("\n---\n"), strict=True))
START = re.compile(r"(#+|-|\d+\.) (.*)")
INLINE = {"strong": "**", "code": "`"}

Block = tuple[str, str]  # heading, item or paragraph; and its words, marked as in Markdown


def written(markdown: str) -> Iterator[Block]:
    """The blocks of our own kind of Markdown: headings, lists, paragraphs, wrapped lines."""
    for part in re.split(r"\n\n|\n(?=- |\d+\. )", markdown.strip()):
        text = " ".join(part.split())
        match = START.fullmatch(text)
        kind = match[1] if match else ""
        tag = f"h{len(kind)}" if kind.startswith("#") else "li" if kind else "p"
        yield tag, match[2] if match else text


class Shown(HTMLParser):
    """The blocks of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h\d|li|p", tag):
            self.blocks.append((tag, ""))
        else:
            self.handle_data(INLINE.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.handle_data(INLINE.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self.blocks and data.strip():
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def shown(html: str) -> list[Block]:
    return [(tag, " ".join(text.split())) for tag, text in Shown(html).blocks]


@pytest.mark.parametrize("language", FILES)
def test_the_page_says_every_sentence_of_the_paper_and_no_other(language: str) -> None:
    paper = list(written(HALVES[language]))
    assert len(paper) > 40, "need the whole paper for this to mean anything"
    assert shown((TEMPLATES / FILES[language]).read_text("utf-8")) == paper


def test_both_languages_have_the_same_shape() -> None:
    english, chinese = ([tag for tag, _ in written(HALVES[one])] for one in FILES)
    assert english == chinese


@pytest.mark.parametrize("language", FILES)
def test_anybody_may_read_the_page_in_their_own_language(hall: Hall, language: str) -> None:
    answer = hall.browser(language).get("/promises")
    page = Page(answer.text)
    assert (answer.status_code, page.language, page.sins) == (200, language, [])
    [title] = [text for tag, text in written(HALVES[language]) if tag == "h1"]
    assert title in page.text
    [other] = [one for one in FILES if one != language]
    assert next(written(HALVES[other]))[1] not in page.text


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<p>One\n two</p>", ("p", "One two")),
        (
            "<li>An <strong>item</strong>, with <code>code</code></li>",
            ("li", "An **item**, with `code`"),
        ),
        ("<h2>1 &amp; 2</h2>", ("h2", "1 & 2")),
    ],
)
def test_blocks_are_read_alike_from_both(html: str, block: Block) -> None:
    marks = {"p": "", "li": "- ", "h2": "## "}
    assert shown(html) == [block]
    assert list(written(marks[block[0]] + block[1])) == [block]
