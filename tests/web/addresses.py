"""What stands in the addresses of a house with a meeting in full swing."""

from tests.ballots.funnel.fei import shown
from tests.cast import Congress, FixedClock
from tests.consult.poll.zeguo import reported
from tests.web.archive.meetings import opened
from tests.web.browse import Hall
from tests.web.papers import paper_and_notice


def addressed(hall: Hall, congress: Congress, clock: FixedClock) -> dict[str, str]:
    """The names that a route's path may have, each with something that is there."""
    poll = hall.do(reported, congress)
    return {
        "poll": poll,
        "invitation": hall.house.signer.invitation_token(poll, 1),
        "card": "2" * 10,
        "meeting": congress.meeting,
        "token": hall.house.signer.screen_token(congress.meeting),
        "code": congress.codes[congress.deputies[-1].person],
        "person": congress.deputies[-1].person,
        "document": "minutes.pdf",
        "language": "en",
        "size": "large",
        "funnel": hall.do(shown, congress),
        "stage": "1",
        "screen": congress.meeting,
        "agenda": "village",
        "template": "annual",
        "feed": hall.house.signer.calendar_token("meeting", congress.meeting),
        "archive": opened(hall, clock),
        "number": "1",
        "rite": "attendance",
    } | hall.do(paper_and_notice, hall.house, congress)
