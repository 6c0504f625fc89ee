"""One ballot: what a voter marked, whether it may be cast, and its one-line form. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeAlias

from ballots.method import Candidate, Effect, Grade, Mode, OverBudget, VoteMethod
from core.errors import Refused


class Mark(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ILLEGIBLE = "x"  # only a teller reading a slip can say so


Answer: TypeAlias = Mark | Grade | int


@dataclass(frozen=True, slots=True)
class Ballot:
    """The marks sorted by candidate number, each number once: make it with `ballot`."""

    marks: tuple[tuple[int, Answer], ...]
    group: str | None = None

    def mark(self, no: int) -> Answer | None:
        """What stands beside this number; None when the voter left it empty."""
        return dict(self.marks).get(no)

    @property
    def made(self) -> int:
        """How many are marked FOR, graded or numbered: held against min_marks and max_marks."""
        return sum(mark is Mark.FOR or not isinstance(mark, Mark) for _, mark in self.marks)


def ballot(marks: Mapping[int, Answer], group: str | None = None) -> Ballot:
    """Make a ballot. The order in which the marks were made leaves no trace."""
    return Ballot(tuple(sorted(marks.items(), key=lambda pair: pair[0])), group)


def cost(method: VoteMethod, ballot: Ballot) -> Decimal:
    """What the projects marked for, or numbered, cost together. 万元, exact."""
    costs = {each.no: each.cost or Decimal(0) for each in method.candidates}
    wanted = (no for no, mark in ballot.marks if mark is Mark.FOR or isinstance(mark, int))
    return sum((costs.get(no, Decimal(0)) for no in wanted), Decimal(0))


def is_over_budget(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether the marked projects cost more than the cap; the cap itself may be spent."""
    return method.budget_cap is not None and cost(method, ballot) > method.budget_cap


def is_over_marked(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether too many marks spoil this ballot whole. 选举法 Art. 44."""
    most = method.most_marks
    return method.over_marked is Effect.SPOILS and most is not None and ballot.made > most


def is_under_marked(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether too few marks spoil this ballot whole; 选举法 Art. 44 by itself lets them be.

    An empty ballot is valid, unless the meeting itself adopted a minimum that spoils.
    """
    return method.under_marked is Effect.SPOILS and ballot.made < method.min_marks


def is_valid(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether the ballot counts at all; an illegible item spoils only itself."""
    if is_over_marked(method, ballot) or is_under_marked(method, ballot):
        return False
    return method.over_budget is OverBudget.WARN or not is_over_budget(method, ballot)


def fits(mode: Mode, answer: Answer) -> bool:
    """Whether this is how items are marked in this mode."""
    match mode:
        case Mode.PICK | Mode.CHOOSE_ONE:
            return answer is Mark.FOR
        case Mode.FOR_AGAINST_ABSTAIN:
            return isinstance(answer, Mark)
        case Mode.GRADE:
            return isinstance(answer, Grade)
        case Mode.RANK:
            return isinstance(answer, int)


def spoilt_ranks(method: VoteMethod, ballot: Ballot) -> list[int]:
    """The items whose number was written twice, or is of no place: nobody can say it."""
    ranks = {no: mark for no, mark in ballot.marks if isinstance(mark, int)}
    times = Counter(ranks.values())
    last = len(method.candidates)
    return [no for no, rank in ranks.items() if times[rank] > 1 or not 1 <= rank <= last]


def as_counted(method: VoteMethod, ballot: Ballot) -> Ballot:
    """The ballot as tellers read it: a spoilt rank is illegible, the others stand.

    A gap in the numbers changes nothing: each item has the number that was written.
    """
    spoilt = dict.fromkeys(spoilt_ranks(method, ballot), Mark.ILLEGIBLE)
    if not spoilt:
        return ballot
    return replace(ballot, marks=tuple((no, spoilt.get(no, mark)) for no, mark in ballot.marks))


def as_read(method: VoteMethod, ballot: Ballot) -> list[Candidate]:
    """The candidates as a voter looks a ballot over: in mode rank by the numbers given."""
    if method.mode is not Mode.RANK:
        return list(method.candidates)
    ranks = {no: rank for no, rank in ballot.marks if isinstance(rank, int)}
    last = len(method.candidates) + 1
    return sorted(method.candidates, key=lambda one: ranks.get(one.no, last))


def check_ballot(method: VoteMethod, ballot: Ballot) -> None:
    """Refuse what a phone may not cast: nobody spoils a ballot there by mistake."""
    _check_marks(method, ballot)
    if is_over_marked(method, ballot):
        raise Refused("over-marked", marked=ballot.made, most=method.most_marks)
    if is_under_marked(method, ballot):
        raise Refused("under-marked", marked=ballot.made, least=method.min_marks)
    if not is_valid(method, ballot):
        spent, cap = cost(method, ballot), method.budget_cap
        raise Refused("over-budget", cost=f"{spent:f}", cap=f"{cap:f}")


def _check_marks(method: VoteMethod, ballot: Ballot) -> None:
    for no, mark in ballot.marks:
        field = f"mark-{no}"
        if no not in method.numbers:
            raise Refused("candidate-unknown", field=field, no=no)
        if mark is Mark.ILLEGIBLE:
            raise Refused("mark-illegible", field=field, no=no)
        if not fits(method.mode, mark):
            raise Refused("mark-outside-mode", field=field, no=no, mark=str(mark))
    if spoilt := spoilt_ranks(method, ballot):
        _refuse_rank(method, ballot, spoilt)


def _refuse_rank(method: VoteMethod, ballot: Ballot, spoilt: Sequence[int]) -> NoReturn:
    no, last = spoilt[0], len(method.candidates)
    rank = ballot.mark(no)
    same = [one for one in spoilt if ballot.mark(one) == rank]
    if len(same) > 1:
        raise Refused("rank-twice", field=f"mark-{same[1]}", rank=rank, numbers=same)
    raise Refused("rank-outside", field=f"mark-{no}", no=no, rank=rank, last=last)


SIGNS: dict[Mark | None, str] = {
    Mark.FOR: "+",
    Mark.AGAINST: "-",
    Mark.ABSTAIN: "o",
    Mark.ILLEGIBLE: "x",
    None: ".",
}
MARKS = {sign: mark for mark, sign in SIGNS.items()}
GRADES: dict[Answer | None, str] = {
    Grade.SATISFIED: "3",
    Grade.BASICALLY: "2",
    Grade.UNSATISFIED: "1",
    Mark.ILLEGIBLE: "x",
    None: ".",
}


def _signs(method: VoteMethod) -> Mapping[Any, str]:
    if method.mode is Mode.RANK:
        places = range(1, len(method.candidates) + 1)
        return {**{place: str(place) for place in places}, Mark.ILLEGIBLE: "x", None: ""}
    return GRADES if method.mode is Mode.GRADE else SIGNS


def encode_marks(method: VoteMethod, ballot: Ballot) -> str:
    """Write one sign a candidate, in the order of the method: `+-o.x`. Leaves out the group.

    Grades are `321.x`; ranks are numbers parted by commas: `2,1,,x`.
    """
    marks, signs = dict(as_counted(method, ballot).marks), _signs(method)
    text = [signs[marks.pop(no, None)] for no in method.numbers]
    if marks:
        raise Refused("candidate-unknown", no=min(marks))
    return ("," if method.mode is Mode.RANK else "").join(text)


def decode_marks(method: VoteMethod, text: str) -> Ballot:
    """Read back what `encode_marks` wrote; refuse a wrong length or an unknown sign."""
    numbers = method.numbers
    parts = text.split(",") if method.mode is Mode.RANK else list(text)
    if len(parts) != len(numbers):
        raise Refused("marks-length", length=len(parts), candidates=len(numbers))
    known: dict[str, Answer | None] = {sign: mark for mark, sign in _signs(method).items()}
    marks: dict[int, Answer] = {}
    for no, sign in zip(numbers, parts, strict=True):
        if sign not in known:
            raise Refused("mark-unknown", no=no, sign=sign)
        if (mark := known[sign]) is not None:
            marks[no] = mark
    return ballot(marks)
