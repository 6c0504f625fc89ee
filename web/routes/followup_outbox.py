"""The congress office's outbox: what waits, what failed and why, what was received."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from core.database import Database
from core.errors import Forbidden
from followup import queries as followup
from followup.office import Actor, Office
from followup.outbox import commands, queries
from followup.outbox.message import ADDRESS_LENGTH, Message
from web.access import Page, Who, act, page
from web.outbox_letters import worded
from web.routes.followup_board import BOARD, held
from web.visit import Visit

OUTBOX = f"{BOARD}-outbox"
ONE = f"{OUTBOX}/{{message:str}}"


async def congress_office(visit: Visit) -> Actor:
    """Only the congress office; the commands ask again."""
    own = await held(visit)
    if visit.holder is None or Office.CONGRESS_OFFICE not in own.offices:
        raise Forbidden("not-your-office", offices=[Office.CONGRESS_OFFICE])
    return own.actor(visit.holder.person, visit.holder.name, Office.CONGRESS_OFFICE)


async def outbox(visit: Visit) -> Response:
    """In the reader's language; on paper it is the list of what nobody was sent."""
    await congress_office(visit)
    async with visit.house.db.reading() as connection:
        found = await queries.outbox(connection)
        known = await followup.orgs(connection)
    channels = visit.house.postman.channels

    def words(message: Message) -> tuple[str, str]:
        return worded(visit.language, message)

    return visit.render(
        "followup/outbox.html",
        outbox=found,
        orgs=known.values(),
        words=words,
        mail=channels.mail,
        hook=channels.hook,
        most=ADDRESS_LENGTH,
    )


Act = Callable[[Database, Actor, str], Awaitable[None]]


def _one(command: Act) -> Page:
    """A press of a button beside one message."""

    async def press(visit: Visit) -> Response:
        await command(visit.house.db, await congress_office(visit), visit.path("message"))
        visit.house.postman.hurry()
        return visit.go(OUTBOX)

    return press


async def set_address(visit: Visit) -> Response:
    form, by = visit.form, await congress_office(visit)
    org = form.text("org", 40)
    address = form.text("address", ADDRESS_LENGTH, needed=False)
    form.check()
    await commands.set_address(visit.house.db, by, org, address)
    visit.house.postman.hurry()
    return visit.go(OUTBOX)


routes = [
    page(OUTBOX, outbox, Who.HOLDER),
    act(f"{OUTBOX}/addresses", set_address, Who.HOLDER, again=outbox),
    act(f"{ONE}/retry", _one(commands.retry), Who.HOLDER, again=outbox),
    act(f"{ONE}/cancel", _one(commands.cancel), Who.HOLDER, again=outbox),
    act(f"{ONE}/handed", _one(commands.hand_over), Who.HOLDER, again=outbox),
]
