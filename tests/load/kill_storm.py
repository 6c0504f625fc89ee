"""kill -9 in a storm of ballots. What a phone was told is in must be in, once, afterwards.

Two states are looked at after every kill: what the machine still knew (the process alone was
killed) and, with `fsync_order.c` loaded, what had reached the disk (the power was cut).
"""

import asyncio
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from ballots import store as ballots
from ballots.casting import store as urn
from ballots.receipt import receipt_code
from core.errors import Refused
from core.ids import MeetingId, RoundId
from core.journal import check_chain
from minyi.rehearsal import congress, voters
from minyi.rehearsal.evening import Hall, hall
from minyi.rehearsal.phone import HungUp
from minyi.rehearsal.server import Server, free_port, serve_command, serving
from minyi.rehearsal.voters import Voter
from sessions import queries as sessions
from sessions.store import people

FILES = ("minyi.db", "minyi.db-wal")
AT_ONCE = 200
LATER = 0.03  # seconds: the kill comes up to this long after its ballot was acknowledged


@dataclass(frozen=True, slots=True)
class Plan:
    deputies: int
    kills: int
    ballots_a_kill: int  # at most so many are acknowledged before a kill is set off
    module: str = "minyi"  # what serves; the control is served by tests.load.lax_serve
    preload: Path | None = None  # the compiled fsync_order.c
    seed: int = 20260120

    @property
    def votes(self) -> int:
        """Agenda items: enough for the storm and for what is left over in each round."""
        return 1 + self.kills * self.ballots_a_kill // max(1, self.deputies - self.reserve)

    @property
    def at_once(self) -> int:
        """Phones that cast at the same time: not all of them, or none were in flight."""
        return min(AT_ONCE, self.deputies // 4)

    @property
    def reserve(self) -> int:
        """A round with fewer deputies left than this is closed and the next one opened."""
        return min(self.deputies // 3, self.ballots_a_kill)


@dataclass(slots=True)
class Report:
    kills: int = 0
    unsure: int = 0  # in flight when the server died: stored or not, nobody was told
    lost: int = 0  # acknowledged, gone after kill -9
    lost_to_power: int = 0  # acknowledged, not on the disk
    resent: int = 0
    problems: list[str] = field(default_factory=list)
    # Receipt codes by round and deputy: everything that was ever acknowledged.
    acknowledged: dict[tuple[RoundId, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Storm:
    """One data folder through all its kills."""

    plan: Plan
    people: Hall
    report: Report
    chance: random.Random
    round: RoundId | None = None
    votes_begun: int = 0

    @property
    def path(self) -> str:
        return f"{self.people.at}/rounds/{self.round}/cast"

    def left(self) -> list[Voter]:
        done = {name for round, name in self.report.acknowledged if round == self.round}
        return [voter for voter in self.people.voters if voter.name not in done]

    async def next_round(self) -> None:
        await self.end_round()
        vote = self.people.congress.votes[self.votes_begun]
        self.votes_begun += 1
        self.round = await self.people.prepare_round(vote)
        await self.people.act(f"{self.people.at}/rounds/{self.round}/open")

    async def end_round(self) -> None:
        if self.round is not None:
            await self.people.decide(self.round)

    async def rage(self) -> None:
        """Cast from many phones until enough are acknowledged, then kill in the middle."""
        assert self.round is not None, "a storm needs an open round"
        waiting = self.left()
        self.chance.shuffle(waiting)
        most = min(len(waiting), self.plan.ballots_a_kill)
        wanted = len(self.report.acknowledged) + self.chance.randint(1, most)
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as storm:
            for _ in range(self.plan.at_once):
                storm.create_task(self._cast_on(self.round, waiting, wanted, enough))
            await enough.wait()
            await asyncio.sleep(self.chance.uniform(0, LATER))  # anywhere in a commit
            await self.people.server.kill()
        self.report.kills += 1

    async def _cast_on(
        self, round: RoundId, waiting: list[Voter], wanted: int, enough: asyncio.Event
    ) -> None:
        while waiting:
            voter = waiting.pop()
            try:
                answer = await voter.phone.ask("POST", self.path, voter.marks)
            except (HungUp, OSError):
                self.report.unsure += 1
                return
            voter.answers = [answer]
            if answer.status != voters.OK:
                self.report.problems.append(f"{voter.name}: {answer.body.decode()}")
                continue
            code = str(voter.receipts()[0]["code"])
            self.report.acknowledged[(round, voter.name)] = code
            if len(self.report.acknowledged) >= wanted:
                enough.set()
        enough.set()  # nobody is left to cast

    async def resend(self) -> None:
        """Every phone of this round that was acknowledged asks again, and hears the same."""
        held = {
            name: code
            for (round, name), code in self.report.acknowledged.items()
            if round == self.round
        }
        again = [voter for voter in self.people.voters if voter.name in held]
        await asyncio.gather(*(self._ask_again(voter, held[voter.name]) for voter in again))
        self.report.resent += len(again)

    async def _ask_again(self, voter: Voter, code: str) -> None:
        answer = await voter.phone.ask("POST", self.path, voter.marks)
        voter.answers = [answer]
        if answer.status != voters.OK:
            self.report.problems.append(f"{voter.name} asked again: {answer.status}")
            return
        receipt = voter.receipts()[0]
        if (receipt["code"], receipt["repeated"]) != (code, True):
            self.report.problems.append(f"{voter.name} asked again and got {receipt}")


async def kill_storm(plan: Plan, folder: Path) -> Report:
    """Kill the server again and again over one data folder, and look at what is left."""
    data, port, log = folder / "data", free_port(), folder / "server.log"
    made = await congress.prepare(data, plan.deputies, plan.votes)
    env: Mapping[str, str] = {}
    if plan.preload is not None:
        env = {"LD_PRELOAD": str(plan.preload)}
        shutil.copy(data / FILES[0], data / f"{FILES[0]}.durable")
    storm: Storm | None = None
    for _ in range(plan.kills):
        async with serving(serve_command(data, port, plan.module), port, log, env) as server:
            storm = storm or await _gathered(plan, hall(data, server, made))
            await _back_again(storm, server)
            await storm.rage()
        await _look(storm, folder / "after-kill")
        if plan.preload is not None:
            await _look(storm, folder / "after-cut", ".durable")
    assert storm is not None, "a plan has at least one kill"
    async with serving(serve_command(data, port, plan.module), port, log, env) as server:
        await _back_again(storm, server)
        await storm.end_round()
    await _look(storm, folder / "after-all")
    return storm.report


async def _gathered(plan: Plan, people: Hall) -> Storm:
    await people.chair_signs_in()
    await people.sign_in()
    await people.act(f"{people.at}/open")
    storm = Storm(plan, people, Report(), random.Random(plan.seed))
    await storm.next_round()
    return storm


async def _back_again(storm: Storm, server: Server) -> None:
    storm.people.server = server
    await storm.resend()
    if len(storm.left()) <= storm.plan.reserve:
        await storm.next_round()


async def _look(storm: Storm, scratch: Path, ending: str = "") -> None:
    """Open a copy, so that the server itself has to recover the original."""
    meeting = storm.people.congress.meeting
    _copy_out(storm.people.data, scratch, ending)
    codes, problems = await _stored(scratch, meeting)
    report = storm.report
    lost = {key for key, code in report.acknowledged.items() if codes.get(key) != code}
    if ending:
        report.lost_to_power += len(lost)
    else:
        report.lost += len(lost)
        report.problems += problems


def _copy_out(data: Path, scratch: Path, ending: str) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for name in FILES:
        if (data / f"{name}{ending}").exists():
            shutil.copy(data / f"{name}{ending}", scratch / name)


async def _stored(
    folder: Path, meeting: MeetingId
) -> tuple[dict[tuple[RoundId, str], str], list[str]]:
    """The receipt codes of all ballots in a file, and what does not fit together in it."""
    async with congress.opened(folder) as db, db.reading() as connection:
        rows = (
            await connection.execute(
                sa.select(urn.ballots, people.c.name).join(
                    people, people.c.id == urn.ballots.c.person
                )
            )
        ).all()
        entries = await sessions.journal_since(connection, meeting, 0)
        problems = []
        for round in await ballots.list_rounds(connection, meeting):
            count = await urn.count_ballots(connection, round.id)
            running = await ballots.load_running(connection, round.id)
            if running is not None and running.returned != count:
                problems.append(f"{count} ballots, but the count so far is {running.returned}")
    codes = {
        (RoundId(row.round), row.name): receipt_code(row.round, row.person, row.marks)
        for row in rows
    }
    if len(codes) != len(rows):
        problems.append(f"{len(rows) - len(codes)} ballots are doubled")
    try:
        check_chain(entries)
    except Refused as refusal:
        problems.append(f"the journal is broken at entry {refusal.facts['number']}")
    return codes, problems
