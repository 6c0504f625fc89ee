"""A yard in which four things were said and all of them have their ending."""

from dataclasses import replace
from datetime import date

from consult.commands import move_on, set_up
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.commands import contribute, new_entry_id
from consult.contribution.said import Circle, Contributed, ContributionKind, EntryId
from consult.grids.commands import import_grids
from consult.grids.grid import Level
from consult.ladder.file import file_of
from consult.ladder.referral import Referral, Step, StepKind
from consult.ladder.store import add_referral
from consult.reactions.reaction import NOBODY
from consult.resolution.commands import confirm, dispose
from consult.resolution.entries import Confirmed, Disposed, Ending
from consult.stools.commands import print_cards
from tests.cast import Congress
from tests.consult.yard import TOPIC, gathered, stool

TODAY = date(2026, 1, 20)
GRIDS = [
    ["编号", "上级编号", "级别", "名称", "网格长", "网格员", "人大代表"],
    ["X", "", "县", "息县", "", "", ""],
    ["T", "X", "镇", "曹黄林镇", "", "", ""],
    ["V", "T", "村", "东头村", "赵强", "", ""],
    ["W", "T", "村", "西沟村", "孙浩", "", ""],
    ["C", "V", "中心网格", "东头中心网格", "李志远", "王芳", "张建军、陈静"],
]
LIGHT, DRAIN, AID, ROAD = (f"{n:032x}" for n in (21, 22, 23, 24))
SAID = {
    LIGHT: (
        ContributionKind.PROBLEM,
        "村口三盏路灯坏了半年，老人不敢出门。",
        Circle.PUBLIC,
    ),
    DRAIN: (ContributionKind.DEMAND, "排水沟一下雨就堵，水进了院子。", Circle.PUBLIC),
    AID: (ContributionKind.WORRY, "低保的事不想让别人知道", Circle.UNIT),
    ROAD: (ContributionKind.PROPOSAL, "通往集镇的路要加宽，两车会不开。", Circle.PUBLIC),
}
PROMISE = Disposed(
    LIGHT,
    Ending.PROMISED,
    "换新三盏太阳能路灯",
    who="村委会主任赵强",
    due="2026-02-10",
    seen="晚上七点三盏灯都亮",
    checks="人大代表陈静",
)
ENDINGS = (
    PROMISE,
    Disposed(DRAIN, Ending.ANSWERED, "网格员王芳今天下午带人清淤，散会就去。"),
    Disposed(AID, Ending.EXPLAINED, "家庭收入超过标准，差额已经当面算清"),
    Disposed(ROAD, Ending.SENT_UP, "加宽要占地和县里的补助，村里办不了", level="village"),
)


def key(number: int) -> str:
    return f"{number:032x}"


async def talked(congress: Congress, form: ConsultForm = ConsultForm.BENCH) -> dict[int, str]:
    """Four contributions of three stools, in a grid of the list. Gives the cards' codes."""
    db, clerk = congress.db, congress.clerk
    await import_grids(db, clerk.name, GRIDS)
    await set_up(db, clerk, form, TOPIC, "C")
    codes = await print_cards(db, clerk, 8)
    await move_on(db, clerk, ConsultPhase.TALKING)
    for number, (id, (kind, text, circle)) in enumerate(SAID.items(), start=1):
        said = Contributed(kind, text, circle, read_back=True)
        await contribute(db, await stool(congress, number), said, id, clerk.name)
    await move_on(db, clerk, ConsultPhase.RESOLVING)
    return codes


async def disposed(congress: Congress) -> None:
    for number, said in enumerate(ENDINGS, start=40):
        await dispose(congress.db, congress.clerk, said, key(number), TODAY)


async def promised(congress: Congress) -> EntryId:
    """One thing said in a yard that is gathered, with a promise. Gives its id."""
    kind, text, circle = SAID[LIGHT]
    said, one = new_entry_id(), await stool(congress, 1)
    await contribute(congress.db, one, Contributed(kind, text, circle), said)
    ending = replace(PROMISE, contribution=said)
    await dispose(congress.db, congress.clerk, ending, new_entry_id(), TODAY)
    return said


async def promised_and_closed(congress: Congress) -> None:
    """The same in a yard of its own, confirmed and closed: under no fixed ids."""
    await gathered(congress)
    await promised(congress)
    await move_on(congress.db, congress.clerk, ConsultPhase.RESOLVING)
    await confirm(congress.db, congress.clerk, Confirmed(2, 0, 0, 3), new_entry_id())
    await move_on(congress.db, congress.clerk, ConsultPhase.CLOSED)


async def closed(congress: Congress) -> dict[int, str]:
    """Read aloud, confirmed by hands, closed. Gives the cards' codes."""
    codes = await talked(congress)
    await disposed(congress)
    await confirm(congress.db, congress.clerk, Confirmed(6, 1, 1, 8), key(50))
    await move_on(congress.db, congress.clerk, ConsultPhase.CLOSED)
    return codes


async def sent_up(congress: Congress) -> str:
    """A contribution on its way: this yard still talks, so it is put there by hand."""
    id, now = new_entry_id(), congress.db.clock()
    step = Step(StepKind.SENT, now, Level.VILLAGE, "", "周敏", "办不了", now)
    way = (id, congress.meeting, new_entry_id(), 1, True, "路灯", "题", Level.CENTRE, (step,))
    async with congress.db.transaction() as tx:
        await add_referral(tx.connection, Referral(*way), file_of([], [], NOBODY, {}))
    return id
