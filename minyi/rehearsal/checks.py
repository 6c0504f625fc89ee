"""Is everything in, once, and counted right? Asked of the server's doors and of its file."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.errors import Refused
from core.ids import MeetingId
from core.journal import check_chain
from minyi.rehearsal import congress
from minyi.rehearsal.figures import Checks
from minyi.rehearsal.phone import Phone
from minyi.rehearsal.voters import OK, Voter
from sessions import queries as sessions

SHOWN = 10  # problems of a kind that are worth listing


async def agree(chair: Phone, path: str, voters: Sequence[Voter]) -> Checks:
    """After the announcement: ballots, receipts and result, seen through the public doors."""
    listed = (await chair.ask("GET", f"{path}/ballots.csv")).body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(listed)))
    result = json.loads((await chair.ask("GET", f"{path}/result.json")).body)
    problems = [
        *wrong_ballots(rows, voters),
        *[problem for voter in voters for problem in wrong_receipts(voter)][:SHOWN],
        *wrong_result(result, voters),
    ]
    return Checks(
        ballots=len(rows),
        double_clicks=sum(voter.presses_twice for voter in voters),
        lost_answers=sum(voter.loses_the_line for voter in voters),
        resent=len(voters),
        problems=tuple(problems),
    )


def wrong_ballots(rows: Sequence[dict[str, str]], voters: Sequence[Voter]) -> list[str]:
    sent = {voter.name: list(voter.marks.values()) for voter in voters}
    names = Counter(row["ballot"] for row in rows)
    problems = [f"{name} has {count} ballots" for name, count in names.items() if count > 1]
    problems += [f"{name}'s ballot is lost" for name in sent if name not in names]
    for row in rows:
        marks = [mark for column, mark in row.items() if column not in ("ballot", "group")]
        if sent.get(row["ballot"]) != marks:
            problems.append(f"{row['ballot']}'s ballot is not the one sent")
    return problems[:SHOWN]


def wrong_receipts(voter: Voter) -> list[str]:
    receipts = voter.receipts()
    if len(receipts) != len(voter.answers):
        bad = next(answer for answer in voter.answers if answer.status != OK)
        return [f"{voter.name} was answered {bad.status} {bad.body.decode(errors='replace')}"]
    problems = []
    if len({receipt["code"] for receipt in receipts}) != 1:
        problems.append(f"{voter.name} holds two different receipts")
    if any(receipt["marks"] != voter.signs() for receipt in receipts):
        problems.append(f"{voter.name}'s receipt is not for the ballot sent")
    fresh = sum(not receipt["repeated"] for receipt in receipts)
    if fresh > 1 or (fresh < 1 and not voter.loses_the_line) or not receipts[-1]["repeated"]:
        problems.append(f"{voter.name} was told {fresh} times that the ballot is new")
    return problems


def wrong_result(result: dict[str, object], voters: Sequence[Voter]) -> list[str]:
    """Counted again here, by plain addition, without the room's own tally."""
    expected = [
        Counter(voter.marks[f"mark-{no}"] for voter in voters)
        for no in range(1, len(voters[0].marks) + 1)
    ]
    items: list[dict[str, object]] = result["items"]  # type: ignore[assignment]
    problems = [
        f"project {item['no']} has {item[mark]} {mark}, not {count[mark]}"
        for item, count in zip(items, expected, strict=True)
        for mark in congress.MARKS
        if item[mark] != count[mark]
    ]
    if (result["returned"], result["valid"]) != (len(voters), len(voters)):
        problems.append(f"{result['returned']} returned, {result['valid']} valid")
    return problems[:SHOWN]


async def kept(data: Path, meeting: MeetingId) -> list[str]:
    """After the server has stopped: the journal in the file is whole and unchanged."""
    async with congress.opened(data) as db, db.reading() as connection:
        entries = await sessions.journal_since(connection, meeting, 0)
    try:
        check_chain(entries)
    except Refused as refusal:
        return [f"the journal is broken at entry {refusal.facts['number']}"]
    return [] if entries else ["the journal is empty"]


def with_problems(found: Checks, problems: Sequence[str]) -> Checks:
    return replace(found, problems=tuple(problems))
