"""The wire to real screens: real sockets on a real port, and a server that waits for nobody."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from sessions.agenda.commands import add_item
from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from sessions.commands import call_meeting, open_sign_in
from sessions.signin.commands import reissue_badge, release_device
from tests.cast import HEADER, NOTICE, Congress, make_congress
from tests.web.served import Screen, Served, Server, Stalled, on_a_port, until
from web import hub as hubs
from web.hub import BEHIND, SENT_AWAY, Audience, Group
from web.language import Language

LARGE = "x" * 2**17
MANY = 100  # times LARGE: more than all buffers between two processes hold


@pytest.fixture(scope="module")
def server(empty_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all; every test has a congress of its own in it."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(empty_house, folder / "minyi.db")
    server = Served(folder)
    with on_a_port(server):
        yield server


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """Whatever a test opens is closed after it."""
    with server.opened:
        yield server


@pytest.fixture
def congress(served: Served) -> Congress:
    return served.do(make_congress, served.house.db, 6)


@pytest.fixture
def wall(served: Served, congress: Congress) -> str:
    """The projector's address."""
    return f"/s/{served.house.signer.screen_token(congress.meeting)}/live"


@pytest.fixture
def clerk(served: Served, congress: Congress) -> Screen:
    browser = served.visitor(congress, congress.clerk)
    return served.watch(f"/m/{congress.meeting}/live/desk", browser)


def gather(served: Served, congress: Congress) -> None:
    served.do(open_sign_in, served.house.db, congress.clerk)


def add(served: Served, congress: Congress, title: str) -> None:
    values = {"title": title, "kind": "report"}
    served.do(add_item, served.house.db, congress.clerk, values)


def last_number(served: Served, congress: Congress) -> int:
    return served.do(congress.journal)[-1].number


def test_a_screen_sees_the_present_first_and_then_what_changes(
    served: Served, congress: Congress, wall: str
) -> None:
    screen = served.watch(wall)
    first = screen.next()
    assert set(first["parts"]) == {"stage", "attendance", "turnout", "lectern"}
    gather(served, congress)
    second = screen.hear(lambda news: news.get("parts"))
    assert (first["number"] < second["number"], first["version"] < second["version"]) == (
        True,
        True,
    )
    assert second["number"] == last_number(served, congress)


@pytest.mark.parametrize(("lang", "words"), [("en", "entitled"), ("zh_CN", "应到")])
def test_a_screen_is_told_in_its_own_language(
    served: Served, wall: str, lang: str, words: str
) -> None:
    screen = served.watch(wall, lang=lang)
    assert words in screen.next()["parts"]["attendance"]


def test_a_phone_that_missed_nothing_is_told_nothing(
    served: Served, congress: Congress
) -> None:
    browser = served.visitor(congress, congress.deputies[1])
    path, seen = f"/m/{congress.meeting}/live/phone", last_number(served, congress)
    up_to_date = served.watch(path, browser, seen)
    behind = served.watch(path, browser, seen - 1)
    new = served.watch(path, browser)
    assert up_to_date.next() == {}
    assert behind.next()["number"] == new.next()["number"] == seen


@pytest.mark.parametrize("seen", ["-1", "x", "9" * 400, "%00", "", "%EF%BC%91"])
def test_a_screen_that_says_nonsense_gets_the_present(
    served: Served, wall: str, seen: str
) -> None:
    screen = served.watch(wall, seen=seen)
    assert screen.next()["parts"]


def test_a_screen_that_was_cut_off_comes_back_to_the_present(
    served: Served, congress: Congress, wall: str
) -> None:
    screen = served.watch(wall)
    seen = screen.next()["number"]
    screen.vanish()
    gather(served, congress)
    back = served.watch(wall, seen=seen)
    news = back.next()
    assert news["number"] == last_number(served, congress) > seen
    back.close()
    until(lambda: served.listeners(congress.meeting) == 0, "the dead socket is forgotten")


def test_five_hang_ups_leave_nobody_listening(
    served: Served, congress: Congress, wall: str
) -> None:
    screens = [served.watch(wall) for _ in range(5)]
    until(lambda: served.listeners(congress.meeting) == 5, "all five are there")
    for screen in screens[:3]:
        screen.close()
    for screen in screens[3:]:
        screen.vanish()
    until(lambda: served.listeners(congress.meeting) == 0, "all five are gone")
    assert congress.meeting not in served.house.hub.meetings()


@pytest.mark.parametrize("how", ["reissued", "released"])
def test_a_lost_badge_loses_its_screens_at_once(
    served: Served, congress: Congress, how: str
) -> None:
    who, other = congress.deputies[1:3]
    path = f"/m/{congress.meeting}/live/phone"
    lost = served.watch(path, served.visitor(congress, who))
    kept = served.watch(path, served.visitor(congress, other))
    command = {"reissued": reissue_badge, "released": release_device}[how]
    served.do(command, served.house.db, congress.clerk, who.person)
    assert lost.closed_with() == SENT_AWAY
    gather(served, congress)
    assert kept.hear(lambda news: news.get("parts"))


def test_a_lost_badge_may_not_come_back(served: Served, congress: Congress) -> None:
    browser = served.visitor(congress, congress.deputies[1])
    served.do(release_device, served.house.db, congress.clerk, congress.deputies[1].person)
    again = served.watch(f"/m/{congress.meeting}/live/phone", browser)
    assert again.closed_with() == SENT_AWAY


def test_a_lost_badge_loses_its_screens_in_other_meetings_too(
    served: Served, congress: Congress
) -> None:
    clerk = congress.clerk
    other = served.do(call_meeting, served.house.db, clerk.person, clerk.name, NOTICE)
    browser = served.visitor(congress, clerk)
    screen = served.watch(f"/m/{other}/live/desk", browser)
    assert screen.next()["parts"]
    served.do(reissue_badge, served.house.db, clerk, clerk.person)
    assert screen.closed_with() == SENT_AWAY


def test_who_loses_a_role_by_a_new_roster_loses_its_screen(
    served: Served, congress: Congress
) -> None:
    browser = served.visitor(congress, congress.chair)
    path = f"/m/{congress.meeting}/live/chair"
    console = served.watch(path, browser)
    assert console.next()["parts"]["console"]
    lines = read_roster([HEADER, [congress.chair.name, "", "代表", "", ""]])
    served.do(import_roster, served.house.db, congress.clerk, lines)
    assert console.closed_with() == BEHIND
    assert served.watch(path, browser).closed_with() == 4403


def test_one_stalled_screen_costs_the_others_nothing_and_is_shown_the_present(
    served: Served, congress: Congress, wall: str
) -> None:
    quick = [served.watch(wall, lang="zh_CN") for _ in range(2)]
    stalled = served.stalled(f"{wall}?lang=zh_CN")
    until(lambda: served.listeners(congress.meeting) == 3, "all three are there")
    for number in range(MANY):
        served.do(shout, served, congress, number)
        for screen in quick:
            assert screen.hear(lambda one: "large" in one)["no"] == number, "none is missed"
    assert is_slow(served, congress), "need a screen that is behind"
    add(served, congress, "新的一项")
    last = last_number(served, congress)
    assert [one.hear(lambda news: "number" in news)["number"] for one in quick] == [last] * 2
    told = [json.loads(text) for text in stalled.until(last)]
    assert 0 < len([one for one in told if "large" in one]) < MANY, "the past is not repeated"


async def shout(served: Served, congress: Congress, number: int) -> None:
    text = json.dumps({"no": number, "large": LARGE})
    group = Group(Audience.SCREEN, Language.ZH, congress.meeting)
    served.house.hub.publish(congress.meeting, group, text)


def is_slow(served: Served, congress: Congress) -> bool:
    return any(one.slow for one in served.house.hub._listeners[congress.meeting])


def test_a_screen_that_stays_stalled_is_given_up(
    served: Served, congress: Congress, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "PATIENCE", 0.2)
    served.stalled(f"{wall}?lang=zh_CN")
    until(lambda: served.listeners(congress.meeting) == 1, "it is there")
    for number in range(MANY):
        served.do(shout, served, congress, number)
    until(lambda: served.listeners(congress.meeting) == 0, "it is given up")


class Stepping:
    """A bare app that steps `send` by hand until it suspends, as the hub does."""

    def __init__(self) -> None:
        self.written = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await receive()
        await send({"type": "websocket.accept"})
        while self.steps(send, {"type": "websocket.send", "text": f"{self.written} {LARGE}"}):
            self.written += 1
        await send({"type": "websocket.send", "text": "drained"})
        await receive()

    def steps(self, send: Send, message: Message) -> bool:
        """Whether `send` finished without suspending once."""
        sending = send(message)
        try:
            sending.send(None)  # type: ignore[attr-defined]
        except StopIteration:
            return True
        sending.close()  # type: ignore[attr-defined]
        return False


def test_the_servers_send_suspends_only_when_the_socket_is_full_and_before_it_writes() -> None:
    app = Stepping()
    server = Server(app)
    with on_a_port(server):
        stalled = Stalled(server.port, "/")
        texts = stalled.texts()
        heard = []
        for text in texts:
            if text == "drained":
                break
            heard.append(text)
        stalled.close()
    assert app.written > 5, "it took what the socket holds without a pause"
    assert heard == [f"{number} {LARGE}" for number in range(app.written)], "no more, no less"


@pytest.mark.parametrize(
    "path", ["/static/../web/app.py", "/static/%2e%2e/app.py", "/../pyproject.toml", "//evil/m"]
)
def test_a_tricky_path_leads_nowhere_on_the_wire_either(served: Served, path: str) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read()
    assert answer.split(b" ", 2)[1] == b"404", answer[:200]


def test_the_clerks_desk_hears_of_a_second_device(
    served: Served, congress: Congress, clerk: Screen
) -> None:
    gather(served, congress)
    who = congress.deputies[1]
    served.visitor(congress, who)
    second = served.browser().post(f"/b/{congress.codes[who.person]}")
    assert second.status_code == 422
    assert clerk.hear_words("devices", who.name)
