"""Between a ballot and the choices on secret papers, by the rules of the vote. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ballots.method import (
    Blank,
    Candidate,
    Effect,
    Grade,
    Mode,
    OverBudget,
    VoteMethod,
)
from ballots.paper import Answer, Ballot, Mark, ballot, check_ballot
from ballots.secret.legal import check_legal
from ballots.secret.manifest import FEN, Item, Manifest
from ballots.secret.onetime import Form, Record, read_record
from ballots.tally import Tally, tally
from core.errors import Refused

MARKS: dict[Mode, tuple[Answer | None, ...]] = {
    Mode.PICK: (None, Mark.FOR),
    Mode.CHOOSE_ONE: (None, Mark.FOR),
    Mode.FOR_AGAINST_ABSTAIN: (None, Mark.FOR, Mark.AGAINST, Mark.ABSTAIN),
    Mode.GRADE: (None, *Grade),
}


def answers(manifest: Manifest) -> tuple[Answer | None, ...]:
    """What each choice k says. A rank is its own number."""
    mode = Mode(manifest.mode)
    return (None, *range(1, len(manifest.items) + 1)) if mode is Mode.RANK else MARKS[mode]


def method_of(manifest: Manifest, no: int) -> VoteMethod:
    """What `method_of_all` says, for the papers of this number: only what they ask about."""
    method, asked = method_of_all(manifest), set(manifest.paper(no).questions)
    standing = tuple(one for one in method.candidates if one.no in asked)
    return replace(method, candidates=standing)


def method_of_all(manifest: Manifest) -> VoteMethod:
    """What the manifest says about marking and counting.

    It has no majorities: who is chosen is for the adopted method to say.
    """
    return VoteMethod(
        title=manifest.title,
        mode=Mode(manifest.mode),
        candidates=tuple(map(_candidate, manifest.items)),
        seats=manifest.seats,
        min_marks=manifest.min_marks,
        max_marks=manifest.max_marks,
        over_marked=Effect(manifest.over_marked),
        under_marked=Effect(manifest.under_marked),
        blank=Blank(manifest.blank),
        majority=(),
        quorum_open=None,
        budget_cap=_money(manifest.budget_cap),
        over_budget=OverBudget(manifest.over_budget),
    )


def _candidate(item: Item) -> Candidate:
    return Candidate(item.no, item.name, item.category, _money(item.cost))


def _money(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / FEN


def choices_of(manifest: Manifest, ballot: Ballot) -> tuple[tuple[int, ...], ...]:
    """The choices on each paper, in the order of the manifest; refuses what may not be cast."""
    known = answers(manifest)
    marks = dict(ballot.marks)
    for no, mark in marks.items():
        if no not in manifest.numbers:
            raise Refused("candidate-unknown", field=f"mark-{no}", no=no)
        if mark not in known:
            raise Refused("mark-outside-mode", field=f"mark-{no}", no=no, mark=str(mark))
    found = tuple(
        tuple(known.index(marks.get(no)) for no in paper.questions) for paper in manifest.papers
    )
    for paper, choices in zip(manifest.papers, found, strict=True):
        check_ballot(method_of(manifest, paper.no), ballot_of(manifest, paper.no, choices))
    return found


def ballot_of(manifest: Manifest, no: int, choices: Sequence[int]) -> Ballot:
    """The ballot that was cast on a paper of this number."""
    known = answers(manifest)
    pairs = zip(manifest.paper(no).questions, choices, strict=True)
    marks = {candidate: mark for candidate, k in pairs if (mark := known[k]) is not None}
    return ballot(marks)


def read_ballot(manifest: Manifest, no: int, record: bytes) -> tuple[Record, Ballot]:
    """All that the box asks of a record before it takes it in.

    Codes that begin with `record-` mean a broken paper; those of `check_legal` (`over-marked`,
    `rank-twice`) a good one with marks that would spoil it, and it can still be cast.
    """
    checked = read_legal(manifest, manifest.form(no), record)
    return checked, ballot_of(manifest, no, checked.choices)


def read_legal(manifest: Manifest, form: Form, record: bytes) -> Record:
    """The same with the form at hand, and without the ballot."""
    checked = read_record(form, record)
    check_legal(manifest, checked.choices)
    return checked


def records_by_number(rows: Iterable[tuple[int, bytes, bytes]]) -> dict[int, list[bytes]]:
    """The records of each paper number, from the rows of a box by rising serial."""
    found: dict[int, list[bytes]] = {}
    for no, _, record in rows:
        found.setdefault(no, []).append(record)
    return found


def count_papers(
    manifest: Manifest, records: Mapping[int, Iterable[bytes]]
) -> tuple[Tally, ...]:
    """One count a paper number, from records by number; refuses one the box must not have."""
    return tuple(
        _count(manifest, paper.no, records.get(paper.no, ())) for paper in manifest.papers
    )


def _count(manifest: Manifest, no: int, records: Iterable[bytes]) -> Tally:
    form, method = manifest.form(no), method_of(manifest, no)
    ballots = [ballot_of(manifest, no, read_record(form, record).choices) for record in records]
    for each in ballots:
        check_ballot(method, each)
    return tally(method, ballots)
