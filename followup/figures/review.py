"""What happened in a stretch of days and how it stands at its end: circular and year report.

Computed from the events up to the last day, so that the circular of March is the same whenever
it is printed (as long as nobody changes calendar or terms). Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from followup import event as e
from followup.calendar import Calendar
from followup.figures.counting import (
    COUNTED,
    Counted,
    Figures,
    PartedBy,
    counts_of,
    figures,
    heard_of,
    released,
)
from followup.money import Money
from followup.summary import Summary, View, summary, view
from followup.terms import Terms
from followup.warning import Colour

TOLD = (e.MilestoneDone, e.ClaimedDone, e.Verified, e.HandedOverAgain, e.Suspended, e.Closed)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one matter on a day."""

    on: date
    kind: str
    no: str
    title: str
    org_name: str
    name: str = ""  # of the milestone


@dataclass(frozen=True, slots=True)
class Review:
    """`listed` are the matters, late first; `happened` only what lies in the days."""

    first: date
    last: date
    listed: tuple[Summary, ...]
    happened: tuple[Told, ...]
    decided: int  # in these days
    figures: Figures
    by_level: Figures
    money: Money

    @property
    def colours(self) -> Mapping[str, int]:
        return Counter(one.colour for one in self.listed)

    @property
    def late(self) -> tuple[Summary, ...]:
        """Those that a circular names: yellow and red."""
        wanted = (Colour.YELLOW, Colour.RED)
        return tuple(one for one in self.listed if one.colour in wanted)


def review(
    chains: Mapping[str, Iterable[e.MatterEvent]],
    terms: Terms,
    calendar: Calendar,
    first: date,
    last: date,
) -> Review:
    """The matters that were decided by the last day, as they stood then."""
    views = []
    for events in chains.values():
        known = [one for one in events if one.day <= last]
        if any(isinstance(one, e.MatterOpened) for one in known):
            views.append((view(known, terms, calendar, last), len(known)))
    listed = [summary(seen, calendar, number) for seen, number in views]
    listed.sort(key=lambda one: one.no, reverse=True)
    listed.sort(key=lambda one: (-one.rank, -one.late))  # late first, as on the boards
    seen = [one for one, _ in views]
    accounts = tuple(account for one in seen for account in one.money.accounts)
    happened = [told for one in seen for told in _happened(one, first)]
    return Review(
        first,
        last,
        tuple(listed),
        tuple(sorted(happened, key=lambda one: (one.on, one.no))),
        sum(first <= one.decided_on <= last for one in listed),
        figures_of(seen, PartedBy.UNIT, calendar),
        figures_of(seen, PartedBy.LEVEL, calendar),
        Money(accounts),
    )


def figures_of(views: Iterable[View], by: PartedBy, calendar: Calendar) -> Figures:
    """The same figures as the boards have, from the matters themselves."""
    groups: dict[str, list[View]] = {}
    names: dict[str, str] = {}
    listed = list(views)
    for one in listed:
        matter, lead = one.progress.matter, one.progress.lead
        assert matter is not None, "the first event opens it"
        key = {
            PartedBy.UNIT: lead.org if lead else "",
            PartedBy.LEVEL: str(matter.level),
            PartedBy.YEAR: str(matter.decided_on.year),
        }[by]
        groups.setdefault(key, []).append(one)
        names[key] = (
            lead.org_name
            if by is PartedBy.UNIT and lead
            else key
            if by is PartedBy.YEAR
            else ""
        )
    counted = [_counted(key, names[key], groups[key], calendar) for key in sorted(groups)]
    heard = [said for one in listed for said in heard_of(one)]
    terms = listed[0].progress.terms if listed else Terms()
    return figures(by, counted, *released(heard, terms.k))


def _counted(key: str, name: str, views: list[View], calendar: Calendar) -> Counted:
    sums = dict.fromkeys(COUNTED, (0, 0))
    for one in views:
        for rate in counts_of(one, calendar):
            count, of = sums[rate.figure]
            sums[rate.figure] = (count + rate.count, of + rate.of)
    return Counted(key, name, len(views), sums)


def _happened(seen: View, first: date) -> Iterable[Told]:
    matter = seen.progress.matter
    assert matter is not None
    steps = {one.seq: one.name for one in matter.milestones}
    for one in seen.progress.taken:
        if isinstance(one, TOLD) and one.day >= first:
            name = steps.get(one.seq, "") if isinstance(one, e.MilestoneDone) else ""
            kind = type(one).__name__
            yield Told(one.day, kind, matter.no, matter.title, one.org_name, name)


def percent_of(money: Money) -> float | None:
    """Paid of planned, in percent."""
    return float(round(money.paid * 100 / money.planned, 1)) if money.planned else None
