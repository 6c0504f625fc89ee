"""What is told of reports in the chain of the house: never their words, never who."""

from dataclasses import dataclass

from core.journal import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived(Fact):
    report: str
    is_deputy: bool
    is_urgent: bool
    joins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTurned(Fact):
    report: str
    matter: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDeclined(Fact):
    report: str
    reason: str
    by: str
