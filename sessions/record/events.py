"""What is told of the record of a meeting. From these and the others it is built again."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRemarked(Fact):
    """Something was added below an act (the number of its entry), an item, or at the end."""

    item: str
    title: str
    act: int
    corrects: bool
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSigned(Fact):
    """`text` is the text itself with its first signature, and empty with the second one."""

    office: str
    person: str
    upto: int
    sha256: str
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesClosed(Fact):
    sha256: str
    by: str
