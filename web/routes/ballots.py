"""Rounds: the deputy's ballot, the chair's keys, the result and its downloads."""

from asyncio import to_thread

from starlette.responses import JSONResponse, Response

from ballots import queries as ballots
from ballots.casting.commands import Cast
from ballots.casting.queries import Look, Sheet
from ballots.deciding.breakdown import Breakdown, breakdown, told_columns
from ballots.deciding.queries import grouped_ballots
from ballots.outcome import outcome_to_facts
from ballots.paper import (
    Ballot,
    Mark,
    as_read,
    ballot,
    check_ballot,
    cost,
    decode_marks,
    is_over_budget,
)
from ballots.queries import RoundView
from ballots.receipt import Receipt
from ballots.round import Kind, Phase
from core.errors import Forbidden, NotHere, Refused
from core.ids import RoundId
from core.people import Role
from core.spreadsheet import write_csv
from web import words
from web.access import ROLES, Who, act, page
from web.advice import advice_panel
from web.downloads import attachment
from web.followed import came_of_round
from web.marks import all_marks, papers, papers_of, typed_marks
from web.results import ballot_rows, breakdown_rows, result_rows
from web.routes.secret import show_secret
from web.visit import Visit, wants_json

M = "/m/{meeting:str}"
ROUND = f"{M}/rounds/{{round:str}}"
COUNTERS = ROLES[Who.COUNTER]


async def look_at_round(visit: Visit) -> RoundView:
    async with visit.house.db.reading() as connection:
        return await ballots.round_view(connection, visit.me.meeting, visit.path("round"))


async def show_ballot(visit: Visit) -> Response:
    """The ballot to mark, or, once it is in, what was counted."""
    look = Look(visit.me.meeting, visit.path("round"), visit.me.person)
    sheet = await visit.house.sheets.put(look)
    if sheet.moved_to:
        return visit.go(f"/m/{visit.me.meeting}/rounds/{sheet.moved_to}/ballot")
    if sheet.view.round.kind is Kind.SECRET:
        return show_secret(visit, sheet)
    if sheet.receipt is not None:
        return _show_receipt(visit, sheet)
    return visit.render(
        "ballots/ballot.html",
        meeting=sheet.meeting,
        view=sheet.view,
        may_vote=sheet.may_vote,
        papers=papers(sheet, visit.form),
        voided=sheet.voided,
        Mark=Mark,
        Phase=Phase,
        Kind=Kind,
    )


def _show_receipt(visit: Visit, sheet: Sheet) -> Response:
    views = {one.round.id: one for one in sheet.beside}
    counted = [
        (view, receipt, decode_marks(view.round.method, receipt.marks))
        for receipt in sheet.receipts
        if (view := views[receipt.round])
    ]
    return visit.render(
        "ballots/receipt.html",
        view=sheet.beside[0],
        counted=[
            (view, receipt, ballot, as_read(view.round.method, ballot))
            for view, receipt, ballot in counted
        ],
    )


async def _sent_ballots(visit: Visit) -> list[tuple[RoundView, Ballot]]:
    found = []
    for round, prefix in papers_of(visit.form, visit.path("round")).items():
        async with visit.house.db.reading() as connection:
            view = await ballots.round_view(connection, visit.me.meeting, round)
        sent = ballot(typed_marks(visit.form, view.round.method, prefix))
        check_ballot(view.round.method, sent)
        found.append((view, sent))
    return found


async def review(visit: Visit) -> Response:
    """For phones without script: what you marked, and the one button that sends it."""
    sent = await _sent_ballots(visit)
    return visit.render(
        "ballots/review.html",
        round=visit.path("round"),
        papers=[
            {
                "view": view,
                "ballot": one,
                "candidates": as_read(view.round.method, one),
                "spent": cost(view.round.method, one) if view.round.method.has_costs else None,
                "is_over": is_over_budget(view.round.method, one),
                "prefix": f"{view.round.id}." if len(sent) > 1 else "",
            }
            for view, one in sent
        ],
    )


async def cast(visit: Visit) -> Response:
    """Answered only when the ballots are on disk. Sent twice, it says what was counted."""
    me, round = visit.me, RoundId(visit.path("round"))
    sent = tuple(
        (RoundId(one), ballot(all_marks(visit.form, prefix)))
        for one, prefix in papers_of(visit.form, round).items()
    )
    try:
        receipts = await visit.house.urn.put(Cast(me.meeting, me.person, sent))
    except Refused as refusal:
        if refusal.code == "already-cast" and not wants_json(visit.request):
            return visit.go(f"/m/{me.meeting}/rounds/{round}/ballot")
        raise
    if wants_json(visit.request):
        own = next((one for one in receipts if one.round == round), receipts[0])
        return JSONResponse(_told(own) | {"papers": [one.round for one in receipts]})
    return visit.go(f"/m/{me.meeting}/rounds/{round}/ballot")


def _told(receipt: Receipt) -> dict[str, object]:
    return {
        "round": receipt.round,
        "marks": receipt.marks,
        "code": receipt.code,
        "repeated": receipt.repeated,
    }


async def show_round(visit: Visit) -> Response:
    """One round as it stands; its figures only once they are announced."""
    view = await look_at_round(visit)
    facts = outcome_to_facts(view.outcome) if view.outcome else None
    is_told = view.round.phase is Phase.ANNOUNCED
    async with visit.house.db.reading() as connection:
        vote = await ballots.vote_on(connection, visit.me.meeting, view.paper.item)
    return visit.render(
        "ballots/round.html",
        view=view,
        vote=vote,
        facts=facts,
        Phase=Phase,
        counters=COUNTERS,
        panel=await advice_panel(visit.house, view),
        broken=await _broken_down(visit, view) if is_told and _is_by_name(view) else None,
        columns=told_columns(view.round.method),
        came=await came_of_round(visit, visit.me.meeting, view.round.id) if is_told else [],
    )


def _is_by_name(view: RoundView) -> bool:
    return view.round.kind is Kind.RECORDED


async def _broken_down(visit: Visit, view: RoundView) -> Breakdown:
    """By delegation, computed once; the roster cannot be imported again after the opening."""
    house, round = visit.house, view.round

    async def count() -> Breakdown:
        async with house.db.reading() as connection:
            heap = await grouped_ballots(connection, round.meeting, round.id)
        return await to_thread(breakdown, round.method, heap)

    return await house.kept.get(f"breakdown {round.id}", count)


async def _announced(visit: Visit) -> RoundView:
    view = await look_at_round(visit)
    if view.round.phase is not Phase.ANNOUNCED or view.outcome is None:
        raise NotHere("result")
    return view


async def result_json(visit: Visit) -> Response:
    view = await _announced(visit)
    assert view.outcome is not None
    facts = outcome_to_facts(view.outcome)
    reason = view.outcome.because
    facts["because"] = words.because(visit.language, reason.code, reason.facts)
    return JSONResponse(
        facts, headers={"content-disposition": 'attachment; filename="result.json"'}
    )


async def result_csv(visit: Visit) -> Response:
    view = await _announced(visit)
    assert view.outcome is not None
    rows = result_rows(view.round.method, view.outcome)
    return attachment("result.csv", write_csv(rows))


async def breakdown_csv(visit: Visit) -> Response:
    """What the page shows by delegation: no lines where it may tell none."""
    view = await _announced(visit)
    found = await _broken_down(visit, view)
    rows = breakdown_rows(visit.language, view.round.method, found)
    return attachment("breakdown.csv", write_csv(rows))


async def ballots_csv(visit: Visit) -> Response:
    """A recorded vote is by name: who marked what, for the record."""
    if Role.AUDITOR in visit.me.roles:
        raise Forbidden("auditor-no-ballots")
    view = await _announced(visit)
    async with visit.house.db.reading() as connection:
        listed = await ballots.ballots_by_name(connection, visit.me.meeting, view.round.id)
    return attachment("ballots.csv", write_csv(ballot_rows(view.round.method, listed)))


routes = [
    page(f"{ROUND}/ballot", show_ballot, Who.DEPUTY),
    act(f"{ROUND}/review", review, Who.DEPUTY, again=show_ballot),
    act(f"{ROUND}/cast", cast, Who.DEPUTY, again=show_ballot),
    page(ROUND, show_round, Who.MEMBER),
    page(f"{ROUND}/result.json", result_json, Who.MEMBER),
    page(f"{ROUND}/result.csv", result_csv, Who.MEMBER),
    page(f"{ROUND}/ballots.csv", ballots_csv, Who.MEMBER),
    page(f"{ROUND}/breakdown.csv", breakdown_csv, Who.MEMBER),
]
