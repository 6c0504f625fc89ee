"""A question put to hands: the page of who counts, and the answer of a phone."""

from starlette.responses import Response

from consult.contribution.commands import new_entry_id
from consult.hands import commands as hands
from consult.hands.count import BLOCK_SIZES, Tally
from consult.hands.said import QUESTION_LENGTH, Hand
from core.errors import Refused
from web.access import Who, act, page
from web.hub import Audience
from web.routes.consult_yard import look, phone
from web.visit import Visit

M = "/m/{meeting:str}"
H = f"{M}/consult/hands"
MOST = 500
MOST_LIST = 4000  # characters of a list of stool numbers
BY_GRID = "grid"


async def desk(visit: Visit) -> Response:
    shown, yard = await look(visit, visit.me.meeting, Audience.BENCH)
    return visit.render(
        "consult/hands.html",
        hall=shown,
        yard=yard,
        sizes=BLOCK_SIZES,
        most=QUESTION_LENGTH,
        entry=new_entry_id(),
    )


async def put(visit: Visit) -> Response:
    form = visit.form
    statement = form.text("statement", 32, needed=False)
    question = form.text("question", QUESTION_LENGTH, needed=not statement)
    size, id = form.values.get("size", ""), form.values.get("entry", "")
    form.check()
    if size != BY_GRID and size not in map(str, BLOCK_SIZES):
        raise Refused("choose-one", field="size")
    if not question:
        _, yard = await look(visit, visit.me.meeting, Audience.BENCH)
        said = (one.text for one in yard.heard() if one.id == statement)
        question = next(said, "")[:QUESTION_LENGTH]
    cut = None if size == BY_GRID else int(size)
    await hands.put_to_hands(visit.house.db, visit.me, question, statement, cut, id)
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/consult/hands")


async def count(visit: Visit) -> Response:
    form = visit.form
    question, block = form.text("question", 32), form.number("block", 0, MOST)
    tally = Tally(*(form.number(hand, 0, MOST) for hand in Hand))
    seen = form.text("seen", MOST_LIST, needed=False)
    form.check()
    numbers = [int(one) for one in seen.split() if one.isdecimal() and len(one) < 6]
    db, me, id = visit.house.db, visit.me, new_entry_id()
    await hands.count_block(db, me, question, block, tally, numbers, id)
    return _back(visit)


async def close(visit: Visit) -> Response:
    question = visit.form.text("question", 32)
    visit.form.check()
    await hands.close_hands(visit.house.db, visit.me, question)
    return _back(visit)


async def show(visit: Visit) -> Response:
    """The answer of a phone; pressed again, the last one counts."""
    question, hand = visit.form.text("question", 32), visit.form.choice("hand", Hand)
    visit.form.check()
    await hands.show_hand(visit.house.db, visit.seat, question, hand, new_entry_id())
    return visit.go(f"/m/{visit.seat.meeting}/stool")


routes = [
    page(H, desk, Who.CONVENER),
    act(H, put, Who.CONVENER, again=desk),
    act(f"{H}/count", count, Who.CONVENER, again=desk),
    act(f"{H}/close", close, Who.CONVENER, again=desk),
    act(f"{M}/stool/hands", show, Who.STOOL, again=phone),
]
