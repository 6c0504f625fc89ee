"""What can change about stools: cards are printed, phones join, both are replaced."""

import secrets
from dataclasses import replace

from consult import store as consultations
from consult.commands import load_for
from consult.consultation import ConsultPhase
from consult.grids.store import load_grid
from consult.stools import store
from consult.stools.events import StoolReissued, StoolReleased, StoolsChanged, StoolsPrinted
from consult.stools.stool import (
    NAME_LENGTH,
    AgeBand,
    Seat,
    Sex,
    Stool,
    check_count,
    check_may_join,
)
from consult.talk.commands import note_again
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import new_id
from sessions.queries import Member, badge_code, secret_hash


async def print_cards(
    db: Database, by: Member, count: int, *, unused_too: bool = False
) -> dict[int, str]:
    """Make stools up to this number. Gives the codes of the new cards by their number; they
    exist nowhere else. `unused_too` makes those anew that no phone has joined."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        known = await store.list_stools(tx.connection, by.meeting)
        check_count(count, len(known))
        codes: dict[int, str] = {}
        for one in known:
            if not one.has_card or (unused_too and one.joined_at is None):
                codes[one.number] = await _new_card(tx, one)
        rows = []
        for number in range(len(known) + 1, count + 1):
            codes[number] = _code()
            rows.append(_row(by.meeting, number, codes[number]))
        await store.add_stools(tx.connection, rows)
        if codes:
            tx.record(StoolsPrinted(meeting=by.meeting, numbers=tuple(codes), by=by.name))
    return codes


def _code() -> str:
    return badge_code(secrets.token_bytes(16))


def _row(meeting: str, number: int, code: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "meeting": meeting,
        "number": number,
        "card_hash": secret_hash(code),
        "device_hash": "",
        "household": "",
        "name": "",
        "sex": None,
        "age_band": None,
        "grid": "",
        "edition": 0,
        "joined_at": None,
    }


async def _new_card(tx: Transaction, stool: Stool) -> str:
    code = _code()
    changes = {"device_hash": "", "joined_at": None, "edition": stool.edition + 1}
    await store.save_stool(tx.connection, stool.id, card_hash=secret_hash(code), **changes)
    return code


async def reissue_stool(db: Database, by: Member, stool: str) -> tuple[Stool, str]:
    """A new card for a lost one; the old one and its phone are good no longer."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        found = await store.load_stool(tx.connection, by.meeting, stool)
        code = await _new_card(tx, found)
        tx.record(
            StoolReissued(meeting=by.meeting, person=found.id, number=found.number, by=by.name)
        )
    return found, code


async def release_stool(db: Database, by: Member, stool: str) -> None:
    """Let the card join another phone."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        found = await store.load_stool(tx.connection, by.meeting, stool)
        await store.save_stool(
            tx.connection, stool, device_hash="", joined_at=None, edition=found.edition + 1
        )
        tx.record(
            StoolReleased(meeting=by.meeting, person=found.id, number=found.number, by=by.name)
        )


async def note_resident(
    db: Database,
    by: Member,
    stool: str,
    household: str,
    name: str,
    sex: Sex | None,
    age_band: AgeBand | None,
    grid: str = "",
) -> None:
    """Write down who sits there, as far as they want to say. It is told nowhere else."""
    for field, text in (("household", household), ("name", name)):
        if len(text) > NAME_LENGTH:
            raise Refused("field-too-long", field=field, most=NAME_LENGTH, length=len(text))
    async with db.transaction() as tx:
        await load_for(tx, by)
        known = await store.load_stool(tx.connection, by.meeting, stool)
        if grid not in ("", known.grid):
            await load_grid(tx.connection, grid, field="grid")
        values = {"household": household, "name": name, "sex": sex, "age_band": age_band}
        await store.save_stool(tx.connection, stool, grid=grid, **values)
        await note_again(tx, by)


async def sit_in_grid(db: Database, by: Member, first: int, last: int, grid: str) -> int:
    """The stools from `first` to `last` sit in this grid, or in none (""). Gives how many."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        if grid:
            await load_grid(tx.connection, grid, field="seats")
        known = [one.number for one in await store.list_stools(tx.connection, by.meeting)]
        meant = [number for number in known if first <= number <= last]
        if not meant:
            raise Refused("stools-none-there", field="last", first=first, last=last)
        await store.put_grid(tx.connection, by.meeting, meant, grid)
        await note_again(tx, by)
    return len(meant)


async def join_stool(db: Database, card: str, device: str) -> Seat:
    """A phone takes the stool of its card. The same phone may do so again."""
    async with db.transaction() as tx:
        stool, bound = await store.load_by_card(tx.connection, secret_hash(card))
        consultation = await consultations.find_consultation(tx.connection, stool.meeting)
        if consultation is None:
            raise NotHere("consultation")
        if consultation.phase is ConsultPhase.CLOSED:
            raise Refused("consult-closed")
        check_may_join(stool, bound, secret_hash(device))
        if stool.joined_at is None:
            values = {"device_hash": secret_hash(device), "joined_at": tx.now}
            await store.save_stool(tx.connection, stool.id, **values)
            joined = await store.count_joined(tx.connection, stool.meeting)
            tx.record(StoolsChanged(meeting=stool.meeting, joined=joined))
        stool = replace(stool, joined_at=tx.now)
    return Seat(stool.meeting, stool.id, stool.edition)
