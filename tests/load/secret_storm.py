"""kill -9 while secret ballots are on their way into the box: receipts = papers.

A phone that has a receipt has its paper in the box after every kill; a phone that has none
sends the same paper again, and nobody's is there twice.
"""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ballots.method import Secrecy
from ballots.secret.boxfile import BoxFile
from ballots.secret.manifest import manifest_from_json
from ballots.secret.onetime import read_record
from minyi.rehearsal import congress, secretly
from minyi.rehearsal.evening import Hall, hall
from minyi.rehearsal.phone import HungUp
from minyi.rehearsal.secret_evening import burst, enrol, prepared, until_frozen, wrong
from minyi.rehearsal.secretly import Deputy
from minyi.rehearsal.server import Server, free_port, serve_command, serving

TERMS = {"secrecy": Secrecy.SECRET, "max_marks": 6}
WITHIN = (0.1, 1.4)  # seconds after which the kill comes: around two beats of the box


@dataclass(slots=True)
class SecretReport:
    kills: int = 0
    receipted: int = 0  # before some kill
    in_flight: int = 0  # sent, and no answer when the server died
    lost: int = 0  # receipted, and not in the box
    problems: list[str] = field(default_factory=list)


async def secret_storm(deputies: int, kills: int, folder: Path, seed: int = 7) -> SecretReport:
    """One round through all the kills; then everybody sends once more, and it is counted."""
    data, port, log = folder / "data", free_port(), folder / "server.log"
    made = await congress.prepare(data, deputies, terms=TERMS)
    report, dice = SecretReport(), random.Random(seed)
    async with serving(serve_command(data, port), port, log) as server:
        people = hall(data, server, made)
        phones, path, box = await _ready(people)
    waiting = list(phones)
    dice.shuffle(waiting)
    for left in range(kills, 0, -1):
        share = [waiting.pop() for _ in range(len(waiting) // (left + 1))]
        async with serving(serve_command(data, port), port, log) as server:
            back = await _rage(server, share, box, dice)
        waiting += back
        report.kills += 1
        report.in_flight += len(back)
        report.receipted += len(share) - len(back)
        report.lost += await asyncio.to_thread(_lost, data, box, phones)
    async with serving(serve_command(data, port), port, log) as server:
        people.server = server
        await _end(people, phones, path, box)
        report.problems += await wrong(people, phones, path, box)
    return report


async def _ready(people: Hall) -> tuple[list[Deputy], str, str]:
    """The vote is open, and every phone holds its signed papers."""
    phones = [Deputy(voter) for voter in people.voters]
    await enrol(people, phones)
    path, box = await prepared(people)
    octets = (await people.chair.ask("GET", f"/box/{box}/manifest")).body
    secretly.prepare(phones, manifest_from_json(octets), octets)
    await people.act(f"{path}/open")
    await burst(people, phones, partial(secretly.fetch_papers, path=f"{path}/issue"))
    secretly.fill(phones)
    return phones, path, box


async def _rage(
    server: Server, share: Sequence[Deputy], box: str, dice: random.Random
) -> list[Deputy]:
    """These cast, the server is killed, and whoever has no receipt is given back."""
    casting = [
        asyncio.create_task(_cast(one, server.port, box, dice.uniform(0, WITHIN[1])))
        for one in share
    ]
    await asyncio.sleep(dice.uniform(*WITHIN))
    await server.kill()
    await asyncio.gather(*casting)
    return [one for one in share if not one.receipts]


async def _cast(deputy: Deputy, port: int, box: str, pause: float) -> None:
    """Once: what comes back is kept, what does not is sent again after the next start."""
    await asyncio.sleep(pause)
    with suppress(HungUp, OSError):
        await secretly.send_again(deputy, port, f"/box/{box}")


def _lost(data: Path, box: str, phones: Sequence[Deputy]) -> int:
    """Receipted papers that a look into the box does not find. The look recovers the file."""
    file = BoxFile(data / "secret" / box / "live.db")
    try:
        return sum(not _lies_in(file, one) for one in phones if one.receipts)
    finally:
        file.close()


def _lies_in(file: BoxFile, deputy: Deputy) -> bool:
    assert deputy.wallet is not None, "who has receipts has papers"
    [form], [record] = deputy.wallet.manifest.forms, deputy.records
    return file.find(1, read_record(form, record).serial) == record


async def _end(people: Hall, phones: Sequence[Deputy], path: str, box: str) -> None:
    """Everybody sends once more, receipted or not; then the vote is closed and announced."""
    port = people.server.port
    await asyncio.gather(*(secretly.send_again(one, port, f"/box/{box}") for one in phones))
    await people.act(f"{path}/close")
    await until_frozen(people, box)
    for key in ("count", "announce"):
        await people.act(f"{path}/{key}")
