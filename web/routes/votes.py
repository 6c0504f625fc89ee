"""Preparing a vote: the clerk's candidates and method, and the show of hands that adopts it."""

from asyncio import to_thread
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from starlette.responses import Response

from ballots import commands
from ballots import queries as ballots
from ballots.adoption import Hands, Paper
from ballots.method import (
    Base,
    Blank,
    Compare,
    Effect,
    LiveTally,
    Mode,
    Secrecy,
    Share,
    Shortfall,
    Tie,
    VoteMethod,
)
from ballots.project import MONEY, CandidateProject, clean, read_projects
from core.errors import Refused
from core.spreadsheet import read_table, write_csv
from sessions import queries as sessions
from web.access import MOST_UPLOAD, Visit, Who, act, page
from web.downloads import attachment
from web.forms import Choice, Form
from web.fragments import method_problem
from web.routes.meeting import chair

M = "/m/{meeting:str}"
ITEM = f"{M}/desk/votes/{{item:str}}"
HANDS_MOST = 9999

# What the form offers; the engine can do more (`check_may_be_held` names the rest).
CHOICES: Mapping[str, tuple[StrEnum, ...]] = {
    "mode": (Mode.PICK, Mode.FOR_AGAINST_ABSTAIN),
    "secrecy": (Secrecy.SECRET, Secrecy.RECORDED, Secrecy.HANDS),
    "over_marked": tuple(Effect),
    "under_marked": tuple(Effect),
    "blank": tuple(Blank),
    "base": tuple(Base),
    "compare": tuple(Compare),
    "tie": (Tie.RUN_OFF, Tie.ALL),
    "shortfall": (Shortfall.ASK, Shortfall.EMPTY, Shortfall.NEXT_SESSION),
    "live_tally": tuple(LiveTally),
}


async def vote_desk(visit: Visit) -> Response:
    """Candidates and method of one vote item. A vote begins when its page is saved first."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        item = await sessions.load_item(connection, visit.me.meeting, visit.path("item"))
        vote = await ballots.vote_on(connection, visit.me.meeting, item.id)
    return visit.render(
        "ballots/vote_desk.html",
        view=view,
        item=item,
        vote=vote,
        method=vote.paper.method if vote else commands.first_draft(item.title),
        problem=method_problem(vote),
        choices=CHOICES,
    )


async def _paper(visit: Visit) -> Paper:
    item = visit.path("item")
    async with visit.house.db.reading() as connection:
        title = (await sessions.load_item(connection, visit.me.meeting, item)).title
    paper = await commands.draft_paper(visit.house.db, visit.me, item, title)
    async with visit.house.db.reading() as connection:
        return await ballots.load_paper(connection, visit.me.meeting, paper)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/desk/votes/{visit.path('item')}")


async def import_projects(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    projects = read_projects(await to_thread(read_table, name, content))
    paper = await _paper(visit)
    await commands.list_projects(visit.house.db, visit.me, paper.id, projects)
    return _back(visit)


async def projects_example(visit: Visit) -> Response:
    header = ["序号", "项目名称", "建设内容", "总投资(万元)", "责任单位", "完成时间", "类别"]
    return attachment("projects.csv", write_csv([header]))


async def put_project(visit: Visit) -> Response:
    form = visit.form
    project = CandidateProject(
        no=form.number("no", 1, 999),
        name=clean(form.text("name", 60)),
        content=clean(form.text("content", 500, needed=False)),
        investment=_money(form),
        unit=clean(form.text("unit", 200, needed=False)),
        completes=clean(form.text("completes", 200, needed=False)),
        category=clean(form.text("category", 200, needed=False)),
    )
    replacing = form.number_or_none("replacing", 1, 999)
    form.check()
    paper = await _paper(visit)
    await commands.put_project(visit.house.db, visit.me, paper.id, project, replacing)
    return _back(visit)


def _money(form: Form) -> Decimal | None:
    typed = form.text("investment", 20, needed=False)
    if not typed:
        return None
    found = MONEY.fullmatch(typed)  # no exponents: 1e99999999999 would fill all memory
    if found is None:
        raise Refused("investment-not-a-number", "investment", value=typed)
    if found[1]:
        raise Refused("investment-negative", "investment", value=typed)
    return Decimal(found[2].replace(",", ""))


async def drop_project(visit: Visit) -> Response:
    no = visit.form.number("no", 1, 999)
    visit.form.check()
    paper = await _paper(visit)
    await commands.drop_project(visit.house.db, visit.me, paper.id, no)
    return _back(visit)


async def draft_method(visit: Visit) -> Response:
    method = _method(visit.form)
    visit.form.check()
    paper = await _paper(visit)
    try:
        await commands.draft_method(visit.house.db, visit.me, paper.id, method)
    except Refused as refusal:  # the form has one share, so its fields have shorter names
        refusal.field = refusal.field and refusal.field.removeprefix("majority[0].")
        raise
    return _back(visit)


def _method(form: Form) -> VoteMethod:
    """The method as the clerk filled it in; its candidates are put in by the command."""
    majority = Share(
        _offered(form, "base", Base),
        form.fraction("fraction"),
        _offered(form, "compare", Compare),
    )
    quorum = commands.first_draft("").quorum_open
    return VoteMethod(
        title=form.text("title", 80),
        mode=_offered(form, "mode", Mode),
        candidates=(),
        seats=form.number("seats", 1, 200),
        min_marks=form.number_or_none("min_marks", 0, 200) or 0,
        max_marks=form.number_or_none("max_marks", 1, 200),
        over_marked=_offered(form, "over_marked", Effect),
        under_marked=_offered(form, "under_marked", Effect),
        blank=_offered(form, "blank", Blank),
        majority=(majority,) if majority.fraction else (),  # 0: the most votes, no threshold
        quorum_open=quorum,
        tie=_offered(form, "tie", Tie),
        shortfall=_offered(form, "shortfall", Shortfall),
        min_surplus=form.fraction("min_surplus"),
        secrecy=_offered(form, "secrecy", Secrecy),
        live_tally=_offered(form, "live_tally", LiveTally),
    )


def _offered(form: Form, name: str, kind: type[Choice]) -> Choice:
    """What the form does not offer this version cannot honour: a secret vote is not by name."""
    chosen = form.choice(name, kind)
    if chosen not in CHOICES[name]:
        raise Refused("choose-one", name)
    return chosen


async def adopt_method(visit: Visit) -> Response:
    form = visit.form
    hands = Hands(
        form.number("for", 0, HANDS_MOST),
        form.number_or_none("against", 0, HANDS_MOST) or 0,
        form.number_or_none("abstain", 0, HANDS_MOST) or 0,
    )
    form.check()
    shown = form.values.get("of", "")  # what the hall saw when it raised its hands
    await commands.adopt_method(visit.house.db, visit.me, visit.path("paper"), hands, shown)
    return visit.go(f"/m/{visit.me.meeting}/chair")


routes = [
    page(ITEM, vote_desk, Who.CLERK),
    act(f"{ITEM}/import", import_projects, Who.CLERK, again=vote_desk, most=MOST_UPLOAD),
    page(f"{M}/desk/projects.csv", projects_example, Who.CLERK),
    act(f"{ITEM}/projects", put_project, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/drop", drop_project, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/method", draft_method, Who.CLERK, again=vote_desk),
    act(f"{M}/papers/{{paper:str}}/adopt", adopt_method, Who.CHAIR, again=chair),
]
