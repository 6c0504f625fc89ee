"""In the hall: who is here, what is read, who speaks, and what the big screens show."""

import re
from urllib.parse import quote

from tests.cast import GUEST
from tests.evening.desk import AGENDA_VOTE, EXPLAINED, PAPER, REPORT, SENTENCE, item
from tests.evening.people import (
    ABSENT,
    DEPUTIES,
    HEAD,
    HERE,
    LATE,
    NAMES,
    RESIDENT,
    RESTLESS,
    UNIT,
    Session,
)
from tests.web.browse import Page

ILLNESS = "住院治疗"
TOLD = "请各位代表会后乘车返回"
QUESTION, ANSWER = "村小学食堂何时改造完成？", "今年九月开学前全部完成。"
SUMMARY = "建议把养老服务中心建到每个村。"
UNCONFIRMED, CONFIRMED = "发言人尚未确认", "发言人已确认"
# By delegation: two of the first ask before one of each of the others.
FIRST, SECOND, THIRD, FOURTH = NAMES[1], NAMES[2], NAMES[12], NAMES[22]


def holds_the_preparatory_meeting(session: Session) -> None:
    """Short: the agenda of the session is adopted by a show of hands."""
    assert "通过大会议程" in session.presides("/open", "/start", "/start").part("console")
    session.presides("/adopt", typed={"for": "29", "against": "0", "abstain": "0"})
    session.presides("/seal", "/open", "/close")
    session.presides("/count", typed={"for-1": "28", "against-1": "0", "abstain-1": "1"})
    session.presides("/announce", "/start", "/close")
    minutes = session.sees_minutes()
    for words in (AGENDA_VOTE, "大会议程（草案）", "28"):
        assert words in minutes, words


def reads_papers(session: Session) -> None:
    """Two deputies and a guest open the report; the clerk sees a number and no name."""
    for name in (*NAMES[1:3], GUEST):
        phone = session.phones[name]
        found = phone.see(f"{session.at}/handouts")
        papers = [one for one in found.links if re.search(r"/handouts/\w+$", one)]
        shown = [phone.see(one) for one in papers]
        assert any(SENTENCE in one.text for one in shown), "a Word file is read on the phone"
        [pdf] = [one for page in shown for one in page.links if one.endswith("/file")]
        assert phone.get(pdf).content.startswith(b"%PDF")
    desk = session.clerk.see(f"{session.at}/desk/handouts").text
    readers = len(session.badges) - 1  # all but the clerks
    assert desk.count(f"应阅 {readers} 人，已打开 3 人") == 2, desk
    assert PAPER in desk
    assert EXPLAINED in desk


def marks(session: Session, name: str, **typed: str) -> Page:
    """The clerk finds somebody in the register and marks them."""
    at = f"{session.at}/desk/attendance?find={name}"
    [tick] = re.findall(r'name="(person-\w+)"', session.clerk.get(at).text)
    return session.clerk.done(at, quote(name), {tick: "1", **typed})


def fills(session: Session) -> None:
    """All but two scan; one of them is on leave, the other comes when it has begun."""
    session.presides("/gather")
    session.gathers(name for name in session.badges if name not in (LATE, ABSENT))
    shown = marks(session, ABSENT, attendance="on_leave", reason=ILLNESS)
    assert ILLNESS in shown.part("marks")
    assert session.presides("/open").offers("/start")


def comes_and_goes(session: Session) -> None:
    """One comes late; one leaves for a moment and is back before the vote."""
    session.gathers([LATE])
    phone = session.phones[RESTLESS]
    assert "您已于" in phone.done(session.at, "/leave").text
    assert phone.done(session.at, "/arrive").offers("/leave")
    here = session.clerk.see(f"{session.at}/desk/attendance?state=late").part("register")
    assert LATE in here
    assert RESTLESS not in here
    seen = session.chair.see(f"{session.at}/chair").part("attendance")
    assert f"{DEPUTIES}应到 {len(HERE)}实到 1请假 0未到" in seen


def turns_to(session: Session, title: str) -> None:
    """The chair goes on, item by item, until this one is on."""
    while f"<h1>{title}</h1>" not in session.chair.get(f"{session.at}/chair").text:
        session.presides("/start")


def hears_speeches(session: Session) -> None:
    """Four ask; whose delegation has not been heard comes before a second of the first."""
    at = item(session, REPORT)
    turns_to(session, REPORT)
    for name in (FIRST, SECOND, THIRD, FOURTH):
        session.phones[name].done(session.at, f"{at}/ask")
    session.presides(f"{at}/call")
    session.presides("/extend", typed={"minutes": "2"})
    called = []
    for _ in range(3):
        called.append(speaks(session))
        session.presides(f"{at}/call")
    assert [*called, speaks(session)] == [FIRST, THIRD, FOURTH, SECOND]


def speaks(session: Session) -> str:
    """Whoever has the floor speaks for three minutes. Their name."""
    html = session.chair.get(f"{session.at}/chair").text
    [name] = re.findall(r'class="floor-name">(.+?)<', html)
    session.clock.passes(minutes=3)
    session.presides("/stop")
    return str(name)


def answers_a_question(session: Session) -> None:
    at = f"{session.at}/questions"
    put = session.phones[THIRD].done(at, "/questions", {"unit": UNIT, "text": QUESTION})
    assert QUESTION in put.text
    head, resident = session.phones[HEAD], session.phones[RESIDENT]
    assert not any("/questions/" in one.action for one in resident.see(at).sheets)
    [sheet] = [one for one in head.see(at).sheets if "/questions/" in one.action]
    assert head.act(sheet.action, sheet.values | {"answer": ANSWER}).status_code == 303
    assert ANSWER in session.phones[FIRST].see(at).text


def confirms_a_summary(session: Session) -> None:
    """The recorder writes what the last speaker said; only the speaker makes it theirs."""
    at = f"{session.at}/summaries"
    sheet = next(one for one in session.recorder.see(at).sheets if "/summaries/" in one.action)
    session.recorder.act(sheet.action, sheet.values | {"text": SUMMARY, "send": "1"})
    assert f"{SUMMARY} ({UNCONFIRMED})" in session.sees_minutes()
    mine = session.phones[SECOND].done(f"{session.at}/speaking", "/confirm")
    assert SUMMARY in mine.text
    assert f"{SUMMARY} ({CONFIRMED})" in session.sees_minutes()


def shows_on_screens(session: Session) -> None:
    """A second screen has words of its own; then it is dark, and the first one is not."""
    at = f"{session.at}/screens"
    look = {"name": "会场后屏", "theme": "dark", "ratio": "standard"}
    page = session.chair.done(at, "/screens", look)
    links = sorted({one for one in page.links if re.fullmatch(r"/s/[^/]+", one)})
    walls = {link: session.served.watch(f"{link}/live", lang="zh_CN") for link in links}
    assert len(walls) == 2
    html = session.chair.get(at).text
    [screen] = [
        one for one in re.findall(r'data-screen="(\w+)"', html) if one not in session.at
    ]
    session.chair.done(at, "/say", {"text": TOLD, "screen": screen, "as": "message"})
    first, second = sorted(links, key=lambda link: TOLD in session.chair.get(link).text)
    walls[second].hear_words("stage", TOLD)
    session.chair.done(at, f"{screen}/blank", {"from": "screens"})
    dark = walls[second].hear(lambda news: TOLD not in news.get("parts", {}).get("stage", TOLD))
    assert not Page(dark["parts"]["stage"]).text.strip()
    assert Page(session.chair.get(first).text).part("stage")
    assert TOLD not in str(walls[first].heard), "the first one was told nothing of it"
