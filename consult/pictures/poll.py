"""What people of one consultation think of what was said, ready for its mathematics. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.contribution.fold import State
from consult.contribution.said import Circle
from consult.exports.conversation import Conversation
from consult.exports.conversation import Statement as Exported
from consult.opinion.consensus import DeclaredConsensus, declared_consensus
from consult.opinion.matrix import AGREE, DISAGREE, PASS, Matrix, Vote, matrix
from consult.opinion.picture import NOT_EXAMINED, Findings, Picture, picture
from consult.reactions.reaction import Opinion, Reaction
from consult.stools.stool import Stool, voice_of

VALUES = {Opinion.AGREE: AGREE, Opinion.PASS: PASS, Opinion.DISAGREE: DISAGREE}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said for everybody, with the number it has on all screens and in the files."""

    id: str
    number: int
    text: str
    kind: str


@dataclass(frozen=True)
class Poll:
    """Statements in the order they were made; votes of the meeting's own voices only."""

    statements: tuple[Statement, ...]
    votes: tuple[Vote, ...]
    strata: Mapping[str, Mapping[str, str]]  # by what was declared: sex, age, grid

    @cached_property
    def matrix(self) -> Matrix:
        """In the order of names, whatever order votes came in."""
        return matrix(self.votes, [one.id for one in self.statements])

    @cached_property
    def declared(self) -> dict[str, DeclaredConsensus]:
        """Consensus across each kind of declared groups that has two of four people."""
        found = {
            name: declared_consensus(self.matrix, strata)
            for name, strata in self.strata.items()
        }
        return {name: one for name, one in found.items() if one is not None}

    def picture(self, findings: Findings = NOT_EXAMINED) -> Picture:
        """The picture of these votes; the first groups that can be shown are declared."""
        first = next(iter(self.declared), None)
        return picture(self.matrix, self.strata[first] if first else {}, findings)


def poll(state: State, reactions: Iterable[Reaction], stools: Sequence[Stool]) -> Poll:
    """What stands, is for everybody, and is not about one paragraph of a draft."""
    heard = [
        one for one in state.standing if one.said.circle is Circle.PUBLIC and not one.said.about
    ]
    statements = tuple(
        Statement(one.id, number, one.text, one.said.kind)
        for number, one in enumerate(heard, start=1)
    )
    known = {one.id for one in statements}
    votes = tuple(
        Vote(one.voice, one.statement, VALUES[one.value])
        for one in reactions
        if one.statement in known
    )
    return Poll(statements, votes, strata_of(stools))


def strata_of(stools: Sequence[Stool]) -> dict[str, dict[str, str]]:
    """What the people on stools have said of themselves; who said nothing is in no group."""
    told: dict[str, dict[str, str]] = {"sex": {}, "age": {}, "grid": {}}
    for one in stools:
        declared = {"sex": one.sex, "age": one.age_band, "grid": one.grid}
        for name, value in declared.items():
            if value:
                told[name][voice_of(one.id)] = str(value)
    return told


def conversation(poll: Poll, topic: str, at: int, labels: Mapping[str, str]) -> Conversation:
    """For the files of Pol.is, under numbers that lead to no card, seat or name.

    Voices are numbered in the order of their random ids. No statement has an author, for
    screens show the stool beside its words; all votes have the same time, that of the
    consultation's day: a list of minutes beside a list of guests would tell who voted how.
    """
    number = {voice: str(place) for place, voice in enumerate(poll.matrix.people, start=1)}
    names = {one.id: str(one.number) for one in poll.statements}
    return Conversation(
        statements=tuple(Exported(str(one.number), one.text, at=at) for one in poll.statements),
        votes=tuple(
            Vote(number[one.person], names[one.statement], one.value, at) for one in poll.votes
        ),
        topic=topic,
        groups={number[voice]: group for voice, group in labels.items()},
    )
