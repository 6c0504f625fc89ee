"""The meeting as its members and its chair see it."""

from starlette.responses import Response

from ballots import queries as ballots
from core.people import Role
from followup.rating import queries as rating
from sessions import commands
from sessions import queries as sessions
from sessions.discretion import discreet
from sessions.minutes import compose
from sessions.signin import commands as door
from web.access import Who, act, check_member, page
from web.board import fresh_notices
from web.foyer import Glance
from web.fragments import hall
from web.hub import Audience
from web.visit import Visit

M = "/m/{meeting:str}"


async def home(visit: Visit) -> Response:
    meetings, to_rate = [], []
    if visit.holder is not None:
        async with visit.house.db.reading() as connection:
            meetings = await sessions.my_meetings(connection, visit.holder.person)
            to_rate = await rating.to_rate(connection, visit.holder.person)
    return visit.render("sessions/home.html", meetings=meetings, to_rate=to_rate, Role=Role)


async def new_meeting(visit: Visit) -> Response:
    return visit.render("sessions/new.html")


def notice_of(visit: Visit) -> dict[str, str]:
    """The notice of a meeting, as it was typed."""
    form = visit.form
    values = {
        "title": form.text("title", 80),
        "congress": form.text("congress", 80),
        "place": form.text("place", 80, needed=False),
        "held_on": form.text("held_on", 40, needed=False),
        "date": form.text("date", 10, needed=False),
        "starts": form.text("starts", 8, needed=False),
    }
    form.check()
    return values


async def call_meeting(visit: Visit) -> Response:
    values, holder = notice_of(visit), visit.holder
    assert holder is not None  # Who.CALLER
    meeting = await commands.call_meeting(visit.house.db, holder.person, holder.name, values)
    return visit.go(f"/m/{meeting}/desk")


async def now(visit: Visit) -> Response:
    """What is on now."""
    seen = await visit.house.foyer.put(Glance(visit.me.meeting, visit.me.person))
    return visit.render(
        "sessions/now.html",
        hall=seen.hall,
        line=seen.line,
        voted=seen.voted,
        audience=Audience.PHONE,
        results=seen.results,
        fresh=await fresh_notices(visit),
        others=seen.others,
        topic=seen.topic,
        feed=f"/calendars/{visit.house.signer.calendar_token('meeting', visit.me.meeting)}",
    )


async def arrive(visit: Visit) -> Response:
    await door.arrive(visit.house.db, visit.me)
    return visit.go(f"/m/{visit.me.meeting}")


async def chair(visit: Visit) -> Response:
    # Also shown after a refused act, and some of those (the count) others may try as well.
    check_member(Who.CHAIR, visit.member)
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.me.meeting, visit.house.boxes)
    asked = visit.form.values.get("chosen") or visit.request.query_params.get("screen", "")
    chosen = next((one for one in shown.screens if one.id == asked), shown.screens[0])
    return visit.render(
        "sessions/chair.html",
        hall=shown,
        audience=Audience.CHAIR,
        chosen=chosen,
        link=f"/s/{visit.house.signer.screen_token(chosen.id, chosen.edition)}",
    )


async def open_sign_in(visit: Visit) -> Response:
    await commands.open_sign_in(visit.house.db, visit.me)
    at_desk = visit.form.values.get("from") == "desk"
    return visit.go(f"/m/{visit.me.meeting}/{'desk' if at_desk else 'chair'}")


async def open_meeting(visit: Visit) -> Response:
    await commands.open_meeting(visit.house.db, visit.me)
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def close_meeting(visit: Visit) -> Response:
    await commands.close_meeting(visit.house.db, visit.me, ballots.check_votes_finished)
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def minutes(visit: Visit) -> Response:
    """As far as the hall has been told: a count begins to exist with its announcement."""
    async with visit.house.db.reading() as connection:
        entries = await sessions.journal_since(connection, visit.me.meeting, 0)
    # A count says in one sentence what was chosen, so nobody reads it before it is announced.
    told = discreet(ballots.told_so_far(entries), visit.me.roles)
    return visit.render("sessions/minutes.html", minutes=compose(told))


routes = [
    page("/", home, Who.ANYONE),
    page("/meetings/new", new_meeting, Who.CALLER),
    act("/meetings/new", call_meeting, Who.CALLER, again=new_meeting),
    page(M, now, Who.MEMBER),
    act(f"{M}/arrive", arrive, Who.MEMBER, again=now),
    page(f"{M}/minutes", minutes, Who.MEMBER),
    page(f"{M}/chair", chair, Who.CHAIR),
    act(f"{M}/gather", open_sign_in, Who.CONVENER),
    act(f"{M}/open", open_meeting, Who.CHAIR, again=chair),
    act(f"{M}/close", close_meeting, Who.CHAIR, again=chair),
]
