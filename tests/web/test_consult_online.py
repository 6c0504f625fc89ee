"""Online: one voice by card or badge, voices from outside apart, the picture, drafts."""

import re
from datetime import timedelta
from random import Random

from consult.commands import set_up
from consult.consultation import ConsultForm
from consult.contribution.commands import contribute, new_entry_id
from consult.online.commands import set_window
from consult.online.window import Window
from consult.queries import yard_view
from consult.reactions.commands import React
from consult.reactions.reaction import Counts, Opinion
from consult.stools.stool import voice_of
from tests.cast import Congress, FixedClock
from tests.consult.yard import TOPIC, gathered, stool, words
from tests.web.browse import Browser, Hall, Page
from tests.web.conftest import Called

DAYS = timedelta(days=1)


async def opened(congress: Congress, clock: FixedClock, statements: int = 6) -> dict[int, str]:
    """Open online for a day, with a few statements; gives the codes of the cards."""
    codes = await gathered(congress, 3)
    await set_up(congress.db, congress.clerk, ConsultForm.ONLINE, TOPIC)
    window = Window(clock(), clock() + DAYS, outside=True)
    await set_window(congress.db, congress.clerk, window)
    one = await stool(congress, 1)
    for number in range(statements):
        await contribute(congress.db, one, words(f"第{number}条意见"), f"{number:032x}")
    return codes


async def crowd(hall: Hall, congress: Congress, people: int, statements: int = 6) -> None:
    """That many voices answer all statements, half of them the other way round."""
    for person in range(people):
        for number in range(statements):
            value = Opinion.AGREE if number % 2 or person % 2 else Opinion.DISAGREE
            if Random(100 * person + number).random() < 0.07:
                value = Opinion.PASS
            voice = voice_of(f"p{person}")
            ask = React(congress.meeting, f"{number:032x}", voice, value, new_entry_id())
            await hall.house.reacting.put(ask)


def counts(hall: Hall, congress: Congress, statement: str) -> Counts:
    async def read() -> Counts:
        return (await congress.read(yard_view, congress.meeting)).counted(statement)

    return hall.do(read)


def test_one_badge_on_two_phones_is_one_voice(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(opened, congress, clock, 1)
    at, statement = f"/m/{congress.meeting}/voice", f"{0:032x}"
    who = congress.deputies[2]
    one, two = hall.visitor(congress, who), hall.visitor(congress, who)
    assert one.act(f"{at}/said/{statement}/react", {"opinion": "agree"}).status_code == 303
    clock.advance(seconds=1)
    assert two.act(f"{at}/said/{statement}/react", {"opinion": "disagree"}).status_code == 303
    assert counts(hall, congress, statement) == Counts(disagree=1)
    assert "You have answered everything" in one.see(f"{at}/next").text


def test_a_browser_with_a_card_and_a_badge_speaks_by_the_card_alone(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(opened, congress, clock, 1)
    at, statement = f"/m/{congress.meeting}", f"{0:032x}"
    both = hall.visitor(congress, congress.deputies[2])
    assert both.act(f"/t/{codes[2]}").status_code == 303
    for path in (f"{at}/voice/said", f"{at}/stool/said"):
        assert both.act(f"{path}/{statement}/react", {"opinion": "agree"}).status_code == 303
    assert counts(hall, congress, statement) == Counts(agree=1)


def test_voices_from_outside_are_never_counted(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(opened, congress, clock)
    at, statement = f"/m/{congress.meeting}", f"{0:032x}"
    hall.do(crowd, hall, congress, 9)
    counted = counts(hall, congress, statement)
    before = hall.browser().get(f"{at}/picture/votes.csv").text
    guest = hall.browser()
    guest.see(f"{at}/voice/next", status=401)
    assert guest.act(f"{at}/online").status_code == 303
    for _ in range(2):
        answer = guest.act(f"{at}/voice/said/{statement}/react", {"opinion": "disagree"})
        assert answer.status_code == 303
    assert counts(hall, congress, statement) == counted
    page = guest.see(f"{at}/picture")
    assert "Voices from outside 1" in page.text
    assert "9 people" in page.part("picture")
    assert hall.browser().get(f"{at}/picture/votes.csv").text == before
    refused = guest.act(
        f"{at}/voice/say", {"kind": "problem", "text": "我也说", "circle": "public"}
    )
    assert refused.status_code == 403
    assert "From outside you can agree" in Page(refused.text).text


def test_the_ladder_is_said_on_the_page_and_a_reload_changes_nothing(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(opened, congress, clock, 10)
    at, phone = f"/m/{congress.meeting}/picture", hall.browser()
    hall.do(crowd, hall, congress, 7, 10)
    seven = phone.see(at)
    assert "7 people: too few for more than counts" in seven.text
    assert "Most agreed" not in seven.text
    assert phone.get(f"{at}/votes.csv").status_code == 404
    assert phone.get(f"{at}/comments.csv").status_code == 200
    hall.do(crowd, hall, congress, 14, 10)
    first = phone.see(at)
    assert "14 people: too few for opinion groups" in first.text
    assert "Most agreed" in first.text
    assert "Map of opinions" not in first.text
    hall.do(crowd, hall, congress, 14, 10)
    assert phone.see(at).part("picture") == first.part("picture"), "the same votes again"
    hall.do(crowd, hall, congress, 40, 10)
    hall.do(hall.house.gallery.examined, congress.meeting)
    assert "Map of opinions" in phone.see(at).text
    screen = f"/s/{hall.house.signer.screen_token(congress.meeting)}/consult/picture"
    board = hall.browser().see(screen)
    assert board.part("picture") == phone.see(at).part("picture")
    assert board.sins == []


def test_the_next_statement_stays_over_a_reload_and_is_never_one_answered(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(opened, congress, clock)
    phone, at = hall.browser(), f"/m/{congress.meeting}/voice"
    phone.act(f"/t/{codes[2]}")
    seen: list[str] = []
    for _ in range(6):
        asked = phone.get(f"{at}/next").headers["location"]
        page = phone.see(asked)
        assert phone.see(asked).text == page.text, "a reload changes nothing"
        assert page.sins == []
        seen.append(asked.rpartition("=")[2])
        action = page.sheet("/react").action
        assert phone.act(action, {"opinion": "pass"}).status_code == 303
    assert sorted(seen) == [f"{number:032x}" for number in range(6)]
    assert "You have answered everything" in phone.see(f"{at}/next").text


def test_nobody_is_heard_before_it_opens_and_after_it_closes(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(opened, congress, clock, 1)
    phone, at = hall.browser(), f"/m/{congress.meeting}"
    phone.act(f"/t/{codes[2]}")
    assert "Open until" in phone.see(f"{at}/online").text
    clock.advance(days=1)
    over = phone.act(f"{at}/voice/said/{0:032x}/react", {"opinion": "agree"})
    assert over.status_code == 422
    assert "The time of this consultation is over" in over.text
    said = {"kind": "problem", "text": "还有话", "circle": "public", "entry": new_entry_id()}
    late = phone.act(f"{at}/voice/say", said)
    assert late.status_code == 422
    clerk, desk = hall.visitor(congress, congress.clerk), f"{at}/desk/consult/online"
    times = {"opens_at": "2026-01-20T08:00", "closes_at": "2026-01-19T08:00"}
    wrong = clerk.refused(desk, "/online", times)
    assert "It closes before it opens" in wrong.text
    clerk.done(desk, "/online", times | {"closes_at": "2026-01-29T08:00"})
    assert phone.act(f"{at}/voice/say", said).status_code == 303


def test_a_draft_is_commented_on_paragraph_by_paragraph(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(opened, congress, clock, 1)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}"
    desk = f"{at}/desk/consult/draft"
    clerk.done(
        desk, "/draft", {"title": "村规", "text": "第一条 <b>爱护</b>\n\n第二条 垃圾入桶"}
    )
    found = re.search(r"/draft/(\w{32})", clerk.get(desk).text)
    assert found is not None
    draft = f"{at}/draft/{found[1]}"
    reader = hall.browser().see(draft)
    assert "<b>爱护</b>" in reader.text
    assert not reader.offers("/say"), "who has no voice reads only"
    phone, badge = hall.browser(), hall.visitor(congress, congress.deputies[1])
    phone.act(f"/t/{codes[2]}")
    for one, value in ((phone, "agree"), (badge, "disagree")):
        assert one.act(f"{draft}/2/react", {"opinion": value}).status_code == 303
    phone.done(draft, "/2/say", {"kind": "proposal", "text": "加上分类"})
    lost = phone.refused(draft, "/1/say", {"text": "没有选"})
    assert "没有选" in lost.text, "nothing that was typed is lost"
    page = hall.browser().see(draft)
    assert "加上分类" in page.part("p-2")
    assert "1 agree 0 unsure 1 disagree 1 comments" in page.part("p-2")
    assert "加上分类" not in page.part("p-1")
    assert phone.act(f"{draft}/3/react", {"opinion": "agree"}).status_code == 404
    minutes = clerk.see(f"{at}/minutes").text
    assert "laid the draft “村规” open to comments, 2 paragraphs" in minutes
    clerk.done(desk, "/take")
    assert hall.browser().get(draft).status_code == 404


def test_a_picture_comes_by_the_wire(hall: Hall, sitting: Called, clock: FixedClock) -> None:
    congress = sitting()
    hall.do(opened, congress, clock)
    hall.do(crowd, hall, congress, 7)
    phone: Browser = hall.browser()
    phone.see(f"/m/{congress.meeting}/picture")
    with phone.websocket_connect(f"/m/{congress.meeting}/live/picture") as socket:
        hall.do(crowd, hall, congress, 14)
        while "14 people" not in socket.receive_text():
            pass


def test_a_card_and_a_badge_on_two_phones_are_one_voice_once_somebody_says_so(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(opened, congress, clock, 1)
    at, statement = f"/m/{congress.meeting}", f"{0:032x}"
    badge = hall.visitor(congress, congress.deputies[2])
    phone = hall.browser()
    phone.act(f"/t/{codes[2]}")
    path = f"said/{statement}/react"
    assert badge.act(f"{at}/voice/{path}", {"opinion": "agree"}).status_code == 303
    clock.advance(seconds=1)
    assert phone.act(f"{at}/stool/{path}", {"opinion": "disagree"}).status_code == 303
    assert counts(hall, congress, statement) == Counts(agree=1, disagree=1)
    clerk = hall.visitor(congress, congress.clerk)
    assert "1 cards, 1 badges" in clerk.see(f"{at}/desk/consult").text
    assert phone.act(f"/t/{codes[2]}/mine").status_code == 401, "a card alone is nobody's badge"
    assert badge.act(f"/t/{codes[2]}/mine").status_code == 303
    assert "one voice" in badge.see(f"/t/{codes[2]}").text
    assert counts(hall, congress, statement) == Counts(disagree=1), "the later one"
    clock.advance(seconds=1)
    assert badge.act(f"{at}/voice/{path}", {"opinion": "agree"}).status_code == 303
    assert counts(hall, congress, statement) == Counts(agree=1)
    again = hall.visitor(congress, congress.deputies[3])
    assert again.act(f"/t/{codes[2]}/mine").status_code == 422, "a stool has one badge"
    one = hall.do(stool, congress, 2)
    desk = f"{at}/desk/consult/stools/{one.id}"
    assert congress.deputies[2].name in clerk.see(desk).text
    clerk.done(desk, "/same", {"badge": ""})
    clock.advance(seconds=1)
    assert badge.act(f"{at}/voice/{path}", {"opinion": "disagree"}).status_code == 303
    assert counts(hall, congress, statement) == Counts(agree=1, disagree=1)
    clerk.done(desk, "/same", {"badge": congress.deputies[2].person})
    assert counts(hall, congress, statement) == Counts(disagree=1)
