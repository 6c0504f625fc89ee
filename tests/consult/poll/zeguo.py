"""Zeguo 2005 as a fixture: 30 projects, 136.92 M yuan wanted, 40 M there, 275 drawn.

269 answered first and 235 to the end, as it is told; residents and answers are made up by a
seeded generator.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from consult.poll import commands, store
from consult.poll.asking import commands as asking
from consult.poll.card import seat_of
from consult.poll.poll import PanelPlace, PollId, Resident, Wave
from consult.poll.queries import PollView, poll_view
from consult.poll.questionnaire import Item, Questionnaire, Scale, questions
from consult.poll.report import Answer
from consult.poll.seating import commands as seating
from consult.stools.stool import Sex
from tests.cast import Congress

SEATS, STAYED, FIRST = 275, 235, 269
BUDGET, NEEDED = Decimal(4000), Decimal(13692)  # 万元
TITLE = "泽国镇城镇建设项目民主恳谈"
VILLAGES = ("东村", "西村", "南桥", "北街", "河头")
MODERATORS = tuple(f"主持人{no}" for no in range(1, 17))
TEXTS = ("应先治理污水", "应先修路", "应增加公园绿地")
NUMBER = "31462"


def residents(many: int = 2000) -> tuple[Resident, ...]:
    chance = random.Random(2005)
    return tuple(
        Resident(
            number=no,
            name=f"居民{no}",
            sex=chance.choice(list(Sex)),
            age=chance.randint(18, 88),
            village=chance.choice(VILLAGES),
            household=str(chance.randint(1, many // 12)),
        )
        for no in range(1, many + 1)
    )


def projects() -> tuple[Item, ...]:
    """Thirty costs that come to 136.92 million yuan."""
    chance = random.Random(136)
    costs = [Decimal(chance.randint(50, 850)) for _ in range(29)]
    costs.append(NEEDED - sum(costs))
    assert costs[-1] > 0, "need a real cost for the last one"
    return tuple(
        Item(f"p{no}", f"第{no}号建设项目", Scale.TEN, cost)
        for no, cost in enumerate(costs, start=1)
    )


def asked() -> Questionnaire:
    return Questionnaire(1, "", (*questions(TEXTS, Scale.FIVE), *projects()), BUDGET)


def sheets() -> list[tuple[dict[str, str], dict[str, str] | None]]:
    """What each card answers before and, if it is still there, after.

    Project 1 gains three points, project 2 loses three, project 3 is scored the same.
    """
    chance = random.Random(235)
    moved = {"p1": 3, "p2": -3, "p3": 0}
    found: list[tuple[dict[str, str], dict[str, str] | None]] = []
    for place in range(FIRST):
        before = {one.key: chance.choice(one.scale.values) for one in asked().items}
        after = {
            one.key: min(
                max(
                    before[one.key] + moved.get(one.key, chance.choice((-1, 0, 0, 1))),
                    one.scale.values[0],
                ),
                one.scale.values[-1],
            )
            for one in asked().items
        }
        typed = [{key: str(value) for key, value in one.items()} for one in (before, after)]
        found.append((typed[0], typed[1] if place < STAYED else None))
    return found


@dataclass(frozen=True, slots=True)
class Zeguo:
    """One poll in a meeting, and the steps that take it on."""

    congress: Congress
    poll: PollId

    async def view(self) -> PollView:
        return await self.congress.read(poll_view, self.congress.meeting, self.poll)

    async def published(self, many: int = 2000, seats: int = SEATS) -> None:
        db, clerk = self.congress.db, self.congress.clerk
        await commands.import_register(db, clerk, self.poll, residents(many))
        fields = ("sex", "age", "village")
        await commands.plan_draw(db, clerk, self.poll, seats, fields, (40, 60))
        await commands.publish_list(db, clerk, self.poll)

    async def drawn(self, many: int = 2000, seats: int = SEATS) -> None:
        await self.published(many, seats)
        db, clerk = self.congress.db, self.congress.clerk
        await commands.draw_panel(db, clerk, self.poll, NUMBER, "镇人大主席、居民代表")

    async def seated(self) -> None:
        """Everybody who is invited accepts, in one commit to be quick."""
        panel = (await self.view()).panel
        async with self.congress.db.transaction() as tx:
            for one in panel:
                here = replace(one, place=PanelPlace.ACCEPTED)
                await store.save_resident(tx.connection, self.poll, here)

    async def mark(self, number: int, place: PanelPlace) -> None:
        await seating.mark_place(
            self.congress.db, self.congress.clerk, self.poll, number, place
        )

    async def asks(self, change: Callable[[Questionnaire], Questionnaire]) -> None:
        await asking.draft_questions(self.congress.db, self.congress.clerk, self.poll, change)

    async def cards(self, many: int) -> list[str]:
        await self.asks(lambda now: replace(asked(), version=now.version))
        return await asking.print_cards(self.congress.db, self.congress.clerk, self.poll, many)

    async def open(self) -> None:
        await asking.open_wave(self.congress.db, self.congress.clerk, self.poll)

    async def close(self) -> None:
        await asking.close_wave(self.congress.db, self.congress.clerk, self.poll)

    async def answered(self, cards: int = SEATS) -> None:
        """Both times, as at Zeguo: 269 sheets, then 235."""
        codes = await self.cards(cards)
        for wave in Wave:
            await self.open()
            async with self.congress.db.transaction() as tx:
                for code, two in zip(codes, sheets(), strict=False):
                    if (sheet := two[wave is Wave.AFTER]) is not None:
                        one = Answer(seat_of(code), wave, asked().read(sheet))
                        await store.save_answer(tx.connection, one)
            await self.close()


async def begun(congress: Congress) -> Zeguo:
    poll = await commands.begin_poll(congress.db, congress.clerk, TITLE)
    return Zeguo(congress, poll)


async def reported(congress: Congress) -> PollId:
    """A small poll whose report is out; number 1 of its register has a seat."""
    zeguo = await begun(congress)
    await zeguo.drawn(20, 20)
    await zeguo.seated()
    await zeguo.answered(20)
    await asking.write_report(congress.db, congress.clerk, zeguo.poll)
    return zeguo.poll
