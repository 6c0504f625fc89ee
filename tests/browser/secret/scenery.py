"""The pages of a secret round, drawn for one person, and the wire that tells them the news."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from ballots.method import Grade, Mode
from ballots.paper import Mark
from ballots.project import CandidateProject
from ballots.round import Kind, Phase
from ballots.secret.choices import method_of_all
from core.ids import ItemId, MeetingId
from sessions.agenda.item import Item, ItemKind, ItemState
from sessions.attendance.rollcall import Attendance
from sessions.speaking.floor import Matter
from sessions.speaking.queries import FloorView
from tests.ballots.secret.hall import ROUND
from tests.browser.secret.box import BOX, Edge
from web.language import Language
from web.pages import Pages

STATIC = Path(__file__).parents[3] / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'"
)
M = "/m/meeting"
AT = f"{M}/rounds/round"


class Scenery:
    """Draws what the edge knows."""

    def __init__(self, edge: Edge) -> None:
        self.edge = edge
        self.sockets: list[WebSocket] = []
        self.version = 0
        self.title = ""  # that a lying page shows instead
        self.round = "round"  # the one the hall is at
        pages = Pages(ZoneInfo("Asia/Shanghai"), lambda name: f"/static/{name}?1")
        self.draw = pages.render

    @property
    def view(self) -> Any:
        method = method_of_all(self.edge.manifest)
        method = replace(method, title=self.title or method.title)
        box = SimpleNamespace(
            id=ROUND.hex(),
            manifest_hash=self.edge.shown,
            witnessed=len(self.edge.witnesses.get("manifest", ())),
            scrutineers=len(self.edge.manifest.scrutineers),
            checkpoint_hash=self.edge.digest,
            is_frozen=bool(self.edge.digest),
            checkpoint_witnessed=len(self.edge.witnesses.get("checkpoint", ())),
        )
        names = {item.no: item.name for item in self.edge.manifest.items}
        paper = SimpleNamespace(project=lambda no: CandidateProject(no, names[no]))
        round = SimpleNamespace(
            id=self.round, number=1, kind=Kind.SECRET, phase=self.edge.phase, method=method
        )
        return SimpleNamespace(round=round, paper=paper, box=box, reason="")

    @property
    def hall(self) -> Any:
        meeting = SimpleNamespace(id="meeting", title="第一次会议", phase="open")
        title = self.edge.manifest.title
        item = Item(ItemId("i"), MeetingId("m"), 1, title, ItemKind.VOTE, ItemState.CURRENT)
        floor = FloorView(item, Matter("i"), (), (), (), ())
        view = SimpleNamespace(meeting=meeting, current=item, agenda=[])
        shown = {"round": self.view, "shown_round": self.view, "rounds": [self.view]}
        shown |= {"floor": floor, "notices": 0}
        return SimpleNamespace(view=view, vote=None, votes=[], number=1, **shown)

    def render(self, request: Request, template: str, **context: Any) -> Response:
        is_english = request.headers["accept-language"].startswith("en")
        me = SimpleNamespace(
            meeting="meeting",
            person=self.edge.person,
            name="张三",
            delegation="",
            seat="",
            roles=self.edge.roles,
        )
        visit = SimpleNamespace(me=me, holder=me, refusals=[], back="/", letters="")
        language = Language.EN if is_english else Language.ZH
        html = self.draw(language, template, visit=visit, **context)
        answer = HTMLResponse(html, headers={"content-security-policy": POLICY})
        answer.set_cookie("badge", "me")
        return answer

    async def show_ballot(self, request: Request) -> Response:
        return self._show(request, "ballots/secret/ballot.html")

    async def show_check(self, request: Request) -> Response:
        return self._show(request, "ballots/secret/check.html")

    async def show_rescue(self, request: Request) -> Response:
        return self.render(request, "ballots/secret/rescue.html")

    def _show(self, request: Request, template: str) -> Response:
        words: dict[str, Any] = {
            "Mark": Mark,
            "Mode": Mode,
            "Grade": Grade,
            "Phase": Phase,
            "may_vote": True,
            "voided": (),
        }
        meeting = self.hall.view.meeting
        words["papers"] = [{"view": self.view, "prefix": "", "marks": {}}]
        return self.render(request, template, meeting=meeting, view=self.view, **words)

    async def show_now(self, request: Request) -> Response:
        line = SimpleNamespace(attendance=Attendance.PRESENT, arrived_at=None, present=True)
        more = {"hall": self.hall, "line": line, "voted": False, "results": []}
        more |= {"fresh": [], "others": [], "feed": "/", "topic": ""}
        return self.render(request, "sessions/now.html", audience="phone", **more)

    async def live(self, socket: WebSocket) -> None:
        await socket.accept()
        self.sockets.append(socket)
        await self._tell(socket)
        async for _ in socket.iter_text():
            pass
        self.sockets.remove(socket)

    async def push(self) -> None:
        """What changed is told to every page that listens."""
        for socket in self.sockets:
            await self._tell(socket)

    async def _tell(self, socket: WebSocket) -> None:
        self.version += 1
        html = self.draw(Language.EN, "live/now.html", hall=self.hall, audience="phone")
        news = {"number": 1, "version": self.version, "parts": {"now": html}}
        await socket.send_text(json.dumps(news))

    def app(self) -> Starlette:
        edge = self.edge
        return Starlette(
            routes=[
                Route(M, self.show_now),
                Route(f"{AT}/ballot", self.show_ballot),
                Route(f"{AT}/check", self.show_check),
                Route("/rescue", self.show_rescue),
                Route(f"{M}/{{act:str}}", edge.act, methods=["POST"]),
                Route(f"{AT}/{{act:str}}", edge.act, methods=["POST"]),
                WebSocketRoute(f"{M}/live/phone", self.live),
                Route(BOX, edge.ask_box, methods=["POST"]),
                Route(f"{BOX}/{{what:str}}", edge.ask_box, methods=["GET", "POST"]),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )
