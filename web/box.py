"""The box's own door. It knows no cookies, no sessions and no addresses, and keeps no log.

A small ASGI app for itself, at /box beside the pages or reached by an origin of its own. What
comes in is a paper and nothing else; what goes wrong is told by a code, never with what was
sent.
"""

import asyncio
import gzip
import json
import logging
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from ballots.secret.boxes import Boxes
from ballots.secret.checkpoint import receipt_from_json, receipt_to_json
from ballots.secret.openbox import Answer, Stored
from core.canonical import Json
from core.errors import NotHere, Refused

log = logging.getLogger(__name__)

MOST_RECEIPT = 2**10  # bytes
PATIENCE = 30.0  # seconds in which a ballot has to arrive
NO_BYTES = 2
STATUS = {
    "box-closed": 410,
    "box-conflict": 409,
    "box-full": 503,
    "box-not-open": 503,
    "box-busy": 503,
    "over-marked": 422,
    "under-marked": 422,
    "rank-twice": 422,
    "over-budget": 422,
    "too-large": 413,
}
ANY_ORIGIN = [  # nobody's name is in what is sent or answered, so any page may
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"7200"),
]


class HungUp(Exception):
    """The phone was gone before its last byte."""


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    body: bytes = b""
    kind: bytes = b"application/json"
    is_packed: bool = False


class Box:
    """`own_origin` is set when phones reach the box by another address than the pages."""

    def __init__(self, boxes: Boxes, *, own_origin: bool) -> None:
        self._boxes = boxes
        self._headers = ANY_ORIGIN if own_origin else []
        self._packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path: str = scope["path"].removeprefix("/box").strip("/")
        try:
            answered = await self._answer(scope, path, receive)
        except HungUp:
            return
        except Refused as refusal:
            status = 404 if isinstance(refusal, NotHere) else STATUS.get(refusal.code, 400)
            answered = _json(status, {"code": refusal.code})
        except Exception as problem:
            # No trace: it could hold a paper, and the address it came from.
            log.error("box fault: %s", type(problem).__name__)
            answered = _json(500, {"code": "fault"})
        await self._send(answered, send)

    async def _answer(self, scope: Scope, path: str, receive: Receive) -> Answered:
        id, _, what = path.partition("/")
        match scope["method"], what:
            case "OPTIONS", _:
                return Answered(204)
            case "GET", "manifest":
                return await self._manifest(scope, id)
            case "GET", "leaves" | "checkpoint":
                return await self._frozen(id, what)
            case "POST", "":
                return await self._put(id, receive)
            case "POST", "checked" | "complaint":
                return await self._hear(id, what, receive)
        raise NotHere("box")

    async def _manifest(self, scope: Scope, id: str) -> Answered:
        """The same for all; packed once, for thousands fetch it within seconds."""
        held = await self._boxes.find(id)
        if not any(
            name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"]
        ):
            return Answered(200, held.octets)
        if id not in self._packed:
            self._packed[id] = gzip.compress(held.octets, mtime=0)
        return Answered(200, self._packed[id], is_packed=True)

    async def _frozen(self, id: str, what: str) -> Answered:
        frozen = (await self._boxes.find(id)).frozen
        if frozen is None:
            raise NotHere("box")
        if what == "leaves":
            return Answered(200, frozen.leaves, b"application/octet-stream")
        return Answered(200, frozen.checkpoint)

    async def _hear(self, id: str, what: str, receive: Receive) -> Answered:
        """A receipt, and that its paper was found in the frozen list, or was not."""
        await self._boxes.find(id)  # first: nobody is listened to for a box that is not there
        receipt = receipt_from_json(await _body(receive, MOST_RECEIPT))
        await (self._boxes.check if what == "checked" else self._boxes.complain)(id, receipt)
        return Answered(204)

    async def _put(self, id: str, receive: Receive) -> Answered:
        held = await self._boxes.find(id)
        lengths = {form.no: form.record_length for form in held.manifest.forms}
        body = await _body(receive, sum(NO_BYTES + length for length in lengths.values()))
        answers = await self._boxes.put(id, _papers(body, lengths))
        stored = [answer.leaf.hex() for answer in answers if isinstance(answer, Stored)]
        if stored:
            return _json(409, {"code": "box-conflict", "stored": [*stored]})
        return Answered(200, b'{"receipts":[' + b",".join(map(_receipt, answers)) + b"]}")

    async def _send(self, answered: Answered, send: Send) -> None:
        headers = [
            (b"content-type", answered.kind),
            (b"content-length", str(len(answered.body)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            *self._headers,
        ]
        if answered.is_packed:
            headers.append((b"content-encoding", b"gzip"))
        status = answered.status
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answered.body})


def _receipt(answer: Answer) -> bytes:
    assert not isinstance(answer, Stored), "conflicts are answered before"
    return receipt_to_json(answer)


def _json(status: int, tree: dict[str, Json]) -> Answered:
    return Answered(status, json.dumps(tree).encode())


def _papers(body: bytes, lengths: dict[int, int]) -> list[tuple[int, bytes]]:
    """Cut a body into papers, each with its number before it."""
    papers: dict[int, bytes] = {}
    at = 0
    while at < len(body):
        no = int.from_bytes(body[at : at + NO_BYTES], "big")
        if no not in lengths or no in papers:
            raise Refused("record-paper", paper=no)
        end = at + NO_BYTES + lengths[no]
        papers[no] = body[at + NO_BYTES : end]  # a short one is refused by its length
        at = end
    if not papers:
        raise Refused("record-length")
    return list(papers.items())


async def _body(receive: Receive, most: int) -> bytes:
    """What is sent, up to so many bytes, and not for ever."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _read(receive, most)
    except TimeoutError:
        raise HungUp from None


async def _read(receive: Receive, most: int) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise HungUp
        body += message.get("body", b"")
        if len(body) > most:
            raise Refused("too-large")
        if not message.get("more_body", False):
            return bytes(body)
