"""Rounds: the deputy's ballot, the chair's keys, the result and its downloads."""

from starlette.responses import JSONResponse, Response

from ballots import queries as ballots
from ballots.casting.commands import Cast
from ballots.method import Mode, VoteMethod
from ballots.outcome import outcome_to_facts
from ballots.paper import Ballot, Mark, ballot, check_ballot, decode_marks
from ballots.queries import Look, RoundView
from ballots.receipt import Receipt
from ballots.round import Kind, Phase
from core.errors import NotHere, Refused
from core.ids import RoundId
from core.spreadsheet import write_csv
from web import words
from web.access import ROLES, Visit, Who, act, page, wants_json
from web.downloads import attachment
from web.forms import Form
from web.routes.secret import show_secret

M = "/m/{meeting:str}"
ROUND = f"{M}/rounds/{{round:str}}"
NO_DIGITS = 3  # a candidate's number is at most 999
COUNTERS = ROLES[Who.COUNTER]


async def look_at_round(visit: Visit) -> RoundView:
    async with visit.house.db.reading() as connection:
        return await ballots.round_view(connection, visit.me.meeting, visit.path("round"))


async def show_ballot(visit: Visit) -> Response:
    """The ballot to mark, or, once it is in, what was counted."""
    look = Look(visit.me.meeting, visit.path("round"), visit.me.person)
    sheet = await visit.house.sheets.put(look)
    if sheet.view.round.kind is Kind.SECRET:
        return show_secret(visit, sheet)
    if sheet.receipt is not None:
        return _show_receipt(visit, sheet.view, sheet.receipt)
    return visit.render(
        "ballots/ballot.html",
        meeting=sheet.meeting,
        view=sheet.view,
        may_vote=sheet.may_vote,
        marks=_typed_marks(visit.form, sheet.view.round.method),
        Mark=Mark,
        Mode=Mode,
        Phase=Phase,
        Kind=Kind,
    )


def _show_receipt(visit: Visit, view: RoundView, receipt: Receipt) -> Response:
    counted = decode_marks(view.round.method, receipt.marks)
    return visit.render("ballots/receipt.html", view=view, receipt=receipt, ballot=counted)


def _typed_marks(form: Form, method: VoteMethod) -> dict[int, Mark]:
    """What is marked in a sent form. An unknown mark is refused, a missing one is blank."""
    marks = {}
    for no in method.numbers:
        typed = form.values.get(f"mark-{no}", "")
        if typed:
            marks[no] = _mark(no, typed)
    return marks


def _all_marks(form: Form) -> dict[int, Mark]:
    """What is marked in a sent form. Whether it stands on the ballot, the urn will say."""
    marks = {}
    for name, typed in form.values.items():
        no = name.removeprefix("mark-")
        if typed and no != name and no.isascii() and no.isdecimal() and len(no) <= NO_DIGITS:
            marks[int(no)] = _mark(int(no), typed)
    return marks


def _mark(no: int, typed: str) -> Mark:
    if typed not in (Mark.FOR, Mark.AGAINST, Mark.ABSTAIN):
        raise Refused("mark-unknown", f"mark-{no}", no=no, sign=typed[:10])
    return Mark(typed)


async def _sent_ballot(visit: Visit) -> tuple[RoundView, Ballot]:
    view = await look_at_round(visit)
    return view, ballot(_typed_marks(visit.form, view.round.method))


async def review(visit: Visit) -> Response:
    """For phones without script: what you marked, and the one button that sends it."""
    view, sent = await _sent_ballot(visit)
    check_ballot(view.round.method, sent)
    return visit.render("ballots/review.html", view=view, ballot=sent)


async def cast(visit: Visit) -> Response:
    """Answered only when the ballot is on disk. Sent twice, it says what was counted."""
    me, round = visit.me, RoundId(visit.path("round"))
    sent = ballot(_all_marks(visit.form))
    try:
        [receipt] = await visit.house.urn.put(Cast(me.meeting, me.person, ((round, sent),)))
    except Refused as refusal:
        if refusal.code == "already-cast" and not wants_json(visit.request):
            return visit.go(f"/m/{me.meeting}/rounds/{round}/ballot")
        raise
    if wants_json(visit.request):
        return JSONResponse(
            {"marks": receipt.marks, "code": receipt.code, "repeated": receipt.repeated}
        )
    return visit.go(f"/m/{me.meeting}/rounds/{round}/ballot")


async def show_round(visit: Visit) -> Response:
    """One round as it stands; its figures only once they are announced."""
    view = await look_at_round(visit)
    facts = outcome_to_facts(view.outcome) if view.outcome else None
    return visit.render(
        "ballots/round.html", view=view, facts=facts, Phase=Phase, counters=COUNTERS
    )


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


RESULT_COLUMNS = (
    "no",
    "name",
    "for",
    "against",
    "abstain",
    "not_marked",
    "illegible",
    "passes",
    "rank",
    "chosen",
)


async def result_csv(visit: Visit) -> Response:
    view = await _announced(visit)
    assert view.outcome is not None
    items = outcome_to_facts(view.outcome)["items"]
    rows: list[list[object]] = [list(RESULT_COLUMNS)]
    rows += [[item[column] for column in RESULT_COLUMNS] for item in items]  # type: ignore[attr-defined]
    return attachment("result.csv", write_csv(rows))


async def ballots_csv(visit: Visit) -> Response:
    """A recorded vote is by name: who marked what, for the record."""
    view = await _announced(visit)
    async with visit.house.db.reading() as connection:
        listed = await ballots.ballots_by_name(connection, visit.me.meeting, view.round.id)
    method = view.round.method
    rows: list[list[object]] = [["ballot", "group", *method.numbers]]
    for line, marks in listed:
        counted = decode_marks(method, marks)
        cells = [counted.mark(no) or "" for no in method.numbers]
        rows.append([line.name, line.delegation, *cells])
    return attachment("ballots.csv", write_csv(rows))


routes = [
    page(f"{ROUND}/ballot", show_ballot, Who.DEPUTY),
    act(f"{ROUND}/review", review, Who.DEPUTY, again=show_ballot),
    act(f"{ROUND}/cast", cast, Who.DEPUTY, again=show_ballot),
    page(ROUND, show_round, Who.MEMBER),
    page(f"{ROUND}/result.json", result_json, Who.MEMBER),
    page(f"{ROUND}/result.csv", result_csv, Who.MEMBER),
    page(f"{ROUND}/ballots.csv", ballots_csv, Who.MEMBER),
]
