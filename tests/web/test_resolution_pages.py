"""What becomes of what was said: desk, reading, sheets, phone, card, and the way up."""

from io import BytesIO
from zipfile import ZipFile

from consult.contribution.commands import new_entry_id
from tests.cast import FixedClock
from tests.consult.resolved import AID, LIGHT, closed, disposed, talked
from tests.web.browse import Hall
from tests.web.conftest import Called
from tests.web.test_consult_pages import joined

SECRET = ("低保", "家庭收入")


def inside(word: bytes) -> str:
    """The text of a Word file, tags and all."""
    with ZipFile(BytesIO(word)) as file:
        return file.read("word/document.xml").decode()


def test_the_desk_leads_from_one_to_the_next_until_all_have_an_ending(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(talked, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}/desk/consult"
    assert "1, 2, 3, 4" in clerk.refused(at, "/phase", {"phase": "closed"}).text
    one = f"{at}/resolution/of/{LIGHT}"
    told = {"ending": "promised", "words": "换新路灯", "who": "赵强", "due": "2026-02-10"}
    wrong = clerk.refused(one, LIGHT, told)
    assert "换新路灯" in wrong.text, "nothing that was typed is lost"
    answer = clerk.press(one, LIGHT, told | {"seen": "灯亮", "checks": "陈静"})
    assert answer.headers["location"].startswith(f"{at}/resolution/of/")
    assert LIGHT not in answer.headers["location"]
    page = clerk.see(f"{at}/resolution")
    assert "赵强 does it by Tue 10 Feb 2026" in page.text
    hall.do(disposed, congress)
    clock.advance(seconds=1)
    hands = {"present": "8", "yes": "6", "no": "1", "abstain": "1"}
    clerk.refused(f"{at}/resolution", "/hands", hands)
    clerk.refused(f"{at}/resolution", "/hands", hands | {"read": "1", "yes": "7"})
    page = clerk.done(f"{at}/resolution", "/hands", hands | {"read": "1"})
    assert "8 present: 6 for, 1 against, 1 abstained." in page.text
    assert clerk.press(at, "/phase", {"phase": "closed"}).status_code == 303
    minutes = clerk.see(f"/m/{congress.meeting}/minutes").text
    assert "6 for, 1 against, 1 abstained" in minutes
    assert "corrected" in minutes
    assert "set out with its full file to the Village (东头村)" in minutes


def test_no_screen_and_no_sheet_shows_what_is_not_for_everybody(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(closed, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}"
    board = f"/s/{hall.house.signer.screen_token(congress.meeting)}/consult/resolution"
    desk = f"{at}/desk/consult/resolution"
    for path in (
        f"{desk}/script",
        f"{desk}/sheet",
        f"{desk}/notice",
        f"{desk}/ledger",
        f"{at}/minutes",
        board,
    ):
        page = clerk.see(path)
        assert "换新三盏太阳能路灯" in page.text, path
        assert not any(words in page.text for words in SECRET), path
        assert page.sins == [], path
    word = clerk.get(f"{desk}/notice.docx").content
    assert "换新三盏太阳能路灯" in inside(word)
    assert not any(words in inside(word) for words in SECRET)
    assert clerk.get(f"{desk}/sheet.pdf").content.startswith(b"%PDF")
    assert "Fingerprint" in clerk.see(f"{desk}/sheet").text.title()
    assert "家庭收入" in clerk.see(f"{desk}/of/{AID}").text
    assert "家庭收入" in hall.browser().see(f"/t/{codes[3]}").text, "on its own card"


def test_a_stool_reads_and_answers_the_resolution_by_phone(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(talked, congress)
    phone, at = joined(hall, codes[2]), f"/m/{congress.meeting}/stool/resolution"
    assert not phone.see(at).offers(at)
    hall.do(disposed, congress)
    phone.done(at, at, {"value": "no"})
    assert "✓" in phone.see(at).text
    page = phone.done(at, "/objections", {"words": "等得太久"})
    assert page.sins == []
    clerk = hall.visitor(congress, congress.clerk)
    desk = clerk.see(f"/m/{congress.meeting}/desk/consult/resolution").text
    assert "By phone: 0 for, 1 against, 0 abstained." in desk
    assert "1 person : 等得太久" in desk


def test_a_card_shows_a_year_later_what_became_of_it_and_appraises_it(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(closed, congress)
    clerk = hall.visitor(congress, congress.clerk)
    at = f"/m/{congress.meeting}/desk/consult/resolution/of/{LIGHT}"
    clerk.done(at, "/handled", {"words": "三盏灯已换好", "done": "1"})
    clock.advance(days=30)
    card = hall.browser()
    assert "三盏灯已换好" in card.see(f"/t/{codes[1]}").text
    assert card.press(f"/t/{codes[1]}", LIGHT, {"value": "satisfied"}).status_code == 303
    assert "1 satisfied, 0 basically" in card.see(f"/t/{codes[1]}").text
    way = card.see(f"/t/{codes[4]}").text
    assert "Moved up: time ran out" in way
    stranger = {"value": "satisfied", "entry": new_entry_id()}
    assert card.act(f"/t/{'A' * 26}/appraise/{LIGHT}", stranger).status_code == 404


def test_a_level_has_its_desk_and_everybody_reads_the_measure(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(closed, congress)
    clerk = hall.visitor(congress, congress.clerk)
    desk = clerk.see("/ladder?level=village")
    [link] = [one for one in desk.links if one.startswith("/ladder/of/")]
    assert "Nothing is here." in clerk.see("/ladder?level=town").text
    page = clerk.done(link, "/receive")
    assert "Received" in page.text
    clerk.refused(link, "/answer", {"words": " "})
    clock.advance(days=8)
    assert "1 step was made by time alone" in clerk.see(link).text
    assert "already" not in clerk.done(link, "/answer", {"words": "列入计划"}).text
    anybody = hall.browser().see("/ladder/measured")
    assert "3 /4" in anybody.text
    assert "1/1 of what was sent up moved up only because time ran out" in anybody.text
    assert anybody.sins == []
    clerk.done("/ladder", "/days", {"village": "5"})
    deputy = hall.visitor(congress, congress.deputies[1])
    assert deputy.get("/ladder").status_code == 403
