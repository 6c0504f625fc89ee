"""Who is told of what: from an event, and from a day that has come. Pure."""

from collections.abc import Callable, Iterator
from typing import Any

from followup import event as e
from followup.acts import MatterState
from followup.matter import Duty
from followup.office import Office
from followup.outbox.message import Notice, Topic
from followup.summary import Due, Summary, View
from followup.warning import RANK, Colour

To = tuple[Topic, Office, str, dict[str, Any]]
SILENT = frozenset({MatterState.CLOSED, MatterState.SUSPENDED})


def of_event(seen: View, event: e.MatterEvent) -> Iterator[Notice]:
    """Those an event is news for; `seen` is the matter with it."""
    tell = TOLD.get(type(event))
    matter = seen.progress.matter
    if tell is None or matter is None:
        return
    own = {"no": matter.no, "title": matter.title, "on": event.on}
    for topic, office, org, facts in tell(seen, event):
        key = f"{event.id}|{topic}|{office}|{org}"
        yield Notice(topic, office, org, key, {**own, **facts})


def of_day(seen: View, made: Summary, was: int | None) -> Iterator[Notice]:
    """What the day brings: duties that are due soon or have just become late, and a colour
    worse than that of rank `was`. A matter that is new here brings no colour."""
    if seen.progress.matter is None or seen.progress.state in SILENT:
        return
    own = {"no": made.no, "title": made.title}
    for due in made.dues:
        topic = _topic(seen, due)
        if topic is None:
            continue
        office, ref = Office.UNIT if due.org else Office.CONGRESS_OFFICE, due.ref
        if due.duty == Duty.DELIVER:
            office, ref = Office.CONTACT, ""  # one message, however many are to be told
        facts = {"duty": due.duty, "ref": ref, "due": due.due.isoformat()}
        key = f"{topic}|{made.id}|{due.org}|{due.duty}|{ref}|{due.round}|{due.due}"
        yield Notice(topic, office, due.org, key, {**own, **facts, "days": abs(due.late)})
    if was is not None and made.rank > max(was, RANK[Colour.WHITE]):
        yield from _warned(made, own)


def _topic(seen: View, due: Due) -> Topic | None:
    """Lateness beyond white is the warning's."""
    terms = seen.progress.terms
    if -terms.soon_days <= due.late <= 0:
        return Topic.DUE
    return Topic.LATE if 0 < due.late <= terms.yellow_after else None


def _warned(made: Summary, own: dict[str, Any]) -> Iterator[Notice]:
    """Yellow goes to the unit and the congress office, red to the presidium as well."""
    told = [(Office.UNIT, made.lead)] * bool(made.lead) + [(Office.CONGRESS_OFFICE, "")]
    told += [(Office.PRESIDIUM, "")] * (made.colour == Colour.RED)
    facts = {**own, "colour": str(made.colour), "on": made.as_of.isoformat()}
    for office, org in told:
        key = f"{Topic.WARNING}|{made.id}|{made.colour}|{made.as_of}|{office}|{org}"
        yield Notice(Topic.WARNING, office, org, key, facts)


def _assigned(seen: View, event: e.Assigned | e.HandedOverAgain) -> Iterator[To]:
    facts = {"accept_by": event.accept_by, "due": event.due_on}
    yield Topic.ASSIGNED, Office.UNIT, event.to, facts


def _of_unit(topic: Topic) -> Callable[[View, Any], Iterator[To]]:
    """News of a unit for the congress office."""

    def tell(seen: View, event: e.MatterEvent) -> Iterator[To]:
        reason = getattr(event, "reason", "") or getattr(event, "text", "")
        yield topic, Office.CONGRESS_OFFICE, "", {"unit": event.org_name, "reason": reason}

    return tell


def _extended(seen: View, event: e.Extended) -> Iterator[To]:
    facts = {"duty": event.duty, "due": event.until}
    yield Topic.EXTENDED, Office.UNIT, event.to, facts


def _verified(seen: View, event: e.Verified) -> Iterator[To]:
    lead = seen.progress.lead
    if lead is not None and not event.passed:
        yield Topic.SENT_BACK, Office.UNIT, lead.org, {"reason": event.text}


def _rating_closed(seen: View, event: e.RatingClosed) -> Iterator[To]:
    lead, state = seen.progress.lead, seen.progress.state
    if state is MatterState.FACE_TO_FACE:
        yield Topic.HEARING, Office.CONGRESS_OFFICE, "", {}
        if lead is not None:
            yield Topic.HEARING, Office.UNIT, lead.org, {}
    if state is MatterState.UNSETTLED:
        yield Topic.UNSETTLED, Office.PRESIDIUM, "", {}


def _escalated(seen: View, event: e.Escalated) -> Iterator[To]:
    yield Topic.ESCALATED, Office.CONGRESS_OFFICE, event.to, {"reason": event.reason}


TOLD: dict[type[e.MatterEvent], Callable[[View, Any], Iterator[To]]] = {
    e.Assigned: _assigned,
    e.HandedOverAgain: _assigned,
    e.Returned: _of_unit(Topic.RETURNED),
    e.ExtensionAsked: _of_unit(Topic.EXTENSION_ASKED),
    e.ClaimedDone: _of_unit(Topic.CLAIMED),
    e.Extended: _extended,
    e.Verified: _verified,
    e.RatingClosed: _rating_closed,
    e.Escalated: _escalated,
}
