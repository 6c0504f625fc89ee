"""The archive of a secret round as far as it has been read, and its records. Pure.

Needs nothing but `cryptography`; what the checks are stands in `verify` and `recount`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ballots.secret import archive
from ballots.secret.archive import Issue, Result
from ballots.secret.checkpoint import Checkpoint, Receipt
from ballots.secret.manifest import Manifest, manifest_hash
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import Form, read_record
from core.chain import Event
from core.checking import Unchecked, given
from core.errors import Refused

CHUNK = 1000  # records read in one go, so that many processors can share them


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
