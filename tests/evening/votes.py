"""The voting session: three papers, one confirmation, a tie, a run-off, each result told."""

import re
import socket
from typing import Any
from urllib.parse import urlencode

from tests.cast import SCRUTINEER
from tests.evening.desk import GRADING, RESOLUTION, VOTE
from tests.evening.people import HERE, Session
from tests.web.served import HOST, Screen, cookie_line

# For-votes of five projects for three places by 29 deputies: 3 and 4 are equal at the cut.
SUPPORT = {1: range(29), 2: range(25), 3: range(20), 4: range(9, 29), 5: range(5)}
SECOND = {3: range(17), 4: range(17, 29)}  # the run-off
SATISFIED = {1: range(28), 2: range(12)}
CONTENT = {1: range(27)}

Marks = dict[str, str]


def stands(no: int, support: dict[int, range], yes: str = "for", no_: str = "against") -> Marks:
    return {f"mark-{one}": yes if no in voters else no_ for one, voters in support.items()}


def adopts_the_methods(session: Session) -> None:
    """The clerk's three drafts, each put to the hands; then one opening for all of them."""
    for _ in range(3):
        session.presides("/adopt", typed={"for": "28", "against": "1", "abstain": "0"})
    session.presides("/seal", "/recount", "/open")


def wall(session: Session) -> Screen:
    [link] = {one for one in session.chair.see(f"{session.at}/chair").links if "/s/" in one}
    return session.served.watch(f"{link}/live", lang="zh_CN")


def ballot(session: Session) -> str:
    """The round that the phones are led to."""
    links = session.phones[HERE[1]].see(session.at).links
    [found] = {link for link in links if link.endswith("/ballot")}
    return found.removesuffix("/ballot")


def papers(session: Session, at: str) -> list[str]:
    """The rounds on the ballot, in its order."""
    html = session.phones[HERE[1]].get(f"{at}/ballot").text
    return re.findall(r'class="paper" data-round="(\w+)"', html)


def cast_three(session: Session) -> None:
    """All at once; some press twice, some lose the answer and send again."""
    at = ballot(session)
    first, second, third = papers(session, at)

    def marks_of(no: int) -> Marks:
        parts = {
            first: stands(no, SUPPORT),
            second: stands(no, SATISFIED, "satisfied", "basically"),
            third: stands(no, CONTENT),
        }
        named = {f"{round}.{k}": v for round, marks in parts.items() for k, v in marks.items()}
        return {"papers": f"{first},{second},{third}", **named}

    _cast(session, at, [marks_of(no) for no in range(len(HERE))])


def cast_run_off(session: Session) -> None:
    _cast(session, ballot(session), [stands(no, SECOND) for no in range(len(HERE))])


def _cast(session: Session, at: str, ballots: list[Marks]) -> None:
    told = session.all_at_once(
        lambda no: _cast_one(session, at, no, ballots[no]), range(len(HERE))
    )
    assert len(set(told)) == len(HERE), "everybody holds a receipt of their own"


def _cast_one(session: Session, at: str, no: int, marks: Marks) -> str:
    if no % 5 == 1:
        lose_the_answer(session, at, no, marks)
    answers = [send(session, at, no, marks) for _ in range(2 if no % 4 == 0 else 1)]
    assert len({one["code"] for one in answers}) == 1
    return str(answers[0]["code"])


def send(session: Session, at: str, no: int, marks: Marks) -> dict[str, Any]:
    wants = {"accept": "application/json"}
    answer = session.phones[HERE[no]].post(f"{at}/cast", data=marks, headers=wants)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def lose_the_answer(session: Session, at: str, no: int, marks: Marks) -> None:
    """The ballot is sent, and the network is gone before the answer."""
    body = urlencode(marks)
    served = session.served
    head = {
        "host": f"{HOST}:{served.port}",
        "origin": served.address,
        "cookie": cookie_line(session.phones[HERE[no]].kept),
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(body)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    with socket.create_connection((HOST, served.port)) as line:
        line.sendall(f"POST {at}/cast HTTP/1.1\r\n{lines}\r\n{body}".encode())


def tells_three_results(session: Session, screen: Screen) -> None:
    """Counted, signed by a scrutineer and told one by one; no figure before its time."""
    for title in (VOTE, GRADING, RESOLUTION):
        session.presides("/count")
        signs(session, title)
        session.presides("/announce")
        screen.hear_words("stage", f"{title}</h1>")
        early = screen.heard[:-1] if title == VOTE else []
        assert not any("<rect" in str(news) for news in early)
    assert session.chair.see(f"{session.at}/chair").offers("/run-off")


def signs(session: Session, title: str) -> None:
    console = session.chair.get(f"{session.at}/chair").text
    [round] = set(re.findall(r"/rounds/(\w+)/announce", console))
    at = f"{session.at}/rounds/{round}"
    scrutineer = session.phones[SCRUTINEER]
    report = scrutineer.get(f"{at}/report.pdf")
    assert report.content.startswith(b"%PDF"), "read before it is signed"
    assert title in scrutineer.done(at, "/sign").text


def decides_the_tie(session: Session) -> None:
    session.presides("/run-off", "/open")
    cast_run_off(session)
    session.presides("/close", "/count", "/announce")
