"""A congress in session with an item on which people speak."""

from core.database import Database
from core.ids import ItemId
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.meeting import Member
from sessions.speaking.calling.commands import call_up
from sessions.speaking.commands import (
    ask_to_speak,
)
from sessions.speaking.limits import LIMITS, Ordering, Preset, Terms
from sessions.speaking.queries import FloorView, floor_view
from sessions.speaking.word import Turn
from tests.cast import Congress, in_session

VILLAGE = Terms(Ordering.FAIR, Preset.VILLAGE, LIMITS[Preset.VILLAGE])


async def sitting(db: Database) -> tuple[Congress, ItemId]:
    """Six deputies are here, and an item is on."""
    congress = await in_session(db, deputies=6)
    item = await congress.add_item("审议", "deliberation")
    await start_item(db, congress.chair, item)
    return congress, item


async def view(congress: Congress) -> FloorView:
    shown = await congress.read(queries.meeting_view, congress.meeting)
    return await congress.read(floor_view, congress.meeting, shown.current)


async def speaking(congress: Congress) -> Turn:
    turn = (await view(congress)).speaking
    assert turn is not None
    return turn


async def let_speak(congress: Congress, item: ItemId, who: Member) -> str:
    entry = await ask_to_speak(congress.db, who, item)
    return await call_up(congress.db, congress.chair, item, entry)
