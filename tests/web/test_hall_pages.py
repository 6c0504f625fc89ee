"""A hall consultation from its notice to the confirmed record: desk, public page, phone."""

from consult.commands import move_on
from consult.consultation import ConsultPhase
from consult.hall.commands import write_notice
from consult.hall.record.commands import object_to_record
from tests.cast import FixedClock
from tests.consult.hall import NOTICE, in_the_hall, key, prepared_hall
from tests.consult.yard import stool
from tests.web.browse import Hall
from tests.web.conftest import Called

DESK = "/desk/consult/hall"


def test_a_draft_is_nobodys_and_the_notice_tells_how_early_it_was(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    experts = hall.do(prepared_hall, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}"
    assert hall.browser().get(f"{at}/hall").status_code == 404
    party = {"form": "pick", "expert": experts["马志国"], "reason": ""}
    wrong = clerk.refused(f"{at}{DESK}", "/experts", party)
    assert "works for a party to the topic" in wrong.text
    page = clerk.done(f"{at}{DESK}", "/experts", party | {"reason": "只有他核算过"})
    assert "Picked all the same, because: 只有他核算过" in page.text
    typed = {"form": "notice", "publish": "1", "background": NOTICE.background}
    wrong = clerk.refused(
        f"{at}{DESK}", "/notice", typed | {"organiser": "", "questions": "一"}
    )
    assert "东片区农贸市场建于1998年" in wrong.text, "nothing that was typed is lost"
    whole = typed | {"organiser": "县人大", "questions": "一问\n二问"}
    assert clerk.press(f"{at}{DESK}", "/notice", whole).status_code == 303
    told = hall.browser().see(f"{at}/hall")
    assert "一问" in told.text
    assert "days ahead, since" in told.text or "only after the meeting" in told.text
    assert "Workplace unknown" in told.text
    assert told.sins == []


def test_everybody_reads_what_came_of_it_and_nobody_what_is_not_for_them(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    hall.do(in_the_hall, congress)
    at = f"/m/{congress.meeting}"
    page = hall.browser().see(f"{at}/hall")
    assert "Adopted in part, because: 三年不涨与市场养护成本不符" in page.text
    assert "临时市场设在体育馆东侧" in page.text
    assert "answer promised by Tue 10 Feb 2026" in page.text
    assert "1 opinion is not for everybody" in page.text
    for words in ("欠款", "个人债务", "已当面说清"):
        assert words not in page.text, words
    clerk = hall.visitor(congress, congress.clerk)
    for path in ("/minutes", "/desk/consult/resolution/sheet"):
        assert "三年不涨与市场养护成本不符" in clerk.see(f"{at}{path}").text
        assert "个人债务" not in clerk.see(f"{at}{path}").text


def test_one_tap_confirms_and_an_objection_has_its_words(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    codes = hall.do(in_the_hall, congress)
    clock.advance(seconds=1)
    at, phone = f"/m/{congress.meeting}", hall.browser()
    phone.act(f"/t/{codes[1]}")
    page = phone.done(f"{at}/stool/record", "/stool/record", {"entry": key(101)})
    assert "You have confirmed this record." in page.text
    wrong = phone.refused(
        f"{at}/stool/record", "/objections", {"form": "objection", "words": ""}
    )
    assert "I object, and this is why" in wrong.text
    three = hall.do(stool, congress, 3)
    hall.do(object_to_record, congress.db, None, three, "我没有说过<b>欠款</b>", key(102))
    clerk = hall.visitor(congress, congress.clerk)
    page = clerk.done(f"{at}{DESK}/record", "/record", {"stool-2": "1"})
    told = "2 of 3 participants confirmed the record (1 of these on paper), 1 objection"
    assert told in page.text
    assert "没有说过<b>欠款</b>" in hall.browser().see(f"{at}/hall").text
    hall.do(move_on, congress.db, congress.clerk, ConsultPhase.CLOSED)
    assert told in clerk.see(f"{at}/minutes").text


def test_a_question_is_promised_from_the_desk(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    hall.do(in_the_hall, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}{DESK}/questions"
    asked = {
        "form": "ask",
        "entry": key(73),
        "text": "钱从哪里来？",
        "department": "",
        "stool": "",
    }
    assert "钱从哪里来？" in clerk.done(at, "/questions", asked).text
    form = {
        "form": f"reply-{key(73)}",
        "entry": key(74),
        "who": "县财政局",
        "words": "正在测算",
    }
    wrong = clerk.refused(at, key(73), form | {"later": "1", "due": "2020-01-01"})
    assert "正在测算" in wrong.text
    page = clerk.done(at, key(73), form | {"later": "1", "due": "2030-01-01"})
    assert "answer promised by Tue 1 Jan 2030" in page.text


def test_the_notice_is_told_in_the_minutes(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    hall.do(prepared_hall, congress)
    zone = hall.house.settings.zone
    hall.do(write_notice, congress.db, congress.clerk, NOTICE, zone, out=True)
    minutes = hall.visitor(congress, congress.clerk).see(f"/m/{congress.meeting}/minutes")
    assert "The notice of the topic was published." in minutes.text
    assert "改造期间摊位安置在哪里？" in minutes.text


def test_a_phone_asks_and_what_staff_hide_is_read_by_nobody(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes = hall.do(in_the_hall, congress)
    at, phone = f"/m/{congress.meeting}", hall.browser()
    phone.act(f"/t/{codes[3]}")
    asked = {"entry": key(73), "text": "张某的低保怎么批的？", "department": "县住建局"}
    page = phone.done(f"{at}/stool/questions", "/stool/questions", asked)
    assert "张某的低保怎么批的？" in page.text
    assert "张某的低保" in hall.browser().see(f"{at}/hall").text
    clerk = hall.visitor(congress, congress.clerk)
    form = {"form": f"hide-{key(73)}", "hides": "1", "reason": "涉及个人隐私"}
    assert clerk.press(f"{at}{DESK}/questions", f"{key(73)}/hide", form).status_code == 303
    for path in ("/hall", "/minutes", "/desk/consult/resolution/sheet"):
        page = clerk.see(f"{at}{path}")
        assert "涉及个人隐私" in page.text, path
        assert "张某的低保" not in page.text, path
    hall.do(move_on, congress.db, congress.clerk, ConsultPhase.CLOSED)


def test_the_author_reads_their_own_words_in_the_record(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(in_the_hall, congress)
    at = f"/m/{congress.meeting}/stool/record"
    for number, is_theirs in ((3, True), (2, False)):
        phone = hall.browser()
        phone.act(f"/t/{codes[number]}")
        assert ("我家摊位的欠款" in phone.see(at).text) is is_theirs
