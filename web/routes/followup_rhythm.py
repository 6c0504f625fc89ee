"""The year of matters: which reviews are due, planned, held or late; and meetings for them."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from core.errors import Forbidden, Refused
from followup import commands as matters
from followup import event as e
from followup.calendar import day_of
from followup.matter import TEXT_LENGTH
from followup.office import Actor, Office, OrgKind, Tier
from followup.queries import Held, orgs
from followup.rhythm import commands, queries
from followup.rhythm.review import (
    FIRST_YEAR,
    INSPECTIONS,
    LAST_YEAR,
    MOST_MATTERS,
    Finding,
    Review,
    last_day,
)
from sessions import queries as sessions
from sessions.agenda.commands import fill_agenda
from sessions.agenda.item import TITLE_LENGTH, ItemKind
from sessions.commands import call_meeting
from web.access import Who, act, page
from web.followup_rhythm_words import GRADES, MEETING, QUESTIONS, REPORT
from web.language import translations
from web.routes.followup_board import BOARD, fresh
from web.routes.followup_lists import check_sees_all
from web.routes.followup_office import day_typed
from web.routes.followup_outbox import congress_office
from web.visit import Visit
from web.words import named

RHYTHM = f"{BOARD}-rhythm"
LINE = tuple[int, Mapping[str, str]]


def _asked(visit: Visit) -> tuple[int, str, Review]:
    """Year, level and review, from the address or from a form that was refused."""
    given = {**visit.request.query_params, **visit.form.values}
    typed, today = given.get("year", ""), day_of(visit.house.db.clock())
    is_year = typed.isascii() and typed.isdecimal() and len(typed) == 4
    year = int(typed) if is_year else today.year
    level, review = given.get("level", ""), given.get("review", "")
    chosen = Review(review) if review in set(Review) else Review.PLAN
    fits = FIRST_YEAR <= year <= LAST_YEAR
    return year if fits else today.year, level if level in set(Tier) else "", chosen


async def rhythm(visit: Visit) -> Response:
    own = await check_sees_all(visit)
    await fresh(visit)
    year, level, review = _asked(visit)
    found = await _year(visit, year, level, review)
    return visit.render(
        "followup/rhythm.html",
        found=found,
        level=level,
        tiers=Tier,
        reviews=Review,
        findings=Finding,
        last={one: last_day(one, year) for one in INSPECTIONS},
        today=day_of(visit.house.db.clock()),
        is_office=Office.CONGRESS_OFFICE in own.offices,
        may_write=_writer(own) is not None,
        may_call=visit.holder is not None and visit.holder.may_call,
        name=title_of(visit, year, review),
        most=TEXT_LENGTH,
    )


async def _year(visit: Visit, year: int, level: str, review: Review) -> queries.Year:
    today = day_of(visit.house.db.clock())
    async with visit.house.db.reading() as connection:
        return await queries.year_of(connection, year, level, review, today)


def _writer(own: Held) -> Office | None:
    """As what somebody writes down what a review came to."""
    both = (Office.CONGRESS_OFFICE, Office.PRESIDIUM)
    return next((one for one in both if one in own.offices), None)


async def plan(visit: Visit) -> Response:
    """A draft meeting with these matters on its agenda, told to each of them."""
    by = await congress_office(visit)
    if visit.holder is None or not visit.holder.may_call:
        raise Forbidden("not-your-door")
    year, level, review = _asked(visit)
    title, on = visit.form.text("title", 80), visit.form.text("date", 10)
    visit.form.check()
    day = day_typed(on, "date")
    found = await _year(visit, year, level, review)
    ticked = [one for one in _choices(found) if visit.form.is_ticked(f"take-{one[0]}")]
    if not 0 < len(ticked) <= MOST_MATTERS:
        raise Refused("review-which", most=MOST_MATTERS)
    meeting = await _meeting(visit, title, on, _agenda(visit, review, ticked))
    told = meeting, title, day
    wanted = [matter for matter, *_ in ticked]
    await commands.plan_reviews(visit.house.db, by, wanted, review, year, told)
    return visit.go(f"/m/{meeting}/desk")


def _choices(found: queries.Year) -> list[tuple[str, str, str]]:
    """Matter, title and unit of all that this review may take."""
    open_lines = [one for one in found.lines if one.step.held_on is None]
    own = [(one.matter, one.title, one.lead) for one in open_lines]
    return own + [(matter, title, "") for matter, _, title in found.others]


def _agenda(visit: Visit, review: Review, wanted: Sequence[tuple[str, str, str]]) -> list[LINE]:
    """Under each matter its report and the questions; the grades stand last."""
    say = translations(visit.language).gettext
    lines: list[LINE] = []
    for _, title, unit in wanted:
        lines.append((0, _item(title, ItemKind.OTHER)))
        lines.append((1, _item(say(REPORT), ItemKind.REPORT, unit)))
        lines.append((1, _item(say(QUESTIONS[review]), ItemKind.DELIBERATION)))
    return [*lines, (0, _item(say(GRADES), ItemKind.VOTE))]


def _item(title: str, kind: ItemKind, unit: str = "") -> dict[str, str]:
    return {"title": title[:TITLE_LENGTH], "kind": kind.value, "unit": unit}


async def _meeting(visit: Visit, title: str, on: str, agenda: Sequence[LINE]) -> str:
    """In the meeting room; whoever calls it is its clerk."""
    db, me = visit.house.db, visit.holder
    assert me is not None, "Who.HOLDER"
    async with db.reading() as connection:
        known = await orgs(connection)
    congress = next((one.name for one in known.values() if one.kind is OrgKind.CONGRESS), "")
    notice = {"title": title, "congress": congress, "place": "", "held_on": "", "date": on}
    meeting = await call_meeting(db, me.person, me.name, notice)
    async with db.reading() as connection:
        clerk = await sessions.find_member(connection, meeting, me.person)
    assert clerk is not None, "called just now"
    await fill_agenda(db, clerk, agenda)
    return meeting


async def note(visit: Visit) -> Response:
    """What the review of one matter came to."""
    own, me = await check_sees_all(visit), visit.holder
    assert me is not None, "Who.HOLDER"
    year, level, review = _asked(visit)
    finding, text = visit.form.choice("finding", Finding), visit.form.prose("text", TEXT_LENGTH)
    visit.form.check()
    by = Actor(me.person, me.name, _writer(own) or Office.AUDITOR)
    facts = {"review": review.value, "year": year, "finding": finding.value, "text": text}
    await matters.record(visit.house.db, by, visit.path("matter"), e.Reviewed, **facts)
    return visit.go(f"{RHYTHM}?year={year}&level={level}&review={review}")


def title_of(visit: Visit, year: int, review: Review) -> str:
    """What a meeting for this review is called, unless the office says otherwise."""
    pattern = translations(visit.language).gettext(MEETING)
    return pattern % {"year": year, "review": named(visit.language, f"Review.{review}")}


routes = [
    page(RHYTHM, rhythm, Who.HOLDER),
    act(RHYTHM, plan, Who.HOLDER, again=rhythm),
    act(f"{RHYTHM}/{{matter:str}}", note, Who.HOLDER, again=rhythm),
]
