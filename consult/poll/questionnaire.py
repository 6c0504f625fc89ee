"""What the panel is asked twice: questions on a scale, and projects with their cost. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from consult.poll.register import header, plain
from core.errors import BadRow, BadRows, Refused

LEAST_ITEMS, MOST_ITEMS = 3, 7  # so many questions can be answered twice with care
MOST_PROJECTS = 60
ITEM_LENGTH, PROJECT_LENGTH = 200, 80
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")

PROJECT_HEADERS = {
    "no": {"序号", "编号", "no", "no.", "number"},
    "name": {"项目名称", "项目", "名称", "name", "project"},
    "cost": {"投资", "总投资", "总投资(万元)", "投资(万元)", "造价(万元)", "cost"},
}


class Scale(StrEnum):
    """How a question is answered. Each has a middle, so that it can be told in three parts."""

    THREE = "three"  # 1 against, 2 undecided, 3 for
    FIVE = "five"  # 1 strongly against … 5 strongly for
    TEN = "ten"  # 0 … 10

    @property
    def values(self) -> range:
        return {"three": range(1, 4), "five": range(1, 6), "ten": range(11)}[self.value]

    @property
    def middle(self) -> int:
        return {"three": 2, "five": 3, "ten": 5}[self.value]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked. `key` is q1, q2 … for a question and p1, p2 … for a project."""

    key: str
    text: str
    scale: Scale
    cost: Decimal | None = None  # 万元; projects only

    @property
    def is_project(self) -> bool:
        return self.key.startswith("p")

    @property
    def number(self) -> str:
        return self.key[1:]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    version: int
    intro: str
    items: tuple[Item, ...]
    budget: Decimal | None = None  # 万元: what there is to spend on the projects

    @property
    def questions(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if not one.is_project)

    @property
    def projects(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.is_project)

    @property
    def needed(self) -> Decimal:
        """What all projects would cost together, 万元."""
        return sum((one.cost or Decimal(0) for one in self.projects), Decimal(0))

    def check_may_open(self) -> None:
        """Refuse what cannot be asked: nothing, or a number of questions nobody compares."""
        asked = len(self.questions)
        if not self.items or (asked and not LEAST_ITEMS <= asked <= MOST_ITEMS):
            raise Refused("poll-questions-number", least=LEAST_ITEMS, most=MOST_ITEMS)

    def read(self, typed: Mapping[str, str]) -> dict[str, int]:
        """The answers on one sheet by item; what was left blank is missing.

        Refuses a value beyond its scale, and a sheet without any answer.
        """
        answers: dict[str, int] = {}
        for item in self.items:
            text = plain(typed.get(item.key, ""))
            if not text:
                continue
            if not text.isascii() or not text.isdigit() or len(text) > 2:
                raise Refused("poll-answer-unreadable", field=item.key, typed=text[:20])
            if int(text) not in item.scale.values:
                least, most = item.scale.values[0], item.scale.values[-1]
                raise Refused("poll-answer-range", field=item.key, least=least, most=most)
            answers[item.key] = int(text)
        if not answers:
            raise Refused("poll-answers-empty")
        return answers


def questions(texts: Sequence[str], scale: Scale) -> tuple[Item, ...]:
    """The questions in their order; empty lines are passed over."""
    written = [text for text in texts if text]
    return tuple(Item(f"q{no}", text, scale) for no, text in enumerate(written, start=1))


def read_projects(rows: Sequence[Sequence[str]]) -> tuple[Item, ...]:
    """The projects of a decoded table with number, name and cost (万元); all or nothing."""
    start, columns = header(rows, PROJECT_HEADERS, ("name", "cost"))
    found: dict[str, Item] = {}
    bad: list[BadRow] = []
    for line, row in enumerate(rows[start:], start=start + 1):
        if not any(cell.strip() for cell in row):
            continue
        try:
            one = _project(len(found) + 1, row, columns)
            if one.key in found:
                raise Refused("poll-project-doubled", no=one.number)
            found[one.key] = one
        except Refused as refusal:
            bad.append(BadRow(line, refusal.code, refusal.facts))
    if bad:
        raise BadRows(bad)
    if len(found) > MOST_PROJECTS:
        raise Refused("poll-projects-many", field="file", most=MOST_PROJECTS)
    return tuple(found.values())


def _project(place: int, row: Sequence[str], columns: Mapping[str, int]) -> Item:
    cells = {field: plain(row[at]) for field, at in columns.items() if at < len(row)}
    name, no = cells.get("name", ""), cells.get("no", "") or str(place)
    cost = cells.get("cost", "").replace(",", "")
    if not name:
        raise Refused("poll-cell-empty", column="name")
    if len(name) > PROJECT_LENGTH:
        raise Refused("cell-too-long", column="name", most=PROJECT_LENGTH)
    if not re.fullmatch(r"[1-9][0-9]{0,2}", no):
        raise Refused("poll-project-number", typed=no[:20])
    if not AMOUNT.fullmatch(cost):
        raise Refused("poll-cost-unreadable", typed=cost[:20])
    return Item(f"p{no}", name, Scale.TEN, Decimal(cost))
