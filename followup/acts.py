"""Who may do which act on a matter in which state: one table. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import Forbidden, Refused
from followup import event as e
from followup.office import Office


class MatterState(StrEnum):
    NONE = "none"  # not decided: nothing can be done but to open it
    DECIDED = "decided"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DOING = "doing"
    CLAIMED = "claimed"
    VERIFIED = "verified"
    RATING = "rating"
    RATED = "rated"
    FACE_TO_FACE = "face_to_face"  # rated below satisfied: a hearing is due
    UNSETTLED = "unsettled"  # and below again: to be handed over a second time
    CLOSED = "closed"
    REOPENED = "reopened"
    SUSPENDED = "suspended"


ALL = frozenset(MatterState) - {MatterState.NONE}
UNDER_WAY = ALL - {MatterState.CLOSED, MatterState.SUSPENDED}
AT_WORK = frozenset({MatterState.ACCEPTED, MatterState.DOING})
WITH_UNITS = AT_WORK | {MatterState.ASSIGNED}
PAYS = UNDER_WAY - {MatterState.DECIDED, MatterState.RETURNED}

_OFFICE = frozenset({Office.CONGRESS_OFFICE})
_PRESIDIUM = frozenset({Office.PRESIDIUM})
_UNIT = frozenset({Office.UNIT})
_PEOPLE = frozenset({Office.DEPUTY, Office.RESIDENT})


@dataclass(frozen=True, slots=True)
class Act:
    """`then` is None where the state stays or depends on what the event says."""

    offices: frozenset[Office]
    states: frozenset[MatterState]
    then: MatterState | None = None


ACTS: dict[type[e.MatterEvent], Act] = {
    e.MatterOpened: Act(_OFFICE, frozenset({MatterState.NONE}), MatterState.DECIDED),
    e.PlanChanged: Act(_OFFICE, UNDER_WAY),
    e.Assigned: Act(
        _OFFICE,
        WITH_UNITS | {MatterState.DECIDED, MatterState.RETURNED, MatterState.REOPENED},
        MatterState.ASSIGNED,
    ),
    e.HandedOverAgain: Act(
        _PRESIDIUM, frozenset({MatterState.UNSETTLED}), MatterState.ASSIGNED
    ),
    e.Accepted: Act(_UNIT, WITH_UNITS, MatterState.ACCEPTED),
    e.Returned: Act(_UNIT, WITH_UNITS, MatterState.RETURNED),
    e.ExtensionAsked: Act(_UNIT, WITH_UNITS),
    e.Extended: Act(_OFFICE, WITH_UNITS),
    e.MilestoneDone: Act(_UNIT, AT_WORK, MatterState.DOING),
    e.Committed: Act(_UNIT, PAYS),
    e.Paid: Act(_UNIT, PAYS),
    e.Reported: Act(_UNIT, PAYS),
    e.Answered: Act(_UNIT, AT_WORK, MatterState.DOING),
    e.ClaimedDone: Act(_UNIT, AT_WORK, MatterState.CLAIMED),
    e.Verified: Act(_OFFICE | {Office.DEPUTY}, frozenset({MatterState.CLAIMED})),
    e.RateRequested: Act(_OFFICE, frozenset({MatterState.VERIFIED}), MatterState.RATING),
    e.Rated: Act(_PEOPLE, frozenset({MatterState.RATING})),
    e.RatingClosed: Act(_OFFICE, frozenset({MatterState.RATING})),
    e.FaceToFaceHeld: Act(_OFFICE, frozenset({MatterState.FACE_TO_FACE}), MatterState.RATING),
    e.Suspended: Act(_PRESIDIUM, UNDER_WAY, MatterState.SUSPENDED),
    e.Resumed: Act(_PRESIDIUM, frozenset({MatterState.SUSPENDED})),
    e.Closed: Act(_OFFICE, frozenset({MatterState.RATED}), MatterState.CLOSED),
    e.ReopenAsked: Act(_PEOPLE, frozenset({MatterState.CLOSED})),
    e.Objected: Act(_PEOPLE, ALL),
    e.Escalated: Act(_OFFICE, UNDER_WAY),
    e.DeliveryDue: Act(_OFFICE, ALL),
    e.Delivered: Act(_OFFICE | {Office.CONTACT}, ALL),
    e.ReviewPlanned: Act(_OFFICE, ALL),
    e.Reviewed: Act(_OFFICE | _PRESIDIUM, ALL),
    e.Noted: Act(frozenset(Office) - {Office.AUDITOR, Office.RESIDENT}, ALL),
    e.Hidden: Act(_OFFICE, ALL),
}


def check_act(kind: type[e.MatterEvent], state: MatterState, office: Office) -> None:
    """Forbid an act that belongs to others, refuse one that this state does not allow."""
    act = ACTS[kind]
    if office not in act.offices:
        raise Forbidden("not-your-office", offices=sorted(act.offices))
    if state not in act.states:
        raise Refused("not-in-this-state", state=state)


def open_acts(state: MatterState, office: Office) -> frozenset[str]:
    """The names of the acts this office may do now: what a page offers."""
    return frozenset(
        kind.__name__
        for kind, act in ACTS.items()
        if office in act.offices and state in act.states
    )
