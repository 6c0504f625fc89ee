"""Events that bring photos: a milestone, a quarterly report, a look on the spot."""

from starlette.responses import Response

from core.errors import Forbidden, NotHere
from followup import commands, queries
from followup.evidence.queries import TELLING
from followup.office import Actor
from web.access import Page, Who, page
from web.evidence import MOST_SENT, given, take_photos
from web.routes.followup_board import BOARD, MATTER, held, matter
from web.routes.followup_desk import FORMS, actor_of
from web.uploads import upload
from web.visit import Visit


def _telling(name: str) -> Page:
    """The door of one kind of event."""
    kind, read = FORMS[name]

    async def tell(visit: Visit) -> Response:
        by = actor_of(visit)
        await _check_post(visit, by)
        facts = read(visit.form) | {"files": await take_photos(visit)}
        visit.form.check()
        await commands.record(visit.house.db, by, visit.path("matter"), kind, **facts)
        return visit.go(f"{BOARD}/{visit.path('matter')}")

    return tell


async def _check_post(visit: Visit, by: Actor) -> None:
    """Before anything is painted: strangers do not keep the server busy or fill its disk."""
    own = await held(visit)
    if not any(post.office is by.office and by.org in ("", post.org) for post, _ in own.posts):
        raise Forbidden("not-your-office", offices=[by.office])


async def photo(visit: Visit) -> Response:
    """To whoever may read the line of the matter that it stands in."""
    own = await held(visit)
    async with visit.house.db.reading() as connection:
        at = visit.house.db.clock()
        found = await queries.matter_page(connection, visit.path("matter"), own.offices, at)
    shown = {one["sha256"] for event in found.life for one in getattr(event, "files", ())}
    if visit.path("photo") not in shown:
        raise NotHere("photo")
    return given(visit, visit.path("photo"))


routes = [
    *(
        upload(f"{MATTER}/do/{name}", _telling(name), Who.HOLDER, again=matter, most=MOST_SENT)
        for name in TELLING
    ),
    page(f"{MATTER}/photos/{{photo:str}}", photo, Who.ANYONE),
]
