"""A report from a phone or of a deputy: what waits for the congress office. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.errors import Refused
from followup.calendar import Calendar
from followup.terms import Terms

TEXT_LENGTH = 1000  # characters
PLACE_LENGTH = 60
CONTACT_LENGTH = 60


class ReportState(StrEnum):
    RECEIVED = "received"
    TURNED = "turned"  # into a matter
    JOINED = "joined"  # to another report, whose fate it shares
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Report:
    """Without whoever brought it: name and telephone are kept apart."""

    id: str
    is_deputy: bool
    title: str
    text: str
    place: str
    photo: str  # its name on the shelf, or empty
    is_urgent: bool
    received_at: datetime
    received_on: date
    state: ReportState
    joins: str = ""
    matter: str = ""
    reason: str = ""


def receive_by(report: Report, terms: Terms, calendar: Calendar) -> date:
    """The last day on which the office is to take it up."""
    days = terms.urgent_receive_days if report.is_urgent else terms.assign_days
    return calendar.add(report.received_on, days)


def check_waiting(report: Report) -> None:
    if report.state is not ReportState.RECEIVED:
        raise Refused("report-settled")
