"""How the archive of a secret round is checked: steps over a case, and what they report. Pure.

Every check has a name and one of three ends: it holds, it fails, or it could not be made, and
why. Needs nothing but `cryptography`; what the checks are stands in `verify` and `recount`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypeVar

from ballots.secret import archive
from ballots.secret.archive import Event, Issue, Result
from ballots.secret.checkpoint import Checkpoint, Receipt
from ballots.secret.manifest import Manifest, manifest_hash
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import Form, read_record
from core.errors import Refused

Given = TypeVar("Given")
CHUNK = 1000  # records read in one go, so that many processors can share them


class State(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "could-not-check"


class Unchecked(Refused):
    """What is needed for this check is not here. That is no failure, but it is said."""


@dataclass(frozen=True, slots=True)
class Check:
    """`why` is the code of the refusal; empty when the check holds."""

    name: str
    state: State
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed. Look at what could not be checked as well."""
        return not self.named(State.FAILS)

    def named(self, state: State) -> tuple[str, ...]:
        return tuple(check.name for check in self.checks if check.state is state)


@dataclass(frozen=True, slots=True)
class Read:
    """A record as it was found. `problem` is the code of its refusal, or empty."""

    leaf: bytes
    serial: bytes = b""
    choices: tuple[int, ...] = ()
    problem: str = ""


Task: TypeAlias = tuple[Form, bytes]
Spread: TypeAlias = Callable[
    [Callable[[Task], list[Read]], Iterable[Task]], Iterable[list[Read]]
]


@dataclass(slots=True)
class Case:
    """The archive as far as it has been read; each step may add to it."""

    files: Mapping[str, bytes]
    receipts: Sequence[Receipt]
    hall_hash: bytes | None
    spread: Spread
    manifest: Manifest | None = None
    events: tuple[Event, ...] | None = None
    name: str | None = None  # of the round in the journal
    checkpoints: tuple[tuple[bytes, Checkpoint], ...] | None = None
    checkpoint: tuple[bytes, Checkpoint] | None = None  # of this round, with its hash
    papers: Mapping[int, Sequence[Read]] | None = None  # what is withheld is left out
    issues: tuple[Issue, ...] | None = None
    result: Result | None = None

    def file(self, name: str) -> bytes:
        """Refuses a file that is not in the archive."""
        if name not in self.files:
            raise Refused("file-missing", file=name)
        return self.files[name]

    @property
    def hash(self) -> bytes:
        return manifest_hash(self.file(archive.MANIFEST))


Work: TypeAlias = Callable[[Case], object]


@dataclass(frozen=True, slots=True)
class Step:
    """`gives` is the field of the case that the work returns; `needs` must have been given."""

    name: str
    work: Work
    needs: str = ""
    gives: str = ""


def run(case: Case, steps: Iterable[Step]) -> Report:
    return Report(tuple(_run(case, step) for step in steps))


def _run(case: Case, step: Step) -> Check:
    missing = [name for name in step.needs.split() if getattr(case, name) is None]
    if missing:
        return Check(step.name, State.UNCHECKED, "needs", {"missing": missing})
    try:
        found = step.work(case)
    except Unchecked as problem:
        return Check(step.name, State.UNCHECKED, problem.code, problem.facts)
    except Refused as problem:
        field = {"field": problem.field} if problem.field else {}
        return Check(step.name, State.FAILS, problem.code, field | problem.facts)
    if step.gives:
        setattr(case, step.gives, found)
    return Check(step.name, State.HOLDS)


def given(value: Given | None) -> Given:
    """The value of a field that the step needs."""
    if value is None:
        raise Unchecked("needs")
    return value


def withheld(case: Case) -> list[int]:
    """The paper numbers whose records are not in the archive."""
    found = given(case.papers)
    return [paper.no for paper in given(case.manifest).papers if paper.no not in found]


def check_all_shown(case: Case) -> None:
    """What holds for all records that are here may not hold for those that are not."""
    if missing := withheld(case):
        raise Unchecked("papers-withheld", papers=missing)


def read_papers(case: Case) -> dict[int, list[Read]]:
    """Every record of the archive, checked one by one; refuses files of a wrong length."""
    manifest = given(case.manifest)
    tasks: list[tuple[int, Task]] = []
    found: dict[int, list[Read]] = {}
    for form in manifest.forms:
        octets = case.files.get(archive.papers_name(form.no))
        if octets is None:
            continue
        if len(octets) % form.record_length:
            raise Refused("papers-length", paper=form.no, length=len(octets))
        found[form.no] = []
        step = CHUNK * form.record_length
        parts = (octets[start : start + step] for start in range(0, len(octets), step))
        tasks += [(form.no, (form, part)) for part in parts]
    reads = case.spread(read_chunk, [task for _, task in tasks])
    for (no, _), read in zip(tasks, reads, strict=True):
        found[no] += read
    return found


def read_chunk(task: Task) -> list[Read]:
    """Read records that stand one after the other; those that are refused say why."""
    form, octets = task
    starts = range(0, len(octets), form.record_length)
    return [_read(form, octets[start : start + form.record_length]) for start in starts]


def _read(form: Form, record: bytes) -> Read:
    leaf = record_leaf(form.round, form.no, record)
    try:
        good = read_record(form, record)
    except Refused as problem:
        return Read(leaf, problem=problem.code)
    return Read(leaf, good.serial, good.choices)
