"""What a hall of deputies does all at once: sign in, look at the ballot, cast it.

Some do what deputies do: press twice, or lose the network between the button and the answer.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from minyi.rehearsal.phone import Answer, Phone

PRESSES_TWICE = 7  # every 7th deputy
LOSES_THE_LINE = 11  # every 11th, unless they press twice
OK, SEE_OTHER = 200, 303


@dataclass(slots=True)
class Voter:
    number: int
    name: str
    phone: Phone
    marks: Mapping[str, str]
    twin: Phone | None = None  # the second request of a double click has its own connection
    form: bytes = b""
    answers: list[Answer] = field(default_factory=list)

    @property
    def presses_twice(self) -> bool:
        return self.number % PRESSES_TWICE == 0

    @property
    def loses_the_line(self) -> bool:
        return self.number % LOSES_THE_LINE == 0 and not self.presses_twice

    def signs(self) -> str:
        """The marks as the record writes them, one sign a candidate."""
        return "".join(
            {"for": "+", "against": "-"}.get(mark, "o") for mark in self.marks.values()
        )

    def receipts(self) -> list[dict[str, object]]:
        return [json.loads(answer.body) for answer in self.answers if answer.status == OK]


async def all_at_once(
    voters: Sequence[Voter], act: Callable[[Voter], Awaitable[float]]
) -> list[float]:
    """Seconds that each waited, counted from one common start."""
    start = asyncio.get_running_loop().time()
    return [end - start for end in await asyncio.gather(*map(act, voters))]


async def sign_in(voter: Voter, code: str) -> float:
    answer = await voter.phone.ask("POST", f"/b/{code}")
    voter.answers.append(answer)
    return answer.at


async def look(voter: Voter, path: str) -> float:
    answer = await voter.phone.ask("GET", path)
    voter.answers.append(answer)
    return answer.at


async def get_ready(voters: Sequence[Voter], path: str) -> None:
    """Ballots are marked and all lines are up; only the button is left to press."""
    for voter in voters:
        voter.answers.clear()
        voter.form = voter.phone.request("POST", path, voter.marks)
        voter.twin = Phone(voter.phone.port, voter.phone.cookies)
    twins = [voter.twin for voter in voters if voter.twin and voter.presses_twice]
    for phones in (twins, [voter.phone for voter in voters]):
        await asyncio.gather(*(phone.connect() for phone in phones))


async def cast_together(voters: Sequence[Voter]) -> list[float]:
    """All press at the same instant. A wait ends with the last answer a voter needed."""
    start = asyncio.get_running_loop().time()
    pressed = [_press(voter) for voter in voters]
    ends = await asyncio.gather(*map(_await_answers, voters, pressed))
    return [end - start for end in ends]


def _press(voter: Voter) -> list[asyncio.Future[Answer]]:
    answers = [voter.phone.send(voter.form)]
    if voter.presses_twice and voter.twin is not None:
        answers.append(voter.twin.send(voter.form))
    if voter.loses_the_line:
        voter.phone.hang_up()
        answers[0].exception()  # seen: this answer is lost, on purpose
        return []
    return answers


async def _await_answers(voter: Voter, pressed: list[asyncio.Future[Answer]]) -> float:
    if not pressed:
        await voter.phone.connect()
        pressed = [voter.phone.send(voter.form)]
    for answer in pressed:
        voter.answers.append(await answer)
    return max(answer.at for answer in voter.answers)


async def send_again(voter: Voter) -> float:
    answer = await voter.phone.send(voter.form)
    voter.answers.append(answer)
    return answer.at
