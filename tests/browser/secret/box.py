"""The network's edge of one secret round: the real cryptography, asked as phones ask it.

What goes wrong is for tests to say: they may answer any request in its place.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ballots.round import Phase
from ballots.secret.archive import signed_to_json
from ballots.secret.boxfile import BoxFile, read_frozen
from ballots.secret.checkpoint import (
    FIRST,
    Checkpoint,
    Signed,
    checkpoint_to_json,
    give_receipt,
    is_signed_by_device,
    receipt_to_json,
)
from ballots.secret.choices import read_ballot
from ballots.secret.manifest import Manifest, manifest_hash, manifest_to_json
from ballots.secret.merkle import box_root, paper_root, record_leaf
from ballots.secret.signer import blind_sign
from ballots.secret.wallet import request_hash
from core.canonical import from_text, to_text
from core.errors import Refused
from tests.ballots.secret.hall import ROUND, SERVER, rsa_key
from web.box import STATUS

BOX = f"/box/{ROUND.hex()}"


@dataclass(frozen=True)
class Heard:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def refused(status: int, code: str) -> JSONResponse:
    return JSONResponse({"refused": [{"code": code, "sentence": f"<{code}>"}]}, status)


@dataclass
class Edge:
    """What a server knows of a round, and what it was asked."""

    manifest: Manifest
    box: BoxFile
    phase: Phase = Phase.OPEN
    person: str = "deputy-01"
    roles: frozenset[str] = frozenset({"deputy"})
    devices: dict[str, bytes] = field(default_factory=dict)
    roll: dict[str, bytes] = field(default_factory=dict)  # whose request was answered
    witnesses: dict[str, set[str]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    checkpoint: bytes = b""  # signed, once the box is frozen
    leaves: bytes = b""
    digest: str = ""  # of the checkpoint
    instead: dict[str, Callable[[Heard], Response | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.octets = manifest_to_json(self.manifest)
        self.shown = manifest_hash(self.octets).hex()

    def asked(self, path: str) -> list[Heard]:
        return [one for one in self.heard if one.path.endswith(path)]

    def freeze(self, without: Collection[str] = ()) -> None:
        """Close, and publish what lies in the box; a server that lies leaves something out."""
        self.phase = Phase.CLOSED
        found: dict[int, list[bytes]] = {paper.no: [] for paper in self.manifest.papers}
        target = self.box.path.with_suffix(".frozen")
        self.box.freeze(target)
        for no, _, record in read_frozen(target):
            leaf = record_leaf(ROUND, no, record)
            found[no] += [leaf] if leaf.hex() not in without else []
        roots = tuple(paper_root(no, leaves) for no, leaves in found.items())
        checkpoint = Checkpoint(
            origin=self.manifest.origin,
            round=ROUND,
            manifest_hash=bytes.fromhex(self.shown),
            papers=roots,
            box_root=box_root(ROUND, roots),
            issued=len(self.roll),
            previous=FIRST,
        )
        body = checkpoint_to_json(checkpoint)
        self.leaves = b"".join(
            len(leaves).to_bytes(4, "big") + b"".join(sorted(leaves))
            for leaves in found.values()
        )
        self.checkpoint = signed_to_json(SERVER, Signed.CHECKPOINT, body)
        self.digest = manifest_hash(body).hex()

    # What phones ask for by name

    async def act(self, request: Request) -> Response:
        heard = await self.hear(request)
        own = self.instead.get(request.path_params["act"])
        if own and (answer := own(heard)):
            return answer
        form = {name: str(value) for name, value in (await request.form()).items()}
        return getattr(self, f"_{request.path_params['act']}")(form)  # type: ignore[no-any-return]

    async def hear(self, request: Request) -> Heard:
        headers = dict(request.headers)
        one = Heard(request.method, request.url.path, headers, await request.body())
        self.heard.append(one)
        return one

    def _device(self, form: dict[str, str]) -> Response:
        self.devices[self.person] = from_text(form["key"])
        return JSONResponse({"device": manifest_hash(from_text(form["key"])).hex()})

    def _issue(self, form: dict[str, str]) -> Response:
        values, device = from_text(form["blinded"]), from_text(form["device"])
        length = len(values) // len(self.manifest.papers)
        blinded = [values[at : at + length] for at in range(0, len(values), length)]
        digest = request_hash(bytes.fromhex(self.shown), blinded)
        if self.phase is not Phase.OPEN:
            return refused(422, "round-closed")
        if self.devices.get(self.person) != device:
            return refused(422, "device-unknown")
        if not is_signed_by_device(device, Signed.ISSUE, digest, from_text(form["signature"])):
            return refused(422, "device-signature")
        if self.roll.setdefault(self.person, digest) != digest:
            return refused(409, "papers-elsewhere")
        signed = [blind_sign(rsa_key(no), one) for no, one in enumerate(blinded, start=1)]
        return JSONResponse({"signed": to_text(b"".join(signed))})

    def _witness(self, form: dict[str, str]) -> Response:
        what = form["what"]
        body = bytes.fromhex(self.shown if what == "manifest" else self.digest)
        purpose = Signed(f"minyi/1 witness {what}")
        signature = from_text(form["signature"])
        if not is_signed_by_device(self.devices[self.person], purpose, body, signature):
            return refused(422, "device-signature")
        self.witnesses.setdefault(what, set()).add(self.person)
        of = len(self.manifest.scrutineers)
        return JSONResponse({"witnessed": len(self.witnesses[what]), "of": of})

    # The box

    async def ask_box(self, request: Request) -> Response:
        what = request.path_params.get("what", "")
        heard = await self.hear(request)
        own = self.instead.get(what or "box")
        if own and (answer := own(heard)):
            return answer
        if what == "manifest":
            return Response(self.octets, media_type="application/json")
        if what in ("checked", "complaint"):
            return Response(status_code=204)
        if what and not self.checkpoint:
            return JSONResponse({"code": "not-here"}, 404)
        if what:
            return Response(self.checkpoint if what == "checkpoint" else self.leaves)
        return self.put(heard.body)

    def put(self, body: bytes) -> Response:
        papers = self._papers(body)
        try:
            read = {no: read_ballot(self.manifest, no, one)[0] for no, one in papers.items()}
        except Refused as refusal:
            return JSONResponse({"code": refusal.code}, STATUS.get(refusal.code, 400))
        known = {no: self.box.find(no, read[no].serial) for no in papers}
        if self.phase is not Phase.OPEN and known != papers:
            return JSONResponse({"code": "box-closed"}, 410)
        rows = [(no, read[no].serial, record) for no, record in papers.items()]
        puts = self.box.put_all(rows)
        leaves = [
            record_leaf(ROUND, no, one.kept) for no, one in zip(papers, puts, strict=True)
        ]
        wrong = [leaf.hex() for leaf, one in zip(leaves, puts, strict=True) if one.conflicts]
        if wrong:
            return JSONResponse({"code": "box-conflict", "stored": wrong}, 409)
        receipts = [
            json.loads(receipt_to_json(give_receipt(SERVER, ROUND, no, leaf)))
            for no, leaf in zip(papers, leaves, strict=True)
        ]
        return JSONResponse({"receipts": receipts})

    def _papers(self, body: bytes) -> dict[int, bytes]:
        papers, at = {}, 0
        while at < len(body):
            no = int.from_bytes(body[at : at + 2], "big")
            end = at + 2 + self.manifest.form(no).record_length
            papers[no] = body[at + 2 : end]
            at = end
        return papers
