"""What a deputy sees who opens a ballot: papers to mark, or what was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import queries as rounds
from ballots.casting import store as urn
from ballots.receipt import Receipt, receipt_code
from ballots.register import store as registers
from ballots.round import Phase
from ballots.together.queries import rounds_beside, voided_beside
from core.errors import NotHere, Refused
from core.ids import RoundId
from sessions import queries as sessions


async def my_receipts(
    connection: AsyncConnection, round: str, persons: Sequence[str]
) -> dict[str, Receipt]:
    """What lies in the round under each of these names."""
    marks = await urn.find_marks(connection, round, persons)
    return {
        person: Receipt(RoundId(round), text, receipt_code(round, person, text), repeated=True)
        for person, text in marks.items()
    }


@dataclass(frozen=True, slots=True)
class Look:
    """A deputy opens the page of a round."""

    meeting: str
    round: str
    person: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What that page shows: the ballots to mark, or the receipts once they are in."""

    meeting: sessions.Meeting
    view: rounds.RoundView
    may_vote: bool
    receipt: Receipt | None
    beside: tuple[
        rounds.RoundView, ...
    ] = ()  # all that are cast together, in the session's order
    receipts: tuple[Receipt, ...] = ()  # of those
    voided: tuple[rounds.RoundView, ...] = ()  # were opened with them, and became void

    @property
    def moved_to(self) -> RoundId | None:
        """Where the rest of a voting session is marked, when this paper of it became void."""
        left = [one.round for one in self.beside if one.round.phase is Phase.OPEN]
        is_void = self.view.round.phase is Phase.VOID
        return left[0].id if is_void and left else None


async def sheets(connection: AsyncConnection, looks: Sequence[Look]) -> list[Sheet | Refused]:
    """When the chair opens a round the whole hall looks at once: read together, as one."""
    persons: dict[tuple[str, str], set[str]] = {}
    for look in looks:
        persons.setdefault((look.meeting, look.round), set()).add(look.person)
    found: dict[Look, Sheet | Refused] = {}
    for (meeting, round), here in persons.items():
        found |= await _sheets_of(connection, meeting, round, sorted(here))
    return [found[look] for look in looks]


async def _sheets_of(
    connection: AsyncConnection, meeting: str, round: str, persons: Sequence[str]
) -> dict[Look, Sheet | Refused]:
    try:
        view = await rounds.round_view(connection, meeting, round)
    except NotHere as refusal:
        return {Look(meeting, round, person): refusal for person in persons}
    held = await sessions.load_meeting(connection, meeting)
    on_roll = await registers.list_roll(connection, round, persons)
    here = set(await sessions.present_deputies(connection, meeting, persons))
    away = sorted(on_roll - here)
    voters = (on_roll | here) - await sessions.gone_deputies(connection, meeting, away)
    beside = await _beside(connection, view)
    voided = [
        await rounds.round_view(connection, meeting, one.id)
        for one in await voided_beside(connection, view.round)
    ]
    receipts = [await my_receipts(connection, one.round.id, persons) for one in beside]
    return {
        Look(meeting, round, person): Sheet(
            held,
            view,
            person in voters,
            _own(receipts, person, round),
            beside,
            tuple(one[person] for one in receipts if person in one),
            tuple(voided),
        )
        for person in persons
    }


def _own(receipts: Sequence[Mapping[str, Receipt]], person: str, round: str) -> Receipt | None:
    mine = (one[person] for one in receipts if person in one)
    return next((receipt for receipt in mine if receipt.round == round), None)


async def _beside(
    connection: AsyncConnection, view: rounds.RoundView
) -> tuple[rounds.RoundView, ...]:
    beside = await rounds_beside(connection, view.round)
    if not beside:
        return (view,)  # a void round stands alone
    found = []
    for one in beside:
        other = one.id != view.round.id
        shown = await rounds.round_view(connection, one.meeting, one.id) if other else view
        found.append(shown)
    return tuple(found)
