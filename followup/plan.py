"""A matter and its plan, as the facts of its events spell them. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from followup import event as e
from followup.matter import BudgetLine, Matter, MatterKind, Milestone
from followup.office import Tier


def milestones_of(rows: Iterable[dict[str, Any]]) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            one["seq"],
            one["name"],
            one["weight"],
            date.fromisoformat(one["planned_on"]),
            one.get("needs_evidence", True),
        )
        for one in rows
    )


def lines_of(rows: Iterable[dict[str, Any]]) -> tuple[BudgetLine, ...]:
    return tuple(BudgetLine(one["seq"], one["source"], Decimal(one["planned"])) for one in rows)


def matter_of(event: e.MatterOpened) -> Matter:
    return Matter(
        id=event.meeting,
        no=event.no,
        kind=MatterKind(event.kind),
        level=Tier(event.level),
        title=event.title,
        text=event.text,
        place=event.place,
        category=event.category,
        is_urgent=event.is_urgent,
        decided_on=date.fromisoformat(event.decided_on),
        decided_by=event.decided_by,
        milestones=milestones_of(event.milestones),
        lines=lines_of(event.lines),
    )


def milestone_rows(milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    return [
        {
            "seq": one.seq,
            "name": one.name,
            "weight": one.weight,
            "planned_on": one.planned_on.isoformat(),
            "needs_evidence": one.needs_evidence,
        }
        for one in milestones
    ]


def line_rows(lines: Iterable[BudgetLine]) -> list[dict[str, Any]]:
    return [
        {"seq": one.seq, "source": one.source, "planned": str(one.planned)} for one in lines
    ]
