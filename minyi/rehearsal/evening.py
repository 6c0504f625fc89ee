"""The rehearsal itself, from the first scan to the announced result."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from core.ids import RoundId
from minyi.rehearsal import checks, congress, limit, voters
from minyi.rehearsal.congress import Congress, Vote
from minyi.rehearsal.figures import Burst, Checks, Figures, Screens
from minyi.rehearsal.phone import Phone
from minyi.rehearsal.screens import Screen, last_told, present_parts, screens
from minyi.rehearsal.server import (
    Server,
    allow_sockets,
    free_port,
    serve_command,
    serving,
)
from minyi.rehearsal.voters import Voter

MILLI = 1000.0
MEGABYTE = 2**20
LIMIT_RUNS = 3  # the raw limit is the median of these


@dataclass(frozen=True, slots=True)
class Plan:
    phones: int
    screens: int
    candidates: int = 12


class Refusal(Exception):
    """The server said no where the rehearsal needs a yes."""


@dataclass(slots=True)
class Hall:
    """The people of a rehearsal and the server they use."""

    data: Path
    server: Server
    congress: Congress
    chair: Phone
    voters: list[Voter]

    async def act(self, path: str, form: Mapping[str, str] | None = None) -> None:
        """The chair presses a key."""
        answer = await self.chair.ask("POST", path, form)
        if answer.status != voters.SEE_OTHER:
            raise Refusal(f"{path}: {answer.status} {answer.body.decode(errors='replace')}")

    @property
    def at(self) -> str:
        return f"/m/{self.congress.meeting}"

    async def chair_signs_in(self) -> None:
        pin = {"pin": congress.PIN, "pin_again": congress.PIN}
        await self.act(f"/b/{self.congress.chair}", pin)

    async def prepare_round(self, vote: Vote) -> RoundId:
        """Item, method and seal; the round is ready to be opened."""
        await self.act(f"{self.at}/items/{vote.item}/start")
        async with congress.opened(self.data) as db:
            shown = await congress.shown_method(db, self.congress.meeting, vote)
        hands = {"for": str(len(self.voters)), "against": "0", "abstain": "0", "of": shown}
        await self.act(f"{self.at}/papers/{vote.paper}/adopt", hands)
        await self.act(f"{self.at}/papers/{vote.paper}/seal")
        async with congress.opened(self.data) as db:
            return await congress.round_of(db, self.congress.meeting, vote)

    async def decide(self, round: RoundId) -> None:
        for key in ("close", "count", "announce"):
            await self.act(f"{self.at}/rounds/{round}/{key}")

    async def sign_in(self) -> Burst:
        codes = dict(self.congress.deputies)
        spent = self.server.cpu_seconds()
        waits = await voters.all_at_once(
            self.voters, lambda voter: voters.sign_in(voter, codes[voter.name])
        )
        for voter in self.voters:
            if voter.answers[-1].status != voters.SEE_OTHER:
                raise Refusal(f"sign-in: {voter.answers[-1].body.decode(errors='replace')}")
        return Burst.of(waits, len(waits), self.server.cpu_seconds() - spent)

    async def look(self, path: str) -> Burst:
        """Everybody opens the same page at the same moment."""
        spent = self.server.cpu_seconds()
        waits = await voters.all_at_once(self.voters, partial(voters.look, path=path))
        for voter in self.voters:
            if voter.answers[-1].status != voters.OK:
                raise Refusal(f"{path}: {voter.answers[-1].status}")
        return Burst.of(waits, len(waits), self.server.cpu_seconds() - spent)


def hall(data: Path, server: Server, made: Congress, candidates: int = 12) -> Hall:
    people = [
        Voter(number, name, Phone(server.port), congress.marked_ballot(number, candidates))
        for number, (name, _) in enumerate(made.deputies, start=1)
    ]
    return Hall(data, server, made, Phone(server.port), people)


async def cast(server: Server, people: Sequence[Voter], path: str) -> tuple[Burst, float]:
    """The burst and the moment of its last acknowledgement."""
    await voters.get_ready(people, path)
    spent = server.cpu_seconds()
    waits = await voters.cast_together(people)
    spent = server.cpu_seconds() - spent
    requests = sum(len(voter.answers) + voter.loses_the_line for voter in people)
    last = max(answer.at for voter in people for answer in voter.answers)
    return Burst.of(waits, requests, spent), last


async def evening(plan: Plan) -> Figures:
    """Build a congress, start the real server, vote, count, and compare with the raw limit."""
    allow_sockets(2 * plan.phones + plan.screens + 200)
    with TemporaryDirectory(prefix="minyi-rehearsal-") as folder:
        data = Path(folder) / "data"
        made = await congress.prepare(data, plan.phones, candidates=plan.candidates)
        port = free_port()
        log = Path(folder) / "server.log"
        async with serving(serve_command(data, port), port, log) as server:
            people = hall(data, server, made, plan.candidates)
            acted = await _act(plan, people)
        problems = await checks.kept(data, made.meeting)
        raw = await _raw_limit(people.voters, Path(folder) / "limit.log")
    return _figures(plan, acted, raw, problems)


@dataclass(frozen=True, slots=True)
class Acted:
    sign_in: Burst
    arrive: Burst
    look: Burst
    cast: Burst
    screens: Screens
    memory: int
    checks: Checks


async def _act(plan: Plan, people: Hall) -> Acted:
    await people.chair_signs_in()
    sign_in = await people.sign_in()
    arrive = await people.look(people.at)
    await people.act(f"{people.at}/open")
    round = await people.prepare_round(people.congress.votes[0])
    path = f"{people.at}/rounds/{round}"
    async with screens(
        people.server.port, f"/s/{people.congress.screen}/live", plan.screens
    ) as shown:
        told_open = await _open_round(people, path, shown)
        await people.look(people.at)  # the round is on now, which the page has to tell
        look = await people.look(f"{path}/ballot")
        cast_burst, last = await cast(people.server, people.voters, f"{path}/cast")
        seen = await _final_turnout(people, shown, told_open, last, cast_burst.all_after_s)
    memory = people.server.memory()
    await voters.all_at_once(people.voters, voters.send_again)
    await people.decide(round)
    agreed = await checks.agree(people.chair, path, people.voters)
    return Acted(sign_in, arrive, look, cast_burst, seen, memory, agreed)


async def _open_round(people: Hall, path: str, shown: Sequence[Screen]) -> float:
    """Seconds from the chair's key until the last screen shows the open round."""
    pressed = asyncio.get_running_loop().time()
    await people.act(f"{path}/open")
    now = await present_parts(people.server.port, f"/s/{people.congress.screen}/live")
    last, _ = await last_told(shown, "stage", now["stage"], pressed)
    return last - pressed


async def _final_turnout(
    people: Hall, shown: Sequence[Screen], told_open: float, last: float, lasted: float
) -> Screens:
    """A screen that connects now shows the final turnout: when had the others the same?"""
    now = await present_parts(people.server.port, f"/s/{people.congress.screen}/live")
    since = last - lasted
    final, final_on = await last_told(shown, "turnout", now["turnout"], since)
    return Screens(
        screens=len(shown),
        messages=sum(screen.count(since) for screen in shown),
        told_open_after_ms=round(told_open * MILLI, 1),
        final_after_ms=round((final - last) * MILLI, 1),
        final_on=final_on,
    )


async def _raw_limit(people: Sequence[Voter], log: Path) -> Burst:
    """The same bytes at the same instant to a server that does nothing; the median run."""
    port = free_port()
    async with serving(limit.command(port), port, log) as server:
        for voter in people:
            voter.phone.hang_up()
            voter.phone = Phone(port, voter.phone.cookies)
        path = "/m/raw/rounds/limit/cast"
        bursts = [(await cast(server, people, path))[0] for _ in range(LIMIT_RUNS)]
    middle = sorted(bursts, key=lambda burst: burst.all_after_s)[LIMIT_RUNS // 2]
    # The kernel counts CPU in steps of 10 ms, so it is taken from all runs together.
    cpu = sum(burst.cpu_ms_each for burst in bursts) / LIMIT_RUNS
    return replace(middle, cpu_ms_each=round(cpu, 3))


def _figures(plan: Plan, acted: Acted, raw: Burst, kept: Sequence[str]) -> Figures:
    seen = acted.screens
    problems = [*acted.checks.problems, *kept]
    if seen.final_on != seen.screens:
        problems.append(f"{seen.screens - seen.final_on} screens never had the final turnout")
    return Figures(
        phones=plan.phones,
        kind="recorded",
        sign_in=acted.sign_in,
        arrive=acted.arrive,
        look=acted.look,
        cast=acted.cast,
        raw_limit=raw,
        cast_to_limit=round(acted.cast.all_after_s / max(raw.all_after_s, 1e-4), 2),
        screens=seen,
        memory_mb=round(acted.memory / MEGABYTE, 1),
        checks=checks.with_problems(acted.checks, problems),
    )
