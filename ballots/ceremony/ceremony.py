"""The ceremony of a vote: what the chair says and has done before each act. Pure.

The order is that of a vote on persons, which congresses use for projects as well. It hinders
nobody: every rite is held, or passed over with a reason that stands in the minutes.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ballots.round import Kind, Phase, Round
from core.errors import Refused

REASON_LENGTH = 200
BETWEEN = re.compile(r"[、，,；;/\n]")  # units that are responsible together


class Rite(StrEnum):
    ATTENDANCE = "attendance"  # 报告出席情况
    OFFICERS = "officers"  # 通过总监票人、监票人、计票人
    CANDIDATES = "candidates"  # 宣布候选项目, 说明填写方法
    RECOUNT = "recount"  # 再次清点人数
    BOX = "box"  # 检查票箱、封箱
    VALIDITY = "validity"  # 报告发出、收回票数, 宣布表决有效
    REPORT = "report"  # 总监票人报告计票结果


ONCE = frozenset({Rite.ATTENDANCE, Rite.OFFICERS})  # for all rounds of a vote
BALLOTS = frozenset({Rite.BOX, Rite.VALIDITY})  # where there are ballots, so not of hands


@dataclass(frozen=True, slots=True)
class Held:
    """A rite that was held, or passed over for a reason. `round` is empty for ONCE."""

    rite: Rite
    round: str
    at: datetime
    by: str
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_passed_over(self) -> bool:
        return bool(self.reason)


def key(rite: Rite, round: Round | None) -> tuple[Rite, str]:
    """Under what a rite is kept: once for a vote, or once a round."""
    return rite, "" if rite in ONCE or round is None else round.id


def rites_now(is_adopted: bool, round: Round | None, is_ready: bool) -> tuple[Rite, ...]:
    """What belongs before the chair's next act, in order.

    `round` is the latest that stands; `is_ready` says that its papers are made (before the
    opening) or its box is frozen (after the close).
    """
    if round is None:
        return (Rite.ATTENDANCE, Rite.OFFICERS) if is_adopted else (Rite.ATTENDANCE,)
    match round.phase:
        case Phase.SEALED if is_ready:
            found: tuple[Rite, ...] = (Rite.CANDIDATES, Rite.RECOUNT, Rite.BOX)
        case Phase.SEALED:
            found = (Rite.CANDIDATES, Rite.RECOUNT)
        case Phase.CLOSED if is_ready:
            found = (Rite.VALIDITY,)
        case Phase.COUNTED | Phase.SIGNED:
            found = (Rite.REPORT,)
        case _:
            found = ()
    return tuple(one for one in found if round.kind is not Kind.HANDS or one not in BALLOTS)


def due(
    rites: Sequence[Rite], round: Round | None, held: Collection[tuple[Rite, str]]
) -> Rite | None:
    """The first of these rites that was neither held nor passed over."""
    return next((one for one in rites if key(one, round) not in held), None)


def check_due(rite: Rite, now: Rite | None) -> None:
    """Refuse a rite whose time is not now: held before, or not yet."""
    if rite is not now:
        raise Refused("rite-not-due")


@dataclass(frozen=True, slots=True)
class Officer:
    """A scrutineer or teller as the hall is told of them; `unit` is where they work."""

    person: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An officer who works for a unit that is responsible for a candidate project."""

    name: str
    unit: str
    no: int
    project: str


def conflicts(
    officers: Sequence[Officer], units: Sequence[tuple[int, str, str]]
) -> tuple[Conflict, ...]:
    """Who would watch over a vote on a project of their own house.

    `units` are number, name and responsible units of each project. 选举法 Art. 43 keeps
    candidates and their near relatives from the urn; for projects it is the unit's staff.
    """
    return tuple(
        Conflict(one.name, one.unit, no, project)
        for one in officers
        for no, project, units_named in units
        if _is_of(one.unit.strip(), units_named)
    )


def _is_of(unit: str, named: str) -> bool:
    """Whether somebody of this unit is of one that is named, or of an office within it."""
    houses = (one.strip() for one in BETWEEN.split(named))
    return bool(unit) and any(one and (one in unit or unit in one) for one in houses)


def check_officers(
    scrutineers: Sequence[Officer], chief: str, found: Sequence[Conflict], note: str
) -> None:
    """Refuse no scrutineer, a chief who is none of them, a conflict without a word on it."""
    if not scrutineers:
        raise Refused("no-scrutineers")
    if chief not in {one.person for one in scrutineers}:
        raise Refused("choose-one", field="chief")
    if found and not note:
        names = sorted({one.name for one in found})
        raise Refused("officer-conflict", field="note", names=names)
