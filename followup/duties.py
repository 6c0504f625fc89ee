"""What is owed, from day one: made from the events, met by events, late by the calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from followup import event as e
from followup.acts import WITH_UNITS, MatterState
from followup.calendar import Calendar, months_after, quarter_end, quarters
from followup.deliveries.delivery import deliveries
from followup.matter import Duty, Part
from followup.standing import Assignment, Ballot, Progress

OVER = frozenset({MatterState.CLOSED})


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty. `org` is empty where the congress office owes it; `ref` tells which one it is
    of several: the quarter of a report, the number of a milestone, the round of all others."""

    duty: Duty
    org: str
    org_name: str
    ref: str
    round: int
    due: date
    met_on: date | None = None
    met_by: str = ""
    waived: bool = False  # the unit returned the matter, or it was closed or handed over anew

    @property
    def is_open(self) -> bool:
        return self.met_on is None and not self.waived


def duties(now: Progress, calendar: Calendar) -> tuple[Owed, ...]:
    """Every duty of the matter, met or not, by due date. The same for every day they are asked.

    A suspension moves what was not due before it by its calendar days; while it lasts, see
    `days_late`.
    """
    found = [*_of_units(now, calendar), *_milestones(now, calendar), *_office(now, calendar)]
    found += _deliveries(now)
    return tuple(sorted(found, key=lambda one: (one.due, one.duty, one.org, one.ref)))


def moved(now: Progress, due: date, since: date | None) -> date:
    """A due date that was set on `since`, after the suspensions that came and went."""
    for first, last in now.pauses:
        if last is not None and due >= first and (since is None or since <= first):
            due += last - first
    return due


def days_late(owed: Owed, now: Progress, calendar: Calendar, today: date) -> int:
    """Working days late on `today`; 0 when met in time, negative as long as there is time.

    In a suspension the day on which it began counts as today.
    """
    held = now.pauses[-1][0] if now.state is MatterState.SUSPENDED else today
    until = owed.met_on or min(today, held)
    late = calendar.between(calendar.on_or_after(owed.due), until)
    return max(late, 0) if owed.met_on else late


def _of_units(now: Progress, calendar: Calendar) -> Iterator[Owed]:
    for one in now.assignments:
        if one.accept_by is not None:
            taken = one.accepted_on or one.returned_on
            by = _first(now, one, (e.Accepted, e.Returned))
            yield _owed(now, one, Duty.ACCEPT, str(one.round), one.accept_by, taken, by)
        if one.answer_by is not None:
            by = _first(now, one, (e.Answered,))
            yield _met(now, one, Duty.ANSWER, str(one.round), one.answer_by, by)
        if one.due_on is not None and one.part is Part.LEAD:
            by = _last(now, one, (e.ClaimedDone,))
            stays = by if not _is_at_work(now) or not one.is_open else None
            yield _met(now, one, Duty.DONE, str(one.round), one.due_on, stays)
        yield from _reports(now, one, calendar)


def _reports(now: Progress, one: Assignment, calendar: Calendar) -> Iterator[Owed]:
    """One for every quarter from the hand-over to the deadline, however long nobody writes."""
    if one.due_on is None or one.part is not Part.LEAD:
        return
    for quarter in quarters(one.given_on, one.due_on):
        due = calendar.add(quarter_end(quarter), now.terms.report_days)
        by = next(
            (
                event
                for event in _by(now, one, (e.Reported,))
                if isinstance(event, e.Reported) and event.period == quarter
            ),
            None,
        )
        yield _met(now, one, Duty.REPORT, quarter, due, by)


def _milestones(now: Progress, calendar: Calendar) -> Iterator[Owed]:
    leads = [one for one in now.assignments if one.part is Part.LEAD]
    if now.matter is None or not leads:
        return
    done = {one.seq: one for one in now.taken if isinstance(one, e.MilestoneDone)}
    own = now.lead or leads[-1]
    for one in now.matter.milestones:
        by = done.get(one.seq)
        ref = str(one.seq)
        yield _owed(now, own, Duty.MILESTONE, ref, one.planned_on, by.day if by else None, by)


def _office(now: Progress, calendar: Calendar) -> Iterator[Owed]:
    """Deadlines of the congress office itself: they are counted like everybody's."""
    terms = now.terms
    for opened, then in _followed(now, e.MatterOpened, (e.Assigned,)):
        is_urgent = now.matter is not None and now.matter.is_urgent
        allowed = terms.urgent_assign_days if is_urgent else terms.assign_days
        due = calendar.add(opened.day, allowed)
        yield _of_office(now, Duty.ASSIGN, opened.day, due, then)
    for claim, then in _followed(now, e.ClaimedDone, (e.Verified,)):
        due = calendar.add(claim.day, terms.verify_days)
        yield _of_office(now, Duty.VERIFY, claim.day, due, then)
    for check, then in _followed(now, e.Verified, (e.RateRequested,)):
        if isinstance(check, e.Verified) and check.passed:
            due = calendar.add(check.day, terms.invite_days)
            yield _of_office(now, Duty.RATE_INVITE, check.day, due, then)
    for ballot in now.ballots:
        if ballot.below and not ballot.again and ballot.closed_on is not None:
            due = months_after(ballot.closed_on, terms.face_to_face_months)
            yield _of_office(
                now, Duty.FACE_TO_FACE, ballot.closed_on, due, _hearing(now, ballot)
            )


def _deliveries(now: Progress) -> Iterator[Owed]:
    """Owed until somebody was told, also of a matter that is closed: that is the news."""
    for one, by in deliveries(now):
        met_on, met_by = (by.day, by.id) if by else (None, "")
        due = date.fromisoformat(one.due_on)
        yield Owed(Duty.DELIVER, one.to, one.to_name, one.delivery, 1, due, met_on, met_by)


def _followed(
    now: Progress, kind: type[e.MatterEvent], wanted: tuple[type[e.MatterEvent], ...]
) -> Iterator[tuple[e.MatterEvent, e.MatterEvent | None]]:
    """Each event of a kind with the first of the wanted ones after it."""
    for index, one in enumerate(now.taken):
        if isinstance(one, kind):
            later = (other for other in now.taken[index + 1 :] if isinstance(other, wanted))
            yield one, next(later, None)


def _hearing(now: Progress, ballot: Ballot) -> e.MatterEvent | None:
    held = [one for one in now.taken if isinstance(one, e.FaceToFaceHeld)]
    return next((one for one in held if one.day >= (ballot.closed_on or one.day)), None)


def _of_office(
    now: Progress, duty: Duty, since: date, due: date, by: e.MatterEvent | None
) -> Owed:
    met_on, met_by = (by.day, by.id) if by else (None, "")
    waived = by is None and now.state in OVER
    return Owed(
        duty, "", "", str(now.round), now.round, moved(now, due, since), met_on, met_by, waived
    )


def _by(
    now: Progress, one: Assignment, kinds: tuple[type[e.MatterEvent], ...]
) -> Iterable[e.MatterEvent]:
    """What this unit did in its part."""
    ended = one.ended_on or date.max
    return (
        event
        for event in now.taken
        if isinstance(event, kinds)
        and event.org == one.org
        and one.given_on <= event.day <= ended
    )


def _first(
    now: Progress, one: Assignment, kinds: tuple[type[e.MatterEvent], ...]
) -> e.MatterEvent | None:
    return next(iter(_by(now, one, kinds)), None)


def _last(
    now: Progress, one: Assignment, kinds: tuple[type[e.MatterEvent], ...]
) -> e.MatterEvent | None:
    return next(iter(reversed(list(_by(now, one, kinds)))), None)


def _met(
    now: Progress, one: Assignment, duty: Duty, ref: str, due: date, by: e.MatterEvent | None
) -> Owed:
    return _owed(now, one, duty, ref, due, by.day if by else None, by)


def _owed(
    now: Progress,
    one: Assignment,
    duty: Duty,
    ref: str,
    due: date,
    met_on: date | None,
    by: e.MatterEvent | None,
) -> Owed:
    since = {
        Duty.ANSWER: one.answer_set_on,
        Duty.DONE: one.due_set_on,
        Duty.MILESTONE: now.planned_on,
    }.get(duty)
    due = moved(now, due, since or one.given_on)
    waived = met_on is None and _is_waived(now, one, duty, due)
    met_by = by.id if by else ""
    return Owed(duty, one.org, one.org_name, ref, one.round, due, met_on, met_by, waived)


def _is_waived(now: Progress, one: Assignment, duty: Duty, due: date) -> bool:
    """What fell due while the part was held stays owed; what would come after it does not.

    Reports end with the claim that the work is done; the next one is the rating's.
    """
    if duty is Duty.MILESTONE:
        return now.state in OVER
    if one.ended_on is not None:
        return one.returned_on is not None or due > one.ended_on
    if now.state in OVER:
        return now.closed_on is None or due > now.closed_on
    if duty is Duty.REPORT:
        claimed = _last(now, one, (e.ClaimedDone,))
        return claimed is not None and not _is_at_work(now) and due > claimed.day
    return False


def _is_at_work(now: Progress) -> bool:
    """Whether the unit has the matter in hand: not claimed done, or sent back after that."""
    return (now.before if now.state is MatterState.SUSPENDED else now.state) in WITH_UNITS


def next_due(owed: Iterable[Owed]) -> Owed | None:
    """The first that is open."""
    return next((one for one in owed if one.is_open), None)
