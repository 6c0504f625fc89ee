"""What is told of the agenda. Facts: the minutes know what was on, and what was put aside."""

from dataclasses import dataclass, field

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChanged(Fact):
    """The whole agenda as it stands from now on, in its order."""

    items: list[str]
    numbers: list[str] = field(default_factory=list)
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStarted(Fact):
    item: str
    position: int
    title: str
    kind: str
    speaker: str
    number: str = ""
    unit: str = ""
    under: list[str] = field(default_factory=list)  # the headings above it, from the top


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEnded(Fact):
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPostponed(Fact):
    item: str
    number: str
    title: str
    parts: list[str]  # the numbers of the items under it, if it is a heading
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWithdrawn(Fact):
    item: str
    number: str
    title: str
    parts: list[str]
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTakenBack(Fact):
    """A postponed or withdrawn item is planned again."""

    item: str
    number: str
    title: str
    parts: list[str]
    by: str
