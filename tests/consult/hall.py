"""A hall consultation with its notice, departments, experts, questions and opinions."""

from datetime import UTC, date
from hashlib import sha256

from consult.commands import move_on, set_up
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.commands import contribute
from consult.contribution.said import Circle, Contributed, ContributionKind
from consult.experts.commands import list_expert
from consult.hall.adoption import Adoption
from consult.hall.commands import invite, note_reply, pick_expert, write_notice
from consult.hall.department import InviteReply
from consult.hall.notice import Notice
from consult.hall.record.commands import ask, reply
from consult.hall.record.said import HallAsked, HallReplied
from consult.resolution.commands import dispose
from consult.resolution.entries import Disposed, Ending
from consult.stools.commands import print_cards
from tests.cast import Congress
from tests.consult.yard import stool

TOPIC = "县城东片区农贸市场改造"
TODAY = date(2026, 1, 20)
NOTICE = Notice(
    "东片区农贸市场建于1998年，摊位拥挤，消防通道不足。\n县政府拟投资1200万元改造，工期八个月。",
    "改造期间摊位安置在哪里？\n摊位费是否调整？",
    "县人大常委会办公室",
)
BUSES, FEES, PRIVATE = (f"{n:032x}" for n in (61, 62, 63))
OPINIONS = (
    (BUSES, ContributionKind.PROPOSAL, "市场门口增设一个公交站。", Circle.PUBLIC),
    (FEES, ContributionKind.DEMAND, "改造后三年内摊位费不涨。", Circle.PUBLIC),
    (PRIVATE, ContributionKind.WORRY, "我家摊位的欠款不想让人知道。", Circle.UNIT),
)
ENDINGS = (
    Disposed(
        BUSES,
        Ending.PROMISED,
        "增设公交站",
        who="县交通运输局",
        due="2026-06-30",
        seen="站牌立起来，7路车停靠",
        checks="人大代表陈静",
        adoption=Adoption.ADOPTED,
    ),
    Disposed(
        FEES,
        Ending.ANSWERED,
        "开业第一年不涨",
        adoption=Adoption.PARTLY,
        reason="三年不涨与市场养护成本不符",
    ),
    Disposed(
        PRIVATE, Ending.EXPLAINED, "已当面说清", adoption=Adoption.NOT, reason="属于个人债务"
    ),
)


def key(number: int) -> str:
    return f"{number:032x}"


async def prepared_hall(congress: Congress) -> dict[str, str]:
    """Departments and experts; the notice is a draft. Gives the experts by name."""
    db, clerk = congress.db, congress.clerk
    await set_up(db, clerk, ConsultForm.HALL, TOPIC)
    await write_notice(db, clerk, NOTICE, UTC, out=False)
    one = await invite(db, clerk, "县住建局", "局长", date(2026, 1, 8))
    await note_reply(db, clerk, one, InviteReply.SENDS, "副局长刘波", "")
    await invite(db, clerk, "县市场监管局", "局长", date(2026, 1, 8))
    experts = {
        name: await list_expert(db, clerk.name, name, fields, unit)
        for name, fields, unit in (
            ("高岚", "城市规划、消防", "省城市规划院"),
            ("马志国", "工程造价", "县住建局"),
            ("宋文", "市场管理", ""),
        )
    }
    await pick_expert(db, clerk, experts["高岚"])
    await pick_expert(db, clerk, experts["宋文"])
    return experts


async def in_the_hall(congress: Congress, stools: int = 6) -> dict[int, str]:
    """Published, opened, asked and answered, every opinion with its ending."""
    db, clerk = congress.db, congress.clerk
    experts = await prepared_hall(congress)
    await pick_expert(db, clerk, experts["马志国"], "本县只有他核算过同类市场，由高岚复核")
    await write_notice(db, clerk, NOTICE, UTC, out=True)
    codes = await print_cards(db, clerk, stools)
    await move_on(db, clerk, ConsultPhase.TALKING)
    for number, (id, kind, text, circle) in enumerate(OPINIONS, start=1):
        one = await stool(congress, number)
        await contribute(db, one, Contributed(kind, text, circle), id, clerk.name)
    await asked_in_the_hall(congress)
    await move_on(db, clerk, ConsultPhase.RESOLVING)
    for number, said in enumerate(ENDINGS, start=90):
        await dispose(db, clerk, said, key(number), TODAY)
    return codes


def own(congress: Congress, name: str) -> str:
    """An id that no other meeting of the same server has."""
    return sha256(f"{congress.meeting}:{name}".encode()).hexdigest()[:32]


async def asked_in_the_hall(congress: Congress) -> None:
    """One question answered on the spot, one promised."""
    db, clerk = congress.db, congress.clerk
    first, text = await stool(congress, 1), "改造的八个月里，我们的摊位搬到哪里？"
    where, fire = own(congress, "where"), own(congress, "fire")
    await ask(db, clerk, first, HallAsked(text, "县住建局"), where)
    await ask(db, clerk, None, HallAsked("消防通道够不够宽？"), fire)
    moved = HallReplied(where, "临时市场设在体育馆东侧，摊位数量不变。", "副局长刘波")
    await reply(db, clerk, moved, own(congress, "moved"), TODAY)
    later = HallReplied(fire, "图纸送审后书面答复。", "县住建局", due="2026-02-10")
    await reply(db, clerk, later, own(congress, "later"), TODAY)
