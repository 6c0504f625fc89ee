"""A consultation as its pages show it: desk, card, phone, bench, big screen, minutes."""

import re

from consult.contribution.commands import new_entry_id
from tests.cast import Congress
from tests.consult.yard import TOPIC, gathered
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from web.qr import stool_link


def joined(hall: Hall, code: str) -> Browser:
    """A phone that has scanned a stool card and pressed the button."""
    phone = hall.browser()
    assert phone.get(f"/t/{code}").status_code == 200
    assert phone.act(f"/t/{code}").status_code == 303
    return phone


def say(phone: Browser, at: str, text: str, **more: str) -> int:
    typed = {"kind": "problem", "circle": "public", "entry": new_entry_id(), "text": text}
    return phone.act(f"{at}/say", typed | more).status_code


def test_a_card_joins_only_by_its_button(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    code = hall.do(gathered, congress)[2]
    phone = hall.browser()
    assert "You are stool 2" in phone.see(stool_link("", code)).text, "as it is printed"
    assert "You are stool 2" in phone.see(f"/t/{code}").text
    phone.see(f"/m/{congress.meeting}/stool", status=401)
    assert phone.act(f"/t/{code}").status_code == 303
    assert TOPIC in phone.see(f"/m/{congress.meeting}/stool").text
    other = hall.browser()
    assert "Another phone has joined" in other.see(f"/t/{code}").text
    assert other.act(f"/t/{code}").status_code == 422


def test_what_a_phone_says_is_on_all_screens_and_in_the_minutes(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/stool"
    hostile = "<script>alert(1)</script> 路灯坏了 😀 مرحبا"
    assert say(phone, at, hostile) == 303
    assert say(phone, at, "只给责任单位看", circle="unit") == 303
    assert say(phone, at, "字" * 5001) == 422
    clerk = hall.visitor(congress, congress.clerk)
    screen = f"/s/{hall.house.signer.screen_token(congress.meeting)}/consult"
    for page in (joined(hall, codes[2]).see(at), hall.browser().see(screen)):
        assert "alert(1)" in page.text
        assert page.sins == []
        assert "只给责任单位看" not in page.text
    bench = clerk.see(f"/m/{congress.meeting}/consult")
    assert "只给责任单位看" in bench.text
    assert "1 of 3 spoke" in bench.text
    minutes = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "alert(1)" in minutes
    assert "只给责任单位看" not in minutes
    assert "只给责任单位看" in hall.browser().see(f"/t/{codes[1]}").text, "on its own card"


def test_who_records_writes_down_for_a_stool_without_a_phone(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    hall.do(gathered, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}/consult"
    found = re.search(r"\?stool=(\w+)", clerk.get(at).text)
    assert found is not None
    told = {"stool": found[1], "read_back": "1", "witness": "李四"}
    assert say(clerk, at, "水沟堵了", **told) == 303
    page = clerk.see(at).text
    assert "written down by" in page
    assert "read back" in page
    assert "witness: 李四" in page
    lost = clerk.act(f"{at}/say", {"stool": found[1], "text": "没选类别", "circle": "public"})
    assert lost.status_code == 422
    assert "没选类别" in lost.text, "nothing that was typed is lost"


def test_reactions_are_counted_for_all_and_shown_only_to_their_own_phone(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    at = f"/m/{congress.meeting}/stool"
    one, two = joined(hall, codes[1]), joined(hall, codes[2])
    assert say(one, at, "路灯坏了") == 303
    found = re.search(r"id=\"s-(\w+)\"", two.get(at).text)
    assert found is not None
    answer = two.act(f"{at}/said/{found[1]}/react", {"opinion": "agree"})
    assert answer.status_code == 303
    assert f'data-s-{found[1]}="agree"' in two.get(at).text
    assert f'data-s-{found[1]}="agree"' not in one.get(at).text
    clerk = hall.visitor(congress, congress.clerk)
    assert "1 agree, 0 disagree, 0 unsure" in clerk.see(f"/m/{congress.meeting}/consult").text


def test_the_desk_sets_up_and_prints_cards(hall: Hall, sitting: Called) -> None:
    congress: Congress = sitting()
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}/desk/consult"
    clerk.done(at, "/desk/consult", {"topic": TOPIC})
    sheet = clerk.press(at, "/cards", {"count": "8"})
    assert sheet.text.count('class="stool-card"') == 8
    assert "no-store" in sheet.headers["cache-control"]
    assert "1" in clerk.done(at, "/phase", {"phase": "talking"}).text
    clerk.refused(at, "/desk/consult", {"grid": "none such"})
