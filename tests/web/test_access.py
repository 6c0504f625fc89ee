"""Every door, tried by everybody. What is expected comes from the door's own `who`."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from sessions import queries
from sessions.signin.commands import print_badges
from tests.cast import Congress, FixedClock, in_session
from tests.web.addresses import addressed, in_the_yard
from tests.web.browse import HOME, Browser, Hall, Page, running
from tests.web.scenes import adopted, cookies_of, somebody_has_spoken, vote_secretly
from web.access import Who, check_doors
from web.app import create_app
from web.settings import settings

CAST = ("nobody", "outsider", "deputy", "chair", "clerk", "scrutineer", "guest", "teller")
ACTORS = (*CAST, "stool")  # a phone in the yard: no badge at all
INSIDE = {
    Who.MEMBER: {"deputy", "chair", "clerk", "scrutineer", "guest", "teller"},
    Who.DEPUTY: {"deputy", "chair"},  # the chair is a deputy as well
    Who.CHAIR: {"chair"},
    Who.CLERK: {"clerk"},
    Who.CONVENER: {"chair", "clerk"},
    Who.COUNTER: {"chair", "clerk", "teller"},
    Who.SCRUTINEER: {"scrutineer"},
    Who.ANSWERER: {"clerk", "guest"},
    Who.SIGNER: {"deputy", "chair", "scrutineer"},
    Who.AUDITOR: set(),  # nobody of the cast is one: test_audit_page brings one in
}
OF_THE_BOX = {"check", "slips", "witness", "issue", "prepare"}
MAY_CALL = {"outsider", "clerk"}
with TemporaryDirectory() as _folder:
    ROUTES = create_app(settings(Path(_folder))).routes
PAGES = [one for one in ROUTES if isinstance(one, Route)]
SOCKETS = [one for one in ROUTES if isinstance(one, WebSocketRoute)]


def is_act(route: Route) -> bool:
    return "POST" in (route.methods or ())


def name_of(route: BaseRoute) -> str:
    methods = getattr(route, "methods", None) or {"SOCKET"}
    return f"{sorted(methods)[0]} {getattr(route, 'path', '')}"


@dataclass(frozen=True)
class Stage:
    """A house with a meeting in full swing, kept as files: every test gets a copy."""

    folder: Path
    meeting: str
    names: dict[str, str]  # what stands in the addresses
    announced: str
    secret: str
    cookies: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def stage(empty_house: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("stage")
    shutil.copy(empty_house, folder / "minyi.db")
    clock = FixedClock()
    with running(folder, clock) as hall:
        congress = hall.do(in_session, hall.house.db, 6)
        secret = hall.do(vote_secretly, hall, congress, clock)
        announced, names = hall.do(set_up, congress)
        outside = hall.do(print_badges, hall.house.db, congress.outsider, None)
        congress.codes.update(outside)
        names |= addressed(hall, congress, clock) | {"box": secret.id}
        yard, cookie = in_the_yard(hall, congress)
        names |= yard
        cookies = {name: cookies_of(hall, congress, name) for name in CAST}
        cookies |= {"stool": cookie}
    return Stage(folder, congress.meeting, names, announced, secret.round, cookies)


async def set_up(congress: Congress) -> tuple[str, dict[str, str]]:
    """One vote announced, one open, one adopted, and an item that waits."""
    over = await congress.open_round(await adopted(congress, 3, 1))
    await congress.cast_all(over, ["+--", "+--", "+--", "+--"])
    await congress.announce(over)
    open_now = await congress.open_round(await adopted(congress, 3, 1))
    paper = await congress.vote_item(3, 1)
    agenda = (await congress.read(queries.meeting_view, congress.meeting)).agenda
    spoken = await somebody_has_spoken(congress)
    return over, {"round": open_now, "paper": paper, "item": agenda[3].id} | spoken


@pytest.fixture(scope="module")
def shared(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One copy for all that only read."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(stage.folder, folder, dirs_exist_ok=True)
    with running(folder, FixedClock()) as hall:
        yield hall


@pytest.fixture
def copy(stage: Stage, tmp_path: Path) -> Iterator[Hall]:
    shutil.copytree(stage.folder, tmp_path, dirs_exist_ok=True)
    with running(tmp_path, FixedClock()) as hall:
        yield hall


def who_of(route: Route | WebSocketRoute) -> Who:
    who: Who = getattr(route.endpoint, "who")  # noqa: B009 - it is an object, typed as function
    return who


def as_actor(hall: Hall, stage: Stage, name: str) -> Browser:
    browser = hall.browser()
    browser.keep(stage.cookies[name])
    return browser


def address(route: BaseRoute, stage: Stage) -> str:
    path: str = getattr(route, "path", "")
    names = stage.names | ({"round": stage.announced} if "result" in path else {})
    by_name = path.endswith(("ballots.csv", "breakdown.csv", "report.pdf"))
    names |= {"round": stage.announced} if by_name else {}
    names |= {"round": stage.secret} if OF_THE_BOX.intersection(path.split("/")) else {}
    for name, value in names.items():
        path = path.replace(f"{{{name}:str}}", value).replace(f"{{{name}}}", value)
    assert "{" not in path, f"name what stands in {path}"
    return path


def expected(who: Who, actor: str) -> int:
    """200 stands for: the door opens. What is behind it is another test's business."""
    if who in (Who.ANYONE, Who.SCREEN):
        return 200
    if who is Who.STOOL:
        return 200 if actor == "stool" else 401
    if actor in ("nobody", "stool"):
        return 200 if (who, actor) == (Who.VOICE, "stool") else 401
    if who is Who.HOLDER:
        return 200
    if who is Who.CALLER:
        return 200 if actor in MAY_CALL else 403
    if actor == "outsider":
        return 404
    return 200 if actor in INSIDE[Who.MEMBER if who is Who.VOICE else who] else 403


def ask(browser: Browser, route: Route, path: str) -> Response:
    return browser.act(path) if is_act(route) else browser.get(path)


def answered(response: Response) -> int:
    assert response.status_code != 500, response.text
    return response.status_code if response.status_code in (401, 403, 404) else 200


def entries(hall: Hall, meeting: str) -> int:
    async def count() -> int:
        async with hall.house.db.reading() as connection:
            return await queries.last_number(connection, meeting)

    return hall.do(count)


def try_door(hall: Hall, stage: Stage, route: Route) -> None:
    who, path = who_of(route), address(route, stage)
    before = entries(hall, stage.meeting)
    for actor in [one for one in ACTORS if expected(who, one) != 200]:
        response = ask(as_actor(hall, stage, actor), route, path)
        assert answered(response) == expected(who, actor), (actor, response.text)
    assert entries(hall, stage.meeting) == before, "who is turned away changes nothing"
    for actor in [one for one in ACTORS if expected(who, one) == 200]:
        response = ask(as_actor(hall, stage, actor), route, path)
        if who is Who.HOLDER and answered(response) != 200:  # behind it a post is asked for
            assert response.status_code in (403, 404)
            continue
        assert answered(response) == 200, (actor, response.text)
        if "html" in response.headers.get("content-type", ""):
            assert Page(response.text).sins == [], "nothing inline that a strict policy stops"


@pytest.mark.parametrize("route", [one for one in PAGES if is_act(one)], ids=name_of)
def test_an_act_is_for_those_it_is_for_and_nobody_else(
    copy: Hall, stage: Stage, route: Route
) -> None:
    try_door(copy, stage, route)


@pytest.mark.parametrize("route", [one for one in PAGES if not is_act(one)], ids=name_of)
def test_a_page_is_for_those_it_is_for_and_changes_nothing(
    shared: Hall, stage: Stage, route: Route
) -> None:
    before = entries(shared, stage.meeting)
    try_door(shared, stage, route)
    assert entries(shared, stage.meeting) == before


@pytest.mark.parametrize("route", SOCKETS, ids=name_of)
def test_a_socket_lets_in_whom_it_is_for_and_nobody_else(
    shared: Hall, stage: Stage, route: WebSocketRoute
) -> None:
    who, path = who_of(route), address(route, stage)
    codes = {200: 0, 401: 4401, 403: 4403, 404: 4404}
    for actor in ACTORS:
        assert (
            closed_with(as_actor(shared, stage, actor), path) == codes[expected(who, actor)]
        ), actor


def closed_with(browser: Browser, path: str, origin: str | None = HOME) -> int:
    """The code a socket is closed with at once; 0 when it brings news instead."""
    browser.headers.pop("origin", None)
    headers = {"origin": origin} if origin is not None else {}
    with browser.websocket_connect(path, headers=headers) as socket:
        try:
            socket.receive_text()
        except WebSocketDisconnect as gone:
            return gone.code
        return 0


def test_the_table_of_doors_is_the_whole_app() -> None:
    rest = [one for one in ROUTES if one not in PAGES and one not in SOCKETS]
    assert [name_of(one) for one in rest] == ["SOCKET /static"], "a new kind of door?"
    assert len(PAGES) > 50, "need the whole app for this to mean anything"
    assert {who_of(one) for one in PAGES} == set(Who), "a role that opens no door"


async def _answer(request: object) -> PlainTextResponse:
    return PlainTextResponse("open to all by mistake")


@pytest.mark.parametrize(
    "route",
    [
        Route("/forgotten", _answer),
        WebSocketRoute("/forgotten", _answer),
        Mount("/forgotten", Starlette(routes=[])),
        Mount("/forgotten", routes=[Route("/inside", _answer)]),
    ],
    ids=["page", "socket", "mount", "mount of routes"],
)
def test_a_door_without_a_who_stops_the_start(route: BaseRoute) -> None:
    with pytest.raises(RuntimeError, match="/forgotten does not say who may use it"):
        check_doors([route])


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "http://evil.example",
        f"{HOME}:8080",
        f"{HOME}.evil.example",
        "http://evil.example/http://testserver",
        "http://testserver@evil.example",
        "http://[",
    ],
)
def test_an_act_that_another_site_asks_for_is_refused(
    copy: Hall, stage: Stage, origin: str | None
) -> None:
    before = entries(copy, stage.meeting)
    browser = as_actor(copy, stage, "chair")
    del browser.headers["origin"]
    headers = {"origin": origin} if origin is not None else {}
    answer = browser.post(close_of(stage), headers=headers)
    assert answer.status_code == 403
    assert entries(copy, stage.meeting) == before
    assert closed_with(browser, f"/m/{stage.meeting}/live/chair", origin) == 4403


def close_of(stage: Stage) -> str:
    """Closing the vote that is open: the chair's act, and one that cannot be taken back."""
    return f"/m/{stage.meeting}/rounds/{stage.names['round']}/close"


def test_an_act_from_our_own_page_is_taken(copy: Hall, stage: Stage) -> None:
    browser = as_actor(copy, stage, "chair")
    assert browser.act(close_of(stage)).status_code == 303
    assert closed_with(browser, f"/m/{stage.meeting}/live/chair") == 0


def test_behind_a_proxy_the_public_address_is_our_own_too(stage: Stage, tmp_path: Path) -> None:
    shutil.copytree(stage.folder, tmp_path, dirs_exist_ok=True)
    with running(tmp_path, FixedClock(), "https://vote.example.org") as hall:
        browser = as_actor(hall, stage, "chair")
        path = close_of(stage)
        for origin, status in (("https://x.example", 403), ("https://vote.example.org", 303)):
            assert browser.post(path, headers={"origin": origin}).status_code == status
