"""What stands in the addresses of a house with a meeting in full swing."""

from consult.contribution.commands import contribute
from consult.drafts.commands import lay_draft
from consult.experts.commands import list_expert
from tests.ballots.funnel.fei import shown
from tests.cast import Congress, FixedClock
from tests.consult.yard import gathered, words
from tests.consult.yard import stool as stool_at
from tests.followup.town import some_matter
from tests.web.archive.meetings import opened
from tests.web.browse import Hall
from tests.web.papers import paper_and_notice


def addressed(hall: Hall, congress: Congress, clock: FixedClock) -> dict[str, str]:
    """The names that a route's path may have, each with something that is there."""
    return {
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
        "matter": hall.do(some_matter, hall.house.db, congress),
        "kind": "Accepted",
    } | hall.do(paper_and_notice, hall.house, congress)


def in_the_yard(hall: Hall, congress: Congress) -> tuple[dict[str, str], dict[str, str]]:
    """The names of a consultation in the meeting, and what the phone of its stool 1 holds."""
    codes = hall.do(gathered, congress)
    one = hall.do(stool_at, congress, 1)
    hall.do(contribute, congress.db, one, words(), "a" * 32)
    expert = hall.do(list_expert, congress.db, "周敏", "钱远", "水利", "")
    phone = hall.browser()
    phone.act(f"/t/{codes[1]}")
    names = {"card": codes[1], "stool": one.id, "statement": "a" * 32, "expert": expert}
    hall.do(lay_draft, congress.db, congress.clerk, "村规", "一\n二", "b" * 32)
    names |= {"draft": "b" * 32, "paragraph": "1", "table": "summary"}
    return names, phone.kept
