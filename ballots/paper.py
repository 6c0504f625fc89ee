"""One ballot: what a voter marked, whether it may be cast, and its one-line form. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ballots.method import Effect, Mode, VoteMethod
from core.errors import Refused


class Mark(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ILLEGIBLE = "x"  # only a teller reading a slip can say so


@dataclass(frozen=True, slots=True)
class Ballot:
    """The marks sorted by candidate number, each number once: make it with `ballot`."""

    marks: tuple[tuple[int, Mark], ...]
    group: str | None = None

    def mark(self, no: int) -> Mark | None:
        """What stands beside this number; None when the voter left it empty."""
        return dict(self.marks).get(no)

    @property
    def for_marks(self) -> int:
        """How many are marked FOR: only these are held against min_marks and max_marks."""
        return sum(mark is Mark.FOR for _, mark in self.marks)


def ballot(marks: Mapping[int, Mark], group: str | None = None) -> Ballot:
    """Make a ballot. The order in which the marks were made leaves no trace."""
    return Ballot(tuple(sorted(marks.items())), group)


def is_over_marked(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether too many marks spoil this ballot whole. 选举法 Art. 44."""
    most = method.max_marks
    return method.over_marked is Effect.SPOILS and most is not None and ballot.for_marks > most


def is_under_marked(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether too few marks spoil this ballot whole; 选举法 Art. 44 by itself lets them be.

    An empty ballot is valid, unless the meeting itself adopted a minimum that spoils.
    """
    return method.under_marked is Effect.SPOILS and ballot.for_marks < method.min_marks


def is_valid(method: VoteMethod, ballot: Ballot) -> bool:
    """Whether the ballot counts at all; an illegible item spoils only itself."""
    return not (is_over_marked(method, ballot) or is_under_marked(method, ballot))


def check_ballot(method: VoteMethod, ballot: Ballot) -> None:
    """Refuse what a phone may not cast: nobody spoils a ballot there by mistake."""
    for no, mark in ballot.marks:
        field = f"mark-{no}"
        if no not in method.numbers:
            raise Refused("candidate-unknown", field=field, no=no)
        if mark is Mark.ILLEGIBLE:
            raise Refused("mark-illegible", field=field, no=no)
        if method.mode is Mode.PICK and mark is not Mark.FOR:
            raise Refused("mark-outside-mode", field=field, no=no, mark=str(mark))
    if is_over_marked(method, ballot):
        raise Refused("over-marked", marked=ballot.for_marks, most=method.max_marks)
    if is_under_marked(method, ballot):
        raise Refused("under-marked", marked=ballot.for_marks, least=method.min_marks)


SIGNS: dict[Mark | None, str] = {
    Mark.FOR: "+",
    Mark.AGAINST: "-",
    Mark.ABSTAIN: "o",
    Mark.ILLEGIBLE: "x",
    None: ".",
}
MARKS = {sign: mark for mark, sign in SIGNS.items()}


def encode_marks(method: VoteMethod, ballot: Ballot) -> str:
    """Write one sign a candidate, in the order of the method: `+-o.x`. Leaves out the group."""
    marks = dict(ballot.marks)
    text = "".join(SIGNS[marks.pop(no, None)] for no in method.numbers)
    if marks:
        raise Refused("candidate-unknown", no=min(marks))
    return text


def decode_marks(method: VoteMethod, text: str) -> Ballot:
    """Read back what `encode_marks` wrote; refuse a wrong length or an unknown sign."""
    numbers = method.numbers
    if len(text) != len(numbers):
        raise Refused("marks-length", length=len(text), candidates=len(numbers))
    marks: dict[int, Mark] = {}
    for no, sign in zip(numbers, text, strict=True):
        if sign not in MARKS:
            raise Refused("mark-unknown", no=no, sign=sign)
        if (mark := MARKS[sign]) is not None:
            marks[no] = mark
    return ballot(marks)
