"""Speed of counting and deciding: `python -m tests.load.bench_tally [ballots] [items]`."""

import sys
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from time import perf_counter

from ballots.ballot_table import read_ballots
from ballots.deciding.decision import decide
from ballots.method import Candidate, Grade, Mode, VoteMethod
from ballots.outcome import Turnout
from ballots.paper import Answer, Ballot, Mark, ballot
from ballots.tally import tally

BALLOTS, ITEMS = 3000, 100
BUDGET = 1.0  # seconds, for 3,000 ballots of 100 items
CELLS: dict[Mode, Sequence[tuple[str, Answer]]] = {
    Mode.PICK: [("1", Mark.FOR)],
    Mode.FOR_AGAINST_ABSTAIN: [(str(mark), mark) for mark in Mark],
    Mode.GRADE: list(zip("321", Grade, strict=True)),
}


def method(mode: Mode, items: int) -> VoteMethod:
    return VoteMethod(
        title="票决办法",
        mode=mode,
        candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, items + 1)),
        seats=items // 2,
        max_marks=items if mode is Mode.PICK else None,
        majority=(),
        quorum_open=None,
    )


def cells(mode: Mode, items: int, shift: int) -> Iterable[tuple[str, Answer]]:
    """A ballot's cells; the next ballot begins one further."""
    if mode is Mode.RANK:
        ranks = ((shift + at) % items + 1 for at in range(items))
        return ((str(rank), rank) for rank in ranks)
    known = CELLS[mode]
    return islice(cycle(known), shift % len(known), shift % len(known) + items)


def measure(mode: Mode, ballots: int, items: int) -> None:
    terms = method(mode, items)
    rows = [list(cells(mode, items, shift)) for shift in range(ballots)]
    heap: list[Ballot] = [
        ballot(dict(enumerate((mark for _, mark in row), start=1))) for row in rows
    ]
    header = ",".join(["ballot", "group", *map(str, terms.numbers)])
    lines = [f"{at},," + ",".join(cell for cell, _ in row) for at, row in enumerate(rows)]
    content = "\n".join([header, *lines]).encode()
    start = perf_counter()
    decide(terms, tally(terms, heap), Turnout(ballots, ballots, ballots))
    counted = perf_counter()
    read_ballots(terms, content)
    read = perf_counter() - counted
    print(f"{mode:20} count and decide {counted - start:6.3f} s, read the file {read:6.3f} s")


def main() -> None:
    ballots, items = (*map(int, sys.argv[1:3]), *(BALLOTS, ITEMS)[len(sys.argv[1:3]) :])
    print(f"{ballots} ballots of {items} items; budget {BUDGET} s for {BALLOTS} of {ITEMS}")
    for mode in (Mode.PICK, Mode.FOR_AGAINST_ABSTAIN, Mode.GRADE, Mode.RANK):
        measure(mode, ballots, items)


if __name__ == "__main__":
    main()
