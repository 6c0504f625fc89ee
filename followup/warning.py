"""White, yellow, red: computed from duties, milestones and money, with the facts beside it.

Nobody types a colour. A unit may explain (`event.Noted`) and dispute (`event.Objected`); the
colour changes when the facts do. `RULE` changes with any change of what is computed here. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from followup.acts import MatterState
from followup.calendar import Calendar
from followup.duties import Owed, days_late, moved
from followup.matter import Duty
from followup.money import Money
from followup.standing import Progress

RULE = "1"


class Colour(StrEnum):
    CLEAR = "clear"
    WHITE = "white"
    YELLOW = "yellow"
    RED = "red"


RANK = {colour: rank for rank, colour in enumerate(Colour)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `code` is a sentence of the doors, `facts` are its figures."""

    colour: Colour
    code: str
    org: str = ""
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warning:
    """The colour of a matter or of one unit in it, by this version of the rule."""

    colour: Colour
    reasons: tuple[Reason, ...]
    rule: str = RULE

    def of(self, org: str) -> "Warning":
        """For one unit: what is owed by it."""
        own = tuple(one for one in self.reasons if one.org == org)
        return Warning(worst(one.colour for one in own), own, self.rule)


def worst(colours: Iterable[Colour]) -> Colour:
    return max(colours, key=RANK.__getitem__, default=Colour.CLEAR)


def warning(
    now: Progress, owed: Iterable[Owed], money: Money, calendar: Calendar, today: date
) -> Warning:
    """The colour on `today`; what is closed has none."""
    if now.matter is None or now.state is MatterState.CLOSED:
        return Warning(Colour.CLEAR, ())
    still = [one for one in owed if one.is_open]
    found = [
        *_late(now, still, calendar, today),
        *_silent(now, still, calendar, today),
        *_behind(now, today),
        *_overspent(now, money),
    ]
    found.sort(key=lambda one: -RANK[one.colour])
    return Warning(worst(one.colour for one in found), tuple(found))


def _late(
    now: Progress, still: Iterable[Owed], calendar: Calendar, today: date
) -> Iterator[Reason]:
    terms = now.terms
    soon = terms.soon_days
    if now.matter is not None and now.matter.is_urgent:
        left = max(100 - terms.urgent_warn_percent, 0)
        soon = terms.urgent_answer_days * left // 100
    brings = set[str]()
    for one in still:
        late = days_late(one, now, calendar, today)
        if one.duty is Duty.DELIVER and one.org in brings:
            continue  # of many people to be told, the first one is the reason
        brings |= {one.org} if one.duty is Duty.DELIVER else set()
        if late < -soon:
            continue
        facts: dict[str, object] = {
            "duty": one.duty,
            "ref": one.ref,
            "due": one.due.isoformat(),
            "days": abs(late),
        }
        if late > 0 and one.duty is Duty.DONE and one.round > 1:
            yield Reason(Colour.RED, "late-second", one.org, facts)
        elif late > terms.red_after:
            yield Reason(Colour.RED, "late", one.org, facts)
        elif late > terms.yellow_after:
            yield Reason(Colour.YELLOW, "late", one.org, facts)
        else:
            yield Reason(Colour.WHITE, "late" if late > 0 else "soon", one.org, facts)


def _silent(
    now: Progress, still: Iterable[Owed], calendar: Calendar, today: date
) -> Iterator[Reason]:
    """Two quarters without a report."""
    missing: dict[str, int] = {}
    for one in still:
        if one.duty is Duty.REPORT and days_late(one, now, calendar, today) > 0:
            missing[one.org] = missing.get(one.org, 0) + 1
    for org, count in missing.items():
        if count >= now.terms.reports_missing:
            yield Reason(Colour.RED, "silent", org, {"count": count})


def _behind(now: Progress, today: date) -> Iterator[Reason]:
    """Weight of evidenced milestones against the weight planned by now."""
    if now.matter is None or now.lead is None:
        return
    held = now.pauses[-1][0] if now.state is MatterState.SUSPENDED else today
    reached = min(today, held)
    planned = sum(
        one.weight
        for one in now.matter.milestones
        if moved(now, one.planned_on, now.planned_on) < reached
    )
    if not planned:
        return
    percent = min(now.earned * 100 // planned, 100)
    facts: dict[str, object] = {"percent": percent, "earned": now.earned, "planned": planned}
    if now.earned * 100 < planned * now.terms.red_percent:
        yield Reason(Colour.RED, "behind", now.lead.org, facts)
    elif now.earned * 100 < planned * now.terms.yellow_percent:
        yield Reason(Colour.YELLOW, "behind", now.lead.org, facts)


def _overspent(now: Progress, money: Money) -> Iterator[Reason]:
    org = now.lead.org if now.lead else ""
    for one in money.accounts:
        if one.is_over:
            facts: dict[str, object] = {
                "source": one.source,
                "planned": str(one.planned),
                "paid": str(one.paid),
            }
            yield Reason(Colour.YELLOW, "overspent", org, facts)
