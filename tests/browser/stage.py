"""A congress on the server beside the test, and the steps that a test does not take by hand."""

from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ballots import queries as ballots
from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.round import Kind
from core.ids import PaperId, RoundId
from sessions import queries as sessions
from sessions.agenda.course.commands import start_item
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import open_sign_in
from sessions.queries import Member
from tests.browser.server import Beside
from tests.cast import Congress, make_congress

DEPUTIES = 12
T = TypeVar("T")


@dataclass
class Stage:
    """Deputies 1 and 2 come with a phone; the chair and all others are here already."""

    server: Beside
    congress: Congress
    round: RoundId = field(default=RoundId(""))

    @property
    def m(self) -> str:
        return f"/m/{self.congress.meeting}"

    @property
    def ballot(self) -> str:
        return f"{self.m}/rounds/{self.round}/ballot"

    @property
    def screen(self) -> str:
        return f"/s/{self.server.house.signer.screen_token(self.congress.meeting)}"

    @property
    def voters(self) -> tuple[Member, Member]:
        return self.congress.deputies[1], self.congress.deputies[2]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.server.run(work)

    def gather(self) -> None:
        self.run(self._gather())

    async def _gather(self) -> None:
        here = self.congress
        await open_sign_in(here.db, here.clerk)
        await mark_attendance(here.db, here.clerk, here.chair.person, Attendance.PRESENT, "")
        for deputy in here.deputies[3:]:
            await here.sign_in(deputy)

    def open_vote(self, stand: int = 12, kind: Kind = Kind.RECORDED, **terms: Any) -> RoundId:
        """The meeting is open, the method adopted, and the vote goes on."""
        self.round = self.run(self._open_vote(stand, kind, terms))
        return self.round

    async def _open_vote(self, stand: int, kind: Kind, terms: dict[str, Any]) -> RoundId:
        here = self.congress
        paper = await self._put_method_to_hands(stand, terms)
        call = await here.read(sessions.roll_call, here.meeting)
        await adopt_method(here.db, here.chair, paper, Hands(call.present, 0, 0))
        return await here.open_round(paper, kind)

    def put_method_to_hands(self, stand: int = 12, **terms: Any) -> None:
        """The meeting is open, and the chair is to type who is for the method."""
        self.run(self._put_method_to_hands(stand, terms))

    async def _put_method_to_hands(self, stand: int, terms: dict[str, Any]) -> PaperId:
        here = self.congress
        await here.open()
        paper = await here.vote_item(stand, **terms)
        view = await here.read(sessions.meeting_view, here.meeting)
        await start_item(here.db, here.chair, view.agenda[-1].id)
        return paper

    def counted(self) -> int:
        """How many ballots lie in the urn."""
        return self.run(self._counted())

    async def _counted(self) -> int:
        here = self.congress
        return (await here.read(ballots.round_view, here.meeting, self.round)).cast


async def _called(server: Beside, deputies: int) -> Congress:
    made = await make_congress(server.house.db, deputies)
    return replace(made, desk=server.house.desk, urn=server.house.urn)


def set_stage(server: Beside, deputies: int = DEPUTIES) -> Stage:
    """A new meeting whose badges are printed; nobody is here yet."""
    return Stage(server, server.run(_called(server, deputies)))
