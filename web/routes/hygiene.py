"""The notice of personal data, and the clerk's page of what is kept and what is due."""

from starlette.responses import Response

from sessions import queries as sessions
from sessions.archive import queries as archives
from sessions.hygiene import commands
from sessions.hygiene import queries as hygiene
from sessions.retention import QUOTED, SHORT, TERMS
from web.access import Who, act, page
from web.routes.meeting import M
from web.visit import Visit

PAGE = f"{M}/desk/retention"


async def privacy(visit: Visit) -> Response:
    """What is kept of people, why, how long, and whom to ask."""
    return visit.render("privacy.html", terms=TERMS, quoted=QUOTED, short=SHORT)


async def retention(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
        at = visit.house.db.clock()
        kept = await archives.terms(connection, visit.me.meeting)
        found = await hygiene.ripe(connection, at, visit.me.meeting, visit.me.person)
    return visit.render(
        "sessions/retention.html",
        meeting=meeting,
        terms=hygiene.terms_of(meeting, at, kept.retention),
        due=found.due,
        quoted=QUOTED,
        deleted=visit.request.query_params.get("deleted", ""),
    )


async def delete(visit: Visit) -> Response:
    seen = visit.form.text("seen", 60)
    visit.form.check()
    me = visit.me
    due = await commands.delete_due(visit.house.db, seen, me.name, me.meeting, me.person)
    return visit.go(f"/m/{me.meeting}/desk/retention?deleted={due.total}")


routes = [
    page("/privacy", privacy, Who.ANYONE),
    page(PAGE, retention, Who.CLERK),
    act(PAGE, delete, Who.CLERK, again=retention),
]
