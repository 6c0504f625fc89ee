"""Writing the agenda: added, moved, edited, cut, filled."""

from collections.abc import Awaitable, Callable

import pytest

from core.database import Database
from core.ids import ItemId
from sessions import queries
from sessions.agenda.commands import (
    add_item,
    drop_item,
    edit_item,
    fill_agenda,
    move_item,
    place_item,
)
from sessions.agenda.course.commands import put_aside, start_item, take_back
from sessions.agenda.item import Item, ItemState
from sessions.agenda.tree import Way
from sessions.attendance.commands import mark_attendance
from sessions.attendance.rollcall import Attendance
from sessions.commands import open_meeting, open_sign_in
from sessions.meeting import Member
from tests.cast import Congress, in_session, make_congress, refused

POSTPONED, WITHDRAWN = ItemState.POSTPONED, ItemState.WITHDRAWN


async def agenda(congress: Congress) -> list[Item]:
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert [item.position for item in view.agenda] == list(range(1, len(view.agenda) + 1))
    return list(view.agenda)


async def titles(congress: Congress) -> list[str]:
    return [item.title for item in await agenda(congress)]


async def states(congress: Congress) -> list[ItemState]:
    return [item.state for item in await agenda(congress)]


async def three_items(congress: Congress) -> list[ItemId]:
    return [await congress.add_item(title, "report") for title in ("审议", "通过办法", "票决")]


async def test_items_are_added_at_the_end(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await three_items(congress)
    assert await titles(congress) == ["审议", "通过办法", "票决"]


async def test_an_item_moved_up_changes_places(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    _, _, last = await three_items(congress)
    await move_item(db, congress.clerk, last, Way.UP)
    assert await titles(congress) == ["审议", "票决", "通过办法"]
    assert (await congress.told("AgendaChanged"))[-1]["items"] == ["审议", "票决", "通过办法"]


async def test_a_planned_item_can_be_edited_and_dropped(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    first, second, _ = await three_items(congress)
    values = {"title": " 听取说明 ", "kind": "report", "speaker": "县长"}
    await edit_item(db, congress.clerk, second, values)
    await drop_item(db, congress.clerk, first)
    assert await titles(congress) == ["听取说明", "票决"]


async def test_an_item_that_a_vote_hangs_on_cannot_be_dropped(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await congress.vote_item(stand=2, seats=1)
    view = await congress.read(queries.meeting_view, congress.meeting)
    with refused("item-has-vote"):
        await drop_item(db, congress.clerk, view.agenda[0].id)
    assert await titles(congress) == ["票决民生实事项目"]


Act = Callable[[Database, Member, str], Awaitable[None]]


async def edit(db: Database, by: Member, item: str) -> None:
    await edit_item(db, by, item, {"title": "改", "kind": "other"})


async def move(db: Database, by: Member, item: str) -> None:
    await move_item(db, by, item, Way.DOWN)


async def place(db: Database, by: Member, item: str) -> None:
    await place_item(db, by, item, "", 0)


async def postpone(db: Database, by: Member, item: str) -> None:
    await put_aside(db, by, item, POSTPONED, "材料未齐")


@pytest.mark.parametrize("act", [edit, move, place, drop_item, start_item, postpone, take_back])
async def test_the_agenda_of_another_meeting_is_out_of_reach(db: Database, act: Act) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    await open_alone(db, congress.outsider)
    with refused("not-here", thing="item"):
        await act(db, congress.outsider, first)
    assert await titles(congress) == ["审议", "通过办法", "票决"]


async def open_alone(db: Database, by: Member) -> None:
    await open_sign_in(db, by)
    await mark_attendance(db, by, by.person, Attendance.PRESENT, "")
    await open_meeting(db, by)


async def test_a_title_of_script_is_kept_as_the_text_it_is(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    await add_item(db, congress.clerk, {"title": "<script>1</script>", "kind": "other"})
    assert await titles(congress) == ["<script>1</script>"]


async def test_an_item_is_written_with_all_that_is_planned(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    values = {"title": "报告", "kind": "report", "speaker": "县长", "unit": "县政府办"}
    item = await add_item(db, congress.clerk, values | {"starts": "09:30", "lasts": "45"})
    [one] = await agenda(congress)
    assert (one.id, one.unit, one.starts, one.lasts) == (item, "县政府办", "09:30", 45)


@pytest.mark.parametrize("lasts", ["0", "601", "1000", "-5", "半小时", "1.5"])
async def test_a_planned_time_is_a_number_of_minutes(db: Database, lasts: str) -> None:
    congress = await make_congress(db, deputies=3)
    with refused("number-outside-range"):
        await add_item(db, congress.clerk, {"title": "报告", "kind": "report", "lasts": lasts})


async def test_an_item_is_placed_and_nothing_is_told_when_it_stays(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    first, _, last = await three_items(congress)
    await place_item(db, congress.clerk, last, first, 0)
    assert await titles(congress) == ["票决", "审议", "通过办法"]
    before = len(await congress.journal())
    await place_item(db, congress.clerk, last, first, 0)
    await move_item(db, congress.clerk, last, Way.UP)
    assert len(await congress.journal()) == before


async def test_an_agenda_is_filled_only_where_there_is_none(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    lines = [(0, {"title": "报告", "kind": "other"})]
    lines += [(1, {"title": "政府", "kind": "report", "lasts": "60"})]
    await fill_agenda(db, congress.clerk, lines)
    assert [(one.number, one.lasts) for one in await agenda(congress)] == [
        ("1", None),
        ("1.1", 60),
    ]
    with refused("agenda-not-empty"):
        await fill_agenda(db, congress.clerk, lines)
