"""The form of the decided page: what a proposal is filled with, and the draft read from it."""

from collections.abc import Collection
from datetime import date

from core.errors import Refused
from followup.matter import (
    MOST_WEIGHT,
    TEXT_LENGTH,
    TITLE_LENGTH,
    BudgetLine,
    MatterKind,
    Milestone,
)
from followup.office import Tier
from followup.proposal import STEPS, Draft, Promised, Proposal, steps
from web.followup_decided_words import PROMISED
from web.followup_words import BUDGET, MILESTONES
from web.forms import Form
from web.language import Language, translations

ROWS = 5  # milestones of one proposal on the page; a plan with more is changed later
LINES = 3  # of its money
NAME_LENGTH = 60


def proposed(language: Language, said: Proposal, level: Tier) -> Draft:
    """What stands in the fields before the office writes something better."""
    say = translations(language).gettext
    lines = (BudgetLine(1, say(BUDGET), said.investment),) if said.investment else ()
    if said.promised is not None:
        name = said.promised.seen[:NAME_LENGTH] or say(MILESTONES["finished"])
        milestones: tuple[Milestone, ...] = (Milestone(1, name, 100, said.due_on),)
    else:
        names = [say(MILESTONES[step]) for step, _ in STEPS]
        milestones = steps(said.decided_on, said.due_on, names)
    return Draft(
        kind=said.kind,
        level=level,
        title=said.title[:TITLE_LENGTH],
        text=said.text or _told(language, said.promised),
        category=said.category,
        decided_on=said.decided_on,
        decided_by=said.decided_by,
        due_on=said.due_on,
        milestones=milestones,
        lines=lines,
        links=(said.link,),
    )


def _told(language: Language, said: Promised | None) -> str:
    """A promise with all that it says; nothing of one that was not for everybody."""
    if said is None or not said.is_public:
        return ""
    facts = {
        "point": said.point,
        "asked": said.asked,
        "words": said.words,
        "who": said.who,
        "seen": said.seen,
        "checks": said.checks,
    }
    return (translations(language).gettext(PROMISED) % facts)[:TEXT_LENGTH]


def is_taken(form: Form, said: Proposal) -> bool:
    return form.is_ticked(f"take-{said.key}")


def read_draft(form: Form, said: Proposal, known: Collection[str]) -> Draft:
    """What the office made of one proposal; complaints stay in the form until `check`."""
    key = said.key
    lead = form.text(f"lead-{key}", 40, needed=False)
    if lead and lead not in known:
        form.refuse(Refused("no-such-org", f"lead-{key}"))
    return Draft(
        kind=MatterKind(said.kind),
        level=form.choice(f"level-{key}", Tier),
        title=form.text(f"title-{key}", TITLE_LENGTH),
        text=form.prose(f"text-{key}", TEXT_LENGTH, needed=False),
        place=form.text(f"place-{key}", NAME_LENGTH, needed=False),
        category=said.category,
        decided_on=said.decided_on,
        decided_by=said.decided_by,
        lead=lead,
        assists=tuple(org for org in known if form.is_ticked(f"assist-{key}-{org}")),
        due_on=_day(form, f"due-{key}", _first(said)),
        milestones=_milestones(form, said),
        lines=_lines(form, key),
        links=(said.link,),
    )


def _milestones(form: Form, said: Proposal) -> tuple[Milestone, ...]:
    """The rows in which anything stands, numbered anew."""
    found: list[Milestone] = []
    for row in range(1, ROWS + 1):
        name, weight, due = (f"m{row}-{what}-{said.key}" for what in ("name", "weight", "due"))
        if not any(form.values.get(one, "").strip() for one in (name, weight, due)):
            continue
        found.append(
            Milestone(
                len(found) + 1,
                form.text(name, NAME_LENGTH),
                form.number(weight, 1, MOST_WEIGHT),
                _day(form, due, _first(said)),
                form.is_ticked(f"m{row}-photo-{said.key}"),
            )
        )
    return tuple(found)


def _lines(form: Form, key: str) -> tuple[BudgetLine, ...]:
    found: list[BudgetLine] = []
    for row in range(1, LINES + 1):
        source, amount = f"b{row}-source-{key}", f"b{row}-amount-{key}"
        if not any(form.values.get(one, "").strip() for one in (source, amount)):
            continue
        name, planned = form.text(source, NAME_LENGTH), form.money(amount)
        if not form.values.get(amount, "").strip():
            form.refuse(Refused("field-empty", amount))
        if planned is not None:
            found.append(BudgetLine(len(found) + 1, name, planned))
    return tuple(found)


def _first(said: Proposal) -> date:
    """A promise for tonight may be due before its consultation is closed."""
    return min(said.decided_on, said.due_on)


def _day(form: Form, name: str, first: date) -> date:
    """A day such as 2026-02-28, not before the first one that makes sense."""
    typed = form.text(name, 10)
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        if typed:
            form.refuse(Refused("not-a-day", name))
        return first
    if day < first:
        form.refuse(Refused("day-before-decision", name, day=first.isoformat()))
    return day
