"""What can be read of a poll: at the clerk's desk, by a letter, by a card, and by anybody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.poll import draw, store
from consult.poll.card import seat_of
from consult.poll.draw import StratumPlan
from consult.poll.groups import Group, Likeness, likeness, pairs
from consult.poll.poll import SEATED, PanelPlace, Poll, PollPhase, Resident, Wave
from consult.poll.questionnaire import Questionnaire
from consult.poll.report import Answer, Presence, Report, presence
from core.errors import NotHere, Refused


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll for its clerk: names and places, and of the answers only how many there are."""

    poll: Poll
    residents: tuple[Resident, ...]
    questionnaires: tuple[Questionnaire, ...]
    rounds: tuple[tuple[Group, ...], ...]
    answered: Mapping[Wave, int]

    @property
    def asked(self) -> Questionnaire:
        return self.questionnaires[-1] if self.questionnaires else Questionnaire(0, "", ())

    @property
    def strata(self) -> tuple[StratumPlan, ...]:
        """How the seats fall on the strata, as planned or as drawn."""
        if not self.residents or not self.poll.seats:
            return ()
        parted = self.residents
        if self.poll.phase is PollPhase.DRAFT:
            parted = draw.stratified(self.poll, parted)
        return draw.plan(parted, self.poll.seats)

    @property
    def panel(self) -> tuple[Resident, ...]:
        """Everybody who was ever invited, stratum by stratum in drawn order."""
        asked = [
            one
            for one in self.residents
            if one.place not in (PanelPlace.NONE, PanelPlace.RESERVE)
        ]
        return tuple(sorted(asked, key=lambda one: (one.stratum, one.rank)))

    @property
    def places(self) -> Mapping[PanelPlace, int]:
        return Counter(one.place for one in self.residents)

    @property
    def presence(self) -> tuple[Presence, ...]:
        return presence(self.residents, {one.name: one.seats for one in self.strata})

    @property
    def report(self) -> Report | None:
        return report_of(self.poll)

    def person(self, number: int) -> Resident:
        found = next((one for one in self.residents if one.number == number), None)
        if found is None:
            raise NotHere("person")
        return found

    def likeness(self, round: int) -> Likeness:
        """How well the groups of this round (from 1) turned out."""
        met = {pair for groups in self.rounds[: round - 1] for pair in pairs(groups)}
        return likeness(self.rounds[round - 1], self.residents, self.poll.ages, met)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the link on a letter shows."""

    poll: Poll
    person: Resident
    tables: tuple[tuple[int, Group], ...]  # by round: the number of the group, and the group


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an answer card shows: the questions, while they are open."""

    poll: Poll
    asked: Questionnaire
    answered: bool  # this card, this time


async def polls(connection: AsyncConnection, meeting: str) -> list[Poll]:
    return await store.list_polls(connection, meeting)


async def poll_view(connection: AsyncConnection, meeting: str, poll: str) -> PollView:
    return await _view(connection, await store.load_poll(connection, meeting, poll))


async def public_poll(connection: AsyncConnection, poll: str) -> PollView:
    """For anybody, from the publication of the list on."""
    found = await store.find_poll(connection, poll)
    if found.phase is PollPhase.DRAFT:
        raise NotHere("poll")
    return await _view(connection, found)


async def _view(connection: AsyncConnection, poll: Poll) -> PollView:
    answers = await store.list_answers(connection, poll.id)
    return PollView(
        poll=poll,
        residents=tuple(await store.list_residents(connection, poll.id)),
        questionnaires=tuple(await store.list_questionnaires(connection, poll.id)),
        rounds=tuple(await store.list_groups(connection, poll.id)),
        answered=Counter(one.wave for one in answers),
    )


async def answers_of(connection: AsyncConnection, poll: str) -> Sequence[Answer]:
    """All sheets, for the table without cards; only when nothing can be added any more."""
    found = await store.find_poll(connection, poll)
    if found.phase not in (PollPhase.ANSWERED, PollPhase.REPORTED):
        raise Refused("poll-still-open")
    return await store.list_answers(connection, poll)


async def invitation(connection: AsyncConnection, poll: str, number: int) -> Invitation:
    """One invited person's letter, with where they sit once the groups are made."""
    view = await public_poll(connection, poll)
    person = view.person(number)
    if person.place in (PanelPlace.NONE, PanelPlace.RESERVE) or view.poll.names_gone:
        raise NotHere("person")
    tables = [
        (at, group)
        for groups in view.rounds
        for at, group in enumerate(groups, start=1)
        if number in group.members and person.place in SEATED
    ]
    return Invitation(view.poll, person, tuple(tables))


async def sheet(connection: AsyncConnection, code: str) -> Sheet:
    """The questionnaire behind a card; it tells nothing of what the card answered."""
    poll = await store.poll_of_card(connection, seat_of(code))
    if poll is None:
        raise Refused("poll-card-unknown", field="card")
    known = await store.list_questionnaires(connection, poll.id)
    wave = poll.wave
    done = wave is not None and await store.has_answered(connection, seat_of(code), wave)
    return Sheet(poll, known[-1] if known else Questionnaire(0, "", ()), done)


def public_list(view: PollView) -> str:
    """The published list, byte for byte as it was hashed."""
    return draw.public_list(view.residents, view.poll.register_hash, view.poll.seats)


def report_of(poll: Poll) -> Report | None:
    return msgspec.json.decode(poll.report, type=Report) if poll.report else None
