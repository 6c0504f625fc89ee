"""The attendance register: marks by the clerk, leaving and coming back, counting again."""

import json
from asyncio import to_thread
from urllib.parse import urlencode

from starlette.responses import Response

from ballots.register.queries import register_view
from core.errors import NotHere
from core.people import Role
from core.spreadsheet import write_csv, write_xlsx
from sessions import queries as sessions
from sessions.attendance.attendee import kind_of, others_present
from sessions.attendance.marking import commands
from sessions.attendance.presence import read_leave
from sessions.attendance.record import State, state_of, sums_by_delegation
from sessions.attendance.rollcall import Attendance, Line
from sessions.queries import MeetingView
from web.access import Who, act, page
from web.attendance_tables import Rows, record_json, record_rows, register_rows, sums_rows
from web.downloads import attachment
from web.fragments import hall
from web.hub import Audience
from web.routes.meeting import M, chair, now
from web.visit import Visit

PAGE = f"{M}/desk/attendance"
SHOWN = 400  # lines at once: a larger congress is looked at by delegation
TICK = "person-"
OTHERS = "others"  # the filter for those without a vote


async def register(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.me.meeting, visit.house.boxes)
        lines = await sessions.roster(connection, visit.me.meeting)
        marks = await sessions.marks(connection, visit.me.meeting, 8)
    opened_at = shown.view.meeting.opened_at
    asked = {name: visit.request.query_params.get(name, "") for name in FILTERS}
    found = [line for line in lines if _is_asked(line, asked, shown.view)]
    states = [state_of(line, opened_at) for line in lines if Role.DEPUTY in line.roles]
    taken_back = {one.facts["undoes"] for one in marks if one.kind == "MarkUndone"}
    return visit.render(
        "sessions/attendance.html",
        hall=shown,
        audience=Audience.DESK,
        asked=asked,
        query=urlencode({name: value for name, value in asked.items() if value}),
        groups=_grouped(found[:SHOWN]),
        found=len(found),
        shown=min(len(found), SHOWN),
        delegations=[*sums_by_delegation(lines, opened_at)],
        states=[(state, states.count(state)) for state in State],
        others=others_present(lines),
        marks=marks,
        taken_back=taken_back,
        state_of=lambda line: state_of(line, opened_at),
        kind_of=kind_of,
        Attendance=Attendance,
    )


FILTERS = ("state", "group", "find")


def _is_asked(line: Line, asked: dict[str, str], view: MeetingView) -> bool:
    votes = Role.DEPUTY in line.roles
    if asked["state"] == OTHERS:
        right = not votes
    else:
        state = state_of(line, view.meeting.opened_at)
        right = not asked["state"] or (votes and state == asked["state"])
    group = not asked["group"] or (votes and line.delegation == asked["group"])
    return right and group and asked["find"].strip() in f"{line.name} {line.seat}"


def _grouped(lines: list[Line]) -> dict[str | None, list[Line]]:
    """By delegation; those without a vote under None, at the end."""
    groups: dict[str | None, list[Line]] = {}
    for line in lines:
        key = line.delegation if Role.DEPUTY in line.roles else None
        groups.setdefault(key, []).append(line)
    others = groups.pop(None, None)
    return groups | ({None: others} if others else {})


async def mark(visit: Visit) -> Response:
    form = visit.form
    attendance = form.choice("attendance", Attendance)
    reason = form.text("reason", 100, needed=False)
    start = form.text("leave_from", 10, needed=False)
    end = form.text("leave_to", 10, needed=False)
    form.check()
    hours = ("", "")
    if attendance is Attendance.ON_LEAVE:
        leave = read_leave(reason, start, end)
        hours = (leave.start, leave.end)
    persons = [name.removeprefix(TICK) for name in form.values if name.startswith(TICK)]
    await commands.mark_many(visit.house.db, visit.me, persons, attendance, reason, hours)
    return _back(visit)


def _back(visit: Visit) -> Response:
    query = visit.request.url.query
    return visit.go(f"/m/{visit.me.meeting}/desk/attendance{'?' if query else ''}{query}")


async def undo(visit: Visit) -> Response:
    number = visit.path("number")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotHere("mark")
    await commands.undo_mark(visit.house.db, visit.me, int(number))
    return _back(visit)


async def leave(visit: Visit) -> Response:
    await commands.leave_meeting(visit.house.db, visit.me)
    return visit.go(f"/m/{visit.me.meeting}")


async def recount(visit: Visit) -> Response:
    await commands.recount_present(visit.house.db, visit.me)
    return visit.go(f"/m/{visit.me.meeting}/chair")


async def export(visit: Visit) -> Response:
    """The record for the file: people, sums by delegation, or both in one workbook."""
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
        lines = await sessions.roster(connection, visit.me.meeting)
    name = visit.request.url.path.rpartition("/")[2]
    opened_at, language, zone = meeting.opened_at, visit.language, visit.house.settings.zone
    if name == "attendance.json":
        text = json.dumps(record_json(lines, opened_at), ensure_ascii=False, indent=1)
        return attachment(name, text.encode())
    sums = sums_rows(lines, opened_at, language)
    if name == "attendance-sums.csv":
        return attachment(name, write_csv(sums))
    people = record_rows(lines, opened_at, language, zone)
    if name == "attendance.csv":
        return attachment(name, write_csv(people))
    head = [f"{meeting.congress} {meeting.title}", meeting.held_on]
    rows: Rows = [[*head], [], *sums, [], *people]
    return attachment(name, await to_thread(write_xlsx, rows, meeting.title))


async def vote_register(visit: Visit) -> Response:
    """Who might vote in a round. The JSON is the very text whose hash is in the journal."""
    async with visit.house.db.reading() as connection:
        view = await register_view(connection, visit.me.meeting, visit.path("round"))
    name = visit.request.url.path.rpartition("/")[2]
    if name == "register.json":
        return attachment(name, view.text.encode())
    rows = register_rows(view, visit.language, visit.house.settings.zone)
    return attachment(name, write_csv(rows))


routes = [
    page(PAGE, register, Who.CLERK),
    act(PAGE, mark, Who.CLERK, again=register),
    act(f"{PAGE}/{{number:str}}/undo", undo, Who.CLERK, again=register),
    *(
        page(f"{M}/desk/{name}", export, Who.CLERK)
        for name in (
            "attendance.csv",
            "attendance-sums.csv",
            "attendance.xlsx",
            "attendance.json",
        )
    ),
    act(f"{M}/leave", leave, Who.MEMBER, again=now),
    act(f"{M}/recount", recount, Who.CHAIR, again=chair),
    page(f"{M}/rounds/{{round:str}}/register.csv", vote_register, Who.CONVENER),
    page(f"{M}/rounds/{{round:str}}/register.json", vote_register, Who.CONVENER),
]
