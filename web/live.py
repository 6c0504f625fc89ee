"""The wire to every screen: what is true when it connects, then what changes.

Listen first, then read, then skip what is older than what was told: that order loses nothing.
"""

from typing import Any
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from core.errors import Refused
from web.access import Who, admit, check_origin
from web.house import House
from web.hub import SENT_AWAY, Audience, Listener
from web.visit import NotSignedIn, Visit, language_of

NO_SUCH = 4404
FORBIDDEN = 4403


class LiveDoor:
    """A WebSocket address for one audience. Raw ASGI: 3,000 of them must cost little."""

    def __init__(self, who: Who, audience: Audience) -> None:
        self.who = who
        self.audience = audience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        house: House = scope["app"].state.house
        socket = WebSocket(scope, receive, send)
        visit = Visit(socket, house, language_of(socket))
        code = await self._refusal(visit)
        await receive()  # websocket.connect
        await send({"type": "websocket.accept"})
        if code:
            # Accepted and closed at once: only so does a browser learn the reason.
            await send({"type": "websocket.close", "code": code})
            return
        await self._serve(visit, house, receive, send)

    async def _refusal(self, visit: Visit) -> int | None:
        try:
            check_origin(visit.request, visit.house.settings.origin)
            await admit(self.who, visit)
        except NotSignedIn:
            return SENT_AWAY
        except Refused as refusal:
            return NO_SUCH if refusal.code == "not-here" else FORBIDDEN
        return None

    async def _serve(self, visit: Visit, house: House, receive: Receive, send: Send) -> None:
        listener = Listener(
            meeting=visit.screen.meeting if visit.screen else visit.path("meeting"),
            audience=self.audience,
            language=visit.language,
            send=send,  # type: ignore[arg-type]
            person=_person(visit),
            screen=visit.screen.id if visit.screen else "",
        )
        seen = _seen(visit.request.scope)
        with house.hub.listen(listener):
            if await self._refusal(visit):  # the badge was replaced while we came in
                await send({"type": "websocket.close", "code": SENT_AWAY})
                return
            now = await house.wire.picture(listener)
            if seen != now.number or self.audience is not Audience.PHONE:
                house.hub.tell(listener, now.message)
            else:
                # Phones have nothing but facts, so a phone that missed none needs no message.
                house.hub.tell(listener, {"type": "websocket.send", "text": "{}"})
            while (await receive())["type"] != "websocket.disconnect":
                pass  # screens have nothing to say; this ends when one hangs up


def _person(visit: Visit) -> str | None:
    """Whose screen it is, to be closed when their badge or their stool card is replaced."""
    if visit.stool is not None:
        return visit.stool.id
    return visit.member.person if visit.member else None


def _seen(scope: Any) -> int:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("seen", ["0"])[0]
    return int(asked) if asked.isdecimal() and len(asked) < 10 else 0
