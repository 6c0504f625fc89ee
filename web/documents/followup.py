"""通报 and the year's report: composed from a review of the matters' own events."""

from dataclasses import dataclass

from followup.figures.review import Review, percent_of
from followup.warning import RULE
from web.documents.model import Document, Title
from web.documents.scribe import Scribe

CIRCULAR = "documents/circular.html"
YEAR = "documents/year_report.html"


@dataclass(frozen=True, slots=True)
class Head:
    """Who issues it, and the month or year in words."""

    congress: str
    period: str


def compose_review(scribe: Scribe, template: str, head: Head, review: Review) -> Document:
    """The circular of a month or the report of a year."""
    parts = scribe.parts(
        template,
        review=review,
        congress=head.congress,
        month=head.period,
        percent=percent_of(review.money),
        rule=RULE,
    )
    title = parts[0].text if isinstance(parts[0], Title) else ""
    return scribe.document(title.replace("\n", " "), parts)
