"""Going through the agenda: what is on, what is passed over, what stays out of reach."""

import pytest

from ballots.queries import check_undecided
from core.database import Database
from core.errors import Forbidden
from core.people import Role
from sessions import queries
from sessions.agenda.commands import drop_item, edit_item, move_item
from sessions.agenda.course.commands import put_aside, start_item, take_back
from sessions.agenda.item import ItemState
from sessions.agenda.tree import Way
from sessions.commands import close_meeting
from tests.cast import in_session, make_congress, refused
from tests.sessions.agenda.test_commands import agenda, states, three_items

POSTPONED, WITHDRAWN = ItemState.POSTPONED, ItemState.WITHDRAWN


async def test_a_begun_item_can_be_neither_edited_nor_dropped(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    await start_item(db, congress.chair, first)
    with refused("item-begun"):
        await edit_item(db, congress.clerk, first, {"title": "改", "kind": "other"})
    with refused("item-begun"):
        await drop_item(db, congress.clerk, first)


async def test_no_item_starts_before_the_meeting_opens(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    first, *_ = await three_items(congress)
    await congress.gather()
    with refused("meeting-not-open"):
        await start_item(db, congress.chair, first)


async def test_starting_an_item_ends_the_one_before(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, second, _ = await three_items(congress)
    await start_item(db, congress.chair, first)
    await start_item(db, congress.chair, second)
    assert await states(congress) == ["done", "current", "planned"]
    assert [facts["item"] for facts in await congress.told("ItemEnded")] == [first]


async def test_the_chair_may_go_back_to_an_item_and_out_of_order(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, _, last = await three_items(congress)
    for item in (last, first, last):
        await start_item(db, congress.chair, item)
    assert await states(congress) == ["done", "planned", "current"]


async def test_an_item_that_is_on_is_not_started_again(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    await start_item(db, congress.chair, first)
    with refused("no-such-move"):
        await start_item(db, congress.chair, first)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CHAIR}))
async def test_nobody_but_the_chair_starts_an_item(db: Database, role: Role) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    with pytest.raises(Forbidden):
        await start_item(db, congress.acting(role), first)
    assert await states(congress) == ["planned"] * 3


async def test_items_stand_under_a_heading_and_are_told_with_their_numbers(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    first, second, _ = await three_items(congress)
    await move_item(db, congress.clerk, second, Way.IN)
    told = (await congress.told("AgendaChanged"))[-1]
    assert told["numbers"] == ["1", "1.1", "2"]
    with refused("item-is-heading"):
        await start_item(db, congress.chair, first)
    await start_item(db, congress.chair, second)
    [started] = await congress.told("ItemStarted")
    assert (started["number"], started["under"]) == ("1.1", ["审议"])
    assert await states(congress) == ["current", "current", "planned"]


async def test_a_postponed_item_is_passed_over_until_it_is_taken_back(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, second, _ = await three_items(congress)
    await start_item(db, congress.chair, first)
    await put_aside(db, congress.chair, second, POSTPONED, " 材料未齐 ")
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert view.next is not None
    assert (view.next.title, view.agenda[1].reason) == ("票决", "材料未齐")
    with refused("no-such-move"):
        await start_item(db, congress.chair, second)
    await take_back(db, congress.chair, second)
    assert await states(congress) == ["current", "planned", "planned"]
    [put], [back] = await congress.told("ItemPostponed"), await congress.told("ItemTakenBack")
    assert (put["number"], put["reason"], put["by"]) == ("2", "材料未齐", congress.chair.name)
    assert (back["title"], back["parts"]) == ("通过办法", [])


async def test_the_item_that_is_on_can_be_withdrawn_and_nothing_is_on_then(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    await start_item(db, congress.chair, first)
    with pytest.raises(Forbidden):
        await put_aside(db, congress.clerk, first, WITHDRAWN, "提案人要求撤回")
    await put_aside(db, congress.chair, first, WITHDRAWN, "提案人要求撤回")
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert (view.current, view.meeting.current_item) == (None, None)
    assert len(await congress.told("ItemEnded")) == 1
    assert view.agenda[0].ended_at is not None


async def test_a_heading_takes_what_waits_under_it_along_and_brings_it_back(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    first, second, last = await three_items(congress)
    for item in (second, last):
        await move_item(db, congress.clerk, item, Way.IN)
    await start_item(db, congress.chair, second)
    with refused("part-is-on", title="通过办法"):
        await put_aside(db, congress.chair, first, POSTPONED, "时间不够")
    await put_aside(db, congress.chair, second, POSTPONED, "时间不够")
    await put_aside(db, congress.chair, first, WITHDRAWN, "不再审议")
    assert await states(congress) == ["postponed", "postponed", "withdrawn"]
    assert (await congress.told("ItemWithdrawn"))[0]["parts"] == ["1.2"]
    with refused("nothing-under-it"):
        await put_aside(db, congress.chair, first, POSTPONED, "时间不够")
    await take_back(db, congress.chair, first)
    assert await states(congress) == ["planned"] * 3


@pytest.mark.parametrize("state", [ItemState.DONE, ItemState.CURRENT, ItemState.PLANNED])
async def test_putting_aside_is_no_way_to_another_state(db: Database, state: ItemState) -> None:
    congress = await in_session(db, deputies=3)
    first, *_ = await three_items(congress)
    with refused("not-aside"):
        await put_aside(db, congress.chair, first, state, "理由")
    assert (await states(congress))[0] == ItemState.PLANNED


async def test_what_is_voted_on_is_not_put_aside(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    round = await congress.open_round(await congress.adopted(3, 1))
    [item] = await agenda(congress)
    put = (db, congress.chair, item.id, WITHDRAWN, "撤回")
    with refused("vote-unfinished"):
        await put_aside(*put, check_undecided)
    await congress.cast_all(round, ["+--"] * 6)
    await congress.announce(round)
    with refused("item-decided"):
        await put_aside(*put, check_undecided)


async def test_after_the_close_nothing_is_put_aside_or_taken_back(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    first, second, _ = await three_items(congress)
    await put_aside(db, congress.chair, first, POSTPONED, "材料未齐")
    await close_meeting(db, congress.chair)
    with refused("meeting-closed"):
        await take_back(db, congress.chair, first)
    with refused("meeting-closed"):
        await put_aside(db, congress.chair, second, POSTPONED, "材料未齐")
