"""The clerk's pages of a poll: its register, its draw, who comes and who sits where."""

import re
from asyncio import to_thread
from collections.abc import Sequence
from functools import partial

from starlette.responses import Response

from consult.poll import commands, export
from consult.poll import queries as polls
from consult.poll.asking import commands as asking
from consult.poll.draw import FIELDS
from consult.poll.groups import MOST_GROUPS, MOST_ROUNDS
from consult.poll.poll import GONE, MOST_SEATS, SEATING, PanelPlace, Resident
from consult.poll.queries import PollView
from consult.poll.questionnaire import MOST_ITEMS, Scale
from consult.poll.register import read_register
from consult.poll.seating import commands as seating
from core.errors import Refused
from core.spreadsheet import read_table, write_csv
from sessions import queries as sessions
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.poll_words import stratum_words
from web.qr import qr_svg
from web.visit import Visit

DESK = "/m/{meeting:str}/desk/polls"
POLL = f"{DESK}/{{poll:str}}"
MOST_CUTS = 6
PIN = re.compile(r"([0-9]{1,5})[:：]([0-9]{1,3})", re.ASCII)


def at_poll(visit: Visit, place: str = "") -> str:
    return f"/m/{visit.me.meeting}/desk/polls/{visit.path('poll')}{place}"


async def view_poll(visit: Visit) -> PollView:
    async with visit.house.db.reading() as connection:
        return await polls.poll_view(connection, visit.me.meeting, visit.path("poll"))


async def list_polls(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        found = await polls.polls(connection, visit.me.meeting)
    return visit.render("consult/poll/list.html", polls=found)


async def begin(visit: Visit) -> Response:
    title = visit.form.text("title", 80)
    visit.form.check()
    poll = await commands.begin_poll(visit.house.db, visit.me, title)
    return visit.go(f"/m/{visit.me.meeting}/desk/polls/{poll}")


async def show(visit: Visit) -> Response:
    """One poll from its register to its report, step by step."""
    view = await view_poll(visit)
    return visit.render(
        "consult/poll/desk.html",
        view=view,
        stratum=partial(stratum_words, visit.language),
        FIELDS=FIELDS,
        MOST_ITEMS=MOST_ITEMS,
        Scale=Scale,
        PanelPlace=PanelPlace,
        is_seating=view.poll.phase in SEATING,
        is_drafting=view.poll.phase in asking.DRAFTING,
        is_printing=view.poll.phase in asking.PRINTING,
    )


async def import_register(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    residents = read_register(await to_thread(read_table, name, content))
    await commands.import_register(visit.house.db, visit.me, visit.path("poll"), residents)
    return visit.go(at_poll(visit))


async def register_example(visit: Visit) -> Response:
    head = ["姓名", "性别", "年龄", "村", "网格", "户号", "电话"]
    return attachment(
        "register.csv", write_csv([head, ["张三", "女", "46", "东村", "第1网格", "12", ""]])
    )


async def register_table(visit: Visit) -> Response:
    """The whole register with names and salt, for the office and its witnesses."""
    view = await view_poll(visit)
    return attachment(
        "register.csv", write_csv(export.register_rows(view.poll, view.residents))
    )


async def plan(visit: Visit) -> Response:
    seats = visit.form.number("seats", 1, MOST_SEATS)
    strata = [field for field in FIELDS if visit.form.is_ticked(f"by-{field}")]
    ages = visit.form.text("ages", 40, needed=False)
    visit.form.check()
    cuts = _cuts(ages)
    await commands.plan_draw(visit.house.db, visit.me, visit.path("poll"), seats, strata, cuts)
    return visit.go(at_poll(visit))


def _cuts(typed: str) -> list[int]:
    words = [word for word in re.split(r"[\s,，、;；]+", typed) if word]
    cuts = [int(word) for word in words if re.fullmatch(r"[0-9]{1,3}", word, re.ASCII)]
    is_rising = cuts == sorted(set(cuts)) and all(0 < cut <= 120 for cut in cuts)
    if len(cuts) != len(words) or not is_rising or len(cuts) > MOST_CUTS:
        raise Refused("poll-ages-unreadable", field="ages")
    return cuts


async def publish(visit: Visit) -> Response:
    await commands.publish_list(visit.house.db, visit.me, visit.path("poll"))
    return visit.go(at_poll(visit))


async def withdraw(visit: Visit) -> Response:
    reason = visit.form.text("reason", 100)
    visit.form.check()
    await commands.withdraw_list(visit.house.db, visit.me, visit.path("poll"), reason)
    return visit.go(at_poll(visit))


async def draw(visit: Visit) -> Response:
    number = "".join(visit.form.text("number", 60).split())
    witnesses = visit.form.text("witnesses", 100)
    visit.form.check()
    await commands.draw_panel(visit.house.db, visit.me, visit.path("poll"), number, witnesses)
    return visit.go(at_poll(visit))


async def panel(visit: Visit) -> Response:
    """Everybody who was invited, and what came of it."""
    view = await view_poll(visit)
    asked = visit.request.query_params.get("find", "").strip()[:40]
    return visit.render(
        "consult/poll/panel.html",
        view=view,
        found=[one for one in view.panel if asked in one.name or asked == str(one.number)],
        find=asked,
        is_seating=view.poll.phase in SEATING,
        stratum=partial(stratum_words, visit.language),
        GONE=GONE,
    )


async def mark(visit: Visit) -> Response:
    number = visit.form.number("number", 1, 99_999)
    place = visit.form.choice("place", PanelPlace)
    visit.form.check()
    await seating.mark_place(visit.house.db, visit.me, visit.path("poll"), number, place)
    return visit.go(at_poll(visit, f"/panel#n{number}"))


async def letters(visit: Visit) -> Response:
    """A letter for everybody who was invited and has not answered, a sheet of paper each."""
    view = await view_poll(visit)
    async with visit.house.db.reading() as connection:
        meeting = await sessions.load_meeting(connection, visit.me.meeting)
    waiting = [one for one in view.panel if one.place is PanelPlace.INVITED]
    sheets = await to_thread(_letters, visit, view.poll.id, waiting)
    return visit.render("consult/poll/letters.html", view=view, meeting=meeting, letters=sheets)


def _letters(
    visit: Visit, poll: str, people: Sequence[Resident]
) -> list[tuple[Resident, str, str]]:
    link = f"{visit.origin}/invited/"
    tokens = [(one, visit.house.signer.invitation_token(poll, one.number)) for one in people]
    return [(one, qr_svg(link + token), link + token) for one, token in tokens]


async def groups(visit: Visit) -> Response:
    """The groups of every round by name, to be posted at the doors."""
    view = await view_poll(visit)
    return visit.render(
        "consult/poll/groups.html",
        view=view,
        people={one.number: one for one in view.residents},
    )


async def make_groups(visit: Visit) -> Response:
    written = visit.form.text("moderators", 1000)
    rounds = visit.form.number("rounds", 1, MOST_ROUNDS)
    pins = visit.form.text("pins", 400, needed=False)
    visit.form.check()
    names = [name[:40] for name in re.split(r"\s*[,，、;；]\s*", written) if name]
    await seating.group_panel(
        visit.house.db,
        visit.me,
        visit.path("poll"),
        names[: MOST_GROUPS + 1],
        rounds,
        _pins(pins),
    )
    return visit.go(at_poll(visit))


def _pins(typed: str) -> dict[int, int]:
    words = [word for word in re.split(r"[\s,，、;；]+", typed) if word]
    found = [PIN.fullmatch(word) for word in words]
    pins = {int(one[1]): int(one[2]) for one in found if one}
    if len(pins) != len(words):
        raise Refused("poll-pins-unreadable", field="pins")
    return pins


async def forget(visit: Visit) -> Response:
    await commands.forget_names(visit.house.db, visit.me, visit.path("poll"))
    return visit.go(at_poll(visit))


routes = [
    page(DESK, list_polls, Who.CLERK),
    act(DESK, begin, Who.CLERK, again=list_polls),
    page(f"{DESK}/register.csv", register_example, Who.CLERK),
    page(POLL, show, Who.CLERK),
    act(f"{POLL}/import", import_register, Who.CLERK, again=show, most=MOST_UPLOAD),
    page(f"{POLL}/register.csv", register_table, Who.CLERK),
    act(f"{POLL}/plan", plan, Who.CLERK, again=show),
    act(f"{POLL}/publish", publish, Who.CLERK, again=show),
    act(f"{POLL}/withdraw", withdraw, Who.CLERK, again=show),
    act(f"{POLL}/draw", draw, Who.CLERK, again=show),
    page(f"{POLL}/panel", panel, Who.CLERK),
    act(f"{POLL}/panel", mark, Who.CLERK, again=panel),
    page(f"{POLL}/letters", letters, Who.CLERK),
    page(f"{POLL}/groups", groups, Who.CLERK),
    act(f"{POLL}/groups", make_groups, Who.CLERK, again=show),
    act(f"{POLL}/forget", forget, Who.CLERK, again=show),
]
