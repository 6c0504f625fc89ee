"""What the phones of a secret vote do: enrol, ask for papers, and cast without a name."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_bytes

from ballots.paper import Ballot
from ballots.secret.checkpoint import Receipt, Signed, receipt_from_json
from ballots.secret.choices import method_of_all
from ballots.secret.manifest import Manifest, check_certificates, manifest_hash
from ballots.secret.onetime import prepare_paper
from ballots.secret.wallet import (
    Wallet,
    blinded_messages,
    cast_records,
    check_own_receipt,
    request_hash,
    unblind,
)
from core.canonical import canonical, from_text, to_text
from minyi.players import simulated_ballot
from minyi.rehearsal.device import Device
from minyi.rehearsal.phone import HOST, Answer, Phone
from minyi.rehearsal.voters import OK, Voter


@dataclass(slots=True)
class Deputy:
    """A voter with a wallet. Ballots go over a connection of their own, without cookies."""

    voter: Voter
    device: Device = field(default_factory=Device)
    seed: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    wallet: Wallet | None = None
    form: dict[str, str] = field(default_factory=dict)
    records: tuple[bytes, ...] = ()
    body: bytes = b""
    receipts: list[bytes] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    box: Phone | None = None

    @property
    def marked(self) -> Ballot:
        """Always the same for the same deputy, so that runs compare."""
        assert self.wallet is not None, "who marks has papers"
        method = method_of_all(self.wallet.manifest)
        return simulated_ballot(method, random.Random(self.voter.name))


Act = Callable[[Deputy], Awaitable[float]]


async def enrol(deputy: Deputy, path: str) -> float:
    answer = await deputy.voter.phone.ask("POST", path, {"key": to_text(deputy.device.public)})
    if answer.status != OK:
        deputy.problems.append(f"enrolment: {answer.body.decode(errors='replace')}")
    return answer.at


def prepare(deputies: Sequence[Deputy], manifest: Manifest, octets: bytes) -> None:
    """All that a phone computes before it asks for its papers."""
    check_certificates(manifest)
    digest = manifest_hash(octets)
    for one in deputies:
        papers = tuple(prepare_paper(one.seed, form) for form in manifest.forms)
        one.wallet = Wallet(manifest, papers)
        blinded = blinded_messages(one.wallet)
        asked = request_hash(digest, blinded)
        one.form = {
            "blinded": to_text(b"".join(blinded)),
            "device": to_text(one.device.public),
            "signature": to_text(one.device.sign(Signed.ISSUE, asked)),
        }


async def fetch_papers(deputy: Deputy, path: str) -> float:
    answer = await deputy.voter.phone.ask("POST", path, deputy.form)
    deputy.voter.answers.append(answer)
    return answer.at


def fill(deputies: Sequence[Deputy]) -> None:
    """Take the blinding off, and mark the ballot."""
    for one in deputies:
        assert one.wallet is not None, "papers are fetched with a wallet"
        octets = from_text(json.loads(one.voter.answers[-1].body)["signed"])
        signed = []
        for paper in one.wallet.papers:
            length = paper.form.key.length
            signed.append(octets[:length])
            octets = octets[length:]
        signatures = unblind(one.wallet, signed)
        one.records = cast_records(one.wallet, signatures, one.marked)
        pairs = enumerate(one.records, start=1)
        one.body = b"".join(no.to_bytes(2, "big") + record for no, record in pairs)


def box_request(port: int, path: str, body: bytes) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Accept: */*",
        "Content-Type: application/octet-stream",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def cast_over(
    deputies: Sequence[Deputy], port: int, path: str, seconds: float
) -> list[float]:
    """All cast within so many seconds, one after the other; how long each waited."""
    step = seconds / max(1, len(deputies))
    start = asyncio.get_running_loop().time()
    return await asyncio.gather(
        *(_cast(one, port, path, start + at * step) for at, one in enumerate(deputies))
    )


async def _cast(deputy: Deputy, port: int, path: str, moment: float) -> float:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(max(0.0, moment - loop.time()))
    pressed = loop.time()
    request = box_request(port, path, deputy.body)
    if deputy.voter.loses_the_line:
        await _lose_the_answer(port, request)
    phones = [Phone(port) for _ in range(1 + deputy.voter.presses_twice)]
    answers = await asyncio.gather(*(_send(phone, request) for phone in phones))
    for answer in answers:
        keep(deputy, answer)
    return max(answer.at for answer in answers) - pressed


async def _lose_the_answer(port: int, request: bytes) -> None:
    phone = Phone(port)
    await phone.connect()
    gone = phone.send(request)
    await asyncio.sleep(0)
    phone.hang_up()
    gone.exception()  # seen: this answer is lost, on purpose


async def _send(phone: Phone, request: bytes) -> Answer:
    await phone.connect()
    answer = await phone.send(request)
    phone.hang_up()
    return answer


def keep(deputy: Deputy, answer: Answer) -> None:
    """What came back, to be looked at in the end: receipts, or what went wrong."""
    if answer.status != OK:
        deputy.problems.append(f"{answer.status} {answer.body.decode(errors='replace')}")
        return
    deputy.receipts.append(answer.body)


async def send_again(deputy: Deputy, port: int, path: str) -> float:
    answer = await _send(Phone(port), box_request(port, path, deputy.body))
    keep(deputy, answer)
    return answer.at


def receipts_of(deputy: Deputy) -> list[Receipt]:
    """The receipts of the first answer, each checked; refuses one that is not ours."""
    assert deputy.wallet is not None, "who has receipts has cast"
    trees = json.loads(deputy.receipts[0])["receipts"]
    receipts = [receipt_from_json(canonical(tree)) for tree in trees]
    for no, (record, receipt) in enumerate(zip(deputy.records, receipts, strict=True), 1):
        check_own_receipt(deputy.wallet, no, record, receipt)
    return receipts
