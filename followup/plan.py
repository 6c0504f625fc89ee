"""A matter and its plan, as the facts of its events spell them. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import Refused
from followup import event as e
from followup.matter import BudgetLine, Matter, MatterKind, Milestone
from followup.office import Tier

DIGITS = 4  # of a typed number or weight
AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")  # 万元; no exponents, which would fill all memory


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


def plan_text(matter: Matter) -> tuple[str, str]:
    """Milestones and money as they can be typed: one a line, fields between bars."""
    milestones = (
        f"{one.seq} | {one.name} | {one.weight} | {one.planned_on}" for one in matter.milestones
    )
    lines = (f"{one.seq} | {one.source} | {one.planned}" for one in matter.lines)
    return "\n".join(milestones), "\n".join(lines)


def typed_milestones(text: str) -> tuple[Milestone, ...]:
    """Read back what `plan_text` writes. Refuses the first line that cannot be read."""
    return tuple(_milestone(no, cells) for no, cells in _rows(text, "milestones", 4))


def typed_lines(text: str) -> tuple[BudgetLine, ...]:
    return tuple(_line(no, cells) for no, cells in _rows(text, "lines", 3))


def _rows(text: str, field: str, width: int) -> Iterator[tuple[int, list[str]]]:
    for no, line in enumerate(text.splitlines(), start=1):
        cells = [one.strip() for one in line.replace("｜", "|").split("|")]
        if cells == [""]:
            continue
        if len(cells) != width or not cells[0].isdecimal() or len(cells[0]) > DIGITS:
            raise Refused("plan-line", field, line=no)
        yield no, cells


def _milestone(no: int, cells: list[str]) -> Milestone:
    try:
        day = date.fromisoformat(cells[3])
    except ValueError:
        raise Refused("plan-line", "milestones", line=no) from None
    if not cells[2].isdecimal() or len(cells[2]) > DIGITS:
        raise Refused("plan-line", "milestones", line=no)
    return Milestone(int(cells[0]), cells[1], int(cells[2]), day)


def _line(no: int, cells: list[str]) -> BudgetLine:
    if not AMOUNT.fullmatch(cells[2]):
        raise Refused("plan-line", "lines", line=no)
    return BudgetLine(int(cells[0]), cells[1], Decimal(cells[2]))
