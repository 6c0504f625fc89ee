"""A matter: what was decided or promised, with its plan. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.errors import Refused
from followup.office import Tier

TITLE_LENGTH = 120  # characters
TEXT_LENGTH = 4000
MOST_MILESTONES = 40
MOST_LINES = 20
MOST_WEIGHT = 1000


class MatterKind(StrEnum):
    PROJECT = "project"  # 民生实事项目
    RESOLUTION = "resolution"  # 决议
    SUGGESTION = "suggestion"  # 代表建议


class Duty(StrEnum):
    """What a unit owes, or the congress office: a name for each kind of duty."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    REPORT = "report"
    ANSWER = "answer"
    MILESTONE = "milestone"
    DONE = "done"
    VERIFY = "verify"
    RATE_INVITE = "rate_invite"
    FACE_TO_FACE = "face_to_face"
    DELIVER = "deliver"


class Part(StrEnum):
    LEAD = "lead"  # 主办
    ASSIST = "assist"  # 协办


class Achieved(StrEnum):
    """What the unit claims (办理结果分类)."""

    A = "A"  # solved
    B = "B"  # being solved, in the plan
    C = "C"  # later: the conditions are lacking
    D = "D"  # for reference


class LinkTo(StrEnum):
    STATEMENT = "statement"
    MEETING = "meeting"
    BALLOT_ITEM = "ballot_item"
    GRADED_ITEM = "graded_item"  # `<meeting>/<paper>/<no>` of a satisfaction vote
    MATTER = "matter"


class How(StrEnum):
    ARISES_FROM = "arises_from"
    MERGED_INTO = "merged_into"
    ESCALATED_TO = "escalated_to"
    REPEATS = "repeats"
    JUDGED_BY = "judged_by"


@dataclass(frozen=True, slots=True)
class Link:
    """`to_id` of a ballot item is `<meeting>/<round>/<no>`."""

    to: LinkTo
    to_id: str
    how: How


@dataclass(frozen=True, slots=True)
class Milestone:
    seq: int
    name: str
    weight: int
    planned_on: date
    needs_evidence: bool = True


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money of one source, in 万元."""

    seq: int
    source: str
    planned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    id: str
    no: str
    kind: MatterKind
    level: Tier
    title: str
    text: str = ""
    place: str = ""
    category: str = ""
    is_urgent: bool = False  # 小微急: the fast track
    decided_on: date
    decided_by: str = ""
    milestones: tuple[Milestone, ...] = ()
    lines: tuple[BudgetLine, ...] = ()


def check_plan(milestones: Sequence[Milestone], lines: Sequence[BudgetLine]) -> None:
    """Refuse a plan that cannot be measured: no weight, numbers twice, too much of it."""
    if len(milestones) > MOST_MILESTONES:
        raise Refused("matter-too-many", "milestones", most=MOST_MILESTONES)
    if len(lines) > MOST_LINES:
        raise Refused("matter-too-many", "lines", most=MOST_LINES)
    for field, listed in (("milestones", milestones), ("lines", lines)):
        if len({one.seq for one in listed}) != len(listed):
            raise Refused("matter-numbers-twice", field)
    if any(not 0 < one.weight <= MOST_WEIGHT or not one.name for one in milestones):
        raise Refused("milestone-weight", "milestones", most=MOST_WEIGHT)
    if any(one.planned < 0 or not one.source for one in lines):
        raise Refused("budget-line", "lines")


def check_matter(matter: Matter) -> None:
    if not matter.title:
        raise Refused("field-empty", "title")
    check_plan(matter.milestones, matter.lines)
