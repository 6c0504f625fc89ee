"""Nobody counts twice, whoever answers when, and whichever log is taken in first."""

from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.contribution.entry import Entry, in_order
from consult.contribution.fold import fold
from consult.contribution.said import EntryId, Said, Voice
from consult.hands.count import Question, Tally, blocks_of, fold_hands
from consult.hands.said import (
    Block,
    BlockSeat,
    Hand,
    HandsClosed,
    HandsCounted,
    HandShown,
    HandsPut,
)

STOOLS = 13
SEATS = [(f"stool:{n}", n, "甲" if n < 6 else "乙") for n in range(1, STOOLS + 1)]


@dataclass
class Yard:
    """A yard in which each stool has one opinion, and shows it by phone or by hand."""

    chance: Random
    log: list[Entry] = field(default_factory=list)

    def tell(self, voice: str, said: Said) -> str:
        id = EntryId(f"{len(self.log):032x}")
        at = f"2026-05-01T08:00:00.{len(self.log):06d}+00:00"
        self.log.append(Entry(id, at, Voice(voice), "", said))
        return id

    @property
    def question(self) -> Question:
        return next(iter(fold_hands(in_order(self.log)).questions.values()))

    def evening(self) -> dict[str, Hand]:
        """Phones answer before, between and after the counts of the blocks."""
        by_grid = self.chance.random() < 0.5
        blocks = blocks_of(SEATS, self.chance.choice((5, 10)), by_grid=by_grid)
        put = self.tell("", HandsPut("修路灯吗", blocks))
        mind = {voice: self.chance.choice([*Hand]) for voice, _, _ in SEATS}
        for number in range(len(blocks)):
            self.phones(put, mind)
            self.count(put, number, mind)
        self.phones(put, mind)
        return mind

    def phones(self, put: str, mind: dict[str, Hand]) -> None:
        for voice in self.chance.sample([*mind], self.chance.randrange(STOOLS)):
            self.tell(voice, HandShown(put, mind[voice]))

    def count(self, put: str, number: int, mind: dict[str, Hand]) -> None:
        """Whoever counts sees the hands of those whose phone had not answered then."""
        block = self.question.blocks[number]
        hands = [mind[voice] for voice in block.numbers if voice not in block.answers]
        yes, no, other = (hands.count(hand) for hand in Hand)
        self.tell("", HandsCounted(put, number, yes, no, other, tuple(sorted(block.answers))))


yards = st.integers(0, 2**32).map(lambda seed: Yard(Random(seed)))


@settings(max_examples=60, deadline=None)
@given(yards)
def test_everybody_counts_once_by_phone_or_by_hand(yard: Yard) -> None:
    mind = yard.evening()
    question = yard.question
    given_now = list(mind.values())
    assert question.total.figures == tuple(given_now.count(hand) for hand in Hand)
    assert question.total.total == question.present == STOOLS
    assert question.uncounted == []


@settings(max_examples=60, deadline=None)
@given(yards, st.randoms())
def test_hostile_or_torn_logs_never_count_more_than_sit_there(
    yard: Yard, chance: Random
) -> None:
    """Entries lost, doubled, invented: a block never has more voices than stools."""
    yard.evening()
    put = yard.log[0].id
    for _ in range(6):
        yes, no, other = (chance.randrange(-2, 8) for _ in range(3))
        phones = chance.sample([voice for voice, _, _ in SEATS] + ["stool:99"], 3)
        yard.tell(
            chance.choice(["", "stool:1"]), HandsCounted(put, 0, yes, no, other, tuple(phones))
        )
        yard.tell(chance.choice(phones), HandShown(put, Hand.FOR))
    torn = [one for one in yard.log if one.id == put or chance.random() < 0.8]
    for block in fold_hands(in_order(torn)).questions[put].blocks:
        assert block.total.total <= len(block.numbers)
        assert min(block.total.figures) >= 0
        hands = block.hands.total if block.hands else 0
        assert hands <= len(block.to_count)
    laptop = [one for one in torn if chance.random() < 0.5]
    chance.shuffle(laptop)
    assert fold(laptop + torn) == fold(torn + laptop) == fold(torn)


def test_a_phone_that_answers_after_the_count_was_counted_as_a_hand() -> None:
    yard = Yard(Random(0))
    put = yard.tell("", HandsPut("修路灯吗", blocks_of(SEATS, 30, by_grid=False)))
    yard.tell("stool:3", HandShown(put, Hand.FOR))
    yard.tell("stool:5", HandShown(put, Hand.AGAINST))
    block = yard.question.blocks[0]
    assert block.by_phone == [3, 5]
    assert block.to_count == [1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13]
    yard.tell("", HandsCounted(put, 0, 11, 0, 0, ("stool:3", "stool:5")))
    yard.tell("stool:9", HandShown(put, Hand.AGAINST))
    assert yard.question.total == Tally(12, 1, 0)
    yard.tell("stool:5", HandShown(put, Hand.FOR))
    assert yard.question.total == Tally(13, 0, 0), "who was left out may still change"
    yard.tell("", HandsClosed(put))
    yard.tell("stool:5", HandShown(put, Hand.AGAINST))
    assert yard.question.total == Tally(13, 0, 0)


def test_a_question_with_a_stool_in_two_blocks_is_none() -> None:
    yard = Yard(Random(0))
    twice = tuple(Block(name, (BlockSeat("stool:1", 1),)) for name in ("a", "b"))
    yard.tell("", HandsPut("修路灯吗", twice))
    yard.tell("stool:1", HandsPut("我来问", twice[:1]))
    assert fold_hands(in_order(yard.log)).questions == {}


def test_blocks_keep_their_bounds_when_stools_are_empty() -> None:
    here = [one for one in SEATS if one[1] not in (1, 4)]
    names = [(one.name, len(one.seats)) for one in blocks_of(here, 5, by_grid=False)]
    assert names == [("1–5", 3), ("6–10", 5), ("11–13", 3)]
    assert [one.name for one in blocks_of(here, 1, by_grid=True)] == ["甲", "乙"]
