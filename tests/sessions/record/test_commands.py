"""Minutes grow by additions only; two people sign a text, and a closed one stays closed."""

from core.database import Database
from core.people import Role
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.commands import close_meeting
from sessions.meeting import Member
from sessions.minutes import compose
from sessions.record.commands import add_remark, close_minutes, sign_minutes
from sessions.record.record import Office, Place, Record, text_hash
from sessions.speaking.questions.commands import (
    answer_question,
    promise_answer,
    put_question,
)
from tests.cast import Congress, in_session, make_congress, refused

TEXT = "第三次会议记录\n应到 6 人。\n"


async def over(db: Database) -> Congress:
    """A meeting with one item that is over."""
    congress = await in_session(db, deputies=6)
    await start_item(db, congress.chair, await congress.add_item())
    await close_meeting(db, congress.chair)
    return congress


async def record_of(congress: Congress) -> Record:
    return (await congress.read(queries.minutes, congress.meeting)).record


async def sign(
    congress: Congress, by: Member, office: Office, text: str = TEXT, seen: str = ""
) -> None:
    number = await congress.read(queries.last_number, congress.meeting)
    await sign_minutes(congress.db, by, office, text, number, seen or text_hash(text))


async def closed(db: Database) -> Congress:
    congress = await over(db)
    await sign(congress, congress.clerk, Office.RECORDER)
    await sign(congress, congress.chair, Office.CHAIR)
    await close_minutes(db, congress.clerk)
    return congress


async def test_nothing_is_added_to_minutes_that_have_not_begun(db: Database) -> None:
    congress = await make_congress(db, 6)
    with refused("minutes-not-begun"):
        await add_remark(db, congress.clerk, Place(), "补充")


async def test_an_addition_stands_at_its_place_and_changes_nothing_before_it(
    db: Database,
) -> None:
    congress = await over(db)
    before = await congress.journal()
    minutes = await congress.read(queries.minutes, congress.meeting)
    place = Place(minutes.items[0].item)
    await add_remark(db, congress.clerk, place, " 更正一处 ", corrects=True)
    after = await congress.journal()
    assert after[: len(before)] == before
    record = await record_of(congress)
    [one] = record.at(place.item)
    assert (one.text, one.corrects, one.by) == ("更正一处", True, congress.clerk.name)
    assert record.at("") == []


async def test_an_addition_needs_a_place_of_these_minutes(db: Database) -> None:
    congress = await over(db)
    for place in (Place("elsewhere"), Place("", 999)):
        with refused("remark-place"):
            await add_remark(db, congress.clerk, place, "补充")
    with refused("field-empty"):
        await add_remark(db, congress.clerk, Place(), "  ")
    with refused("field-too-long"):
        await add_remark(db, congress.clerk, Place(), "长" * 2001)


async def test_nobody_signs_before_the_meeting_is_over(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    with refused("minutes-before-end"):
        await sign(congress, congress.clerk, Office.RECORDER)
    assert (await record_of(congress)).versions == []


async def test_chair_and_recorder_are_two_people_with_these_roles(db: Database) -> None:
    congress = await over(db)
    with refused("not-your-door"):
        await sign(congress, congress.clerk, Office.CHAIR)
    both = congress.acting(Role.CLERK)  # the chair's person
    await sign(congress, both, Office.RECORDER)
    with refused("minutes-two-people"):
        await sign(congress, congress.chair, Office.CHAIR)
    with refused("minutes-signed-already"):
        await sign(congress, congress.clerk, Office.RECORDER)


async def test_both_sign_the_same_bytes(db: Database) -> None:
    congress = await over(db)
    await sign(congress, congress.clerk, Office.RECORDER)
    with refused("minutes-moved"):
        await sign(congress, congress.chair, Office.CHAIR, "另一份\n")
    with refused("minutes-unsigned"):
        await close_minutes(db, congress.clerk)
    await sign(congress, congress.chair, Office.CHAIR)
    [version] = (await record_of(congress)).versions
    assert (version.text, version.sha256) == (TEXT, text_hash(TEXT))
    assert [one.name for one in version.signatures] == [
        congress.clerk.name,
        congress.chair.name,
    ]


async def test_a_text_that_is_no_longer_all_is_not_signed(db: Database) -> None:
    congress = await over(db)
    number = await congress.read(queries.last_number, congress.meeting)
    await add_remark(db, congress.clerk, Place(), "补充")
    with refused("minutes-moved"):
        await sign_minutes(db, congress.clerk, Office.RECORDER, TEXT, number, text_hash(TEXT))


async def test_an_addition_between_the_signatures_asks_for_both_again(db: Database) -> None:
    congress = await over(db)
    await sign(congress, congress.clerk, Office.RECORDER)
    await add_remark(db, congress.clerk, Place(), "补充")
    record = await record_of(congress)
    assert record.pending is None
    assert record.versions[0].is_superseded
    await sign(congress, congress.chair, Office.CHAIR, "新的记录\n")
    with refused("minutes-unsigned"):
        await close_minutes(db, congress.clerk)


async def test_closed_minutes_are_signed_again_only_with_a_supplement(db: Database) -> None:
    congress = await closed(db)
    assert (await record_of(congress)).is_closed
    with refused("minutes-closed"):
        await sign(congress, congress.clerk, Office.RECORDER, "新的记录\n")
    with refused("minutes-closed"):
        await close_minutes(db, congress.clerk)
    await add_remark(db, congress.clerk, Place(), "补记", corrects=True)
    record = await record_of(congress)
    assert not record.is_closed
    assert [one.text for one in record.added_since] == ["补记"]
    await sign(congress, congress.clerk, Office.RECORDER, "新的记录\n")
    await sign(congress, congress.chair, Office.CHAIR, "新的记录\n")
    await close_minutes(db, congress.clerk)
    first, second = (await record_of(congress)).versions
    assert (first.text, second.text) == (TEXT, "新的记录\n")
    assert first.is_complete
    assert not first.is_superseded


async def test_the_record_is_built_again_from_the_journal_alone(db: Database) -> None:
    congress = await closed(db)
    assert compose(await congress.journal()).record == await record_of(congress)


async def test_what_comes_later_never_stands_above_signatures_it_has_not_got(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=6)
    item = await congress.add_item()
    await start_item(db, congress.chair, item)
    asked = await put_question(db, congress.deputies[2], item, "交通局", "何时修路？")
    await promise_answer(db, congress.clerk, asked, "2099-01-01")
    await close_meeting(db, congress.chair)
    await sign(congress, congress.clerk, Office.RECORDER)
    await sign(congress, congress.chair, Office.CHAIR)
    await close_minutes(db, congress.clerk)
    assert (await record_of(congress)).is_closed
    await answer_question(db, congress.clerk, asked, "明年全部修好")
    record = await record_of(congress)
    assert (record.is_closed, record.has_grown, record.pending) == (False, True, None)
    await sign(congress, congress.chair, Office.CHAIR, TEXT + "交通局答复")
    await sign(congress, congress.clerk, Office.RECORDER, "", text_hash(TEXT + "交通局答复"))
    await close_minutes(db, congress.clerk)
    assert (await record_of(congress)).is_closed


async def test_who_signs_second_does_not_sign_less_than_stands_there(db: Database) -> None:
    congress = await in_session(db, deputies=6)
    item = await congress.add_item()
    await start_item(db, congress.chair, item)
    asked = await put_question(db, congress.deputies[2], item, "交通局", "何时修路？")
    await close_meeting(db, congress.chair)
    await sign(congress, congress.clerk, Office.RECORDER)
    await answer_question(db, congress.clerk, asked, "明年")
    with refused("minutes-moved"):
        await sign(congress, congress.chair, Office.CHAIR, TEXT + "答复", text_hash(TEXT))
    record = await record_of(congress)
    assert (record.versions[0].is_superseded, record.pending) == (True, None)
