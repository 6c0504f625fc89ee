"""The cast of all tests: a county congress, the people in it, and the steps of its meeting.

Everything here goes through the commands that the doors use. Only the clock is a fake.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as ballots
from ballots.adoption import Hands
from ballots.casting.commands import Cast, cast_all
from ballots.commands import adopt_method, draft_method, draft_paper, first_draft, list_projects
from ballots.method import Secrecy
from ballots.outcome import Outcome
from ballots.paper import MARKS, Ballot, ballot
from ballots.project import CandidateProject
from ballots.receipt import Receipt
from ballots.round import Kind
from ballots.rounds.commands import announce_result, close_round, count_round, seal_round
from ballots.rounds.commands import open_round as open_sealed
from core.database import Database, SharedCommit
from core.errors import Refused
from core.ids import ItemId, MeetingId, PaperId, PersonId, RoundId, new_id
from core.journal import Entry
from core.people import Role
from sessions import queries, store
from sessions.agenda.commands import add_item
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import import_roster, mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.attendance.roster import read_roster
from sessions.commands import call_meeting, open_meeting, open_sign_in
from sessions.meeting import Member
from sessions.signin.badge import SignedIn, SignIn
from sessions.signin.commands import print_badges, sign_in, sign_in_all
from sessions.signin.queries import Knock, Recognised, recognise_all

P = ParamSpec("P")
T = TypeVar("T")

NOTICE = {
    "title": "第三次会议",
    "congress": "青禾县第十八届人民代表大会",
    "place": "县会议中心",
    "held_on": "2026-01-20",
}
HEADER = ["姓名", "代表团", "身份", "座位", "证件号"]
DELEGATIONS = ("东城代表团", "西城代表团", "南乡代表团")
CLERK, CHAIR, SCRUTINEER, TELLER, GUEST = "周敏", "王建国", "赵丽", "孙强", "钱远"
STRANGER = "吴遥"
SURNAMES = "李陈张刘黄林何郭罗梁宋郑谢韩唐冯于董萧程"
GIVEN_NAMES = "伟芳娜静磊洋勇艳杰娟涛超霞刚玲桂亮红飞鹏"
PIN = "204816"


class FixedClock:
    """A clock that is held, and moves only when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 20, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **step: float) -> None:
        self.moment += timedelta(**step)


@contextmanager
def refused(code: str, **facts: object) -> Iterator[None]:
    """What is done inside must be refused, with this code and at least these facts."""
    with pytest.raises(Refused) as caught:
        yield
    refusal = caught.value
    assert (refusal.code, {name: refusal.facts.get(name) for name in facts}) == (code, facts)


def marked(signs: str) -> Ballot:
    """The ballot with these signs on projects 1, 2, 3…: `+-o.` as in `ballots.paper`."""
    marks = {no: MARKS[sign] for no, sign in enumerate(signs, start=1)}
    return ballot({no: mark for no, mark in marks.items() if mark is not None})


def roster_rows(deputies: int) -> list[list[str]]:
    """The clerk's table: the chair is the first deputy, then the others by delegation."""
    names = [CHAIR, *map("".join, product(SURNAMES, GIVEN_NAMES))][:deputies]
    rows = [
        [name, DELEGATIONS[seat * 3 // deputies], "代表", str(seat + 1), f"33022619{seat:04}"]
        for seat, name in enumerate(names)
    ]
    rows[0][2] = "代表、执行主席"
    staff = [(SCRUTINEER, "监票人"), (TELLER, "计票人"), (GUEST, "列席")]
    return [HEADER, *rows, *([name, "", role, "", ""] for name, role in staff)]


def projects(number: int) -> list[CandidateProject]:
    return [
        CandidateProject(no, f"第{no}号民生实事", investment=Decimal(f"{no}00.50"))
        for no in range(1, number + 1)
    ]


async def hire(db: Database, name: str) -> PersonId:
    """Someone who may call meetings, as a new installation has one."""
    person = PersonId(new_id())
    async with db.transaction() as tx:
        await store.add_people(tx.connection, [{"id": person, "name": name, "may_call": True}])
    return person


async def make_congress(db: Database, deputies: int = 30) -> "Congress":
    """A called meeting with its roster in and its badges printed; nobody is here yet."""
    person = await hire(db, CLERK)
    meeting = await call_meeting(db, person, CLERK, NOTICE)
    clerk = await member(db, meeting, CLERK)
    await import_roster(db, clerk, read_roster(roster_rows(deputies)))
    codes = await print_badges(db, clerk, None)
    people = await members(db, meeting)
    cast = {one.name: one for one in people}
    return Congress(
        db=db,
        meeting=meeting,
        clerk=clerk,
        chair=cast[CHAIR],
        scrutineer=cast[SCRUTINEER],
        teller=cast[TELLER],
        guest=cast[GUEST],
        outsider=await make_outsider(db),
        deputies=tuple(one for one in people if one.votes),
        codes=codes,
        desk=SharedCommit(db, sign_in_all),
        urn=SharedCommit(db, cast_all),
    )


async def make_outsider(db: Database) -> Member:
    """Someone who may do everything, but in another meeting."""
    person = await hire(db, STRANGER)
    meeting = await call_meeting(db, person, STRANGER, {**NOTICE, "congress": "邻县人大"})
    clerk = await member(db, meeting, STRANGER)
    roles = "代表、执行主席、工作人员、监票人、计票人"
    await import_roster(db, clerk, read_roster([HEADER[:3], [STRANGER, "", roles]]))
    return await member(db, meeting, STRANGER)


async def members(db: Database, meeting: MeetingId) -> list[Member]:
    """Everybody on the roster, in its order."""
    async with db.reading() as connection:
        lines = await queries.roster(connection, meeting)
    return [
        Member(meeting, one.person, one.name, one.delegation, one.roles, one.seat)
        for one in lines
    ]


async def member(db: Database, meeting: MeetingId, name: str) -> Member:
    return next(one for one in await members(db, meeting) if one.name == name)


async def in_session(
    db: Database, deputies: int = 30, present: int | None = None
) -> "Congress":
    """A congress whose meeting the chair has opened."""
    congress = await make_congress(db, deputies)
    await congress.gather(present)
    await congress.open()
    return congress


@dataclass(frozen=True, slots=True)
class Congress:
    db: Database
    meeting: MeetingId
    clerk: Member
    chair: Member  # a deputy as well, the first of `deputies`
    scrutineer: Member
    teller: Member
    guest: Member  # 列席: may be here, does not vote
    outsider: Member  # every role, in another meeting
    deputies: tuple[Member, ...]
    codes: dict[PersonId, str]
    desk: SharedCommit[SignIn, SignedIn]
    urn: SharedCommit[Cast, tuple[Receipt, ...]]

    def acting(self, role: Role) -> Member:
        """The chair's person with this one role: tells a role's right from a person's."""
        return replace(self.chair, roles=frozenset({role}))

    async def read(
        self,
        query: Callable[Concatenate[AsyncConnection, P], Awaitable[T]],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        async with self.db.reading() as connection:
            return await query(connection, *args, **named)

    async def journal(self) -> list[Entry]:
        return await self.read(queries.journal_since, self.meeting, 0)

    async def told(self, kind: str) -> list[dict[str, Any]]:
        """The facts of every entry of this kind in the journal."""
        return [entry.facts for entry in await self.journal() if entry.kind == kind]

    async def sign_in(self, who: Member, device: str = "", pin: str = "") -> SignedIn:
        """Scan the badge; the device is the person's own phone unless another is named."""
        code = self.codes[who.person]
        return await sign_in(self.db, self.desk, code, device or f"phone-{who.person}", pin)

    async def recognise(self, badge: str, device: str, meeting: str = "") -> Recognised:
        """Who is behind a browser that holds this badge on this device."""
        knock = Knock(badge, device, meeting or self.meeting)
        [found] = await self.read(recognise_all, [knock])
        return found

    async def gather(self, present: int | None = None) -> None:
        """Open the sign-in; that many deputies come, the chair by the clerk's pen."""
        await open_sign_in(self.db, self.clerk)
        await mark_attendance(self.db, self.clerk, self.chair.person, Attendance.PRESENT, "")
        await asyncio.gather(*map(self.sign_in, self.deputies[1:present]))

    async def open(self) -> None:
        await open_meeting(self.db, self.chair)

    async def add_item(self, title: str = "票决民生实事项目", kind: str = "vote") -> ItemId:
        return await add_item(self.db, self.clerk, {"title": title, "kind": kind})

    async def vote_item(self, stand: int = 12, seats: int = 10, **terms: Any) -> PaperId:
        """An agenda item with candidate projects and a drafted method; `terms` change it."""
        paper = await draft_paper(self.db, self.clerk, await self.add_item(), "票决办法")
        await list_projects(self.db, self.clerk, paper, projects(stand))
        terms = {"secrecy": Secrecy.RECORDED} | terms
        method = replace(first_draft("票决办法"), seats=seats, **terms)
        await draft_method(self.db, self.clerk, paper, method)
        return paper

    async def adopted(self, stand: int = 12, seats: int = 10, **terms: Any) -> PaperId:
        """The same, with the method adopted by the hands of all present."""
        paper = await self.vote_item(stand, seats, **terms)
        call = await self.read(queries.roll_call, self.meeting)
        await self.turn_to(paper)
        await adopt_method(self.db, self.chair, paper, Hands(call.present, 0, 0))
        return paper

    async def turn_to(self, paper: PaperId) -> None:
        """The chair makes the paper's item the current one."""
        known = await self.read(ballots.load_paper, self.meeting, paper)
        view = await self.read(queries.meeting_view, self.meeting)
        if view.current is None or view.current.id != known.item:
            await start_item(self.db, self.chair, known.item)

    async def open_round(self, paper: PaperId, kind: Kind = Kind.RECORDED) -> RoundId:
        await self.turn_to(paper)
        round = await seal_round(self.db, self.clerk, paper, kind)
        await open_sealed(self.db, self.chair, round)
        return round

    async def cast(self, round: RoundId, who: Member, signs: str) -> Receipt:
        [receipt] = await self.cast_session(who, {round: signs})
        return receipt

    async def cast_session(
        self, who: Member, signs: Mapping[RoundId, str]
    ) -> tuple[Receipt, ...]:
        """Ballots for all rounds of a voting session, with one confirmation."""
        ballots = tuple((round, marked(text)) for round, text in signs.items())
        return await self.urn.put(Cast(self.meeting, who.person, ballots))

    async def cast_all(
        self, round: RoundId, signs: Sequence[str], voters: Sequence[Member] = ()
    ) -> list[Receipt]:
        """The voters (else the first deputies) cast these ballots, all at the same moment."""
        pairs = zip(voters or self.deputies, signs, strict=False)
        return await asyncio.gather(*(self.cast(round, who, text) for who, text in pairs))

    async def count(self, round: RoundId) -> Outcome:
        await close_round(self.db, self.chair, round)
        return await count_round(self.db, self.teller, round)

    async def announce(self, round: RoundId) -> Outcome:
        """Close, count and announce."""
        outcome = await self.count(round)
        await announce_result(self.db, self.chair, round)
        return outcome
