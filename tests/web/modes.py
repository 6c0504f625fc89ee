"""Votes in every mode, opened by name."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ballots.adoption import Hands
from ballots.commands import adopt_method, draft_method, draft_paper, first_draft, list_projects
from ballots.method import Mode, OverBudget, Secrecy
from core.ids import RoundId
from tests.cast import Congress, projects
from tests.web.browse import Hall
from tests.web.scenes import adopted, put_on

GRADE: dict[str, Any] = {"mode": Mode.GRADE, "max_marks": None}
RANK: dict[str, Any] = {"mode": Mode.RANK, "max_marks": None}
ONE: dict[str, Any] = {"mode": Mode.CHOOSE_ONE, "max_marks": None}
CAPPED: dict[str, Any] = {"mode": Mode.PICK, "max_marks": 3, "budget_cap": Decimal("301")}
REFUSING = {**CAPPED, "over_budget": OverBudget.REFUSE}
KINDS = {1: "教育", 2: "卫生", 3: "教育", 4: "卫生"}


def opened(hall: Hall, congress: Congress, terms: Mapping[str, Any]) -> tuple[RoundId, str]:
    """An open vote by name of three for one place, and its address."""
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1, **terms))
    return round, f"/m/{congress.meeting}/rounds/{round}"


async def open_by_category(congress: Congress, terms: Mapping[str, Any]) -> RoundId:
    """Four for two places, one in each of two categories."""
    db, item = congress.db, await congress.add_item()
    paper = await draft_paper(db, congress.clerk, item, "票决办法")
    listed = [replace(one, category=KINDS[one.no]) for one in projects(4)]
    await list_projects(db, congress.clerk, paper, listed)
    places = {"卫生": 1, "教育": 1}
    method = replace(
        first_draft("票决办法"),
        **{"seats": 2, "seats_by_category": places, "secrecy": Secrecy.RECORDED, **terms},
    )
    await draft_method(db, congress.clerk, paper, method)
    await put_on(congress, item)
    await adopt_method(db, congress.chair, paper, Hands(6, 0, 0))
    return await congress.open_round(paper)
