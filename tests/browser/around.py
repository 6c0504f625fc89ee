"""What stands around the vote, moment by moment: papers, speakers, screens, and the record."""

from playwright.sync_api import Page

from sessions import queries as sessions
from sessions.archive import queries as archives
from sessions.archive.commands import open_archive
from sessions.archive.terms import Copy
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import close_meeting
from sessions.notices.commands import give_notice
from sessions.notices.notice import To
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.queries import floor_view
from sessions.speaking.questions.commands import put_question
from sessions.speaking.summaries.commands import write_summary
from tests.browser.stage import Stage
from tests.browser.test_floor import put_on
from tests.browser.test_guide import furnish
from tests.browser.tour import Tour
from tests.web.test_audit_page import with_auditor

ROWS = (6, 8, 8)  # seats: enough for a picture
CAST = ["++++++++++.."] * 4 + ["-+++++++++o."] * 4


def open_all(page: Page) -> None:
    """Everything that is folded away is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def handing_out(tour: Tour) -> None:
    here = tour.stage.congress
    word = tour.stage.run(furnish(tour.stage, ROWS))
    tour.stage.run(give_notice(here.db, here.clerk, "下午2时30分继续开会。", To.ALL))
    tour.stage.gather()
    tour.voter(tour.m, "now")
    for path in ("guide/agenda", "guide/seat", "guide/delegation", "handouts", "notices"):
        tour.voter(f"{tour.m}/{path}", path.replace("/", "-"))
    tour.voter(f"{tour.m}/handouts/{word}", "handout")
    tour.voter("/privacy", "privacy")
    for path in ("handouts", "notices", "attendance", "retention"):
        tour.clerk(f"{tour.m}/desk/{path}", f"desk-{path}", open_all)
    tour.clerk(f"{tour.m}/screens", "screens", open_all)
    tour.screen("test", "/test")


def speaking(tour: Tour) -> None:
    tour.stage.gather()
    item = said(tour.stage)
    tour.voter(tour.m, "now", open_all)
    tour.voter(f"{tour.m}/speaking", "my-speeches", open_all)
    tour.voter(f"{tour.m}/questions", "questions", open_all)
    tour.chair(f"{tour.m}/chair", "chair", open_all)
    tour.clerk(f"{tour.m}/floor/{item}", "floor", open_all)
    tour.clerk(f"{tour.m}/questions", "desk-questions", open_all)
    tour.clerk(f"{tour.m}/summaries", "summaries", open_all)
    tour.screen("lectern")


def said(stage: Stage) -> str:
    """One has spoken and waits for the summary, one speaks, two wait; a question is open."""
    voter = stage.voters[0].person
    here = stage.congress
    stage.run(mark_attendance(here.db, here.clerk, voter, Attendance.PRESENT, ""))
    item = put_on(stage)
    stage.run(_said(stage, item))
    return item


async def _said(stage: Stage, item: str) -> None:
    here = stage.congress
    turns: list[str] = []
    for _ in range(2):
        view = await here.read(sessions.meeting_view, here.meeting)
        floor = await here.read(floor_view, here.meeting, view.current)
        assert floor.next is not None, "somebody waits"
        if turns:
            await stop_turn(here.db, here.chair, turns[-1])
        turns.append(await call_up(here.db, here.chair, item, floor.next.entry))
    await write_summary(here.db, here.clerk, turns[0], "赞成政府工作报告。", send=True)
    await put_question(here.db, stage.voters[0], item, "财政局", "新增债务如何偿还？")


def filing(tour: Tour) -> None:
    here, stage = tour.stage.congress, tour.stage
    auditor = stage.run(with_auditor(here))
    stage.gather()
    stage.open_vote()
    stage.run(here.cast_all(stage.round, CAST, here.deputies[3:]))
    stage.run(here.announce(stage.round))
    tour.clerk(f"{tour.m}/documents", "documents-unfinished", open_all)
    stage.run(close_meeting(here.db, here.chair))
    stage.run(stage.server.house.keeper.settled())
    tour.clerk(f"{tour.m}/documents", "documents", open_all)
    tour.clerk(f"{tour.m}/record", "record", open_all)
    tour.clerk(f"{tour.m}/archive", "archive-of-meeting", open_all)
    tour.auditor(auditor, f"{tour.m}/audit", "audit", open_all)
    [public] = [
        one.hash
        for one in stage.run(here.read(archives.of_meeting, here.meeting))
        if one.copy is Copy.PUBLIC
    ]
    stage.run(open_archive(here.db, public, "", True))
    tour.stranger("/archives", "library")
    tour.stranger(f"/archives/{public}", "archive")
    tour.clerk("/archives", "library-search", open_all)


AROUND = (handing_out, speaking, filing)
