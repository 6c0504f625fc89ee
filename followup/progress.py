"""Where a matter stands: a fold of its events in their one order. Pure.

The fold takes whatever arrived. An event that its state does not allow has no effect and is
kept in `idle`, so that an earlier event that arrives late may still give it one.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from followup import event as e
from followup.acts import ACTS, MatterState
from followup.deliveries.delivery import may_deliver
from followup.evaluation import asks_for_hearing, first_of_each, is_valid
from followup.matter import Duty, Part
from followup.plan import lines_of, matter_of, milestones_of
from followup.rhythm.review import is_review
from followup.standing import Assignment, Ballot, Progress
from followup.terms import Terms


def progress(events: Iterable[e.MatterEvent], terms: Terms) -> Progress:
    """The fold. The same for every order of `events`."""
    state = Progress(terms=terms)
    for event in e.in_order(events):
        state = _step(state, event)
    return state


def _step(now: Progress, event: e.MatterEvent) -> Progress:
    act = ACTS[type(event)]
    is_allowed = event.office in act.offices and now.state in act.states
    fold = FOLDS.get(type(event))
    then = None
    if is_allowed:
        then = fold(now, event) if fold else now
    if then is None:
        return replace(now, idle=(*now.idle, event.id))
    if then.state is now.state and act.then is not None and fold not in DECIDES:
        then = replace(then, state=act.then)
    since = event.day if then.state is not now.state else now.since
    return replace(then, since=since, taken=(*now.taken, event))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _opened(now: Progress, event: e.MatterOpened) -> Progress:
    return replace(now, matter=matter_of(event), planned_on=event.day)


def _planned(now: Progress, event: e.PlanChanged) -> Progress | None:
    if now.matter is None:
        return None
    milestones, lines = milestones_of(event.milestones), lines_of(event.lines)
    matter = replace(now.matter, milestones=milestones, lines=lines)
    return replace(now, matter=matter, planned_on=event.day)


def _assigned(now: Progress, event: e.Assigned) -> Progress | None:
    part = Part(event.part)
    if now.of(event.to) or (part is Part.LEAD and now.lead):
        return None
    round = now.round + (now.state is MatterState.REOPENED)
    given = Assignment(
        round,
        event.to,
        event.to_name,
        part,
        event.day,
        _date(event.accept_by),
        _date(event.answer_by),
        _date(event.due_on),
    )
    state = MatterState.ASSIGNED if part is Part.LEAD else now.state
    return replace(now, round=round, state=state, assignments=(*now.assignments, given))


def _ended(now: Progress, day: date) -> tuple[Assignment, ...]:
    return tuple(replace(one, ended_on=day) if one.is_open else one for one in now.assignments)


def _again(now: Progress, event: e.HandedOverAgain) -> Progress:
    given = Assignment(
        now.round + 1,
        event.to,
        event.to_name,
        Part.LEAD,
        event.day,
        _date(event.accept_by),
        None,
        _date(event.due_on),
    )
    return replace(
        now,
        round=now.round + 1,
        state=MatterState.ASSIGNED,
        assignments=(*_ended(now, event.day), given),
    )


def _changed(now: Progress, one: Assignment, **fields: Any) -> Progress:
    changed = replace(one, **fields)
    listed = tuple(changed if old is one else old for old in now.assignments)
    return replace(now, assignments=listed)


def _accepted(now: Progress, event: e.Accepted) -> Progress | None:
    own = now.of(event.org)
    if own is None or own.accepted_on is not None:
        return None
    then = _changed(now, own, accepted_on=event.day)
    is_first = own.part is Part.LEAD and now.state is MatterState.ASSIGNED
    return replace(then, state=MatterState.ACCEPTED) if is_first else then


def may_return(now: Progress, org: str, day: date) -> bool:
    """Before accepting, in time, and once a unit and matter."""
    own = now.of(org)
    before = any(one.org == org and one.returned_on for one in now.assignments)
    if own is None or own.accepted_on is not None or before:
        return False
    return own.accept_by is None or day <= own.accept_by


def _returned(now: Progress, event: e.Returned) -> Progress | None:
    own = now.of(event.org)
    if own is None or not may_return(now, event.org, event.day):
        return None
    then = _changed(now, own, returned_on=event.day, ended_on=event.day)
    return replace(then, state=MatterState.RETURNED) if own.part is Part.LEAD else then


def _extended(now: Progress, event: e.Extended) -> Progress | None:
    own = now.of(event.to)
    until = date.fromisoformat(event.until)
    if own is None:
        return None
    if event.duty == Duty.ANSWER:
        return _changed(now, own, answer_by=until, answer_set_on=event.day)
    if event.duty == Duty.DONE:
        return _changed(now, own, due_on=until, due_set_on=event.day)
    return None


def _own(now: Progress, event: e.MatterEvent) -> Progress | None:
    """Only a unit that has this matter writes about it."""
    own = now.of(event.org)
    return now if own is not None and own.accepted_on is not None else None


def _milestone(now: Progress, event: e.MilestoneDone) -> Progress | None:
    """Of a milestone that needs evidence nothing counts but what is shown."""
    listed = now.matter.milestones if now.matter else ()
    counts = any(
        one.seq == event.seq and (event.files or not one.needs_evidence) for one in listed
    )
    if _own(now, event) is None or event.seq in now.done or not counts:
        return None
    return replace(now, done=(*now.done, event.seq), state=MatterState.DOING)


def _reported(now: Progress, event: e.Reported) -> Progress | None:
    if _own(now, event) is None:
        return None
    state = MatterState.DOING if now.state is MatterState.ACCEPTED else now.state
    is_lead = now.lead is not None and now.lead.org == event.org
    return replace(now, state=state, claimed=event.claimed if is_lead else now.claimed)


def _claimed(now: Progress, event: e.ClaimedDone) -> Progress | None:
    if now.lead is None or now.lead.org != event.org or now.lead.accepted_on is None:
        return None
    return replace(now, achieved=event.achieved, state=MatterState.CLAIMED)


def _verified(now: Progress, event: e.Verified) -> Progress:
    return replace(now, state=MatterState.VERIFIED if event.passed else MatterState.DOING)


def _asked(now: Progress, event: e.RateRequested) -> Progress:
    ballot = Ballot(now.round, False, event.day, event.deputies, event.residents)
    return replace(now, ballots=(*now.ballots, ballot))


def _rated(now: Progress, event: e.Rated) -> Progress | None:
    last = now.ballots[-1]
    known = {(one.office, one.token) for one in last.ratings}
    if not is_valid(event) or (event.office, event.token) in known:
        return None
    ballot = replace(last, ratings=(*last.ratings, event))
    return replace(now, ballots=(*now.ballots[:-1], ballot))


def _rating_closed(now: Progress, event: e.RatingClosed) -> Progress:
    last = now.ballots[-1]
    below = asks_for_hearing(first_of_each(last.ratings), now.terms)
    worse = MatterState.UNSETTLED if last.again else MatterState.FACE_TO_FACE
    ballot = replace(last, closed_on=event.day, below=below)
    return replace(
        now, ballots=(*now.ballots[:-1], ballot), state=worse if below else MatterState.RATED
    )


def _met(now: Progress, event: e.FaceToFaceHeld) -> Progress:
    last = now.ballots[-1]
    ballot = Ballot(now.round, True, event.day, last.deputies, last.residents)
    return replace(now, ballots=(*now.ballots, ballot))


def _suspended(now: Progress, event: e.Suspended) -> Progress:
    return replace(now, before=now.state, pauses=(*now.pauses, (event.day, None)))


def _resumed(now: Progress, event: e.Resumed) -> Progress:
    pause = (now.pauses[-1][0], event.day)
    return replace(now, state=now.before, pauses=(*now.pauses[:-1], pause))


def _closed(now: Progress, event: e.Closed) -> Progress:
    return replace(now, closed_on=event.day, wishes=())


def _reopen(now: Progress, event: e.ReopenAsked) -> Progress | None:
    """90 days from the closing: the originator alone, or three residents together."""
    last = now.reopens_until
    if last is None or event.day > last or not event.token or event.token in now.wishes:
        return None
    wishes = (*now.wishes, event.token)
    if not event.is_originator and len(wishes) < now.terms.reopen_residents:
        return replace(now, wishes=wishes)
    return replace(
        now, wishes=wishes, state=MatterState.REOPENED, assignments=_ended(now, event.day)
    )


def _delivered(now: Progress, event: e.Delivered) -> Progress | None:
    return now if may_deliver(now, event) else None


def _reviewed(now: Progress, event: e.ReviewPlanned | e.Reviewed) -> Progress | None:
    return now if is_review(event) else None


Fold = Callable[[Progress, Any], Progress | None]
FOLDS: dict[type[e.MatterEvent], Fold] = {
    e.MatterOpened: _opened,
    e.PlanChanged: _planned,
    e.Assigned: _assigned,
    e.HandedOverAgain: _again,
    e.Accepted: _accepted,
    e.Returned: _returned,
    e.Extended: _extended,
    e.MilestoneDone: _milestone,
    e.Committed: _own,
    e.Paid: _own,
    e.Answered: _own,
    e.Reported: _reported,
    e.ClaimedDone: _claimed,
    e.Verified: _verified,
    e.RateRequested: _asked,
    e.Rated: _rated,
    e.RatingClosed: _rating_closed,
    e.FaceToFaceHeld: _met,
    e.Suspended: _suspended,
    e.Resumed: _resumed,
    e.Closed: _closed,
    e.ReopenAsked: _reopen,
    e.Delivered: _delivered,
    e.ReviewPlanned: _reviewed,
    e.Reviewed: _reviewed,
}
# These say the state themselves, also when it stays what it was.
DECIDES = {_assigned, _accepted, _returned, _verified, _rating_closed, _reopen}
