"""Funnels: the clerk's page of projects and stages, and the page that anybody may read."""

from asyncio import to_thread

from starlette.responses import Response

from ballots.funnel import commands
from ballots.funnel import queries as funnels
from ballots.funnel.course import by_exit
from ballots.funnel.funnel import Entry, Stage, StageKind
from ballots.funnel.queries import FunnelView
from ballots.funnel.table import (
    PROPOSER_MOST,
    read_entries,
)
from ballots.project import MOST_PROJECTS, CandidateProject
from core.ids import ItemId
from core.spreadsheet import read_table, write_csv
from sessions import queries as sessions
from sessions.agenda.item import ItemKind
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.visit import Visit

DESK = "/m/{meeting:str}/desk/funnels"
FUNNEL = f"{DESK}/{{funnel:str}}"


def at_funnel(visit: Visit) -> str:
    return f"/m/{visit.me.meeting}/desk/funnels/{visit.path('funnel')}"


async def view_funnel(visit: Visit) -> FunnelView:
    async with visit.house.db.reading() as connection:
        return await funnels.funnel_view(connection, visit.me.meeting, visit.path("funnel"))


async def list_funnels(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        found = await funnels.funnels(connection, visit.me.meeting)
    return visit.render("funnel/list.html", funnels=found)


async def begin(visit: Visit) -> Response:
    title = visit.form.text("title", 80)
    visit.form.check()
    funnel = await commands.begin_funnel(visit.house.db, visit.me, title)
    return visit.go(f"/m/{visit.me.meeting}/desk/funnels/{funnel}")


async def show(visit: Visit) -> Response:
    """The collected projects and the stages of one funnel."""
    view = await view_funnel(visit)
    async with visit.house.db.reading() as connection:
        meeting = await sessions.meeting_view(connection, visit.me.meeting)
    return visit.render(
        "funnel/desk.html",
        view=view,
        items=[one for one in meeting.agenda if one.kind is ItemKind.VOTE],
        StageKind=StageKind,
        most=MOST_PROJECTS,
    )


async def import_entries(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    entries = read_entries(await to_thread(read_table, name, content))
    await commands.list_entries(visit.house.db, visit.me, visit.path("funnel"), entries)
    return visit.go(at_funnel(visit))


async def entries_example(visit: Visit) -> Response:
    header = ["序号", "项目名称", "建设内容", "总投资(万元)", "责任单位", "类别", "提出人"]
    return attachment("collected.csv", write_csv([header]))


async def put_entry(visit: Visit) -> Response:
    form = visit.form
    project = CandidateProject(
        no=form.number("no", 1, 999),
        name=form.text("name", 60),
        content=form.text("content", 500, needed=False),
        investment=form.money("investment"),
        unit=form.text("unit", needed=False),
        completes=form.text("completes", needed=False),
        category=form.text("category", needed=False),
    )
    entry = Entry(project, form.text("proposed_by", PROPOSER_MOST, needed=False))
    replacing = form.number_or_none("replacing", 1, 999)
    form.check()
    await commands.put_entry(visit.house.db, visit.me, visit.path("funnel"), entry, replacing)
    return visit.go(at_funnel(visit))


async def drop_entry(visit: Visit) -> Response:
    no = visit.form.number("no", 1, 999)
    visit.form.check()
    await commands.drop_entry(visit.house.db, visit.me, visit.path("funnel"), no)
    return visit.go(at_funnel(visit))


async def put_stage(visit: Visit) -> Response:
    form = visit.form
    item = form.text("item", 40, needed=False)
    kind = form.choice("kind", StageKind)
    stage = Stage(
        position=form.number("position", 1, 99),
        kind=kind,
        title=form.text("title", 40),
        organ=form.text("organ", 40),
        keep=form.number("keep", 1, MOST_PROJECTS),
        held_on=form.text("held_on", 40, needed=False),
        item=ItemId(item) if item and kind is StageKind.CONGRESS else None,
    )
    form.check()
    await commands.put_stage(visit.house.db, visit.me, visit.path("funnel"), stage)
    return visit.go(at_funnel(visit))


async def drop_stage(visit: Visit) -> Response:
    await commands.drop_last_stage(visit.house.db, visit.me, visit.path("funnel"))
    return visit.go(at_funnel(visit))


async def public(visit: Visit) -> Response:
    """The way of every project, for anybody, as far as it is concluded."""
    async with visit.house.db.reading() as connection:
        view = await funnels.public_funnel(connection, visit.path("funnel"))
        meeting = await sessions.load_meeting(connection, view.funnel.meeting)
    asked = visit.request.query_params.get("find", "").strip()[:60]
    found = [
        one
        for one in view.stories
        if asked.lower() in one.entry.project.name.lower() or asked == str(one.entry.no)
    ]
    return visit.render(
        "funnel/public.html",
        view=view,
        meeting=meeting,
        found=len(found),
        groups=by_exit(found if asked else view.stories),
        find=asked,
        StageKind=StageKind,
    )


routes = [
    page(DESK, list_funnels, Who.CLERK),
    act(DESK, begin, Who.CLERK, again=list_funnels),
    page(f"{DESK}/collected.csv", entries_example, Who.CLERK),
    page(FUNNEL, show, Who.CLERK),
    act(f"{FUNNEL}/import", import_entries, Who.CLERK, again=show, most=MOST_UPLOAD),
    act(f"{FUNNEL}/entries", put_entry, Who.CLERK, again=show),
    act(f"{FUNNEL}/drop", drop_entry, Who.CLERK, again=show),
    act(f"{FUNNEL}/stages", put_stage, Who.CLERK, again=show),
    act(f"{FUNNEL}/last", drop_stage, Who.CLERK, again=show),
    page("/f/{funnel:str}", public, Who.ANYONE),
]
