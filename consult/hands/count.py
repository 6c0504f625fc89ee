"""Hands and phones as one result in which nobody counts twice. Pure.

A stool counts by its phone or by its hand. Which of the two is settled block by block, by the
list of phones that was left out of the hands: a phone that answers later was seen as a hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.hands.said import (
    HANDS,
    QUESTION_LENGTH,
    Block,
    BlockSeat,
    Hand,
    HandsClosed,
    HandsCounted,
    HandShown,
    HandsPut,
)

if TYPE_CHECKING:
    from consult.contribution.entry import Entry

BLOCK_SIZES = (5, 10, 15, 20, 30)
MOST_BLOCKS = 500


@dataclass(frozen=True, slots=True)
class Tally:
    in_favour: int = 0
    against: int = 0
    abstaining: int = 0

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.abstaining

    @property
    def figures(self) -> tuple[int, int, int]:
        return (self.in_favour, self.against, self.abstaining)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.in_favour + other.in_favour,
            self.against + other.against,
            self.abstaining + other.abstaining,
        )


@dataclass(slots=True)
class BlockCount:
    """One block: its stools, the phones among them, and the hands once they are counted."""

    name: str
    numbers: dict[str, int]  # of the stools, by voice
    answers: dict[str, Hand] = field(default_factory=dict)  # by phone
    hands: Tally | None = None
    left_out: frozenset[str] = frozenset()  # of the hands, when they were counted

    @property
    def by_phone(self) -> list[int]:
        """The stools whose phone has answered, by number. How they answered is not said."""
        return sorted(self.numbers[voice] for voice in self.answers)

    @property
    def to_count(self) -> list[int]:
        """The stools whose hands are to be counted."""
        out = self.left_out if self.hands is not None else frozenset(self.answers)
        return sorted(number for voice, number in self.numbers.items() if voice not in out)

    @property
    def phones(self) -> Tally:
        given = list(self.answers.values())
        return Tally(*(given.count(hand) for hand in Hand))

    @property
    def total(self) -> Tally:
        return self.phones + (self.hands or Tally())

    def takes(self, voice: str) -> bool:
        """Whether this stool's phone may still answer, or answer otherwise."""
        return voice in self.numbers and (self.hands is None or voice in self.left_out)


@dataclass(slots=True)
class Question:
    id: str
    at: str
    text: str
    statement: str
    blocks: list[BlockCount]
    is_closed: bool = False

    @property
    def present(self) -> int:
        return sum(len(one.numbers) for one in self.blocks)

    @property
    def phones(self) -> Tally:
        return sum((one.phones for one in self.blocks), Tally())

    @property
    def hands(self) -> Tally:
        return sum((one.hands for one in self.blocks if one.hands is not None), Tally())

    @property
    def total(self) -> Tally:
        return self.phones + self.hands

    @property
    def uncounted(self) -> list[BlockCount]:
        """Blocks in which somebody's hand is still to be counted."""
        return [one for one in self.blocks if one.hands is None and one.to_count]

    def block_of(self, voice: str) -> BlockCount | None:
        return next((one for one in self.blocks if voice in one.numbers), None)

    def takes(self, voice: str) -> bool:
        block = self.block_of(voice)
        return not self.is_closed and block is not None and block.takes(voice)


@dataclass(slots=True)
class Hands:
    questions: dict[str, Question] = field(default_factory=dict)

    @property
    def now(self) -> Question | None:
        """The question that is on: the last that was put, if it is not closed."""
        last = next(reversed(self.questions.values()), None)
        return last if last and not last.is_closed else None

    @property
    def last(self) -> Question | None:
        return next(reversed(self.questions.values()), None)


def fold_hands(entries: Iterable["Entry"]) -> Hands:
    """Read the log in its order; of one moment, the question comes first and its close last.

    What cannot be so is passed over: logs come from elsewhere.
    """
    hands, kinds = Hands(), tuple(HANDS.values())
    mine = [one for one in entries if isinstance(one.said, kinds)]
    for entry in sorted(mine, key=lambda one: (one.at, kinds.index(type(one.said)), one.id)):
        match entry.said:
            case HandsPut() as put if entry.voice == "" and _is_sound(put):
                blocks = [
                    BlockCount(one.name, {seat.voice: seat.number for seat in one.seats})
                    for one in put.blocks
                ]
                hands.questions[entry.id] = Question(
                    entry.id, entry.at, put.question, put.statement, blocks
                )
            case HandShown(question, hand):
                _show(hands.questions.get(question), entry.voice, hand)
            case HandsCounted() as counted if entry.voice == "":
                _count(hands.questions.get(counted.question), counted)
            case HandsClosed(question) if entry.voice == "" and question in hands.questions:
                hands.questions[question].is_closed = True
            case _:
                pass
    return hands


def _is_sound(put: HandsPut) -> bool:
    """No stool in two blocks, nor twice in one: it would be counted twice."""
    voices = [seat.voice for one in put.blocks for seat in one.seats]
    numbers = [seat.number for one in put.blocks for seat in one.seats]
    return (
        0 < len(put.blocks) <= MOST_BLOCKS
        and len(set(voices)) == len(voices) == len(set(numbers))
        and 0 < len(put.question) <= QUESTION_LENGTH
    )


def _show(question: Question | None, voice: str, hand: Hand) -> None:
    block = question.block_of(voice) if question else None
    if question and block and question.takes(voice):
        block.answers[voice] = hand


def _count(question: Question | None, counted: HandsCounted) -> None:
    """Of phones that were not left out the hand was counted: their answers go."""
    if question is None or question.is_closed or not 0 <= counted.block < len(question.blocks):
        return
    block = question.blocks[counted.block]
    hands = Tally(counted.in_favour, counted.against, counted.abstaining)
    out = frozenset(counted.phones)
    if not out <= set(block.numbers) or min(hands.figures) < 0:
        return
    if hands.total > len(block.numbers) - len(out):
        return
    block.hands, block.left_out = hands, out
    block.answers = {voice: hand for voice, hand in block.answers.items() if voice in out}


def blocks_of(
    seats: Sequence[tuple[str, int, str]], size: int, *, by_grid: bool
) -> tuple[Block, ...]:
    """Cut those here (voice, number, grid) into named blocks: by tens of numbers, or by grid.

    A block of numbers keeps its bounds when stools are empty, so that it is found in the yard.
    """
    found: dict[str, list[BlockSeat]] = {}
    highest = max((number for _, number, _ in seats), default=0)
    for voice, number, grid in sorted(seats, key=lambda one: one[1]):
        first = (number - 1) // size * size + 1
        last = min(first + size - 1, highest)
        tens = f"{first}–{last}" if first < last else str(last)
        name = grid if by_grid else tens
        found.setdefault(name, []).append(BlockSeat(voice, number))
    return tuple(Block(name, tuple(seats)) for name, seats in found.items())
