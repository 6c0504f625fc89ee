"""What is searched for is found by its words, in Chinese by any run of characters."""

import sqlite3
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.archive.seek import excerpt, parts, question, sentences, terms

TEXT = "2026年票决民生实事项目:城东小学扩建, school Extension"


def is_found(asked: str, text: str = TEXT) -> bool:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE i USING fts5(terms, content='')")
        db.execute("INSERT INTO i(rowid, terms) VALUES (1, ?)", [terms(text)])
        wanted = question(asked)
        rows = db.execute("SELECT rowid FROM i WHERE i MATCH ?", [wanted]) if wanted else ()
        found = list(rows) != []
    db.close()
    return found


@pytest.mark.parametrize(
    "asked",
    ["民生", "民", "建", "实事项目", "小学 票决", "2026年", "SCHOOL", "exten", "Ｅxtension"],
)
def test_what_stands_there_is_found(asked: str) -> None:
    assert is_found(asked)


@pytest.mark.parametrize(
    "asked", ["生民", "民项", "中学", "小学 中学", "chool", "", "!?", '""']
)
def test_what_does_not_stand_there_is_not_found(asked: str) -> None:
    assert not is_found(asked)


@given(st.text(max_size=80))
def test_no_question_breaks_the_search(asked: str) -> None:
    is_found(asked)


@given(st.text(alphabet="民生实事项目票决", min_size=1, max_size=20), st.data())
def test_every_run_of_characters_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert is_found(text[start:end], text)


def test_an_excerpt_marks_what_was_asked_and_loses_nothing() -> None:
    found = excerpt(TEXT, "民生 school")
    assert [words for words, is_marked in found if is_marked] == ["民生", "school"]
    assert "".join(words for words, _ in found) == TEXT
    long = excerpt("前" * 500 + "民生" + "后" * 500, "民生")
    assert (long[0][0], ("民生", True) in long, len(long)) == ("…", True, 4)


def test_a_document_is_read_line_by_line() -> None:
    html = "<title>x</title><h1>记录</h1><p>一<b>二</b></p><script>evil()</script>"
    html += "<dl><dt>地点</dt><dd>会堂</dd></dl><table><tr><td>1</td><td>小学</td></tr></table>"
    assert sentences(html) == ["记录", "一二", "地点 · 会堂", "1 · 小学"]


def test_parts_are_in_one_spelling() -> None:
    assert parts("ＡＢc，民生１２") == ["abc", "民生", "12"]


@pytest.mark.parametrize("junk", ["<a ", "<!--", "<![", "<td> ", "</a", "<a b='"])
def test_a_hostile_document_takes_no_longer_than_another(junk: str) -> None:
    begun = process_time()
    sentences(junk * 100_000)
    assert process_time() - begun < 5, "the time of a square would be hours"
