"""What a meeting chose or promised, proposed as matters: read from its journal alone. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.journal import Entry
from followup.calendar import DAY, day_of, months_after
from followup.matter import BudgetLine, Link, LinkTo, MatterKind, Milestone
from followup.matter import How as LinkHow
from followup.office import Tier

MONTH = re.compile(r"(20\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])(?!\d)")
UNTIL = re.compile(r"\s*月?\s*[-—–~至到]+\s*(1[0-2]|0?[1-9])\s*月")  # 2025年3月至10月
YEAR = re.compile(r"20\d\d")
STEPS = (("begun", 20), ("half", 30), ("finished", 50))  # worded by the door


@dataclass(frozen=True, slots=True)
class Promised:
    """What a consultation heard promised; without words where it was not for everybody."""

    point: int  # the contribution's number in its meeting
    asked: str  # the words of the contribution
    words: str
    who: str
    seen: str
    checks: str
    topic: str
    is_done: bool

    @property
    def is_public(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One chosen project or one promise. `key` tells it from the others of its meeting."""

    key: str
    kind: MatterKind
    title: str
    text: str
    unit: str
    category: str
    investment: Decimal | None
    decided_on: date
    decided_by: str
    due_on: date
    link: Link
    promised: Promised | None = None


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
    """The day a project is to be finished: the end of the last month that was written, else
    of the year's last month but one."""
    if found := list(MONTH.finditer(completes)):
        year, month = int(found[-1][1]), int(found[-1][2])
        if until := UNTIL.match(completes, found[-1].end()):
            month = int(until[1])
        return months_after(date(year, month, 1), 1) - DAY
    years = YEAR.findall(completes)
    return date(int(years[-1]) if years else decided_on.year, 11, 30)


def steps(first: date, last: date, names: Iterable[str]) -> tuple[Milestone, ...]:
    """Three milestones over the time there is; the clerk writes better ones."""
    span = last - first
    return tuple(
        Milestone(seq, name, weight, first + span * seq / len(STEPS))
        for seq, (name, (_, weight)) in enumerate(zip(names, STEPS, strict=True), start=1)
    )


def proposals(entries: Iterable[Entry]) -> tuple[Proposal, ...]:
    """All chosen by the last announcement or settlement of each paper, then the promises."""
    meeting, congress = "", ""
    listed: dict[str, dict[int, Mapping[str, Any]]] = {}
    chosen: dict[str, tuple[str, list[Mapping[str, Any]], date]] = {}
    promised: dict[str, tuple[Mapping[str, Any], date]] = {}
    done: set[str] = set()
    for entry in entries:
        facts, meeting = entry.facts, entry.meeting
        if entry.kind in ("MeetingCalled", "MeetingAmended"):
            congress = str(facts.get("congress", congress))
        elif entry.kind == "ProjectsListed":
            listed[facts["paper"]] = {int(one["no"]): one for one in facts["projects"]}
        elif entry.kind in ("ResultAnnounced", "PlacesSettled"):
            chosen[facts["paper"]] = (facts["round"], facts["chosen"], _day(entry))
        elif entry.kind == "PromiseMade":
            promised[facts["entry"]] = (facts, _day(entry))
        elif entry.kind == "PromiseHandled":
            done = done | {facts["entry"]} if facts["done"] else done - {facts["entry"]}
    projects = (
        _project(meeting, congress, round, one, listed.get(paper, {}), on)
        for paper, (round, winners, on) in chosen.items()
        for one in winners
    )
    promises = (
        _promise(meeting, congress, facts, on, entry in done)
        for entry, (facts, on) in promised.items()
    )
    return (*projects, *promises)


def _day(entry: Entry) -> date:
    return day_of(datetime.fromisoformat(entry.at))


def _project(
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
        key=f"{round}-{no}",
        kind=MatterKind.PROJECT,
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


def _promise(
    meeting: str, congress: str, facts: Mapping[str, Any], decided_on: date, is_done: bool
) -> Proposal:
    asked, entry = str(facts["text"]), str(facts["entry"])
    names = {name: str(facts[name]) for name in ("words", "who", "seen", "checks", "topic")}
    return Proposal(
        key=entry,
        kind=MatterKind.RESOLUTION,
        title=names["words"],
        text="",
        unit=names["who"],
        category="",
        investment=None,
        decided_on=decided_on,
        decided_by=str(facts["grid"]) or congress,
        due_on=date.fromisoformat(facts["due"]),
        link=Link(LinkTo.STATEMENT, f"{meeting}/{entry}", LinkHow.ARISES_FROM),
        promised=Promised(int(facts["point"]), asked, **names, is_done=is_done),
    )
