"""What the forms of handing over, of time, of the plan and of what is hidden send."""

from collections.abc import Callable
from typing import Any

from core.errors import Refused
from followup import commands, queries
from followup import event as e
from followup.calendar import day_of
from followup.matter import TEXT_LENGTH, Duty, Part
from followup.plan import line_rows, milestone_rows, typed_lines, typed_milestones
from web.forms import Form
from web.routes.followup_office import day_typed
from web.visit import Visit


def _reason(form: Form) -> dict[str, Any]:
    return {"reason": form.text("reason", TEXT_LENGTH)}


def _day(form: Form, field: str, *, needed: bool = True) -> str:
    typed = form.text(field, 10, needed=needed)
    return day_typed(typed, field).isoformat() if typed else ""


def _assigned(form: Form) -> dict[str, Any]:
    to, part = form.text("to", 40), form.choice("part", Part)
    return {"to": to, "part": part.value, "due_on": _day(form, "due_on", needed=False)}


def _more_time(form: Form) -> dict[str, Any]:
    duty = form.choice("duty", Duty)
    return {"duty": duty.value, "until": _day(form, "until"), **_reason(form)}


def _extended(form: Form) -> dict[str, Any]:
    return {"to": form.text("to", 40), **_more_time(form)}


def _committed(form: Form) -> dict[str, Any]:
    line, amount = form.number("line", 1, 999), form.money("amount")
    words = form.text("text", TEXT_LENGTH, needed=False)
    return {"line": line, "amount": str(amount or 0), "text": words}


def _escalated(form: Form) -> dict[str, Any]:
    return {"to": form.text("to", 40), **_reason(form)}


def _planned(form: Form) -> dict[str, Any]:
    milestones = typed_milestones(form.prose("milestones", TEXT_LENGTH, needed=False))
    lines = typed_lines(form.prose("lines", TEXT_LENGTH, needed=False))
    return {
        "milestones": milestone_rows(milestones),
        "lines": line_rows(lines),
        **_reason(form),
    }


def _hidden(form: Form) -> dict[str, Any]:
    return {"event": form.text("event", 80), **_reason(form)}


HANDING: dict[str, tuple[type[e.MatterEvent], Callable[[Form], dict[str, Any]]]] = {
    "Assigned": (e.Assigned, _assigned),
    "ExtensionAsked": (e.ExtensionAsked, _more_time),
    "Extended": (e.Extended, _extended),
    "PlanChanged": (e.PlanChanged, _planned),
    "Committed": (e.Committed, _committed),
    "Escalated": (e.Escalated, _escalated),
    "Hidden": (e.Hidden, _hidden),
}


async def completed(
    visit: Visit, kind: type[e.MatterEvent], facts: dict[str, Any]
) -> dict[str, Any]:
    """The unit's name and when it must have accepted; of a plan, what needs a photo."""
    if kind not in (e.Assigned, e.Escalated, e.PlanChanged):
        return facts
    today = day_of(visit.house.db.clock())
    async with visit.house.db.reading() as connection:
        known = await queries.orgs(connection)
        days, terms = await queries.calendar(connection), await queries.terms(connection)
        found = await queries.matter_page(
            connection, visit.path("matter"), (), visit.house.db.clock()
        )
    matter = found.seen.progress.matter
    if kind is e.PlanChanged and matter is not None:
        bare = {one.seq for one in matter.milestones if not one.needs_evidence}
        rows = [one | {"needs_evidence": one["seq"] not in bare} for one in facts["milestones"]]
        return {**facts, "milestones": rows}
    if facts["to"] not in known or matter is None:
        raise Refused("no-such-org", "to")
    dates = commands.deadlines(matter.kind, matter.is_urgent, today, terms, days)
    told = {**facts, "to_name": known[facts["to"]].name}
    return told | dates if kind is e.Assigned else told
