"""The page on which the clerk prepares a vote, and its candidate projects."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from ballots import commands
from ballots import queries as ballots
from ballots.adoption import Paper
from ballots.funding.advice import Attached
from ballots.funding.queries import attached_to
from ballots.method import VoteMethod
from ballots.methods.check import check_method
from ballots.methods.meaning import Point, meaning
from ballots.methods.templates import Template
from ballots.project import CandidateProject, clean, read_projects
from ballots.queries import Vote
from ballots.round import check_may_be_held
from ballots.together.commands import join_session
from ballots.together.queries import papers_together
from core.errors import Refused
from core.spreadsheet import read_table, write_csv
from sessions import queries as sessions
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.forms import Form
from web.fragments import method_problem
from web.method_form import CHOICES, gates_of, typed_method
from web.visit import Visit

M = "/m/{meeting:str}"
ITEM = f"{M}/desk/votes/{{item:str}}"
TRIED_MOST = 9999


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of a vote stands on. A vote begins when its page is saved first."""

    view: sessions.MeetingView
    item: sessions.Item
    vote: Vote | None
    groups: Mapping[str, int]  # the deputies of each delegation
    together: Sequence[Paper] = ()  # the voting session of this vote, itself among them
    others: Sequence[Paper] = ()  # what else it could be cast together with
    attached: Attached | None = None  # residents' approvals

    @property
    def was_opened(self) -> bool:
        rounds = self.vote.rounds if self.vote else ()
        return any(one.round.opened_at is not None for one in rounds)

    @property
    def method(self) -> VoteMethod:
        return self.vote.paper.method if self.vote else commands.first_draft(self.item.title)


async def read_desk(visit: Visit) -> Desk:
    async with visit.house.db.reading() as connection:
        meeting = visit.me.meeting
        item = await sessions.load_item(connection, meeting, visit.path("item"))
        vote = await ballots.vote_on(connection, meeting, item.id)
        together = await papers_together(connection, vote.paper) if vote else []
        listed = [one for one in await ballots.votes(connection, meeting) if not one.is_in_use]
        here = {one.id for one in together}
        return Desk(
            await sessions.meeting_view(connection, meeting),
            item,
            vote,
            await sessions.group_sizes(connection, meeting),
            together,
            [one.paper for one in listed if one.paper.id not in here],
            await attached_to(connection, meeting, vote.paper.id) if vote else None,
        )


def categories_of(method: VoteMethod) -> list[str]:
    """The categories of the candidates, in the order of the ballot."""
    return list(dict.fromkeys(one.category for one in method.candidates if one.category))


async def vote_desk(visit: Visit) -> Response:
    """Candidates and method of one vote item."""
    return await show_desk(visit)


async def show_desk(
    visit: Visit, method: VoteMethod | None = None, template: str = ""
) -> Response:
    """The page with this method in the form; with the saved one unless another is given."""
    desk = await read_desk(visit)
    return visit.render(
        "ballots/vote_desk.html",
        desk=desk,
        view=desk.view,
        item=desk.item,
        vote=desk.vote,
        method=method or desk.method,
        filled=template,
        templates=Template,
        categories=categories_of(desk.method),
        panel=panel_of(visit, desk, method),
        problem=method_problem(desk.vote),
        choices=CHOICES,
        gates=gates_of(method or desk.method),
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """What the method in the form means, and why it could not be saved so."""

    members: int
    points: Sequence[Point] = ()
    refusals: Sequence[Refused] = ()


def panel_of(visit: Visit, desk: Desk, method: VoteMethod | None = None) -> Panel:
    """The meaning of the given method, else of what was typed, else of the saved one."""
    typed = "mode" in visit.form.values and method is None
    members = Form(visit.form.values).number_or_none("tried", 1, TRIED_MOST) if typed else None
    members = members or desk.view.members
    try:
        shown = typed_method(Form(visit.form.values)) if typed else method or desk.method
    except Refused as refusal:
        return Panel(members, refusals=getattr(refusal, "refusals", [refusal]))
    shown = replace(shown, candidates=desk.method.candidates)
    points = meaning(shown, members, desk.groups)
    try:
        check_method(shown)
        check_may_be_held(shown)
    except Refused as refusal:
        return Panel(members, points, [refusal])
    return Panel(members, points)


async def paper_of(visit: Visit) -> Paper:
    """The paper of this item, begun now if there is none yet."""
    item = visit.path("item")
    async with visit.house.db.reading() as connection:
        title = (await sessions.load_item(connection, visit.me.meeting, item)).title
    paper = await commands.draft_paper(visit.house.db, visit.me, item, title)
    async with visit.house.db.reading() as connection:
        return await ballots.load_paper(connection, visit.me.meeting, paper)


def back_to_desk(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/desk/votes/{visit.path('item')}")


async def import_projects(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    projects = read_projects(await to_thread(read_table, name, content))
    paper = await paper_of(visit)
    await commands.list_projects(visit.house.db, visit.me, paper.id, projects)
    return back_to_desk(visit)


async def projects_example(visit: Visit) -> Response:
    header = ["序号", "项目名称", "建设内容", "总投资(万元)", "责任单位", "完成时间", "类别"]
    return attachment("projects.csv", write_csv([header]))


async def put_project(visit: Visit) -> Response:
    form = visit.form
    project = CandidateProject(
        no=form.number("no", 1, 999),
        name=clean(form.text("name", 60)),
        content=clean(form.text("content", 500, needed=False)),
        investment=form.money("investment"),
        unit=clean(form.text("unit", 200, needed=False)),
        completes=clean(form.text("completes", 200, needed=False)),
        category=clean(form.text("category", 200, needed=False)),
    )
    replacing = form.number_or_none("replacing", 1, 999)
    form.check()
    paper = await paper_of(visit)
    await commands.put_project(visit.house.db, visit.me, paper.id, project, replacing)
    return back_to_desk(visit)


async def drop_project(visit: Visit) -> Response:
    no = visit.form.number("no", 1, 999)
    visit.form.check()
    paper = await paper_of(visit)
    await commands.drop_project(visit.house.db, visit.me, paper.id, no)
    return back_to_desk(visit)


async def join(visit: Visit) -> Response:
    """Cast this paper together with another, or by itself again."""
    paper = await paper_of(visit)
    lead = visit.form.values.get("with", "") or None
    await join_session(visit.house.db, visit.me, paper.id, lead)
    return back_to_desk(visit)


routes = [
    act(f"{ITEM}/session", join, Who.CLERK, again=vote_desk),
    page(ITEM, vote_desk, Who.CLERK),
    act(f"{ITEM}/import", import_projects, Who.CLERK, again=vote_desk, most=MOST_UPLOAD),
    page(f"{M}/desk/projects.csv", projects_example, Who.CLERK),
    act(f"{ITEM}/projects", put_project, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/drop", drop_project, Who.CLERK, again=vote_desk),
]
