"""The clerk's desk: notice, roster, badges, attendance, agenda."""

from asyncio import to_thread
from collections.abc import Sequence

from starlette.responses import Response

from ballots import queries as ballots
from core.errors import NotHere
from core.ids import PersonId
from core.people import Role
from core.spreadsheet import read_table, write_csv
from sessions import commands
from sessions import queries as sessions
from sessions.agenda.item import ItemKind
from sessions.attendance import commands as attendance
from sessions.attendance.presence import read_leave
from sessions.attendance.rollcall import Attendance, Leave, Line
from sessions.attendance.roster import read_roster
from sessions.congress import queries as congress
from sessions.signin import commands as door
from sessions.signin import queries as badges
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.fragments import hall
from web.hub import Audience
from web.qr import badge_link, qr_svg
from web.routes.meeting import notice_of
from web.visit import Visit

DESK = "/m/{meeting:str}/desk"


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        shown = await hall(connection, visit.me.meeting, visit.house.boxes, {Audience.DESK})
        session = await congress.session_of(connection, visit.me.meeting, visit.me.person)
        roster = await sessions.roster(connection, visit.me.meeting)
        holders = await badges.badge_holders(connection, visit.me.meeting)
    return visit.render(
        "sessions/desk.html",
        hall=shown,
        audience=Audience.DESK,
        people=len(roster),
        has_chair=any(Role.CHAIR in line.roles for line in roster),
        badges=len(holders),
        session=session,
        feed=f"/calendars/{visit.house.signer.calendar_token('meeting', visit.me.meeting)}",
        vote_items=[item for item in shown.view.agenda if item.kind is ItemKind.VOTE],
    )


async def amend_notice(visit: Visit) -> Response:
    values = notice_of(visit)
    await commands.amend_meeting(visit.house.db, visit.me, values)
    return visit.go(f"/m/{visit.me.meeting}/desk")


async def roster(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        lines = await sessions.roster(connection, visit.me.meeting)
        holders = await badges.badge_holders(connection, visit.me.meeting)
    asked = visit.request.query_params.get("find", "").strip()
    return visit.render(
        "sessions/roster.html",
        view=view,
        lines=[line for line in lines if asked in line.name or asked in line.delegation],
        people=len(lines),
        holders=holders,
        find=asked,
        done=visit.request.query_params.get("done", ""),
        Attendance=Attendance,
    )


async def import_roster(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    # In a thread: a large workbook takes seconds, and the hall must not stand still meanwhile.
    lines = read_roster(await to_thread(read_table, name, content))
    added, updated = await attendance.import_roster(visit.house.db, visit.me, lines)
    return visit.go(f"/m/{visit.me.meeting}/desk/roster?done={added}-{updated}")


async def roster_example(visit: Visit) -> Response:
    """An empty table with the right first line, to fill in."""
    rows = [
        ["姓名", "代表团", "身份", "类别", "工作单位", "座位", "证件号"],
        ["张三", "第一代表团", "代表", "", "", "1排1座", ""],
        ["李四", "第一代表团", "代表、执行主席", "", "", "1排2座", ""],
    ]
    return attachment("roster.csv", write_csv(rows))


async def mark_attendance(visit: Visit) -> Response:
    marked = visit.form.choice("attendance", Attendance)
    reason = visit.form.text("reason", 100, needed=False)
    hours = [visit.form.text(name, 10, needed=False) for name in ("leave_from", "leave_to")]
    visit.form.check()
    leave = read_leave(reason, *hours) if marked is Attendance.ON_LEAVE else Leave(reason)
    person = visit.path("person")
    await attendance.mark_attendance(
        visit.house.db, visit.me, person, marked, reason, (leave.start, leave.end)
    )
    return visit.go(f"/m/{visit.me.meeting}/desk/roster/{person}")


async def person(visit: Visit) -> Response:
    """One person: attendance, badge, device. Two taps from here to a new badge."""
    async with visit.house.db.reading() as connection:
        line = await sessions.member_line(connection, visit.me.meeting, visit.path("person"))
        view = await sessions.meeting_view(connection, visit.me.meeting)
        holders = await badges.badge_holders(connection, visit.me.meeting)
        refused = await badges.refused_devices(connection, visit.me.meeting)
    return visit.render(
        "sessions/person.html",
        line=line,
        view=view,
        has_badge=line.person in holders,
        is_bound=holders.get(line.person, False),
        refused=[one for one in refused if one.person == line.person],
        Attendance=Attendance,
        offices=sorted(attendance.OFFICES),
    )


async def print_badges(visit: Visit) -> Response:
    """The answer to this POST is the sheet: the codes exist nowhere else."""
    again = visit.form.is_ticked("unused")
    codes = await door.print_badges(visit.house.db, visit.me, None, unused_too=again)
    return await _sheet(visit, codes)


async def reissue_badge(visit: Visit) -> Response:
    person_id = visit.path("person")
    code = await door.reissue_badge(visit.house.db, visit.me, person_id)
    return await _sheet(visit, {PersonId(person_id): code})


async def _sheet(visit: Visit, codes: dict[PersonId, str]) -> Response:
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        lines = await sessions.roster(connection, visit.me.meeting)
    wanted = [(line, codes[line.person]) for line in lines if line.person in codes]
    cards = await to_thread(_cards, visit.origin, wanted)
    response = visit.render("sessions/badges.html", view=view, cards=cards)
    response.headers["cache-control"] = "no-store"
    return response


def _cards(origin: str, wanted: Sequence[tuple[Line, str]]) -> list[tuple[Line, str, str]]:
    links = [(line, badge_link(origin, code)) for line, code in wanted]
    return [(line, qr_svg(link), link) for line, link in links]


async def release_device(visit: Visit) -> Response:
    person_id = visit.path("person")
    await door.release_device(visit.house.db, visit.me, person_id)
    return visit.go(f"/m/{visit.me.meeting}/desk/roster/{person_id}")


async def remove_member(visit: Visit) -> Response:
    await attendance.remove_member(visit.house.db, visit.me, visit.path("person"))
    return visit.go(f"/m/{visit.me.meeting}/desk/roster")


async def give_offices(visit: Visit) -> Response:
    offices = frozenset(role for role in attendance.OFFICES if visit.form.is_ticked(role))
    person_id = visit.path("person")
    await attendance.give_offices(visit.house.db, visit.me, person_id, offices)
    return visit.go(f"/m/{visit.me.meeting}/desk/roster/{person_id}")


async def journal(visit: Visit) -> Response:
    """Every fact of the meeting, numbered and hash-chained, one JSON object a line."""
    async with visit.house.db.reading() as connection:
        entries = await sessions.journal_since(connection, visit.me.meeting, 0)
    if not entries:
        raise NotHere("journal")
    return attachment("journal.jsonl", sessions.journal_lines(ballots.told_so_far(entries)))


routes = [
    page(DESK, desk, Who.CLERK),
    act(f"{DESK}/notice", amend_notice, Who.CLERK, again=desk),
    page(f"{DESK}/roster", roster, Who.CLERK),
    act(f"{DESK}/roster", import_roster, Who.CLERK, again=roster, most=MOST_UPLOAD),
    page(f"{DESK}/roster.csv", roster_example, Who.CLERK),
    page(f"{DESK}/journal.jsonl", journal, Who.CLERK),
    page(f"{DESK}/roster/{{person:str}}", person, Who.CLERK),
    act(f"{DESK}/roster/{{person:str}}/attendance", mark_attendance, Who.CLERK, again=person),
    act(f"{DESK}/roster/{{person:str}}/reissue", reissue_badge, Who.CLERK, again=person),
    act(f"{DESK}/roster/{{person:str}}/release", release_device, Who.CLERK, again=person),
    act(f"{DESK}/roster/{{person:str}}/remove", remove_member, Who.CLERK, again=person),
    act(f"{DESK}/roster/{{person:str}}/offices", give_offices, Who.CLERK, again=person),
    act(f"{DESK}/badges", print_badges, Who.CLERK, again=roster),
]
