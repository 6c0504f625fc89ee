"""The model of a document: numbers, tidy text, and our templates read as blocks."""

import pytest

from web.documents.model import (
    LONGEST,
    Block,
    Cell,
    Heading,
    Items,
    Look,
    Paragraph,
    Signatures,
    Table,
    Terms,
    Title,
    tidy,
    widths,
)
from web.documents.numbering import ARTICLE, chinese, numbered
from web.documents.reading import read_parts
from web.language import Language


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")),
        *((100, "一百"), (105, "一百零五"), (110, "一百一十"), (111, "一百一十一")),
    ],
)
def test_numbers_are_written_as_chinese_articles_write_them(number: int, words: str) -> None:
    assert chinese(number) == words


def test_headings_are_numbered_by_the_standard_and_begin_anew_below_each_other() -> None:
    blocks = [Heading(level, "x") for level in (1, 2, 2, 3, 4, 1, 2)]
    told = [one.number for one in numbered(blocks, Language.ZH) if isinstance(one, Heading)]
    assert told == ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）"]
    told = [one.number for one in numbered(blocks, Language.EN) if isinstance(one, Heading)]
    assert told == ["1.", "1.1", "1.2", "1.2.1", "1.2.1.1", "2.", "2.1"]


def test_articles_are_counted_through() -> None:
    blocks: list[Block] = [
        Paragraph("x", lead=ARTICLE),
        Heading(1, "y"),
        Paragraph("z", lead=ARTICLE),
    ]
    told = [one.lead for one in numbered(blocks, Language.ZH) if isinstance(one, Paragraph)]
    assert told == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\x00\x0b\x1f乙", "甲 乙"),
        ("甲\u202e乙\ufeff\ufffe", "甲乙"),
        ("  a \t b \n\n c ", "a b\nc"),
        ("שלום 😀 =1+1", "שלום 😀 =1+1"),
        ("\ud800甲", "甲"),
    ],
)
def test_text_is_such_that_every_format_can_hold_it(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_a_text_without_end_is_cut() -> None:
    assert len(tidy("长" * (LONGEST + 50))) == LONGEST + 1


def test_the_columns_of_a_table_fill_its_width_and_long_text_gets_more() -> None:
    row = (Cell("1"), Cell("城乡公交一体化运营"), Cell(""))
    shares = widths(Table("", (Cell("序号"), Cell("项目"), Cell("赞成")), (row,)))
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > shares[2] > shares[0]


PAGE = """
<h1>青禾县<br>会议记录</h1><p class="center">（草案）</p>
<h2 class="level-2"><span class="on-screen">1 · </span>票决</h2>
<p><time>10:42</time> 甲 &lt;b&gt; <strong>乙</strong></p><p class="added">补</p>
<form><label>x</label><p>not on paper</p><button>Send</button></form>
<dl class="method"><dt>地点</dt><dd>会议中心</dd></dl>
<dl class="signatures"><dt>记录人</dt><dd></dd></dl>
<ol class="plain"><li><span>3</span> 三</li></ol><ol><li>一</li></ol>
<table class="form"><caption>结果</caption>
<thead><tr><th class="number">序号</th><th>项目</th></tr></thead>
<tbody><tr><th colspan="12">教育</th></tr><tr><td class="number">1</td><td>甲</td></tr>
</tbody></table><footer class="hint"><p>尾</p></footer>
"""


def test_a_template_is_read_as_the_blocks_of_a_document() -> None:
    assert read_parts(PAGE) == (
        Title("青禾县\n会议记录"),
        Paragraph("（草案）", Look.SUBTITLE),
        Heading(2, "票决"),
        Paragraph("10:42 甲 <b> 乙"),
        Paragraph("补", Look.ADDED),
        Terms((("地点", "会议中心"),)),
        Signatures((("记录人", ""),)),
        Items(("3 三",)),
        Items(("一",), ordered=True),
        Table(
            "结果",
            (Cell("序号", is_number=True), Cell("项目")),
            ((Cell("教育", across=2),), (Cell("1", is_number=True), Cell("甲"))),
            is_form=True,
        ),
        Paragraph("尾", Look.NOTE),
    )
