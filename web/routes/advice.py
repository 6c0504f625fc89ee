"""The clerk attaches residents' approvals to a vote."""

from starlette.responses import Response

from ballots.funding.commands import attach_advice
from web.access import MOST_UPLOAD, Who, act
from web.routes.votes import ITEM, back_to_desk, paper_of, vote_desk
from web.visit import Visit


async def attach(visit: Visit) -> Response:
    _, content = visit.form.file("approvals")
    visit.form.check()
    paper = await paper_of(visit)
    await attach_advice(visit.house.db, visit.me, paper.id, content)
    return back_to_desk(visit)


routes = [act(f"{ITEM}/advice", attach, Who.CLERK, again=vote_desk, most=MOST_UPLOAD)]
