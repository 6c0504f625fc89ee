"""Fei county 2022: 114 collected, 80 by the delegations, 60 by the government, 20 chosen."""

from dataclasses import dataclass, replace
from decimal import Decimal

from ballots.adoption import Hands
from ballots.commands import adopt_method, draft_method, first_draft
from ballots.funnel import queries
from ballots.funnel.commands import (
    begin_funnel,
    conclude,
    list_entries,
    put_on_ballot,
    put_stage,
    type_votes,
)
from ballots.funnel.funnel import Entry, Sheet, Stage, StageKind
from ballots.funnel.queries import FunnelView
from ballots.funnel.ruling import Ruling, vote_order
from ballots.method import Secrecy
from ballots.project import CandidateProject
from ballots.queries import vote_on
from core.ids import FunnelId, ItemId, RoundId
from sessions import queries as sessions
from tests.cast import Congress

TITLE = "2022年政府拟投资项目"
DELEGATIONS = ("费城代表团", "上冶代表团", "薛庄代表团", "探沂代表团", "朱田代表团")
COLLECTED, VOTED, TAKEN, CHOSEN = 114, 80, 60, 20
NO_FUNDS = "年度财力不足，列入储备"
KINDS = ("道路硬化", "学校改扩建", "卫生院提升", "水库除险", "养老服务中心", "供水管网")


def entries(number: int = COLLECTED) -> list[Entry]:
    return [
        Entry(
            CandidateProject(
                no,
                f"第{no}号{KINDS[no % 6]}",
                content="新建并配套" if no % 4 == 0 else "",
                investment=Decimal(100 + no * 7),
                unit="县交通运输局" if no % 6 == 0 else "县发展改革局",
                category=KINDS[no % 6],
            ),
            f"第{no % 9 + 1}代表小组",
        )
        for no in range(1, number + 1)
    ]


def votes(number: int = COLLECTED) -> dict[str, dict[int, int]]:
    """More votes for the lower number, spread over the delegations; nobody is level."""
    return {
        name: {no: (number - no) // 5 + ((number - no) % 5 > at) for no in range(1, number + 1)}
        for at, name in enumerate(DELEGATIONS)
    }


STAGES = (
    Stage(1, StageKind.ADVISORY, "代表投票征求意见", "各代表团", VOTED, "2021-12-10"),
    Stage(2, StageKind.DECISION, "政府研究确定", "县政府常务会议", TAKEN, "2021-12-20"),
)


@dataclass(frozen=True)
class Fei:
    congress: Congress
    funnel: FunnelId
    item: ItemId

    async def view(self) -> FunnelView:
        here = self.congress
        return await here.read(queries.funnel_view, here.meeting, self.funnel)

    async def vote_by_delegations(self, wrong: str = "") -> None:
        here = self.congress
        await type_votes(here.db, here.clerk, self.funnel, 1, Sheet(votes()))
        await conclude(here.db, here.clerk, self.funnel, 1, Ruling(wrong=wrong))

    async def decide(self, wrong: str = "") -> None:
        """The first 60 by votes go on, but number 81 takes nobody's place."""
        here = self.congress
        step = (await self.view()).step(2)
        assert step.names is not None
        order = vote_order(step.votes, step.names)
        ruling = Ruling(
            frozenset(order[:TAKEN]), dict.fromkeys(order[TAKEN:], NO_FUNDS), wrong=wrong
        )
        await conclude(here.db, here.clerk, self.funnel, 2, ruling)

    async def vote(self) -> RoundId:
        """The congress has adopted its method, and its vote is open and cast."""
        here = self.congress
        await put_on_ballot(here.db, here.clerk, self.funnel, 3)
        vote = await here.read(vote_on, here.meeting, self.item)
        assert vote is not None
        method = replace(
            first_draft("票决办法"), seats=CHOSEN, max_marks=CHOSEN, secrecy=Secrecy.RECORDED
        )
        await draft_method(here.db, here.clerk, vote.paper.id, method)
        await here.turn_to(vote.paper.id)
        call = await here.read(sessions.roll_call, here.meeting)
        await adopt_method(here.db, here.chair, vote.paper.id, Hands(call.present, 0, 0))
        round = await here.open_round(vote.paper.id)
        signs = "+" * CHOSEN + "-" * (TAKEN - CHOSEN)
        present = await here.read(sessions.present_deputies, here.meeting)
        voters = [one for one in here.deputies if one.person in present]
        await here.cast_all(round, [signs] * len(voters), voters)
        return round


async def begun(congress: Congress) -> Fei:
    """The funnel with its list and its three stages; nothing has been voted yet."""
    db, clerk = congress.db, congress.clerk
    item = await congress.add_item("票决民生实事项目")
    funnel = await begin_funnel(db, clerk, TITLE)
    await list_entries(db, clerk, funnel, entries())
    last = Stage(3, StageKind.CONGRESS, "大会差额票决", "县人民代表大会", CHOSEN, item=item)
    for stage in (*STAGES, last):
        await put_stage(db, clerk, funnel, stage)
    return Fei(congress, funnel, item)


async def whole(congress: Congress) -> Fei:
    """All of it: 114, 80, 60, 20."""
    fei = await begun(congress)
    await fei.vote_by_delegations()
    await fei.decide()
    await congress.announce(await fei.vote())
    return fei


async def shown(congress: Congress) -> FunnelId:
    """With its first stage concluded, so that everybody may read it."""
    fei = await begun(congress)
    await fei.vote_by_delegations()
    return fei.funnel
