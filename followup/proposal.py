"""What a meeting chose, proposed as matters: read from its journal alone. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.journal import Entry
from followup.calendar import months_after
from followup.matter import BudgetLine, Link, LinkTo, MatterKind, Milestone
from followup.matter import How as LinkHow
from followup.office import Tier

MONTH = re.compile(r"(20\d\d)\s*[-年./]\s*(\d{1,2})")
YEAR = re.compile(r"20\d\d")
STEPS = (("begun", 20), ("half", 30), ("finished", 50))  # worded by the door


@dataclass(frozen=True, slots=True)
class Proposal:
    """One chosen project, and whether a matter came of it already."""

    round: str
    no: int
    title: str
    text: str
    unit: str
    category: str
    investment: Decimal | None
    decided_on: date
    decided_by: str
    due_on: date
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the congress office confirms: a matter that is not yet one."""

    kind: MatterKind
    level: Tier
    title: str
    text: str = ""
    place: str = ""
    category: str = ""
    is_urgent: bool = False
    decided_on: date
    decided_by: str = ""
    lead: str = ""  # organisations
    assists: tuple[str, ...] = ()
    due_on: date | None = None
    milestones: tuple[Milestone, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    links: tuple[Link, ...] = ()


def due_of(completes: str, decided_on: date) -> date:
    """The day a project is to be finished: what was written, else the year's last month."""
    if found := MONTH.search(completes):
        month = min(max(int(found[2]), 1), 12)
        return months_after(date(int(found[1]), month, 1), 1)
    years = YEAR.findall(completes)
    return date(int(years[-1]) if years else decided_on.year, 11, 30)


def steps(first: date, last: date, names: Iterable[str]) -> tuple[Milestone, ...]:
    """Three milestones over the time there is; the clerk writes better ones."""
    span = last - first
    return tuple(
        Milestone(seq, name, weight, first + span * seq / len(STEPS))
        for seq, (name, (_, weight)) in enumerate(zip(names, STEPS, strict=True), start=1)
    )


def proposals(entries: Iterable[Entry], decided_on: date) -> tuple[Proposal, ...]:
    """Everyone chosen by the last announcement or settlement of each paper."""
    meeting, congress = "", ""
    listed: dict[str, dict[int, Mapping[str, Any]]] = {}
    chosen: dict[str, tuple[str, list[Mapping[str, Any]]]] = {}
    for entry in entries:
        facts, meeting = entry.facts, entry.meeting
        if entry.kind in ("MeetingCalled", "MeetingAmended"):
            congress = str(facts.get("congress", congress))
        elif entry.kind == "ProjectsListed":
            listed[facts["paper"]] = {int(one["no"]): one for one in facts["projects"]}
        elif entry.kind in ("ResultAnnounced", "PlacesSettled"):
            chosen[facts["paper"]] = (facts["round"], facts["chosen"])
    return tuple(
        _proposal(meeting, congress, round, one, listed.get(paper, {}), decided_on)
        for paper, (round, winners) in chosen.items()
        for one in winners
    )


def _proposal(
    meeting: str,
    congress: str,
    round: str,
    chosen: Mapping[str, Any],
    listed: Mapping[int, Mapping[str, Any]],
    decided_on: date,
) -> Proposal:
    no = int(chosen["no"])
    known = listed.get(no, {})
    amount = known.get("investment")
    return Proposal(
        round=round,
        no=no,
        title=str(chosen["name"]),
        text=str(known.get("content", "")),
        unit=str(known.get("unit", "")),
        category=str(known.get("category", "")),
        investment=None if amount in (None, "") else Decimal(str(amount)),
        decided_on=decided_on,
        decided_by=congress,
        due_on=due_of(str(known.get("completes", "")), decided_on),
        link=Link(LinkTo.BALLOT_ITEM, f"{meeting}/{round}/{no}", LinkHow.ARISES_FROM),
    )
