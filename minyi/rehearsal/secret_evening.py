"""The rehearsal of a secret vote: from the enrolled phone to the verified archive."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ballots.method import Mode, Secrecy
from ballots.secret.blindrsa import verify
from ballots.secret.checkpoint import Receipt
from ballots.secret.choices import method_of_all
from ballots.secret.libcrypto import private_operation
from ballots.secret.manifest import manifest_from_json
from ballots.secret.signer import private_key
from ballots.secret.verify import verify_archive
from ballots.tally import tally, tally_to_facts
from core.checking import State
from core.errors import Refused
from core.zipped import read_zip
from minyi.rehearsal import congress, secretly, voters
from minyi.rehearsal.evening import Hall, Refusal, hall
from minyi.rehearsal.figures import Burst, SecretFigures
from minyi.rehearsal.phone import Phone
from minyi.rehearsal.secretly import Deputy
from minyi.rehearsal.server import allow_sockets, free_port, serve_command, serving

WORD = "演练"
FREEZE_WITHIN = 60.0  # seconds: the grace of a close is ten of them
LOOK = 0.2
MEGABYTE = 2**20
TIMES = 200  # of the raw operation, for its mean


@dataclass(frozen=True, slots=True)
class SecretPlan:
    phones: int
    candidates: int = 12
    mode: Mode = Mode.FOR_AGAINST_ABSTAIN
    apart: bool = False  # for, against, abstain without a cap: each candidate on its own paper
    seconds: float = 10.0  # in which all cast


async def secret_evening(plan: SecretPlan) -> SecretFigures:
    allow_sockets(3 * plan.phones + 200)
    with TemporaryDirectory(prefix="minyi-rehearsal-") as folder:
        data = Path(folder) / "data"
        made = await congress.prepare(
            data, plan.phones, candidates=plan.candidates, terms=_terms(plan)
        )
        port = free_port()
        async with serving(serve_command(data, port), port, Path(folder) / "log") as server:
            people = hall(data, server, made, plan.candidates)
            return await _act(plan, people)


def _terms(plan: SecretPlan) -> dict[str, object]:
    is_capped = plan.mode in {Mode.PICK, Mode.FOR_AGAINST_ABSTAIN} and not plan.apart
    most = plan.candidates // 2 if is_capped else None
    return {"secrecy": Secrecy.SECRET, "mode": plan.mode, "max_marks": most}


async def _act(plan: SecretPlan, people: Hall) -> SecretFigures:
    deputies = [Deputy(voter) for voter in people.voters]
    enrolled = await enrol(people, deputies)
    path, box = await prepared(people)
    octets = (await people.chair.ask("GET", f"/box/{box}/manifest")).body
    manifest = manifest_from_json(octets)
    secretly.prepare(deputies, manifest, octets)
    await people.act(f"{path}/open")
    issued = await burst(people, deputies, partial(secretly.fetch_papers, path=f"{path}/issue"))
    check_answers(deputies)
    secretly.fill(deputies)
    cast = await _cast(plan, people, deputies, f"/box/{box}")
    await people.act(f"{path}/close")
    await until_frozen(people, box)
    for key in ("count", "announce"):
        await people.act(f"{path}/{key}")
    sign_ms, verify_ms = raw_operations(manifest.papers[0].key.length * 8)
    return SecretFigures(
        phones=plan.phones,
        papers_each=len(manifest.papers),
        enrol=enrolled,
        issue=issued,
        cast=cast,
        raw_sign_ms=sign_ms,
        raw_verify_ms=verify_ms,
        memory_mb=round(people.server.memory() / MEGABYTE, 1),
        problems=tuple(await wrong(people, deputies, path, box)),
    )


async def enrol(people: Hall, deputies: Sequence[Deputy]) -> Burst:
    await people.chair_signs_in()
    await people.sign_in()
    return await burst(people, deputies, partial(secretly.enrol, path=f"{people.at}/device"))


async def prepared(people: Hall) -> tuple[str, str]:
    """The path of the round, with its papers made, and the id of its box."""
    await people.act(f"{people.at}/open")
    found = await people.prepare_round(people.congress.votes[0])
    path = f"{people.at}/rounds/{found}"
    await people.act(f"{path}/prepare", {"freshness": WORD})
    async with congress.opened(people.data) as db:
        return path, await congress.box_of(db, people.congress.meeting, found)


async def _cast(plan: SecretPlan, people: Hall, deputies: Sequence[Deputy], box: str) -> Burst:
    """Everybody casts, and later sends once more, as phones do that lost the answer."""
    port = people.server.port
    spent = people.server.cpu_seconds()
    waits = await secretly.cast_over(deputies, port, box, plan.seconds)
    burst = Burst.of(waits, len(waits), people.server.cpu_seconds() - spent)
    await asyncio.gather(*(secretly.send_again(one, port, box) for one in deputies))
    return burst


async def burst(people: Hall, deputies: Sequence[Deputy], act: secretly.Act) -> Burst:
    """All at the same instant."""
    spent = people.server.cpu_seconds()
    loop = asyncio.get_running_loop()
    start = loop.time()
    ends = await asyncio.gather(*map(act, deputies))
    waits = [end - start for end in ends]
    return Burst.of(waits, len(waits), people.server.cpu_seconds() - spent)


def check_answers(deputies: Sequence[Deputy]) -> None:
    for one in deputies:
        answer = one.voter.answers[-1]
        if answer.status != voters.OK:
            raise Refusal(f"papers: {answer.status} {answer.body.decode(errors='replace')}")


async def until_frozen(people: Hall, box: str) -> None:
    deadline = asyncio.get_running_loop().time() + FREEZE_WITHIN
    asker = Phone(people.server.port)
    while (await asker.ask("GET", f"/box/{box}/checkpoint")).status != voters.OK:
        if asyncio.get_running_loop().time() > deadline:
            raise Refusal("the box was not frozen in time")
        await asyncio.sleep(LOOK)
    asker.hang_up()


async def wrong(people: Hall, deputies: Sequence[Deputy], path: str, box: str) -> list[str]:
    """Every receipt, every ballot and the result, from what anybody may fetch."""
    found = [f"{one.voter.name}: {each}" for one in deputies for each in one.problems][:10]
    receipts: list[Receipt] = []
    for one in deputies:
        try:
            receipts += secretly.receipts_of(one)
        except (Refused, IndexError) as problem:
            found.append(f"{one.voter.name} has no good receipt: {problem}")
        if len(set(one.receipts)) > 1:
            found.append(f"{one.voter.name} holds two different receipts")
    packed = (await people.chair.ask("GET", f"/r/{box}/archive.zip")).body
    report = verify_archive(read_zip(packed), receipts)
    found += [
        f"the archive: {check.name}" for check in report.checks if check.state is State.FAILS
    ]
    result = json.loads((await people.chair.ask("GET", f"{path}/result.json")).body)
    found += _miscounted(deputies, result["items"])
    if result["returned"] != len(deputies):
        found.append(f"{result['returned']} returned of {len(deputies)}")
    return found


def _miscounted(deputies: Sequence[Deputy], told: Sequence[dict[str, int]]) -> list[str]:
    """The figures of the result that are not what the phones marked."""
    wallet = deputies[0].wallet
    assert wallet is not None, "all have cast"
    method = method_of_all(wallet.manifest)
    counted = tally_to_facts(tally(method, (one.marked for one in deputies)))
    rows = zip(msgspec.convert(counted["items"], list[dict[str, int]]), told, strict=True)
    return [
        f"project {row['no']} has {item.get(name)} {name}, not {votes}"
        for row, item in rows
        for name, votes in row.items()
        if item.get(name) != votes
    ]


def raw_operations(bits: int) -> tuple[float, float]:
    """Milliseconds of CPU that one private and one public operation cost on this machine."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    der = made.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    operate, key = private_operation(der), private_key(made).public
    value = bytes(1) + b"\x01" * (key.length - 1)
    began = process_time()
    for _ in range(TIMES if operate else 0):
        assert operate is not None
        operate(value)
    signing = (process_time() - began) / TIMES * 1000
    began = process_time()
    for _ in range(TIMES):
        verify(key, b"raw", value)
    return round(signing, 3), round((process_time() - began) / TIMES * 1000, 3)
