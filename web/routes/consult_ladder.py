"""The desk of each level, where matters arrive; and the measure that everybody may read."""

from starlette.responses import Response

from consult.grids.grid import Level
from consult.grids.queries import all_grids
from consult.ladder import commands
from consult.ladder import queries as ladder
from consult.ladder.referral import DAYS, MOST_DAYS, WORDS_LENGTH, above
from core.errors import NotHere
from web.access import Who, act, page
from web.visit import NotSignedIn, Visit

ONE = "/ladder/of/{referral:str}"


def _by(visit: Visit) -> str:
    if visit.holder is None:
        raise NotSignedIn
    return visit.holder.name


async def desk(visit: Visit) -> Response:
    """What has come up, the one whose day is nearest first."""
    asked = visit.request.query_params.get("level", "")
    now = visit.house.db.clock()
    async with visit.house.db.reading() as connection:
        found = await ladder.referrals(connection, now)
        days = await ladder.days_of(connection)
    here = [one for one in found if not asked or one.referral.last.level == asked]
    here.sort(key=lambda one: (one.referral.is_answered, one.referral.last.due))
    return visit.render(
        "consult/ladder.html",
        found=here,
        everything=found,
        asked=asked,
        levels=list(DAYS),
        days=days,
        now=now,
        most=MOST_DAYS,
    )


async def one(visit: Visit) -> Response:
    """One matter with its full file, its way so far, and what can be done here."""
    now = visit.house.db.clock()
    async with visit.house.db.reading() as connection:
        found = await ladder.referrals(connection, now, id=visit.path("referral"))
        if not found:
            raise NotHere("referral")
        file = await ladder.file_of_referral(connection, visit.path("referral"))
        grids = {grid.id: grid for grid in await all_grids(connection)}
    last = found[0].referral.last
    return visit.render(
        "consult/referral.html",
        it=found[0],
        file=file,
        grids=grids,
        up=above(last.level),
        neighbours=[
            grid for grid in grids.values() if grid.level is last.level and grid.id != last.grid
        ],
        now=now,
        most=WORDS_LENGTH,
    )


def _back(visit: Visit) -> Response:
    return visit.go(f"/ladder/of/{visit.path('referral')}")


async def receive(visit: Visit) -> Response:
    await commands.receive(visit.house.db, _by(visit), visit.path("referral"))
    return _back(visit)


async def answer(visit: Visit) -> Response:
    words = visit.form.text("words", WORDS_LENGTH)
    visit.form.check()
    await commands.answer(visit.house.db, _by(visit), visit.path("referral"), words)
    return _back(visit)


async def send_on(visit: Visit) -> Response:
    words = visit.form.text("words", WORDS_LENGTH)
    visit.form.check()
    await commands.send_on(visit.house.db, _by(visit), visit.path("referral"), words)
    return _back(visit)


async def pass_across(visit: Visit) -> Response:
    words, grid = visit.form.text("words", WORDS_LENGTH), visit.form.text("grid")
    visit.form.check()
    by, at = _by(visit), visit.path("referral")
    await commands.pass_across(visit.house.db, by, at, words, grid)
    return _back(visit)


async def write_down_time(visit: Visit) -> Response:
    await commands.write_down_time(visit.house.db, _by(visit), visit.path("referral"))
    return _back(visit)


async def write_down_all(visit: Visit) -> Response:
    """One press for everything that time has moved since somebody last wrote it down."""
    written = await commands.write_down_all(visit.house.db, _by(visit))
    return visit.go(f"/ladder?written={written}")


async def set_days(visit: Visit) -> Response:
    days = {level: visit.form.number(level, 1, MOST_DAYS) for level in DAYS}
    visit.form.check()
    await commands.set_terms(visit.house.db, _by(visit), days)
    return visit.go("/ladder#days")


async def measured(visit: Visit) -> Response:
    """小事不出村、大事不出镇、矛盾不交县, in figures with their definitions."""
    now = visit.house.db.clock()
    async with visit.house.db.reading() as connection:
        found = await ladder.referrals(connection, now)
        measure = await ladder.ladder(connection, now, found)
        days = await ladder.days_of(connection)
    return visit.render("consult/measured.html", it=measure, days=days, Level=Level)


routes = [
    page("/ladder", desk, Who.CALLER),
    act("/ladder/time", write_down_all, Who.CALLER, again=desk),
    act("/ladder/days", set_days, Who.CALLER, again=desk),
    page("/ladder/measured", measured, Who.ANYONE),
    page(ONE, one, Who.CALLER),
    act(f"{ONE}/receive", receive, Who.CALLER, again=one),
    act(f"{ONE}/answer", answer, Who.CALLER, again=one),
    act(f"{ONE}/up", send_on, Who.CALLER, again=one),
    act(f"{ONE}/across", pass_across, Who.CALLER, again=one),
    act(f"{ONE}/time", write_down_time, Who.CALLER, again=one),
]
