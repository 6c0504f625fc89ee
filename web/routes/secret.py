"""Secret rounds: papers for the phones, slips, witnesses, and what anybody may fetch."""

import asyncio

from starlette.responses import FileResponse, JSONResponse, Response

from ballots import queries as ballots
from ballots.casting.queries import Look, Sheet
from ballots.method import Mode
from ballots.outcome import outcome_to_facts
from ballots.paper import Mark
from ballots.queries import RoundView
from ballots.round import Kind, Phase
from ballots.secret import queries as secret
from ballots.secret.commands import Site, prepare_box
from ballots.secret.counting.commands import witness
from ballots.secret.issuing.commands import (
    Enrolment,
    PaperRequest,
    check_blinded,
    check_enrolment,
    check_request,
)
from ballots.secret.sealed import FRESHNESS_LENGTH
from ballots.secret.slips.commands import SlipTotals, give_slip, type_slips
from ballots.secret.wallet import request_hash
from ballots.secret.words import words_en
from ballots.together.queries import rounds_together
from core.canonical import from_text, to_text
from core.errors import NotHere, Refused
from web.access import Who, act, page
from web.advice import advice_panel
from web.archive.rounds import published_archive
from web.followed import came_of_round
from web.marks import papers
from web.routes.meeting import chair
from web.totals import HANDS_MOST, typed_totals
from web.visit import Visit

M = "/m/{meeting:str}"
ROUND = f"{M}/rounds/{{round:str}}"
PUBLIC = "/r/{box:str}"
MOST_REQUEST = 2**18  # bytes: 200 papers of 3,072 bits each


def check_private(visit: Visit) -> None:
    """Refuse a secret vote over a network on which others could read along."""
    if not visit.is_secure and not visit.is_local:
        raise Refused("secret-needs-https")


async def _view(visit: Visit) -> RoundView:
    async with visit.house.db.reading() as connection:
        view = await ballots.round_view(connection, visit.me.meeting, visit.path("round"))
    if view.round.kind is not Kind.SECRET:
        raise NotHere("round")
    return visit.house.boxes.shown(view)


def show_secret(visit: Visit, sheet: Sheet) -> Response:
    """The ballot page: all that is marked on it stays on the phone."""
    return _page(visit, "ballots/secret/ballot.html", sheet)


async def check(visit: Visit) -> Response:
    """Where the phone looks for its own papers in the list that everybody fetches."""
    look = Look(visit.me.meeting, visit.path("round"), visit.me.person)
    sheet = await visit.house.sheets.put(look)
    if sheet.view.round.kind is not Kind.SECRET:
        raise NotHere("round")
    return _page(visit, "ballots/secret/check.html", sheet)


def _page(visit: Visit, template: str, sheet: Sheet) -> Response:
    return visit.render(
        template,
        meeting=sheet.meeting,
        view=sheet.view,
        may_vote=sheet.may_vote,
        papers=papers(sheet, visit.form),
        voided=sheet.voided,
        Mark=Mark,
        Mode=Mode,
        Phase=Phase,
        Kind=Kind,
    )


async def enrol(visit: Visit) -> Response:
    visit.house.asking.count(visit.me.person)
    ask = Enrolment(visit.me, _octets(visit, "key"))
    check_enrolment(ask)
    await visit.house.enrolling.put(ask)
    return JSONResponse({"device": visit.form.values["key"]})


def _octets(visit: Visit, name: str) -> bytes:
    return from_text(visit.form.values.get(name, ""))


async def issue(visit: Visit) -> Response:
    """Papers for this phone: written down first, signed after that; again, the same bytes."""
    check_private(visit)
    visit.house.asking.count(visit.me.person)
    me, boxes = visit.me, visit.house.boxes
    held = await boxes.find_by_round(me.meeting, visit.path("round"))
    blinded = check_blinded(held.manifest, _octets(visit, "blinded"))
    digest = request_hash(held.manifest_hash, blinded)
    ask = PaperRequest(
        meeting=me.meeting,
        round=held.round.id,
        person=me.person,
        device=_octets(visit, "device"),
        request_hash=digest,
        signature=_octets(visit, "signature"),
    )
    check_request(ask)
    await visit.house.issuing.put(ask)
    signed = await boxes.sign(held.manifest.round.hex(), blinded)
    return JSONResponse({"signed": to_text(b"".join(signed))})


async def prepare(visit: Visit) -> Response:
    """Keys and manifest of the round; the word was called out in the hall just now."""
    check_private(visit)
    freshness = visit.form.text("freshness", FRESHNESS_LENGTH)
    visit.form.check()
    house = visit.house
    site = Site(house.settings.box_origin or visit.origin, house.scripts)
    async with house.db.reading() as connection:
        view = await ballots.round_view(connection, visit.me.meeting, visit.path("round"))
        together = await rounds_together(connection, view.round, Phase.SEALED)
    secret = [one for one in together if one.kind is Kind.SECRET]
    for one in secret or [view.round]:
        await prepare_box(house.db, house.boxes.vault, visit.me, one.id, freshness, site)
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def cosign(visit: Visit) -> Response:
    what = visit.form.values.get("what", "")
    signature = _octets(visit, "signature")
    sealed = await witness(visit.house.db, visit.me, visit.path("round"), what, signature)
    signed = sealed.witnessed if what == "manifest" else sealed.checkpoint_witnessed
    return JSONResponse({"witnessed": signed, "of": sealed.scrutineers})


async def slips(visit: Visit) -> Response:
    """Who votes on paper, and what two people have counted of it."""
    view = await _view(visit)
    async with visit.house.db.reading() as connection:
        handed = await secret.handed(connection, visit.me.meeting, view.round.id)
        typed_by = await secret.typed_by(connection, view.round.id)
    return visit.render(
        "ballots/secret/slips.html",
        view=view,
        handed=handed,
        typed_by=typed_by,
        round=view,
        Phase=Phase,
    )


async def hand_slip(visit: Visit) -> Response:
    person = visit.form.text("person", 40)
    visit.form.check()
    await give_slip(visit.house.db, visit.me, visit.path("round"), person)
    return visit.go(_slips_path(visit))


async def count_slips(visit: Visit) -> Response:
    view = await _view(visit)
    form = visit.form
    typed = SlipTotals(
        form.number("returned", 0, HANDS_MOST),
        form.number_or_none("invalid", 0, HANDS_MOST) or 0,
        typed_totals(form, view.round.method),
    )
    form.check()
    await type_slips(visit.house.db, visit.me, view.round.id, typed)
    return visit.go(_slips_path(visit))


def _slips_path(visit: Visit) -> str:
    return f"/m/{visit.me.meeting}/rounds/{visit.path('round')}/slips"


async def rescue(visit: Visit) -> Response:
    """The seed stands behind the # of the address: no server is ever sent it."""
    return visit.render("ballots/secret/rescue.html")


async def public_round(visit: Visit) -> Response:
    """An announced secret round, for anybody: its result, and all that is needed to recount."""
    async with visit.house.db.reading() as connection:
        known = await secret.announced_round(connection, visit.path("box"))
        view = await ballots.round_view(connection, known.meeting, known.id)
        vote = await ballots.vote_on(connection, known.meeting, view.paper.item)
    assert view.box is not None, "it was found by its box"
    for digest in (view.box.manifest_hash, view.box.checkpoint_hash):
        await asyncio.to_thread(words_en, bytes.fromhex(digest))  # slow, unless it is known
    assert view.outcome is not None, "an announced round has been counted"
    return visit.render(
        "ballots/secret/public.html",
        view=visit.house.boxes.shown(view),
        facts=outcome_to_facts(view.outcome),
        panel=await advice_panel(visit.house, view),
        vote=vote,
        came=await came_of_round(visit, known.meeting, known.id),
    )


async def archive(visit: Visit) -> Response:
    """Made once, then a file: anybody may ask for it, as often as they like."""
    house, id = visit.house, visit.path("box")
    async with house.db.reading() as connection:
        known = await secret.announced_round(connection, id)
    vault, turn = house.boxes.vault, house.keeper.publishing
    path = await published_archive(house.db, vault, turn, known, id)
    return FileResponse(path, media_type="application/zip", filename=f"minyi-{id[:8]}.zip")


routes = [
    act(f"{M}/device", enrol, Who.SIGNER),
    act(f"{ROUND}/issue", issue, Who.DEPUTY, most=MOST_REQUEST),
    act(f"{ROUND}/prepare", prepare, Who.CHAIR, again=chair),
    act(f"{ROUND}/witness", cosign, Who.SCRUTINEER),
    page(f"{ROUND}/check", check, Who.DEPUTY),
    page(f"{ROUND}/slips", slips, Who.COUNTER),
    act(f"{ROUND}/slips/give", hand_slip, Who.COUNTER, again=slips),
    act(f"{ROUND}/slips/count", count_slips, Who.COUNTER, again=slips),
    page("/rescue", rescue, Who.ANYONE),
    page(PUBLIC, public_round, Who.ANYONE),
    page(f"{PUBLIC}/archive.zip", archive, Who.ANYONE),
]
