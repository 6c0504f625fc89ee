"""The rooms beside the meeting, moment by moment: choosing, the yard, polls, and afterwards."""

from playwright.sync_api import Page

from consult.contribution.commands import contribute, new_entry_id
from consult.drafts.commands import lay_draft
from followup.office import Tier
from followup.offices.commands import found_office
from sessions.signin.commands import print_badges
from tests.ballots.funnel.fei import shown
from tests.browser.around import open_all
from tests.browser.people import LAPTOP
from tests.browser.tour import Tour
from tests.consult.hall import asked_in_the_hall, prepared_hall
from tests.consult.poll.zeguo import reported
from tests.consult.resolved import promised, promised_and_closed, sent_up
from tests.consult.yard import gathered, stool, words
from tests.followup.rated import being_rated, checked
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
    said = new_entry_id()
    tour.stage.run(contribute(here.db, one, words(), said))
    tour.clerk(f"{tour.m}/consult", "bench", open_all)
    tour.clerk(f"{tour.m}/consult/talk", "talk", open_all)
    tour.clerk(f"{tour.m}/consult/hands", "hands", open_all)
    tour.clerk(f"{tour.m}/consult/talk/paper", "talk-paper", open_all)
    tour.clerk(f"{tour.m}/consult/talk/typed", "talk-typed", open_all)
    tour.clerk(f"{tour.m}/consult/said/{said}", "bench-thread", open_all)
    tour.voter(f"{tour.m}/circle", "circle", open_all)
    tour.clerk(f"{tour.m}/desk/consult/online", "online-desk", open_all)
    tour.clerk(f"{tour.m}/desk/consult/draft", "draft-desk", open_all)
    tour.stranger(f"{tour.m}/online", "online")
    tour.stranger(f"{tour.m}/picture", "picture")
    tour.screen("picture", "/consult/picture")
    tour.stranger(f"/t/{codes[1]}", "stool-card")
    phone = tour.hall.context(LAPTOP, tour.lang).new_page()
    phone.goto(f"/t/{codes[1]}")
    phone.locator("main form button").click()
    tour.look(phone, f"{tour.m}/stool", "stool", open_all)
    tour.look(phone, f"{tour.m}/voice", "voice", open_all)
    tour.look(phone, f"{tour.m}/voice/next", "voice-next", open_all)
    draft = new_entry_id()
    tour.stage.run(lay_draft(here.db, here.clerk, "村规", "一\n二", draft))
    tour.look(phone, f"{tour.m}/draft/{draft}", "draft", open_all)
    tour.look(phone, f"{tour.m}/stool/said/{said}", "thread", open_all)
    tour.screen("yard", "/consult")
    resolving_in_the_yard(tour)
    tour.look(phone, f"{tour.m}/stool/resolution", "stool-resolution", open_all)
    meeting_in_the_hall(tour)
    tour.look(phone, f"{tour.m}/stool/record", "stool-record", open_all)
    tour.look(phone, f"{tour.m}/stool/questions", "stool-questions", open_all)


def meeting_in_the_hall(tour: Tour) -> None:
    """The same consultation, held in a hall."""
    here = tour.stage.congress
    tour.stage.run(prepared_hall(here))
    tour.stage.run(asked_in_the_hall(here))
    tour.clerk(f"{tour.m}/desk/consult/hall", "hall-desk", open_all)
    tour.clerk(f"{tour.m}/desk/consult/hall/questions", "hall-questions", open_all)
    tour.clerk(f"{tour.m}/desk/consult/hall/record", "hall-record", open_all)
    tour.clerk(f"{tour.m}/desk/consult/hall/record/sheet", "hall-sheet", open_all)
    tour.stranger(f"{tour.m}/hall", "hall-public")


def resolving_in_the_yard(tour: Tour) -> None:
    here = tour.stage.congress
    light = tour.stage.run(promised(here))
    way = tour.stage.run(sent_up(here))
    tour.clerk(f"{tour.m}/desk/consult/resolution", "resolution", open_all)
    tour.clerk(f"{tour.m}/desk/consult/resolution/of/{light}", "resolution-one", open_all)
    tour.clerk(f"{tour.m}/desk/consult/resolution/script", "resolution-script", open_all)
    tour.clerk(f"{tour.m}/desk/consult/resolution/sheet", "resolution-sheet", open_all)
    tour.clerk(f"{tour.m}/desk/consult/resolution/notice", "resolution-notice", open_all)
    tour.clerk(f"{tour.m}/desk/consult/resolution/ledger", "resolution-ledger", open_all)
    tour.screen("yard-resolution", "/consult/resolution")
    tour.clerk("/ladder", "ladder", open_all)
    tour.clerk(f"/ladder/of/{way}", "referral", open_all)
    tour.stranger("/ladder/measured", "ladder-measured")


def following(tour: Tour) -> None:
    here = tour.stage.congress
    matter = tour.stage.run(some_matter(here.db, here, tour.lang))
    tour.stranger("/matters", "matters")
    tour.stranger(f"/matters/{matter}", "matter")
    tour.voter("/matters-desk", "matters-desk", open_all)  # for a unit
    tour.stage.run(promised_and_closed(here))
    # Then the clerk is a congress office of its own.
    office_of = (here.db, here.clerk.person, here.clerk.name, f"青石镇{tour.lang}", Tier.TOWN)
    tour.stage.run(found_office(*office_of))
    tour.clerk(f"{tour.m}/desk/matters", "matters-decided", open_all)
    tour.clerk(f"{tour.m}/desk/matters/vote", "matters-vote", open_all)
    tour.voter(f"/matters/{matter}", "matter-desk", open_all)
    tour.voter("/matters-mine", "matters-mine", open_all)
    tour.stranger("/matters-figures", "matters-figures")
    here.codes.update(tour.stage.run(print_badges(here.db, here.outsider, None)))
    office = tour.hall.enter(LAPTOP, here.outsider.person, lang=tour.lang)
    tour.look(office, f"/matters/{matter}", "matter-office", open_all)
    tour.look(office, "/matters-supervision", "matters-supervision", open_all)
    tour.look(office, "/matters-circular", "matters-circular", open_all)
    tour.look(office, "/matters-year", "matters-year", open_all)
    tour.stranger("/report", "report")
    tour.stranger("/report-found", "report-found")
    tour.look(office, "/reports", "reports", open_all)
    tour.look(office, "/matters-outbox", "matters-outbox", open_all)
    tour.look(office, "/deliveries", "deliveries", open_all)
    tour.look(office, f"/matters/{matter}/deliveries", "matter-deliveries", open_all)
    tour.look(office, f"/matters/{matter}/slips", "matter-slips", open_all)
    tour.look(office, "/matters-rhythm", "matters-rhythm", open_all)
    tour.look(office, "/matters-office", "matters-office", open_all)
    rating_afterwards(tour, office)


def rating_afterwards(tour: Tour, office: Page) -> None:
    here = tour.stage.congress
    mark = f"{tour.lang}-"
    _, waits = tour.stage.run(checked(here.db, here, f"{mark}1"))
    matter, code = tour.stage.run(being_rated(here.db, here, f"{mark}2"))
    tour.look(office, f"/matters/{waits}/rating", "rating-ask", open_all)
    tour.look(office, f"/matters/{matter}/rating", "rating-desk", open_all)
    office.goto(f"/matters/{matter}/rating")
    tour.stranger("/rate", "rate-code")
    tour.stranger(f"/rate/{code}", "rate-slip")
    tour.stranger(f"/matters/{matter}", "rating-told")
    deputy = tour.hall.enter(LAPTOP, here.deputies[5].person, lang=tour.lang)
    tour.look(deputy, "/rate", "rate-list")
    tour.look(deputy, f"/matters/{matter}/rate", "rate-deputy")
    for button in ("satisfied", "basically"):
        deputy.locator(f".marks .{button} input").first.check()
    deputy.locator(".marks .basically input").last.check()
    deputy.locator("main form button").click()
    tour.look(deputy, f"/matters/{matter}/rate", "rate-thanks")
    open_all(office)
    office.locator("form[action$='/slips'] button").click()
    tour.hall.shot(office, "rating-slips", whole=True)


ROOMS = (choosing, polling, sitting_in_the_yard, following)
