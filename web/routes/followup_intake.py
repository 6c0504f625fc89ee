"""Reports: sent from any phone, looked up by a code, made matters by the congress office."""

from asyncio import to_thread
from typing import Any

from starlette.responses import FileResponse, Response

from consult.merges.likeness import bare, likeness, places
from consult.recordings.shelf import Recordings
from consult.recordings.sound import HEAD_BYTES, MEGABYTE
from core.errors import Forbidden, NotHere, Refused
from core.ids import is_id, new_id
from followup import queries as followup
from followup.intake import commands, queries
from followup.intake.report import CONTACT_LENGTH, PLACE_LENGTH, TEXT_LENGTH, Report
from followup.matter import TITLE_LENGTH
from followup.office import Office, OrgKind, Tier
from sessions.handouts.pictures import repainted
from sessions.handouts.sniffing import sniff
from sessions.queries import secret_hash
from web.access import Who, act, page
from web.house import REPORTS
from web.qr import qr_svg
from web.recordings import ALONE, LONGEST, MOST_PHOTO, PICTURES
from web.routes.followup_board import held
from web.routes.followup_desk import actor_of
from web.uploads import upload
from web.visit import Visit

REPORT, DESK = "/report", "/reports"
MOST = MOST_PHOTO + MEGABYTE
MOST_LIKE = 3


def _shelf(visit: Visit) -> Recordings:
    """Beside the recordings of consultations, which are swept by what those name."""
    return Recordings(visit.house.settings.data / "reports")


async def form(visit: Visit) -> Response:
    return await _form(visit)


async def _form(visit: Visit, similar: tuple[Report, ...] = ()) -> Response:
    """The device is known before anything is sent, so that the limit is its own."""
    answer = visit.render(
        "followup/report.html",
        similar=similar,
        most=TEXT_LENGTH,
        code=visit.typed("code") or new_id(),
        is_deputy=await _is_deputy(visit),
    )
    if visit.house.signer.device(visit.request) is None:
        signer = visit.house.signer
        signer.set_device(answer, signer.new_device(), visit.is_secure)
    return answer


async def _is_deputy(visit: Visit) -> bool:
    if visit.holder is None:
        return False
    async with visit.house.db.reading() as connection:
        return await queries.is_deputy(connection, visit.holder.person)


async def send(visit: Visit) -> Response:
    """Say what is the same already; then keep it, or join it."""
    values = await _read(visit)
    joins = visit.form.values.get("joins", "")
    async with visit.house.db.reading() as connection:
        if await queries.is_sent(connection, values["code"]):  # pressed twice
            return visit.go(f"{REPORT}-found?new=1&code={values['code']}")
        others = await queries.open_reports(connection)
    if not joins and not visit.form.is_ticked("anyway"):
        found = _similar(values, others)
        if found:
            visit.keeps_typed = True
            return await _form(visit, found)
    _check_pace(visit)
    code = await commands.send_report(
        visit.house.db,
        values,
        is_deputy=await _is_deputy(visit),
        is_urgent=visit.form.is_ticked("urgent"),
        joins=joins,
    )
    return visit.go(f"{REPORT}-found?new=1&code={code}")


async def _read(visit: Visit) -> dict[str, str]:
    form = visit.form
    photo = await _photo(visit)
    form.values["photo"] = photo
    read = {
        "title": form.text("title", TITLE_LENGTH),
        "text": form.prose("text", TEXT_LENGTH),
        "place": form.text("place", PLACE_LENGTH),
        "name": form.text("name", CONTACT_LENGTH, needed=False),
        "phone": form.text("phone", CONTACT_LENGTH, needed=False),
        "photo": photo,
        "code": code if is_id(code := form.values.get("code", "")) else new_id(),
    }
    form.check()
    return read


async def _photo(visit: Visit) -> str:
    """Painted anew: without the place, the camera and the date that phones write into it."""
    shelf = _shelf(visit)
    if not visit.form.uploads:
        kept = visit.form.values.get("photo", "")
        return kept if shelf.has(kept) else ""
    file = visit.form.uploads[0].file
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head.startswith(PICTURES):
        raise Refused("photo-unreadable", field="photo")
    async with visit.house.painting:
        try:
            painted = await to_thread(repainted, file, sniff(head), LONGEST)
        except Refused:
            raise Refused("photo-unreadable", field="photo") from None
        return await to_thread(shelf.keep, painted)


def _similar(values: dict[str, str], others: list[Report]) -> tuple[Report, ...]:
    """The same words, or the same named place and words that are at all alike."""
    here = places(bare(values["place"] + values["text"]))
    mine = f"{values['title']}{values['text']}"
    found = [
        one
        for one in others
        if likeness(mine, f"{one.title}{one.text}")
        or (likeness(values["title"], one.title) and here & places(bare(one.place + one.text)))
        or (likeness(values["title"], one.title) and bare(one.place) == bare(values["place"]))
    ]
    return tuple(found[:MOST_LIKE])


def _check_pace(visit: Visit) -> None:
    """By device: those without a cookie share one limit. Nothing typed is lost."""
    device = visit.house.signer.device(visit.request) or ""
    try:
        visit.house.reporting.count(secret_hash(device))
    except Refused:
        raise Refused("reports-hurry", most=REPORTS) from None


async def found(visit: Visit) -> Response:
    """What became of a report, for who has its code."""
    code = visit.request.query_params.get("code", "")[:40]
    report = None
    if code:
        async with visit.house.db.reading() as connection:
            report = await queries.looked_up(connection, code)
    is_new = visit.request.query_params.get("new") == "1"
    answer = visit.render("followup/found.html", report=report, code=code, is_new=is_new)
    answer.headers["x-robots-tag"] = "noindex"
    return answer


async def _office(visit: Visit) -> followup.Held:
    own = await held(visit)
    if Office.CONGRESS_OFFICE not in own.offices:
        raise Forbidden("not-your-office", offices=[Office.CONGRESS_OFFICE])
    return own


async def desk(visit: Visit) -> Response:
    """What waits for the congress office, the urgent first, with whom to tell."""
    own = await _office(visit)
    async with visit.house.db.reading() as connection:
        waiting = await queries.waiting(connection)
        known = await followup.orgs(connection)
    context: dict[str, Any] = {
        "waiting": waiting,
        "units": [one for one in known.values() if one.kind is not OrgKind.CONGRESS],
        "org": next(one.org for one, _ in own.posts if one.office is Office.CONGRESS_OFFICE),
        "Tier": Tier,
        "most": TEXT_LENGTH,
        "link": f"{visit.origin}{REPORT}",
        "qr": qr_svg(f"{visit.origin}{REPORT}"),
    }
    return visit.render("followup/reports.html", **context)


async def turn(visit: Visit) -> Response:
    form = visit.form
    into = commands.Turn(
        title=form.text("title", TITLE_LENGTH),
        text=form.prose("text", TEXT_LENGTH),
        is_urgent=form.is_ticked("urgent"),
        level=form.choice("level", Tier),
        lead=form.text("lead", 40, needed=False),
    )
    form.check()
    by, report = actor_of(visit), visit.path("report")
    matter = await commands.turn_report(visit.house.db, by, report, into)
    return visit.go(f"/matters/{matter}")


async def decline(visit: Visit) -> Response:
    reason = visit.form.text("reason")
    visit.form.check()
    await commands.decline_report(visit.house.db, actor_of(visit), visit.path("report"), reason)
    return visit.go(DESK)


async def photo(visit: Visit) -> Response:
    """To the congress office alone: there may be faces in it."""
    await _office(visit)
    async with visit.house.db.reading() as connection:
        one = await queries.load(connection, visit.path("report"))
    shelf = _shelf(visit)
    if not shelf.has(one.photo):
        raise NotHere("photo")
    path = shelf.path(one.photo)
    kind = "image/png" if path.read_bytes()[:4] == PICTURES[1][:4] else "image/jpeg"
    return FileResponse(path, media_type=kind, headers={"content-security-policy": ALONE})


routes = [
    page(REPORT, form, Who.ANYONE),
    upload(REPORT, send, Who.ANYONE, again=form, most=MOST),
    page(f"{REPORT}-found", found, Who.ANYONE),
    page(DESK, desk, Who.HOLDER),
    act(f"{DESK}/{{report:str}}/turn", turn, Who.HOLDER, again=desk),
    act(f"{DESK}/{{report:str}}/decline", decline, Who.HOLDER, again=desk),
    page(f"{DESK}/{{report:str}}/photo", photo, Who.HOLDER),
]
