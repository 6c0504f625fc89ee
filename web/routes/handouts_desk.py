"""The clerk's desk of meeting papers: taken in, released, withdrawn, replaced."""

from starlette.responses import Response

from core.errors import Refused
from sessions import queries as sessions
from sessions.handouts import commands
from sessions.handouts import queries as handouts
from sessions.handouts.handout import (
    MEGABYTE,
    MOST_AT_ONCE,
    MOST_BYTES,
    REASON_LENGTH,
    TITLE_LENGTH,
    Release,
    by_item,
    readers,
)
from web.access import Who, act, page
from web.forms import BadForm
from web.routes.guide import M
from web.uploads import check_uploads, upload
from web.visit import Visit

DESK = f"{M}/desk/handouts"


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        lines = await sessions.roster(connection, visit.me.meeting)
        found = await handouts.all_handouts(connection, visit.me.meeting)
    return visit.render(
        "sessions/handouts_desk.html",
        view=view,
        groups=by_item([item.id for item in view.agenda], found),
        drafts=sum(one.is_draft for one in found),
        readers={to: readers(to, [line.roles for line in lines]) for to in Release},
        Release=Release,
        most_megabytes=MOST_BYTES // MEGABYTE,
        most_files=MOST_AT_ONCE,
    )


async def add(visit: Visit) -> Response:
    """What can be taken is taken; each file that cannot be is named with its reason."""
    form = visit.form
    title = form.text("title", TITLE_LENGTH, needed=False)
    item = form.text("item", needed=False)
    form.check()
    check_uploads(form)
    alone = title if len(form.uploads) == 1 else ""
    refusals = []
    for one in form.uploads:
        try:
            await commands.add_handout(
                visit.house.db,
                visit.house.shelf,
                visit.me,
                one.file,
                one.filename or "",
                item,
                alone,
            )
        except Refused as refusal:
            refusals.append(refusal)
    if refusals:
        raise BadForm(refusals)
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/desk/handouts")


async def edit(visit: Visit) -> Response:
    title = visit.form.text("title", TITLE_LENGTH)
    item = visit.form.text("item", needed=False)
    visit.form.check()
    await commands.edit_handout(visit.house.db, visit.me, visit.path("handout"), title, item)
    return _back(visit)


async def drop(visit: Visit) -> Response:
    house = visit.house
    await commands.drop_handout(house.db, house.shelf, visit.me, visit.path("handout"))
    return _back(visit)


async def release(visit: Visit) -> Response:
    to = visit.form.choice("to", Release)
    visit.form.check()
    await commands.release_handout(visit.house.db, visit.me, visit.path("handout"), to)
    return _back(visit)


async def release_drafts(visit: Visit) -> Response:
    to = visit.form.choice("to", Release)
    visit.form.check()
    await commands.release_drafts(visit.house.db, visit.me, to)
    return _back(visit)


async def withdraw(visit: Visit) -> Response:
    reason = visit.form.text("reason", REASON_LENGTH)
    visit.form.check()
    await commands.withdraw_handout(visit.house.db, visit.me, visit.path("handout"), reason)
    return _back(visit)


async def replace(visit: Visit) -> Response:
    reason = visit.form.text("reason", REASON_LENGTH)
    visit.form.check()
    check_uploads(visit.form)
    one = visit.form.uploads[0]
    await commands.replace_handout(
        visit.house.db,
        visit.house.shelf,
        visit.me,
        visit.path("handout"),
        one.file,
        one.filename or "",
        reason,
    )
    return _back(visit)


ONE = f"{DESK}/{{handout:str}}"
routes = [
    page(DESK, desk, Who.CLERK),
    upload(DESK, add, Who.CLERK, again=desk),
    act(f"{DESK}/release", release_drafts, Who.CLERK, again=desk),
    act(ONE, edit, Who.CLERK, again=desk),
    act(f"{ONE}/drop", drop, Who.CLERK, again=desk),
    act(f"{ONE}/release", release, Who.CLERK, again=desk),
    act(f"{ONE}/withdraw", withdraw, Who.CLERK, again=desk),
    upload(f"{ONE}/replace", replace, Who.CLERK, again=desk),
]
