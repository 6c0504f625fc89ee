"""The door: a scanned badge, its button, and out again. A GET never signs anybody in."""

from starlette.responses import Response

from core.errors import NotHere, Refused
from core.people import Role
from sessions.signin import commands
from sessions.signin import queries as door
from sessions.signin.badge import Admission, SignedIn, secret_hash
from sessions.signin.queries import Knock
from web.access import Who, act, page
from web.badge import COOKIE, COOKIE_FOR, Proof
from web.language import Language
from web.visit import Visit


async def show_badge(visit: Visit) -> Response:
    """Whose badge this is. Chat apps fetch links ahead of people, so nothing happens yet."""
    async with visit.house.db.reading() as connection:
        device = visit.house.signer.device(visit.request) or ""
        card = await door.card(connection, visit.path("code"), device)
    return visit.render("signin/badge.html", card=card, Admission=Admission)


async def sign_in(visit: Visit) -> Response:
    house = visit.house
    visit.house.tries.count(secret_hash(visit.path("code")))
    device = house.signer.device(visit.request) or house.signer.new_device()
    pin = visit.form.values.get("pin", "").strip()
    again = visit.form.values.get("pin_again")
    if again is not None and pin != again.strip():
        raise Refused("pin-differs", field="pin")
    signed = await commands.sign_in(house.db, house.desk, visit.path("code"), device, pin)
    response = visit.go(await _first_page(visit, signed, device))
    secure = visit.is_secure
    house.signer.set_device(response, device, secure)
    house.signer.set_badge(response, Proof(signed.badge, device), secure)
    return response


async def _first_page(visit: Visit, signed: SignedIn, device: str) -> str:
    """Where this person's work is: the chair's console, the clerk's desk, or the meeting."""
    if len(signed.meetings) != 1:
        return "/"
    meeting = signed.meetings[0]
    member = (await visit.house.door.put(Knock(signed.badge, device, meeting))).member
    if member is not None and Role.CHAIR in member.roles:
        return f"/m/{meeting}/chair"
    if member is not None and Role.CLERK in member.roles:
        return f"/m/{meeting}/desk"
    if member is not None and Role.AUDITOR in member.roles:
        return f"/m/{meeting}/audit"
    return f"/m/{meeting}"


async def sign_out(visit: Visit) -> Response:
    """Only this browser forgets; the badge stays bound to the device."""
    response = visit.go("/")
    response.delete_cookie(COOKIE)
    return response


async def choose_language(visit: Visit) -> Response:
    response = _back(visit)
    try:
        language = Language(visit.path("language"))
    except ValueError:
        raise NotHere("language") from None
    response.set_cookie("language", language, max_age=COOKIE_FOR, samesite="lax")
    return response


async def choose_letters(visit: Visit) -> Response:
    size = visit.path("size")
    if size not in ("large", "normal"):
        raise NotHere("letters")
    response = _back(visit)
    response.set_cookie("letters", size, max_age=COOKIE_FOR, samesite="lax")
    return response


def _back(visit: Visit) -> Response:
    """To the page one came from, and only there: never a way to send people to another site."""
    back = visit.request.query_params.get("back", "/")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    return visit.go(back if own else "/")


routes = [
    page("/b/{code:str}", show_badge, Who.ANYONE),
    page("/B/{code:str}", show_badge, Who.ANYONE),
    act("/b/{code:str}", sign_in, Who.ANYONE, again=show_badge),
    act("/B/{code:str}", sign_in, Who.ANYONE, again=show_badge),
    act("/sign-out", sign_out, Who.ANYONE),
    page("/language/{language:str}", choose_language, Who.ANYONE),
    page("/letters/{size:str}", choose_letters, Who.ANYONE),
]
