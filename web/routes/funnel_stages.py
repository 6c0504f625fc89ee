"""One stage of a funnel: votes by delegation, an organ's decision, a vote of the congress."""

from asyncio import to_thread
from collections.abc import Sequence

from starlette.responses import Response

from ballots import queries as ballots
from ballots.funnel import commands
from ballots.funnel.course import Step
from ballots.funnel.funnel import Sheet, StageKind
from ballots.funnel.queries import FunnelView
from ballots.funnel.ruling import REASON_LENGTH, Ruling, cut, departures, ranks, vote_order
from ballots.funnel.table import DELEGATION_MOST, MOST_VOTES, read_votes
from ballots.project import MOST_PROJECTS
from core.errors import NotHere, Refused
from core.spreadsheet import read_table, write_csv
from sessions import queries as sessions
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.routes.funnels import FUNNEL, at_funnel, view_funnel
from web.visit import Visit

STAGE = f"{FUNNEL}/stages/{{stage:str}}"
MOST_RULING = 2**19  # bytes: a reason of 200 characters for each of 200 projects


def _position(visit: Visit) -> int:
    typed = visit.path("stage")
    if not typed.isdecimal() or len(typed) > 2:
        raise NotHere("stage")
    return int(typed)


async def _step(visit: Visit) -> tuple[FunnelView, Step]:
    view = await view_funnel(visit)
    return view, view.step(_position(visit))


async def stage(visit: Visit) -> Response:
    """One stage: its votes or its decision, and how it is concluded."""
    view, step = await _step(visit)
    names = step.names or {}
    kind = step.stage.kind
    votes = step.stage.sheet.totals(names) if kind is StageKind.ADVISORY else step.votes
    votes = {no: votes[no] for no in names if no in votes}
    async with visit.house.db.reading() as connection:
        groups = await sessions.group_sizes(connection, visit.me.meeting)
        item = step.stage.item
        vote = await ballots.vote_on(connection, visit.me.meeting, item) if item else None
    kept = _kept(visit, step, votes)
    return visit.render(
        "funnel/stage.html",
        view=view,
        step=step,
        names=names,
        votes=votes,
        order=vote_order(votes, names),
        ranks=ranks(votes),
        cut=cut(votes, step.stage.keep) if any(votes.values()) else None,
        kept=kept,
        departed=departures(votes, kept) if kind is StageKind.DECISION else [],
        delegation=_delegation(visit),
        groups=groups,
        vote=vote,
        StageKind=StageKind,
    )


def _kept(visit: Visit, step: Step, votes: dict[int, int]) -> frozenset[int]:
    """Who is ticked: what was typed just now, else the last conclusion, else by votes."""
    if visit.is_typed("conclude"):
        return _ticked(visit, step)
    if step.conclusion is not None:
        return step.conclusion.kept
    if step.stage.kind is not StageKind.DECISION or step.names is None:
        return frozenset()
    return frozenset(vote_order(votes, step.names)[: step.stage.keep])


def _ticked(visit: Visit, step: Step) -> frozenset[int]:
    return frozenset(no for no in step.names or () if visit.form.is_ticked(f"keep-{no}"))


def _delegation(visit: Visit) -> str:
    """The delegation whose votes are being typed."""
    asked = visit.form.values.get("delegation") or visit.request.query_params.get("delegation")
    return (asked or "").strip()[:DELEGATION_MOST]


async def votes_example(visit: Visit) -> Response:
    """The projects of the stage and the delegations of the roster, to fill in."""
    _, step = await _step(visit)
    async with visit.house.db.reading() as connection:
        groups = await sessions.group_sizes(connection, visit.me.meeting)
    delegations = list(step.stage.sheet.votes) or list(groups) or ["第一代表团"]
    header: list[object] = ["序号", "项目名称", *delegations, "合计"]
    rows: Sequence[Sequence[object]] = [
        [no, name, *("" for _ in delegations), ""]
        for no, name in sorted((step.names or {}).items())
    ]
    return attachment("votes.csv", write_csv([header, *rows]))


async def import_votes(visit: Visit) -> Response:
    _, step = await _step(visit)
    name, content = visit.form.file("file")
    visit.form.check()
    if step.names is None:
        raise Refused("funnel-not-yet")
    sheet = read_votes(await to_thread(read_table, name, content), step.names)
    await _type(visit, step, sheet)
    return visit.go(f"{at_funnel(visit)}/stages/{step.stage.position}")


async def _type(visit: Visit, step: Step, sheet: Sheet) -> None:
    funnel, position = visit.path("funnel"), step.stage.position
    await commands.type_votes(visit.house.db, visit.me, funnel, position, sheet)


async def type_delegation(visit: Visit) -> Response:
    _, step = await _step(visit)
    form = visit.form
    name = form.text("delegation", DELEGATION_MOST)
    typed = {no: form.number_or_none(f"votes-{no}", 0, MOST_VOTES) for no in step.names or ()}
    form.check()
    given = {no: many for no, many in typed.items() if many is not None}
    funnel, position = visit.path("funnel"), step.stage.position
    await commands.type_delegation(visit.house.db, visit.me, funnel, position, name, given)
    return visit.go(f"{at_funnel(visit)}/stages/{position}")


async def drop_delegation(visit: Visit) -> Response:
    name = visit.form.text("delegation", DELEGATION_MOST)
    visit.form.check()
    funnel, position = visit.path("funnel"), _position(visit)
    await commands.drop_delegation(visit.house.db, visit.me, funnel, position, name)
    return visit.go(f"{at_funnel(visit)}/stages/{position}")


async def conclude(visit: Visit) -> Response:
    _, step = await _step(visit)
    form = visit.form
    kept = _ticked(visit, step)
    common = form.text("common", REASON_LENGTH, needed=False)
    reasons = {
        no: form.text(f"reason-{no}", REASON_LENGTH, needed=False)
        or ("" if no in kept else common)
        for no in step.names or ()
    }
    ruling = Ruling(
        named=kept,
        reasons=reasons,
        reason=form.text("reason", REASON_LENGTH, needed=False),
        wrong=form.text("wrong", REASON_LENGTH, needed=False),
        keep=form.number_or_none("keep", 1, MOST_PROJECTS),
    )
    form.check()
    position = step.stage.position
    await commands.conclude(visit.house.db, visit.me, visit.path("funnel"), position, ruling)
    return visit.go(f"{at_funnel(visit)}/stages/{position}")


async def put_on_ballot(visit: Visit) -> Response:
    _, step = await _step(visit)
    position = step.stage.position
    await commands.put_on_ballot(visit.house.db, visit.me, visit.path("funnel"), position)
    return visit.go(f"/m/{visit.me.meeting}/desk/votes/{step.stage.item}")


routes = [
    page(STAGE, stage, Who.CLERK),
    page(f"{STAGE}/votes.csv", votes_example, Who.CLERK),
    act(f"{STAGE}/import", import_votes, Who.CLERK, again=stage, most=MOST_UPLOAD),
    act(f"{STAGE}/delegation", type_delegation, Who.CLERK, again=stage),
    act(f"{STAGE}/part", drop_delegation, Who.CLERK, again=stage),
    act(f"{STAGE}/conclude", conclude, Who.CLERK, again=stage, most=MOST_RULING),
    act(f"{STAGE}/ballot", put_on_ballot, Who.CLERK, again=stage),
]
