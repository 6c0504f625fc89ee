"""The method of a vote: drafted, explained, deliberated, adopted, and opened for amendment."""

from dataclasses import replace

from starlette.responses import Response

from ballots import commands
from ballots.adoption import Hands
from ballots.method import VoteMethod
from ballots.methods import commands as methods
from ballots.methods.templates import Template, from_template
from core.errors import Refused
from web.access import Who, act
from web.method_form import field_of, typed_method
from web.routes.meeting import chair
from web.routes.votes import (
    ITEM,
    M,
    back_to_desk,
    panel_of,
    paper_of,
    read_desk,
    show_desk,
    vote_desk,
)
from web.totals import HANDS_MOST
from web.visit import Visit


async def draft_method(visit: Visit) -> Response:
    method = typed_method(visit.form)
    paper = await paper_of(visit)
    try:
        await commands.draft_method(visit.house.db, visit.me, paper.id, method)
    except Refused as refusal:
        refusal.field = refusal.field and field_of(refusal.field, visit.form)
        raise
    return back_to_desk(visit)


async def take_template(visit: Visit) -> Response:
    """Fill the form from a template. Nothing is saved; typed changes are asked for first."""
    template = visit.form.choice("template", Template)
    visit.form.check()
    saved = (await read_desk(visit)).method
    is_sure = "sure" in visit.request.query_params
    if not is_sure and _is_edited(visit, saved):
        raise Refused("template-over-draft", "template")
    return await show_desk(visit, from_template(template, saved), template)


def _is_edited(visit: Visit, saved: VoteMethod) -> bool:
    """Whether the form says something else than when it was shown."""
    began = visit.form.values.get("began", "")
    shown = from_template(Template(began), saved) if began in list(Template) else saved
    try:
        typed = typed_method(visit.form)
    except Refused:
        return True  # half a line is somebody's work as well
    return replace(typed, candidates=shown.candidates) != shown


async def explain_method(visit: Visit) -> Response:
    """What the form means as it stands: for its script the panel alone, else the whole page."""
    if visit.form.is_ticked("panel"):
        panel = panel_of(visit, await read_desk(visit))
        return visit.render("ballots/meaning.html", panel=panel)
    typed_method(visit.form)
    visit.keeps_typed = True
    return await show_desk(visit)


async def deliberate_method(visit: Visit) -> Response:
    opinions = visit.form.text("opinions", methods.OPINIONS_LENGTH)
    visit.form.check()
    shown, paper = visit.form.values.get("of", ""), await paper_of(visit)
    await methods.deliberate_method(visit.house.db, visit.me, paper.id, opinions, shown)
    return back_to_desk(visit)


async def amend_method(visit: Visit) -> Response:
    reason = visit.form.text("reason", methods.REASON_LENGTH)
    visit.form.check()
    paper = await paper_of(visit)
    await methods.amend_method(visit.house.db, visit.me, paper.id, reason)
    return back_to_desk(visit)


async def adopt_method(visit: Visit) -> Response:
    form = visit.form
    hands = Hands(
        form.number("for", 0, HANDS_MOST),
        form.number_or_none("against", 0, HANDS_MOST) or 0,
        form.number_or_none("abstain", 0, HANDS_MOST) or 0,
    )
    form.check()
    shown = form.values.get("of", "")  # what the hall saw when it raised its hands
    await commands.adopt_method(visit.house.db, visit.me, visit.path("paper"), hands, shown)
    return visit.go(f"/m/{visit.me.meeting}/chair")


routes = [
    act(f"{ITEM}/method", draft_method, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/template", take_template, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/meaning", explain_method, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/deliberate", deliberate_method, Who.CLERK, again=vote_desk),
    act(f"{ITEM}/amend", amend_method, Who.CLERK, again=vote_desk),
    act(f"{M}/papers/{{paper:str}}/adopt", adopt_method, Who.CHAIR, again=chair),
]
