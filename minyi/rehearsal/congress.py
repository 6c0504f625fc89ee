"""The congress of a rehearsal: a called meeting with badges printed and one vote prepared."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ballots import commands as votes
from ballots import queries as ballots
from ballots.method import Secrecy
from ballots.project import CandidateProject
from core.clock import system_clock
from core.database import Database
from core.errors import NotHere
from core.ids import ItemId, MeetingId, PaperId, RoundId
from core.people import Role
from sessions import commands
from sessions import queries as sessions
from sessions.agenda.commands import add_item
from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from sessions.queries import Member
from sessions.signin.commands import print_badges
from sessions.signin.owner.commands import first_badge
from web.badge import Signer
from web.settings import secret_key, settings

NOTICE = {"title": "演练", "congress": "青禾县人民代表大会", "place": "本机", "held_on": ""}
CLERK, CHAIR = "演练秘书", "演练主席"
DELEGATIONS = ("东城代表团", "西城代表团", "南乡代表团", "北乡代表团")
PIN = "204816"
MOST_PHONES = 3900  # a roster has 4,000 lines
RECORDED = {"secrecy": Secrecy.RECORDED}
MARKS = ("for", "against", "abstain")


@dataclass(frozen=True, slots=True)
class Vote:
    """One prepared agenda item with its candidate projects and drafted method."""

    item: ItemId
    paper: PaperId


@dataclass(frozen=True, slots=True)
class Congress:
    """What the rehearsal needs to know of a data folder; the rest it asks the server."""

    meeting: MeetingId
    chair: str  # badge codes
    deputies: tuple[tuple[str, str], ...]  # name and badge code
    votes: tuple[Vote, ...]
    screen: str  # the signed token of the projector's link


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Database]:
    """The database of a data folder, beside the server or without it. Tells nobody."""
    db = Database(settings(data).database, system_clock, lambda _: None)
    try:
        yield db
    finally:
        await db.close()


async def prepare(
    data: Path,
    deputies: int,
    votes: int = 1,
    candidates: int = 12,
    terms: Mapping[str, Any] = RECORDED,
) -> Congress:
    """Through the same commands as the clerk's desk, up to the open sign-in."""
    async with opened(data) as db:
        await db.migrate()
        first = await first_badge(db, CLERK)
        assert first is not None, "a rehearsal begins with an empty folder"
        person, _ = first
        meeting = await commands.call_meeting(db, person, CLERK, NOTICE)
        by = Member(meeting, person, CLERK, "", frozenset({Role.CLERK}), "")
        await import_roster(db, by, read_roster(_roster(deputies)))
        codes = await print_badges(db, by, None)
        prepared = [
            await _vote(db, by, number, candidates, terms) for number in range(1, votes + 1)
        ]
        await commands.open_sign_in(db, by)
        async with db.reading() as connection:
            lines = await sessions.roster(connection, meeting)
    return Congress(
        meeting=meeting,
        chair=next(codes[line.person] for line in lines if line.name == CHAIR),
        deputies=tuple(
            (line.name, codes[line.person]) for line in lines if Role.DEPUTY in line.roles
        ),
        votes=tuple(prepared),
        screen=Signer(secret_key(data)).screen_token(meeting),
    )


def _roster(deputies: int) -> list[list[str]]:
    rows = [["姓名", "代表团", "身份", "座位"], [CHAIR, "", "执行主席", ""]]
    for seat in range(1, deputies + 1):
        delegation = DELEGATIONS[seat * len(DELEGATIONS) // (deputies + 1)]
        rows.append([f"演练代表{seat:04}", delegation, "代表", str(seat)])
    return rows


async def _vote(
    db: Database, by: Member, number: int, candidates: int, terms: Mapping[str, Any]
) -> Vote:
    title = f"第{number}次票决"
    item = await add_item(db, by, {"title": title, "kind": "vote"})
    paper = await votes.draft_paper(db, by, item, title)
    listed = [
        CandidateProject(no, f"第{no}号民生实事", investment=Decimal(no * 100))
        for no in range(1, candidates + 1)
    ]
    await votes.list_projects(db, by, paper, listed)
    method = replace(votes.first_draft(title), seats=max(1, candidates - 2), **terms)
    await votes.draft_method(db, by, paper, method)
    return Vote(item, paper)


async def round_of(db: Database, meeting: MeetingId, vote: Vote) -> RoundId:
    """The latest round of a vote."""
    async with db.reading() as connection:
        found = await ballots.vote_on(connection, meeting, vote.item)
    if found is None or found.latest is None:
        raise NotHere("round")
    return found.latest.round.id


async def box_of(db: Database, meeting: MeetingId, round: RoundId) -> str:
    """The id of a secret round's box, by which everybody reaches it."""
    async with db.reading() as connection:
        found = await ballots.round_view(connection, meeting, round)
    if found.box is None:
        raise NotHere("box")
    return found.box.id


async def shown_method(db: Database, meeting: MeetingId, vote: Vote) -> str:
    """The fingerprint of the method as the chair's page shows it."""
    async with db.reading() as connection:
        return (await ballots.load_paper(connection, meeting, vote.paper)).fingerprint


def marked_ballot(deputy: int, candidates: int = 12) -> Mapping[str, str]:
    """The form a deputy sends: always the same for the same deputy, so runs compare."""
    choose = random.Random(deputy)
    marks = choose.choices(MARKS, weights=(6, 3, 1), k=candidates)
    return {f"mark-{no}": mark for no, mark in enumerate(marks, start=1)}
