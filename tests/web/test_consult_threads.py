"""Contributions as pages show them: similar ones, files, answers, merges, circles."""

import re

import pytest

from consult.contribution.commands import contribute, new_entry_id
from consult.contribution.said import Circle
from tests.cast import Congress
from tests.consult.yard import gathered, stool, words
from tests.sessions.handouts.files import jpeg, png
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from tests.web.test_consult_pages import joined, say

A, B = "a" * 32, "b" * 32
OGG = b"OggS" + bytes(200)
SAYINGS = 10  # by each of thirty stools


def said_by(
    hall: Hall, congress: Congress, number: int, text: str, id: str, **more: str
) -> None:
    one = hall.do(stool, congress, number)
    hall.do(contribute, congress.db, one, words(text, Circle(more.get("circle", "public"))), id)


def test_something_similar_is_shown_before_posting_and_the_text_is_never_lost(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    said_by(hall, congress, 3, "村口路灯坏了半年", A)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    typed = {
        "kind": "worry",
        "circle": "public",
        "entry": B,
        "text": "村口的路灯坏了,\n半年没人修",
    }
    asked = phone.act(f"{at}/say", typed)
    assert asked.status_code == 200
    assert "村口的路灯坏了,\n半年没人修" in asked.text
    assert f'name="second" value="{A}"' in asked.text
    added = phone.act(f"{at}/say", typed | {"second": A})
    assert "Your voice is added there" in added.text
    assert "半年没人修" in added.text, "what was typed is still here"
    assert "seconded by stools 1" in phone.see(at).text
    assert phone.act(f"{at}/say", typed | {"anyway": "1"}).status_code == 303
    assert "半年没人修" in phone.see(at).text
    narrow = phone.act(f"{at}/say", typed | {"circle": "unit", "entry": "c" * 32})
    assert narrow.status_code == 303, "what only a unit reads is asked nothing in public"


def test_photo_and_voice_are_taken_in_without_their_secrets_and_given_to_those_who_may(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    typed = {"kind": "problem", "circle": "public", "entry": A, "text": ""}
    sent = phone.act(f"{at}/say", typed, ("photo_file", "IMG.JPG", jpeg()))
    assert sent.status_code == 303, sent.text
    other, clerk = joined(hall, codes[2]), hall.visitor(congress, congress.clerk)
    given = other.get(f"{at}/said/{A}/photo")
    assert given.headers["content-type"] == "image/jpeg"
    assert given.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert b"SECRET" not in given.content
    voice = typed | {"entry": B, "circle": "unit"}
    assert phone.act(f"{at}/say", voice, ("sound_file", "v.ogg", OGG)).status_code == 303
    card, bench = f"/t/{codes[1]}/said/{B}/sound", f"/m/{congress.meeting}/consult"
    part = phone.get(card, headers={"range": "bytes=4-9"})
    assert (part.status_code, part.headers["content-type"]) == (206, "audio/ogg")
    assert clerk.get(f"{bench}/said/{B}/sound").status_code == 200
    assert other.get(f"{at}/said/{B}/sound").status_code == 404, "not its circle"
    assert other.get(f"/t/{codes[2]}/said/{B}/sound").status_code == 404, "not its card"
    clerk.act(f"{bench}/said/{A}/hide", {"reason": "拍到了孩子的脸"})
    assert other.get(f"{at}/said/{A}/photo").status_code == 404
    assert phone.get(f"{at}/said/{A}/photo").status_code == 200, "its author goes on seeing it"
    circle = f"/m/{congress.meeting}/circle/said"
    guest = hall.visitor(congress, congress.guest)
    deputy = hall.visitor(congress, congress.deputies[1])
    assert guest.get(f"{circle}/{B}/sound").status_code == 200, "who must answer hears it"
    assert deputy.get(f"{circle}/{B}/sound").status_code == 404
    assert guest.get(f"{circle}/{A}/photo").status_code == 404, "hidden"


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"", b"%PDF-1.7"])
def test_a_file_that_is_neither_is_refused_and_the_words_stay(
    hall: Hall, sitting: Called, content: bytes
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    typed = {"kind": "problem", "circle": "public", "entry": A, "text": "写了很久的话"}
    answer = phone.act(f"{at}/say", typed, ("photo_file", "x.jpg", content))
    assert answer.status_code == 422
    assert "写了很久的话" in answer.text


def test_a_photo_is_kept_while_the_form_is_asked_again(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    typed = {"circle": "public", "entry": A, "text": "没选类别"}
    answer = phone.act(f"{at}/say", typed, ("photo_file", "x.png", png()))
    assert answer.status_code == 422
    found = re.search(r'name="photo" value="(\w{64})"', answer.text)
    assert found is not None
    again = typed | {"kind": "problem", "photo": found[1]}
    assert phone.act(f"{at}/say", again).status_code == 303
    assert phone.get(f"{at}/said/{A}/photo").headers["content-type"] == "image/png"


def test_what_is_hidden_is_gone_from_every_screen_with_the_reason_in_its_place(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    said_by(hall, congress, 1, "骂人的话在这里", A)
    phone, author = joined(hall, codes[2]), joined(hall, codes[1])
    at, bench = f"/m/{congress.meeting}/stool", f"/m/{congress.meeting}/consult"
    clerk = hall.visitor(congress, congress.clerk)
    assert clerk.act(f"{bench}/said/{A}/hide", {"reason": ""}).status_code == 422
    assert (
        clerk.act(
            f"{bench}/said/{A}/hide", {"reason": "辱骂他人", "entry": "1" * 32}
        ).status_code
        == 303
    )
    screen = f"/s/{hall.house.signer.screen_token(congress.meeting)}/consult"
    deputy = hall.visitor(congress, congress.deputies[1])
    seen = [
        phone.see(at),
        hall.browser().see(screen),
        deputy.see(f"/m/{congress.meeting}/circle"),
    ]
    for page in seen:
        assert "骂人的话" not in page.text
    assert "hidden: 辱骂他人" in seen[0].text
    assert phone.get(f"{at}/said/{A}").status_code == 404
    assert "骂人的话" not in clerk.see(f"/m/{congress.meeting}/minutes").text
    for page in (clerk.see(bench), author.see(f"{at}/said/{A}"), phone.see(f"/t/{codes[1]}")):
        assert "骂人的话" in page.text
        assert "辱骂他人" in page.text
    clerk.act(f"{bench}/said/{A}/show", {"reason": "误操作", "entry": "2" * 32})
    assert "骂人的话" in phone.see(at).text


def test_a_merge_is_agreed_by_phone_and_by_reading_it_back(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    said_by(hall, congress, 1, "村口路灯坏了", A)
    said_by(hall, congress, 2, "小学门口太黑", B)
    at, bench = f"/m/{congress.meeting}/stool", f"/m/{congress.meeting}/consult"
    clerk, phone = hall.visitor(congress, congress.clerk), joined(hall, codes[1])
    page = f"{bench}/said/{A}"
    clerk.done(page, "/merge", {"other": B})
    assert "To stools 1、2: do these say the same?" in phone.see(at).text
    ask = re.search(rf"{at}/merges/(\w+)", phone.get(at).text)
    assert ask is not None
    assert phone.act(f"{at}/merges/{ask[1]}", {"agrees": "1"}).status_code == 303
    assert (
        joined(hall, codes[3]).act(f"{at}/merges/{ask[1]}", {"agrees": "1"}).status_code == 404
    )
    assert "Read both to stool 2" in clerk.see(page).text
    clerk.done(page, f"/merges/{ask[1]}", {"agrees": "1"})
    assert "one matter with stools 2" in phone.see(at).text
    assert "村口路灯坏了" in phone.see(at).text, "both texts stay"
    assert "小学门口太黑" in phone.see(at).text
    assert "is one matter" in clerk.see(f"/m/{congress.meeting}/minutes").text
    phone.done(f"{at}/said/{A}", "/unlink", {})
    assert "one matter with" not in phone.see(at).text


def test_each_circle_is_read_on_the_page_of_those_it_is_for(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    texts = {"public": "给大家看的", "deputy": "给代表看的", "unit": "给单位看的"}
    for number, (circle, text) in enumerate(texts.items(), 1):
        said_by(hall, congress, number, text, str(number) * 32, circle=circle)
    at = f"/m/{congress.meeting}/circle"
    read = {
        congress.deputies[1].person: {"public", "deputy"},
        congress.guest.person: {"public", "unit"},
        congress.clerk.person: {"public", "deputy", "unit"},
    }
    for member in (congress.deputies[1], congress.guest, congress.clerk):
        page = hall.visitor(congress, member).see(at)
        seen = {circle for circle, text in texts.items() if text in page.text}
        assert seen == read[member.person]
    deputy = hall.visitor(congress, congress.deputies[1])
    reply = deputy.act(f"{at}/said/{'2' * 32}/remark", {"text": "我去\n问"})
    assert reply.status_code == 303
    assert "我去\n问" in hall.browser().get(f"/t/{codes[2]}").text, (
        "its author reads the answer"
    )
    assert deputy.act(f"{at}/said/{'3' * 32}/remark", {"text": "偷看"}).status_code == 404
    assert "我去" not in joined(hall, codes[1]).see(f"/m/{congress.meeting}/stool").text


def test_who_records_speaks_for_a_stool_without_a_phone(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    said_by(hall, congress, 1, "村口路灯坏了", A)
    clerk, page = (
        hall.visitor(congress, congress.clerk),
        f"/m/{congress.meeting}/consult/said/{A}",
    )
    mute = hall.do(stool, congress, 3).id
    seen = clerk.done(page, "/react", {"stool": mute, "opinion": "agree"})
    assert "1 agree, 0 disagree" in seen.text
    assert "seconded by stools 3" in clerk.done(page, "/second", {"stool": mute}).text
    objected = clerk.done(page, "/remark", {"stool": mute, "text": "先修水沟", "objects": "1"})
    assert "Objection Stool 3 written down by 周敏" in objected.text
    anew = clerk.done(page, "/amend", {"text": "村口两盏路灯坏了"})
    assert "1 earlier wording" in anew.text
    assert "村口两盏路灯坏了" in hall.browser().see(f"/t/{codes[1]}").text
    assert "2 behind it" in clerk.see(page).text, "who seconds and agrees is one person"
    clerk.done(page, "/withdraw", {})
    assert "村口" not in joined(hall, codes[2]).see(f"/m/{congress.meeting}/stool").text


HOSTILE = [
    "</textarea></p><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}%(name)s",
    "\u202e\u2066‮反过来\u200f" + "مرحبا بكم " * 20,
    "👨\u200d👩\u200d👧" * 300,
    "Z" + "\u0335\u0336" * 400,
    "长" * 5000,
    "行\n" * 2400,
]


@pytest.mark.parametrize(
    "text", HOSTILE, ids=["html", "rtl", "emoji", "zalgo", "long", "lines"]
)
def test_hostile_text_is_only_text_on_phone_projector_and_print(
    hall: Hall, sitting: Called, text: str
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    typed = {"kind": "problem", "circle": "public", "entry": A, "text": text}
    assert phone.act(f"{at}/say", typed).status_code == 303
    clerk = hall.visitor(congress, congress.clerk)
    screen = f"/s/{hall.house.signer.screen_token(congress.meeting)}/consult"
    bench = f"/m/{congress.meeting}/consult"
    for browser, path in (
        (phone, at),
        (phone, f"{at}/said/{A}"),
        (hall.browser(), screen),
        (hall.browser(), f"/t/{codes[1]}"),
        (clerk, bench),
        (clerk, f"{bench}/said/{A}"),
        (clerk, f"/m/{congress.meeting}/circle"),
        (clerk, f"/m/{congress.meeting}/minutes"),
        (clerk, f"/m/{congress.meeting}/desk/consult/resolution/script"),
        (clerk, f"/m/{congress.meeting}/desk/consult/resolution/sheet"),
        (hall.browser(), f"{screen}/resolution"),
    ):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert not set("\u202e\u2066\u200f") & set(answer.text), (
            "nothing turns the words around"
        )
        assert browser.see(path).sins == []
    assert len(phone.get(at).text) < 20_000, "a list has the beginning, the page of one has all"


def test_three_hundred_from_one_address_in_a_minute_and_one_stool_alone_is_slowed(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress, 30)
    at = f"/m/{congress.meeting}/stool"
    phones: list[Browser] = [joined(hall, codes[number]) for number in range(1, 31)]
    for turn in range(SAYINGS):
        for number, phone in enumerate(phones):
            assert say(phone, at, f"{number}-{turn} {new_entry_id()}", anyway="1") == 303
    clerk = hall.visitor(congress, congress.clerk)
    assert "30 of 30 spoke" in clerk.see(f"/m/{congress.meeting}/consult").text
    assert [say(phones[0], at, f"又一条 {n}", anyway="1") for n in range(3)] == [303, 303, 422]
    typed = {"kind": "problem", "circle": "public", "entry": A, "text": "太快了"}
    assert "太快了" in phones[0].act(f"{at}/say", typed).text, "what was typed is not lost"
