"""At the clerk's desk, in the weeks before: notice, roster, agenda, papers, votes."""

import io
import re
from collections.abc import Sequence

from core.spreadsheet import write_xlsx
from tests.cast import NOTICE, PIN, projects
from tests.evening.people import ROSTER, Session
from tests.sessions.handouts.files import docx, pdf
from tests.web.records import csv_of

CONGRESS = "青禾镇第十八届人民代表大会"
PREPARATORY, PLENARY = "预备会议", "第一次全体会议"
FOURTH = "第四次会议"
REPORT, VOTE, CLOSING = "乡镇人民政府工作报告", "票决民生实事项目", "宣布闭幕"
IN_GROUPS, WHY_LATER = "分组审议", "各代表团已于会前审议"
AGENDA_VOTE = "通过大会议程"
GRADING, RESOLUTION = "上年度民生实事项目满意度测评", "关于政府工作报告的决议"
PAPER, EXPLAINED = "政府工作报告（书面）", "候选项目说明"
SENTENCE = "各位代表：过去一年，镇人民政府办成了十件实事。"
BY_NAME = {"secrecy": "recorded", "live_tally": "turnout", "max_marks": "", "fraction": "1/2"}
METHODS = {
    VOTE: {"seats": "3"} | BY_NAME,
    GRADING: {"mode": "grade"} | BY_NAME,
    RESOLUTION: {"seats": "1"} | BY_NAME,
}


def calls_a_preparatory_meeting(session: Session) -> None:
    """The first clerk of a new server calls it and reads in the roster of the congress."""
    clerk = session.clerk
    pins = {"pin": PIN, "pin_again": PIN}
    assert "/meetings/new" in clerk.done(session.first_badge, "", pins).links
    notice = NOTICE | {"congress": CONGRESS, "title": PREPARATORY}
    notice |= {"date": "2027-01-19", "starts": "15:00"}
    answer = clerk.press("/meetings/new", "", notice)
    session.at = answer.headers["location"].removesuffix("/desk")
    file = ("file", "名单.xlsx", write_xlsx(ROSTER, "名单"))
    imported = clerk.act(f"{session.at}/desk/roster", file=file)
    assert imported.headers["location"].endswith(f"?done={len(ROSTER) - 1}-0")
    agenda = f"{session.at}/desk/agenda"
    clerk.done(agenda, "/templates/preparatory")
    clerk.done(agenda, f"/{item(session, AGENDA_VOTE)}", {"kind": "vote"})
    by_hands = {"seats": "1", "max_marks": "", "fraction": "1/2", "secrecy": "hands"}
    lists(session, AGENDA_VOTE, [[1, "大会议程（草案）", ""]])
    drafts(session, AGENDA_VOTE, by_hands)


def adds_a_plenary(session: Session) -> str:
    """The session is formed, and the plenary takes over roster, offices and seats."""
    clerk, page = session.clerk, f"{session.at}/desk/session"
    clerk.done(page, "/session", {"session": FOURTH})
    day = {"title": PLENARY, "date": "2027-01-20", "starts": "09:00"}
    sheet = clerk.see(page).sheet("/session/meetings")
    values = {name: value for name, value in sheet.values.items() if name != "take-agenda"}
    made = clerk.act(sheet.action, values | day).headers["location"].removesuffix("/desk")
    both = clerk.see(page).text
    assert PREPARATORY in both
    assert PLENARY in both
    return made


def item(session: Session, title: str) -> str:
    """The item of the agenda that has this title."""
    for sheet in session.clerk.see(f"{session.at}/desk/agenda").sheets:
        if sheet.values.get("title") == title:
            return sheet.action.rpartition("/")[2]
    raise AssertionError(f"no item {title}")


def writes_the_agenda(session: Session) -> None:
    """From the template: with times, with two further votes, and one item for later."""
    clerk, agenda = session.clerk, f"{session.at}/desk/agenda"
    clerk.done(agenda, "/templates/township")
    report = {"speaker": "镇长", "unit": "镇人民政府", "starts": "09:10", "lasts": "50"}
    assert "09:10" in clerk.done(agenda, f"/{item(session, REPORT)}", report).text
    for title in (GRADING, RESOLUTION):
        clerk.done(agenda, "/desk/agenda", {"title": title, "kind": "vote", "lasts": "10"})
    at = item(session, CLOSING)
    for _ in range(2):  # what was added stands after the closing now
        clerk.act(f"{agenda}/{at}/move", {"way": "down"})
    later = {"state": "postponed", "reason": WHY_LATER}
    assert WHY_LATER in clerk.done(agenda, f"/{item(session, IN_GROUPS)}/aside", later).text


def lists(session: Session, title: str, rows: Sequence[Sequence[object]]) -> None:
    """The candidates of a vote, from the spreadsheet of another office."""
    table = csv_of([["序号", "项目名称", "总投资(万元)"], *rows], "gb18030")
    at = f"{session.at}/desk/votes/{item(session, title)}/import"
    assert session.clerk.act(at, file=("file", "项目.csv", table)).status_code == 303


def drafts(session: Session, title: str, method: dict[str, str]) -> None:
    at = f"{session.at}/desk/votes/{item(session, title)}"
    session.clerk.done(at, "/method", method)


def prepares_three_votes(session: Session) -> None:
    """Three papers that are cast with one confirmation."""
    named = [[one.no, one.name, one.investment] for one in projects(5)]
    lists(session, VOTE, named)
    lists(session, GRADING, [[1, "老旧小区改造", ""], [2, "村级养老中心", ""]])
    lists(session, RESOLUTION, [[1, "批准政府工作报告", ""]])
    for title, method in METHODS.items():
        drafts(session, title, method)
    for title in (GRADING, RESOLUTION):
        at = f"{session.at}/desk/votes/{item(session, title)}"
        html = session.clerk.get(at).text
        [lead] = re.findall(rf'<option value="(\w+)">{VOTE}</option>', html)
        assert VOTE in session.clerk.done(at, "/session", {"with": lead}).text


def uploads_papers(session: Session) -> None:
    at = f"{session.at}/desk/handouts"
    files = [(f"{PAPER}.docx", docx(SENTENCE)), (f"{EXPLAINED}.pdf", pdf())]
    sent = [("file", (name, io.BytesIO(content))) for name, content in files]
    data = {"form": "add", "item": item(session, REPORT)}
    assert session.clerk.post(at, data=data, files=sent).status_code == 303
    assert (
        session.clerk.done(at, "/handouts/release", {"to": "all"}).text.count("已印发全体") == 2
    )
