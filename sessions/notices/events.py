"""What is told of notices."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(Fact):
    notice: str
    text: str
    to: str
    delegation: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWithdrawn(Fact):
    notice: str
    text: str
    reason: str
    by: str
