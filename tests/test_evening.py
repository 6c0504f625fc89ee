"""One evening, from a new server to minutes that anybody can recount. Over a real network."""

import re
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from ballots.deciding.decision import decide
from ballots.methods.contract import method_from_json
from ballots.outcome import Turnout, outcome_to_facts
from ballots.paper import decode_marks
from ballots.tally import tally
from core.journal import Entry, check_chain
from core.spreadsheet import write_xlsx
from minyi.serve import first_start
from tests.cast import CHAIR, NOTICE, PIN, projects, roster_rows
from tests.web.browse import Page, Person
from tests.web.qrcode import read_qr
from tests.web.records import csv_of, entries_of
from tests.web.served import HOST, Screen, Served, cookie_line, on_a_port

DEPUTIES = 30
AGENDA = (("政府工作报告", "report"), ("票决民生实事项目", "vote"), ("通过决议", "other"))
# For-votes of five projects for three places: 3 and 4 are equal at the cut.
SUPPORT = {1: range(30), 2: range(25), 3: range(20), 4: range(10, 30), 5: range(5)}
SECOND = {3: range(18), 4: range(18, 30)}  # the run-off
METHOD = {"seats": "3", "max_marks": "", "fraction": "1/2", "live_tally": "turnout"}
METHOD |= {"secrecy": "recorded"}


@dataclass
class Evening:
    """The people of one congress, each before a browser of their own."""

    served: Served
    first_badge: str
    at: str = ""
    badges: dict[str, str] = field(default_factory=dict)  # the printed link, by name
    phones: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clerk = self.served.browser()
        self.chair = self.served.browser("zh-CN")

    def prepares(self) -> None:
        """The first clerk of a new server calls a meeting and readies it from spreadsheets."""
        pins = {"pin": PIN, "pin_again": PIN}
        assert "/meetings/new" in self.clerk.done(self.first_badge, "", pins).links
        answer = self.clerk.press("/meetings/new", "", NOTICE)
        self.at = answer.headers["location"].removesuffix("/desk")
        roster = write_xlsx(roster_rows(DEPUTIES), "名单")
        imported = self.clerk.act(f"{self.at}/desk/roster", file=("file", "名单.xlsx", roster))
        assert imported.headers["location"].endswith(f"?done={DEPUTIES + 3}-0")
        for title, kind in AGENDA:
            self.clerk.done(f"{self.at}/desk/agenda", "/agenda", {"title": title, "kind": kind})
        self.prepares_vote()

    def prepares_vote(self) -> None:
        desk = self.clerk.see(f"{self.at}/desk")
        [vote] = [link for link in desk.links if "/desk/votes/" in link]
        rows = [[one.no, one.name, one.investment] for one in projects(5)]
        table = csv_of([["序号", "项目名称", "总投资(万元)"], *rows], "gb18030")
        file = ("file", "项目.csv", table)
        assert self.clerk.act(f"{vote}/import", file=file).status_code == 303
        assert "500.5" in self.clerk.done(vote, "/method", METHOD).text

    def prints_badges(self) -> None:
        sheet = self.clerk.press(f"{self.at}/desk", "/desk/badges").text
        cards = re.findall(r'(<svg.+?</svg>).+?"badge-name">(.+?)</p>', sheet, re.DOTALL)
        here = self.served.address.upper()
        self.badges = {name: read_qr(svg).removeprefix(here) for svg, name in cards}
        assert len(self.badges) == DEPUTIES + 3

    def gathers(self) -> None:
        """All deputies scan their printed codes; the chair's asks for a PIN to be set."""
        self.clerk.done(f"{self.at}/desk", "/gather")
        names = [row[0] for row in roster_rows(DEPUTIES)[1 : DEPUTIES + 1]]
        assert names[0] == CHAIR
        self.phones = [self.chair] + [self.served.browser() for _ in names[1:]]
        with ThreadPoolExecutor(10) as hall:
            list(hall.map(self.scans, self.phones, names))

    def scans(self, phone: Person, name: str) -> None:
        link = self.badges[name]
        pins = {"pin": PIN, "pin_again": PIN} if name == CHAIR else {}
        assert name in phone.done(link, "", pins).text

    def presides(self, *endings: str, typed: dict[str, str] | None = None) -> Page:
        """The chair presses these buttons of the console, one after the other."""
        for ending in endings:
            page = self.chair.done(f"{self.at}/chair", ending, typed)
        return page

    @property
    def round(self) -> str:
        """The round that the phones are led to."""
        [ballot] = [
            link for link in self.phones[1].see(self.at).links if link.endswith("/ballot")
        ]
        return ballot.removesuffix("/ballot")

    def casts(self, support: dict[int, range]) -> None:
        """All at once; some press twice, some lose the answer and send again."""
        round = self.round
        with ThreadPoolExecutor(10) as hall:
            told = list(hall.map(lambda no: self.cast(round, no, support), range(DEPUTIES)))
        assert len(set(told)) == DEPUTIES, "everybody holds a receipt of their own"

    def cast(self, round: str, no: int, support: dict[int, range]) -> str:
        marks = {
            f"mark-{project}": "for" if no in voters else "against"
            for project, voters in support.items()
        }
        if no % 5 == 1:
            self.lose_the_answer(no, round, marks)
        answers = [self.send(no, round, marks) for _ in range(2 if no % 4 == 0 else 1)]
        assert len({one["code"] for one in answers}) == 1
        return str(answers[0]["code"])

    def send(self, no: int, round: str, marks: dict[str, str]) -> dict[str, Any]:
        wants = {"accept": "application/json"}
        answer = self.phones[no].post(f"{round}/cast", data=marks, headers=wants)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def lose_the_answer(self, no: int, round: str, marks: dict[str, str]) -> None:
        """The ballot is sent, and the network is gone before the answer."""
        body = urlencode(marks)
        head = {
            "host": f"{HOST}:{self.served.port}",
            "origin": self.served.address,
            "cookie": cookie_line(self.phones[no].kept),
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        with socket.create_connection((HOST, self.served.port)) as line:
            line.sendall(f"POST {round}/cast HTTP/1.1\r\n{lines}\r\n{body}".encode())

    def wall(self) -> Screen:
        [link] = {one for one in self.chair.see(f"{self.at}/chair").links if "/s/" in one}
        return self.served.watch(f"{link}/live", lang="zh_CN")


@pytest.fixture
def evening(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    served = Served(tmp_path)
    first_start(served.house.settings, HOST, 8000)
    [badge] = re.findall(r"(/b/\w{26})", capsys.readouterr().out)
    with on_a_port(served), served.opened:
        yield Evening(served, badge)


def test_a_congress_from_the_first_badge_to_minutes_that_anybody_can_recount(
    evening: Evening,
) -> None:
    evening.prepares()
    evening.prints_badges()
    evening.gathers()
    assert "政府工作报告" in evening.presides("/open", "/start").part("console")
    assert "票决民生实事项目" in evening.presides("/start").part("console")
    evening.presides("/adopt", typed={"for": "28", "against": "1", "abstain": "1"})
    evening.presides("/seal", "/open")
    wall = evening.wall()
    evening.casts(SUPPORT)
    assert "<b>30</b>" in wall.hear_words("turnout", "<b>30</b>")["parts"]["turnout"]
    evening.presides("/close", "/count")
    assert not any("<rect" in str(news) for news in wall.heard), "no count before its time"
    page = evening.presides("/announce")
    assert page.offers("/run-off")
    assert "chosen" not in wall.hear_words("stage", "<rect")["parts"]["turnout"]
    evening.presides("/run-off", "/open")
    evening.casts(SECOND)
    evening.presides("/close", "/count", "/announce", "/start", "/close")
    check_minutes(evening)
    check_journal(evening)


def check_minutes(evening: Evening) -> None:
    minutes = evening.clerk.see(f"{evening.at}/minutes").text
    names = [one.name for one in projects(5)]
    for words in (NOTICE["congress"], CHAIR, *(title for title, _ in AGENDA), *names):
        assert words in minutes, words
    for figure in (30, 25, 20, 5, 18, 12, 28):
        assert re.search(rf"\b{figure}\b", minutes), figure
    chosen = announced(evening)[-1]["chosen"]
    assert [one["no"] for one in chosen] == [1, 2, 3]


def entries(evening: Evening) -> list[Entry]:
    return entries_of(evening.clerk.get(f"{evening.at}/desk/journal.jsonl").content)


def announced(evening: Evening) -> list[dict[str, Any]]:
    return [one.facts for one in entries(evening) if one.kind == "ResultAnnounced"]


def check_journal(evening: Evening) -> None:
    """An auditor with nothing but the file comes to the same results."""
    found = entries(evening)
    check_chain(found)
    listed = [one.facts for one in found if one.kind == "BallotsListed"]
    assert [len(one["ballots"]) for one in listed] == [DEPUTIES] * 2
    for ballots, told in zip(listed, announced(evening), strict=True):
        assert ballots["round"] == told["round"]
        assert recounted(told, [one["marks"] for one in ballots["ballots"]]) == told["outcome"]


def recounted(told: dict[str, Any], marks: Sequence[str]) -> dict[str, object]:
    method = method_from_json(msgspec.json.encode(told["method"]))
    count = tally(method, [decode_marks(method, text) for text in marks])
    turnout = Turnout(told["members"], told["present"], told["present"])
    facts = outcome_to_facts(decide(method, count, turnout))
    again: dict[str, object] = msgspec.json.decode(msgspec.json.encode(facts))
    return again


def test_the_story_has_a_tie_at_the_cut() -> None:
    votes = sorted((len(voters) for voters in SUPPORT.values()), reverse=True)
    assert votes[2] == votes[3] > DEPUTIES // 2, "need a tie for this to mean anything"
