"""The rooms beside the meeting, moment by moment: choosing, the yard, polls, and afterwards."""

from tests.ballots.funnel.fei import shown
from tests.browser.around import open_all
from tests.browser.people import LAPTOP
from tests.browser.tour import Tour
from tests.consult.poll.zeguo import reported
from tests.consult.yard import gathered, stool
from tests.followup.town import some_matter


def choosing(tour: Tour) -> None:
    funnel = tour.stage.run(shown(tour.stage.congress))
    tour.clerk(f"{tour.m}/desk/funnels", "funnels", open_all)
    tour.clerk(f"{tour.m}/desk/funnels/{funnel}", "funnel", open_all)
    tour.clerk(f"{tour.m}/desk/funnels/{funnel}/stages/{1}", "funnel-stage", open_all)
    tour.stranger(f"/f/{funnel}", "funnel-public")
    tour.stranger("/promises", "promises")


def polling(tour: Tour) -> None:
    poll = tour.stage.run(reported(tour.stage.congress))
    tour.clerk(f"{tour.m}/desk/polls", "polls", open_all)
    tour.clerk(f"{tour.m}/desk/polls/{poll}", "poll", open_all)
    for path in ("panel", "letters", "groups", "paper", "typing"):
        tour.clerk(f"{tour.m}/desk/polls/{poll}/{path}", f"poll-{path}", open_all)
    tour.stranger(f"/poll/{poll}", "poll-public")
    token = tour.stage.server.house.signer.invitation_token(poll, 1)
    tour.stranger(f"/invited/{token}", "poll-letter")


def sitting_in_the_yard(tour: Tour) -> None:
    here = tour.stage.congress
    codes = tour.stage.run(gathered(here))
    one = tour.stage.run(stool(here, 1))
    tour.clerk("/grids", "grids", open_all)
    tour.clerk("/experts", "experts", open_all)
    tour.clerk("/couriers", "couriers", open_all)
    tour.clerk(f"{tour.m}/desk/consult", "consult-desk", open_all)
    tour.clerk(f"{tour.m}/desk/consult/stools/{one.id}", "stool-desk", open_all)
    tour.clerk(f"{tour.m}/consult", "bench", open_all)
    tour.stranger(f"/t/{codes[1]}", "stool-card")
    phone = tour.hall.context(LAPTOP, tour.lang).new_page()
    phone.goto(f"/t/{codes[1]}")
    phone.locator("main form button").click()
    tour.look(phone, f"{tour.m}/stool", "stool", open_all)
    tour.screen("yard", "/consult")


def following(tour: Tour) -> None:
    here = tour.stage.congress
    matter = tour.stage.run(some_matter(here.db, here, tour.lang))
    tour.stranger("/matters", "matters")
    tour.stranger(f"/matters/{matter}", "matter")
    tour.voter("/matters-desk", "matters-desk", open_all)  # for a unit
    tour.clerk(f"{tour.m}/desk/matters", "matters-decided", open_all)
    tour.voter(f"/matters/{matter}", "matter-desk", open_all)
    tour.stranger("/report", "report")
    tour.stranger("/report-found", "report-found")
    tour.clerk("/reports", "reports", open_all)


ROOMS = (choosing, polling, sitting_in_the_yard, following)
