"""The record on its page: added to by the clerk, signed by two, closed, and read by all."""

import hashlib

import pytest

from sessions.commands import close_meeting
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import put_on


async def with_item(congress: Congress) -> None:
    await congress.add_item("听取报告", "report")
    await put_on(congress)


async def over(congress: Congress) -> None:
    await with_item(congress)
    await close_meeting(congress.db, congress.chair)


@pytest.fixture
def congress(hall: Hall, sitting: Called) -> Congress:
    congress = sitting()
    hall.do(over, congress)
    return congress


def at(congress: Congress) -> str:
    return f"/m/{congress.meeting}/record"


def two(hall: Hall, congress: Congress) -> tuple[Browser, Browser]:
    return hall.visitor(congress, congress.clerk), hall.visitor(congress, congress.chair)


def test_before_the_end_the_page_says_that_it_cannot_be_signed(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    hall.do(with_item, congress)
    clerk, _ = two(hall, congress)
    page = clerk.see(at(congress))
    assert "has not been closed yet" in page.text
    assert not page.offers("/sign")
    answer = clerk.act(f"{at(congress)}/sign", {"office": "recorder", "sha256": "0" * 64})
    assert answer.status_code == 422
    assert "Its minutes can be signed when it is over." in answer.text


def test_what_was_typed_is_kept_when_it_is_refused(hall: Hall, congress: Congress) -> None:
    clerk, _ = two(hall, congress)
    page = clerk.refused(
        at(congress), "/remark", {"text": "长" * 2001, "place": "nowhere 3", "corrects": "1"}
    )
    assert "长" * 100 in page.text
    page = clerk.refused(at(congress), "/remark", {"text": "补充", "place": "nowhere 3"})
    assert "no such place" in page.text
    assert "补充" in page.text


def test_two_people_sign_what_they_read_and_it_is_closed(
    hall: Hall, congress: Congress
) -> None:
    clerk, chair = two(hall, congress)
    clerk.done(at(congress), "/remark", {"text": "<b>更正</b>一处", "corrects": "1"})
    text = clerk.get(f"{at(congress)}.txt").content
    page = clerk.done(at(congress), "/sign")
    assert congress.clerk.name in page.text
    assert chair.get(f"{at(congress)}.txt").content == text, "the chair signs the same bytes"
    page = chair.done(at(congress), "/sign")
    digest = hashlib.sha256(text).hexdigest()
    assert digest in page.text
    assert "<b>更正</b>一处" in text.decode()
    clerk.done(at(congress), "/close")
    guest = hall.visitor(congress, congress.guest)
    minutes = guest.see(f"/m/{congress.meeting}/minutes")
    for words in (digest, "<b>更正</b>一处", congress.chair.name, "was closed on"):
        assert words in minutes.text
    assert clerk.get(f"{at(congress)}.txt?number=1").content == text
    assert clerk.get(f"{at(congress)}.txt?number=2").status_code == 404


def test_signatures_are_shown_with_six_words_in_the_readers_language(
    hall: Hall, congress: Congress
) -> None:
    clerk, _ = two(hall, congress)
    clerk.done(at(congress), "/sign")
    english = clerk.see(f"/m/{congress.meeting}/minutes").text
    chinese = hall.visitor(congress, congress.guest, CHINESE).see(
        f"/m/{congress.meeting}/minutes"
    )
    assert "In six words:" in english
    assert "核对词：" in chinese.text


def test_who_reads_while_another_adds_must_read_again(hall: Hall, congress: Congress) -> None:
    clerk, chair = two(hall, congress)
    sheet = chair.see(at(congress)).sheet("/sign")
    clerk.done(at(congress), "/remark", {"text": "补充"})
    answer = chair.act(sheet.action, sheet.values)
    assert answer.status_code == 422
    assert "Read them again" in answer.text


def test_a_supplement_is_signed_by_itself_and_the_first_text_stays(
    hall: Hall, congress: Congress
) -> None:
    clerk, chair = two(hall, congress)
    for _ in range(2):
        clerk.done(at(congress), "/remark", {"text": "补记"})
        clerk.done(at(congress), "/sign")
        chair.done(at(congress), "/sign")
        clerk.done(at(congress), "/close")
    first = clerk.get(f"{at(congress)}.txt?number=1").text
    second = clerk.get(f"{at(congress)}.txt?number=2").text
    assert (first.count("补记"), second.count("补记")) == (1, 2)
    assert hashlib.sha256(first.encode()).hexdigest() in second, "it holds the first signatures"


def test_the_chair_signs_but_does_not_write(hall: Hall, congress: Congress) -> None:
    _, chair = two(hall, congress)
    assert not chair.see(at(congress)).offers("/remark")
    assert chair.act(f"{at(congress)}/remark", {"text": "x"}).status_code == 403
    answer = chair.act(f"{at(congress)}/sign", {"office": "recorder", "sha256": "0" * 64})
    assert answer.status_code == 403
