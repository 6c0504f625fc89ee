"""Where the ceremony of a vote stands, and the live figures of its sentences."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.ceremony import store
from ballots.ceremony.ceremony import (
    Conflict,
    Held,
    Officer,
    Rite,
    conflicts,
    due,
    rites_now,
)
from ballots.queries import RoundView, Vote, votes_together
from ballots.round import Phase
from core.people import Role
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What has been held of it, and what is due before the next act."""

    held: tuple[Held, ...]
    due: Rite | None = None
    paper: str = ""  # the vote that the due rite is kept under
    figures: dict[str, Any] | None = None  # of the due rite's sentence
    officers: "Officers | None" = None  # to be put to the hands, when that is due


@dataclass(frozen=True, slots=True)
class Officers:
    """Those on the roster who watch over the vote and count."""

    scrutineers: tuple[Officer, ...]
    tellers: tuple[Officer, ...]
    conflicts: tuple[Conflict, ...] = ()


def standing(vote: Vote) -> RoundView | None:
    """The round that the ceremony is about: the latest, unless it was voided."""
    return vote.latest if vote.latest and vote.latest.stands else None


def is_ready(view: RoundView) -> bool:
    if view.round.phase is Phase.SEALED:
        return view.box is not None or view.round.kind != "secret"
    return view.box is None or view.box.is_frozen


def due_rite(vote: Vote, held: list[Held]) -> Rite | None:
    """What belongs before the next act of this vote and has not been held."""
    view = standing(vote)
    round = view.round if view else None
    rites = rites_now(vote.is_adopted, round, view is not None and is_ready(view))
    if vote.paper.session not in (None, vote.paper.id):
        # Of papers that are cast together the first one has what is said before they are cast.
        rites = tuple(one for one in rites if one in (Rite.VALIDITY, Rite.REPORT))
    return due(rites, round, {(one.rite, one.round) for one in held})


async def ceremony_of(connection: AsyncConnection, meeting: str, vote: Vote) -> Ceremony | None:
    """The ceremony of this vote; None when the chair has not begun one."""
    if not await store.is_begun(connection, vote.paper.id):
        return None
    held = await store.list_rites(connection, vote.paper.id)
    rite = due_rite(vote, held)
    if rite is None:
        return Ceremony(tuple(held), paper=vote.paper.id)
    return Ceremony(
        held=tuple(held),
        due=rite,
        paper=vote.paper.id,
        figures=await figures(connection, meeting, vote, rite),
        officers=await officers_of(connection, meeting, vote)
        if rite is Rite.OFFICERS
        else None,
    )


async def officers_of(connection: AsyncConnection, meeting: str, vote: Vote) -> Officers:
    lines = await sessions.roster(connection, meeting)
    scrutineers, tellers = (
        tuple(Officer(one.person, one.name, one.unit) for one in lines if role in one.roles)
        for role in (Role.SCRUTINEER, Role.TELLER)
    )
    together = await votes_together(connection, meeting, vote.paper.item)
    units = [(one.no, one.name, one.unit) for each in together for one in each.paper.projects]
    return Officers(scrutineers, tellers, conflicts((*scrutineers, *tellers), units))


async def figures(
    connection: AsyncConnection, meeting: str, vote: Vote, rite: Rite
) -> dict[str, Any]:
    """The live figures of a rite's sentence; they go into the journal with it."""
    view = standing(vote)
    if rite in (Rite.ATTENDANCE, Rite.RECOUNT):
        call = await sessions.roll_call(connection, meeting)
        return {
            "members": call.entitled,
            "present": call.present,
            "on_leave": call.on_leave,
            "needed": call.needed,
        }
    if rite is Rite.CANDIDATES:
        together = await votes_together(connection, meeting, vote.paper.item)
        latest = [standing(each) for each in together]
        return {"papers": [_marking(one) for one in latest if one]}
    if view is None:
        return {}
    if rite is Rite.BOX:
        return {
            "kind": str(view.round.kind),
            "words": view.box.manifest_hash if view.box else "",
        }
    returned = view.outcome.returned if view.outcome else view.cast
    counted = {"issued": view.issued, "returned": returned, "title": view.round.method.title}
    if rite is Rite.REPORT and view.outcome:
        counted |= {"valid": view.outcome.valid, "invalid": view.outcome.invalid}
    return counted


def _marking(view: RoundView) -> dict[str, Any]:
    """What the hall is told of a ballot before it marks one."""
    method = view.round.method
    return {
        "title": method.title,
        "mode": str(method.mode),
        "candidates": len(method.candidates),
        "seats": method.seats,
        "most": method.most_marks,
        "over": str(method.over_marked),
    }


def as_facts(conflicts: tuple[Conflict, ...]) -> list[dict[str, Any]]:
    return [asdict(one) for one in conflicts]
