"""What stands in the addresses of a house with a meeting in full swing."""

from dataclasses import replace
from datetime import date

from consult.contribution.commands import contribute
from consult.contribution.said import EntryId
from consult.drafts.commands import lay_draft
from consult.experts.commands import list_expert
from consult.hall.commands import invite, pick_expert
from consult.hall.record.commands import ask
from consult.hall.record.said import HallAsked
from consult.merges.commands import Pair, ask_merge
from consult.recordings.shelf import Recordings
from tests.ballots.funnel.fei import shown
from tests.cast import Congress, FixedClock
from tests.consult.poll.zeguo import reported
from tests.consult.resolved import sent_up
from tests.consult.yard import gathered, words
from tests.consult.yard import stool as stool_at
from tests.followup.town import photographed, some_report
from tests.sessions.handouts.files import jpeg
from tests.web.archive.meetings import opened
from tests.web.browse import Hall
from tests.web.papers import paper_and_notice


def addressed(hall: Hall, congress: Congress, clock: FixedClock) -> dict[str, str]:
    """The names that a route's path may have, each with something that is there."""
    poll = hall.do(reported, congress)
    photo = Recordings(hall.house.settings.data / "evidence").keep(jpeg())
    return {
        "poll": poll,
        "invitation": hall.house.signer.invitation_token(poll, 1),
        "sheet": "2" * 10,
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
        "matter": hall.do(photographed, hall.house.db, congress, photo),
        "kind": "Accepted",
        "report": hall.do(some_report, hall.house.db),
        "message": "none",
        "photo": photo,
        "delivery": "none",
        "slip": "2" * 12,
    } | hall.do(paper_and_notice, hall.house, congress)


def in_the_yard(hall: Hall, congress: Congress) -> tuple[dict[str, str], dict[str, str]]:
    """The names of a consultation in the meeting, and what the phone of its stool 1 holds."""
    codes = hall.do(gathered, congress)
    one = hall.do(stool_at, congress, 1)
    photo = replace(words(), photo=hall.house.recordings.keep(jpeg()))
    hall.do(contribute, congress.db, one, photo, "a" * 32)
    hall.do(contribute, congress.db, hall.do(stool_at, congress, 2), words(), "b" * 32)
    pair = Pair(EntryId("a" * 32), EntryId("b" * 32))
    hall.do(ask_merge, congress.db, congress.clerk, pair, "c" * 32)
    expert = hall.do(list_expert, congress.db, "周敏", "钱远", "水利", "")
    phone = hall.browser()
    phone.act(f"/t/{codes[1]}")
    names = {"card": codes[1], "stool": one.id, "statement": "a" * 32, "expert": expert}
    names |= {"what": "photo", "ask": "c" * 32}
    names["referral"] = hall.do(sent_up, congress)
    hall.do(lay_draft, congress.db, congress.clerk, "村规", "一\n二", "d" * 32)
    day = date(2026, 1, 12)
    names["department"] = hall.do(invite, congress.db, congress.clerk, "县住建局", "局长", day)
    names["pick"] = hall.do(pick_expert, congress.db, congress.clerk, expert)
    asked = HallAsked("何时开工？")
    hall.do(ask, congress.db, congress.clerk, None, asked, "e" * 32)
    names["asked"] = "e" * 32
    names |= {"draft": "d" * 32, "paragraph": "1", "table": "summary"}
    return names, phone.kept
