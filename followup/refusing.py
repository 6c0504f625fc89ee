"""What of an event is refused when it is made, with the field that is wrong. Pure."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import Refused
from followup import event as e
from followup.calendar import quarter_of
from followup.deliveries.delivery import may_deliver
from followup.matter import Achieved, Duty, check_plan
from followup.money import check_amount
from followup.plan import lines_of, milestones_of
from followup.progress import may_return
from followup.rhythm.review import is_review
from followup.standing import Progress


def check_event(now: Progress, event: e.MatterEvent) -> None:
    """Refuse what `progress` would pass over in silence, so that the sender learns why."""
    check = CHECKS.get(type(event))
    if check is not None:
        check(now, event)
    if isinstance(event, _REASONED) and not event.reason:
        raise Refused("field-empty", "reason")


_REASONED = (
    e.Returned,
    e.ExtensionAsked,
    e.Suspended,
    e.Resumed,
    e.HandedOverAgain,
    e.Hidden,
    e.Escalated,
    e.PlanChanged,
)


def _own(now: Progress, event: e.MatterEvent) -> None:
    own = now.of(event.org)
    if own is None:
        raise Refused("matter-not-yours")
    if own.accepted_on is None:
        raise Refused("matter-not-accepted")


def _returned(now: Progress, event: e.Returned) -> None:
    if not may_return(now, event.org, event.day):
        raise Refused("cannot-return", "reason")


def _milestone(now: Progress, event: e.MilestoneDone) -> None:
    _own(now, event)
    listed = now.matter.milestones if now.matter else ()
    found = [one for one in listed if one.seq == event.seq]
    if not found or event.seq in now.done:
        raise Refused("no-such-milestone", "seq")
    if found[0].needs_evidence and not event.files:
        raise Refused("evidence-needed", "photo")


def _money(now: Progress, event: e.Paid | e.Committed) -> None:
    _own(now, event)
    check_amount(event.line, Decimal(event.amount), now.matter.lines if now.matter else ())


def _reported(now: Progress, event: e.Reported) -> None:
    _own(now, event)
    if event.period > quarter_of(event.day):
        raise Refused("report-too-early", "period")
    if not event.text:
        raise Refused("field-empty", "text")
    if not 0 <= event.claimed <= 100:
        raise Refused("number-outside-range", "claimed", least=0, most=100)


def _claimed(now: Progress, event: e.ClaimedDone) -> None:
    _own(now, event)
    if now.lead is None or now.lead.org != event.org:
        raise Refused("lead-claims")
    if event.achieved not in {one.value for one in Achieved}:
        raise Refused("choose-one", "achieved")


def _extended(now: Progress, event: e.Extended) -> None:
    own = now.of(event.to)
    until = date.fromisoformat(event.until)
    if own is None:
        raise Refused("no-such-org", "to")
    old = own.answer_by if event.duty == Duty.ANSWER else own.due_on
    if old is None or until <= old:
        raise Refused("extension-shorter", "until")


def _planned(now: Progress, event: e.PlanChanged) -> None:
    milestones = milestones_of(event.milestones)
    check_plan(milestones, lines_of(event.lines))
    if not set(now.done) <= {one.seq for one in milestones}:
        raise Refused("milestone-reached", "milestones")
    booked = {one.line for one in now.taken if isinstance(one, (e.Paid, e.Committed))}
    if not booked <= {one["seq"] for one in event.lines}:
        raise Refused("line-booked", "lines")


def _delivered(now: Progress, event: e.Delivered) -> None:
    if not may_deliver(now, event):
        raise Refused("delivery-settled")


def _hidden(now: Progress, event: e.Hidden) -> None:
    if event.event not in {one.id for one in now.taken}:
        raise Refused("choose-one", "event")


def _reviewed(now: Progress, event: e.Reviewed | e.ReviewPlanned) -> None:
    if not is_review(event):
        raise Refused("choose-one", "finding")


CHECKS: dict[type[e.MatterEvent], Callable[[Progress, Any], None]] = {
    e.Returned: _returned,
    e.MilestoneDone: _milestone,
    e.Paid: _money,
    e.Committed: _money,
    e.Reported: _reported,
    e.Answered: _own,
    e.ClaimedDone: _claimed,
    e.Extended: _extended,
    e.PlanChanged: _planned,
    e.Delivered: _delivered,
    e.Hidden: _hidden,
    e.ReviewPlanned: _reviewed,
    e.Reviewed: _reviewed,
}
