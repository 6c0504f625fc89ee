"""How each delegation voted by name, told only where it unmasks nobody. Pure.

Figures of few ballots, or of ballots that all say the same, tell how each of their voters
voted. Such delegations are added up as one line, the others. The result itself is known: what
no line tells is the total less all lines, so nothing is ever left out beside lines that are
told, and where two cannot hide each other a delegation that could stand alone goes with them
(complementary suppression). What deputies know of their own ballots is not reckoned with.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from ballots.method import Blank, Mode, VoteMethod
from ballots.paper import Answer, Ballot, Mark, as_counted, is_valid
from ballots.tally import Tally, add, tally

FEWEST = 10  # valid ballots behind every line that is told


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The count of the valid ballots of one delegation, or of several added up."""

    groups: tuple[str, ...]  # "" are those without a delegation
    count: Tally

    @property
    def is_merged(self) -> bool:
        return len(self.groups) > 1


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The lines that may be told; together they are the result. The others come last.

    When none may, `withheld` names the delegations. Of a single one there is nothing to tell.
    """

    rows: tuple[GroupRow, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The ballots of some delegations; `answers` has what was answered, item by item."""

    groups: tuple[str, ...]
    count: Tally
    answers: tuple[frozenset[Answer | None], ...]

    @property
    def may_be_told(self) -> bool:
        return self.count.valid >= FEWEST and all(len(one) > 1 for one in self.answers)


def breakdown(method: VoteMethod, ballots: Iterable[Ballot]) -> Breakdown:
    """The valid ballots counted by their group, in the order in which the groups come."""
    parts = _parts(replace(method, majority=()), ballots)
    if len(parts) < 2:
        return Breakdown()
    hidden = [part for part in parts if not part.may_be_told]
    told = sorted((part for part in parts if part.may_be_told), key=_size)
    while hidden and told and not _hide(hidden, method.groups):
        hidden.append(told.pop(0))
    if not told:
        return Breakdown(withheld=tuple(name for part in parts for name in part.groups))
    rows = [part for part in parts if part not in hidden]
    others = [reduce(_joined, (part for part in parts if part in hidden))] if hidden else []
    return Breakdown(tuple(GroupRow(part.groups, part.count) for part in (*rows, *others)))


def told_columns(method: VoteMethod) -> tuple[str, ...]:
    """The names of the figures of an `ItemCount` that are told of a group in this mode."""
    if method.mode is Mode.RANK:
        return ("rank_sum",)
    empty = "abstain" if method.blank is Blank.ABSTAIN else "not_marked"
    marked = {
        Mode.FOR_AGAINST_ABSTAIN: ("for_", "against", "abstain"),
        Mode.GRADE: method.mode.answers,
    }.get(method.mode, ("for_",))
    return tuple(dict.fromkeys((*marked, empty, "illegible")))


def _size(part: _Part) -> int:
    return part.count.valid


def _hide(parts: Sequence[_Part], named: Collection[str]) -> bool:
    """Whether these, added up, tell of none of them alone.

    A group that must give a majority of its own has its for-votes in the result, whatever is
    told here: they can be taken off, so the rest must hide each other without it.
    """
    unnamed = [part for part in parts if part.groups[0] not in named]
    return _cover(parts) and (not unnamed or _cover(unnamed))


def _cover(parts: Sequence[_Part]) -> bool:
    return len(parts) > 1 and reduce(_joined, parts).may_be_told


def _joined(one: _Part, other: _Part) -> _Part:
    answers = (a | b for a, b in zip(one.answers, other.answers, strict=True))
    return _Part(one.groups + other.groups, add(one.count, other.count), tuple(answers))


def _parts(method: VoteMethod, ballots: Iterable[Ballot]) -> list[_Part]:
    heaps: dict[str, list[Ballot]] = {}
    for each in ballots:
        if is_valid(method, each):
            heaps.setdefault(each.group or "", []).append(each)
    return [
        _Part((name,), tally(method, heap), _answers(method, heap))
        for name, heap in heaps.items()
    ]


def _answers(
    method: VoteMethod, heap: Sequence[Ballot]
) -> tuple[frozenset[Answer | None], ...]:
    given = [dict(as_counted(method, each).marks) for each in heap]
    return tuple(
        frozenset(_as_told(method, marks.get(no)) for marks in given) for no in method.numbers
    )


def _as_told(method: VoteMethod, answer: Answer | None) -> Answer | None:
    """Answers that no figure tells apart are the same answer."""
    if method.mode is Mode.RANK:
        return answer if isinstance(answer, int) else len(method.candidates)
    return Mark.ABSTAIN if answer is None and method.blank is Blank.ABSTAIN else answer
