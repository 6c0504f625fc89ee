"""The simulated deputies of the demonstration: what a phone does, without the phone."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from secrets import token_bytes

from ballots import queries as ballots
from ballots.casting.commands import Cast
from ballots.method import Grade, Mode, OverBudget, VoteMethod
from ballots.paper import Answer, Ballot, Mark, ballot, is_over_budget
from ballots.round import Kind, Round
from ballots.secret.checkpoint import Signed
from ballots.secret.issuing.commands import Enrolment, PaperRequest
from ballots.secret.manifest import manifest_hash
from ballots.secret.wallet import (
    blinded_messages,
    cast_records,
    open_wallet,
    request_hash,
    unblind,
)
from core.errors import Refused
from core.ids import PersonId
from minyi.rehearsal.device import Device
from sessions import queries as sessions
from sessions.queries import Line, Member
from web.house import House

LIVELY_FOR = 25.0  # seconds in which the simulated deputies cast after the opening
GRADES = (6, 3, 1)  # how likely each grade is, the best first
UNPOPULAR = {9: 6.0, 11: 6.0}  # how many times likelier these are to be left out


async def play(house: House, players: Sequence[PersonId]) -> None:
    """Wait for a vote to open, then let every simulated deputy cast, one here and one there."""
    played: set[str] = set()
    while True:
        await asyncio.sleep(1)
        async with house.db.reading() as connection:
            meeting = (await sessions.my_meetings(connection, players[0]))[0][0].id
            rounds = await ballots.open_rounds(connection, meeting)
            here = await sessions.present_deputies(connection, meeting)
        rounds = [one for one in rounds if one.id not in played and one.kind is not Kind.HANDS]
        played |= {one.id for one in rounds}
        present = [here[person] for person in players if person in here]
        by_name = [one for one in rounds if one.kind is Kind.RECORDED]
        secret = [one for one in rounds if one.kind is Kind.SECRET]
        acts = [_cast(house, by_name, line) for line in present if by_name]
        acts += [_cast_secretly(house, one, line) for one in secret for line in present]
        await asyncio.gather(*acts)


async def _cast(house: House, rounds: Sequence[Round], line: Line) -> None:
    dice = random.Random(f"{rounds[0].id} {line.person}")
    await asyncio.sleep(dice.uniform(1, LIVELY_FOR))
    ballots = tuple((one.id, simulated_ballot(one.method, dice)) for one in rounds)
    cast = Cast(rounds[0].meeting, line.person, ballots)
    with suppress(Refused):  # the chair closed the vote meanwhile
        await house.urn.put(cast)


async def _cast_secretly(house: House, round: Round, line: Line) -> None:
    """Enrol, be handed papers, wait a while as people do, and cast without a name."""
    dice = random.Random(f"{round.id} {line.person}")
    async with house.db.reading() as connection:
        view = await ballots.round_view(connection, round.meeting, round.id)
    assert view.box is not None, "a secret round that is open has its box"
    held = await house.boxes.find(view.box.id)
    wallet = await asyncio.to_thread(open_wallet, token_bytes(32), held.manifest)
    blinded = await asyncio.to_thread(blinded_messages, wallet)
    digest = request_hash(manifest_hash(held.octets), blinded)
    device = Device()
    member = Member(
        round.meeting, line.person, line.name, line.delegation, line.roles, line.seat
    )
    with suppress(Refused):  # the chair closed the vote meanwhile
        await house.enrolling.put(Enrolment(member, device.public))
        signature = device.sign(Signed.ISSUE, digest)
        ask = PaperRequest(
            round.meeting, round.id, line.person, device.public, digest, signature
        )
        await house.issuing.put(ask)
        signed = unblind(wallet, await house.boxes.sign(view.box.id, blinded))
        await asyncio.sleep(dice.uniform(1, LIVELY_FOR))
        marked = simulated_ballot(round.method, dice)
        records = cast_records(wallet, signed, marked)
        await house.boxes.put(view.box.id, list(enumerate(records, start=1)))


def simulated_ballot(method: VoteMethod, dice: random.Random) -> Ballot:
    """As many marks as the method allows; what is left out is mostly the unpopular."""
    numbers = sorted(
        method.numbers, key=lambda no: dice.random() ** (1 / UNPOPULAR.get(no, 1.0))
    )
    wanted = _affordable(method, numbers)
    marks: dict[int, Answer] = dict.fromkeys(wanted, Mark.FOR)
    match method.mode:
        case Mode.FOR_AGAINST_ABSTAIN:
            others = [no for no in numbers if no not in marks]
            marks |= {no: dice.choice((Mark.AGAINST, Mark.ABSTAIN)) for no in others}
        case Mode.GRADE:
            marks = {no: dice.choices([*Grade], GRADES)[0] for no in wanted}
        case Mode.RANK:
            marks = {no: place for place, no in enumerate(wanted, start=1)}
    return ballot(marks)


def _affordable(method: VoteMethod, numbers: Sequence[int]) -> list[int]:
    """The first of these, as many as may be marked and, where a cap refuses, paid for."""
    most = method.most_marks or len(numbers)
    wanted: list[int] = []
    for no in numbers:
        more = ballot(dict.fromkeys([*wanted, no], Mark.FOR))
        is_refused = method.over_budget is OverBudget.REFUSE and is_over_budget(method, more)
        if len(wanted) < most and not is_refused:
            wanted.append(no)
    return wanted
