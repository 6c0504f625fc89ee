"""What a rehearsal found out, and how fast it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

MILLI = 1000.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


@dataclass(frozen=True, slots=True)
class Burst:
    """Many at once: when the last was acknowledged, how long each waited, what one cost."""

    people: int
    requests: int
    all_after_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms_each: float  # the server's, per person

    @classmethod
    def of(cls, waits: Sequence[float], requests: int, cpu_seconds: float) -> "Burst":
        """`waits` are the seconds from the common start to each person's last answer."""
        people = len(waits)
        return cls(
            people=people,
            requests=requests,
            all_after_s=round(max(waits, default=0.0), 4),
            p50_ms=round(percentile(waits, 0.50) * MILLI, 1),
            p95_ms=round(percentile(waits, 0.95) * MILLI, 1),
            p99_ms=round(percentile(waits, 0.99) * MILLI, 1),
            cpu_ms_each=round(cpu_seconds * MILLI / max(1, people), 3),
        )


@dataclass(frozen=True, slots=True)
class Screens:
    """Live screens during the cast. `final_after_ms` counts from the last acknowledgement."""

    screens: int
    messages: int
    told_open_after_ms: float  # from the chair's key to the last screen
    final_after_ms: float
    final_on: int  # how many of the screens had the final turnout


@dataclass(frozen=True, slots=True)
class Checks:
    """Counts that must agree; `problems` says in words where they do not."""

    ballots: int
    double_clicks: int
    lost_answers: int  # sent again after the line was cut
    resent: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    phones: int
    kind: str
    sign_in: Burst
    arrive: Burst  # the meeting's page, right after signing in
    look: Burst  # the ballot's page, when the round is opened
    cast: Burst
    raw_limit: Burst
    cast_to_limit: float  # all acknowledged, as a multiple of the raw limit's
    screens: Screens
    memory_mb: float
    checks: Checks

    @property
    def holds(self) -> bool:
        return not self.checks.problems


@dataclass(frozen=True, slots=True)
class SecretFigures:
    """A secret vote; the raw figures are CPU of one operation on this machine, in this run."""

    phones: int
    papers_each: int
    enrol: Burst
    issue: Burst  # all ask for their papers at the same instant
    cast: Burst  # spread over some seconds; each waits for the flush
    raw_sign_ms: float
    raw_verify_ms: float
    memory_mb: float
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.problems
