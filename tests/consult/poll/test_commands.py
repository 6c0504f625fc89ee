"""A poll from its register to its report, and what no act may do."""

from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from consult.poll import commands, store
from consult.poll.asking import commands as asking
from consult.poll.card import seat_of
from consult.poll.poll import PanelPlace, PollPhase, Wave
from consult.poll.queries import answers_of, public_list, sheet
from consult.poll.report import Report
from consult.poll.seating import commands as seating
from core.database import Database
from core.people import Role
from tests.cast import Congress, make_congress, refused
from tests.consult.poll.zeguo import (
    BUDGET,
    FIRST,
    MODERATORS,
    NEEDED,
    SEATS,
    STAYED,
    Zeguo,
    begun,
)


async def made(db: Database) -> Zeguo:
    return await begun(await make_congress(db))


async def report_of(zeguo: Zeguo) -> Report:
    congress = zeguo.congress
    return await asking.write_report(congress.db, congress.clerk, zeguo.poll)


async def test_zeguo_from_the_register_to_the_report(db: Database) -> None:
    zeguo = await made(db)
    congress = zeguo.congress
    await zeguo.drawn()
    await zeguo.seated()
    await seating.group_panel(db, congress.clerk, zeguo.poll, MODERATORS, 1, {})
    await zeguo.answered()
    report = await report_of(zeguo)
    told = report.turnout
    assert (told.seats, told.accepted, told.before, told.after, told.both) == (
        *(SEATS, SEATS, FIRST, STAYED, STAYED),
    )
    assert (report.needed, report.budget, len(report.projects)) == (NEEDED, BUDGET, 30)
    first, second, third = report.projects[:3]
    assert first.shift > 2
    assert second.shift < -2
    assert max(first.p_holm, second.p_holm) < 1e-6
    assert (third.shift, third.same, third.p, third.test) == (0, STAYED, 1, "sign")
    assert first.low < first.shift < first.high
    assert all(sum(map(sum, one.table)) == STAYED for one in report.changes)
    assert [sum(one.counts_after) for one in report.changes] == [STAYED] * 33
    paid = [one.cost or Decimal(0) for one in report.ranking if one.within_after]
    beyond = next(one for one in report.ranking if not one.within_after)
    assert sum(paid) <= BUDGET < sum(paid) + (beyond.cost or 0)
    assert {one.key: one.after for one in report.ranking}["p1"] == 1
    [facts] = await congress.told("PollReported")
    assert facts["both"] == STAYED
    view = await zeguo.view()
    assert view.report == report
    assert view.poll.phase is PollPhase.REPORTED


async def test_no_column_but_the_poll_leads_from_an_answer_to_a_name(db: Database) -> None:
    zeguo = await made(db)
    await zeguo.drawn(300, 20)
    await zeguo.seated()
    codes = await zeguo.cards(20)
    await zeguo.open()
    await asking.answer(db, codes[0], {"q1": "4"}, "before")
    names = {table.name: set(table.c.keys()) for table in (store.cards, store.answers)}
    people = set(store.residents.c.keys())
    assert names["poll_answer"] == {"seat", "wave", "answers", "on_paper"}
    assert not names["poll_answer"] & people
    assert names["poll_card"] & people == {"poll"}
    async with db.reading() as connection:
        kept = str((await connection.execute(sa.select(store.cards))).all())
    assert seat_of(codes[0]) in kept
    assert codes[0] not in kept, "the code itself is not kept"
    told = str([entry.facts for entry in await zeguo.congress.journal()])
    assert "居民1" not in told.replace("居民代表", "")
    assert codes[0] not in told


async def test_who_declines_is_replaced_by_the_next_of_the_same_stratum(db: Database) -> None:
    zeguo = await made(db)
    await zeguo.drawn(300, 20)
    before = await zeguo.view()
    one = before.panel[0]
    waiting = [
        each
        for each in before.residents
        if each.stratum == one.stratum and each.place is PanelPlace.RESERVE
    ]
    after = min(waiting, key=lambda each: each.rank)
    await zeguo.mark(one.number, PanelPlace.UNREACHED)
    view = await zeguo.view()
    called = view.person(after.number)
    assert (called.place, called.replaces) == (PanelPlace.INVITED, one.number)
    [facts] = await zeguo.congress.told("PollSeatPassed")
    assert (facts["left"], facts["to"]) == (one.number, after.number)
    with refused("poll-place-given"):
        await zeguo.mark(one.number, PanelPlace.ACCEPTED)
    with refused("not-here"):
        await zeguo.mark(max(waiting, key=lambda each: each.rank).number, PanelPlace.ACCEPTED)


async def test_nothing_is_drawn_before_the_list_is_public_or_twice(db: Database) -> None:
    zeguo = await made(db)
    clerk = zeguo.congress.clerk
    with refused("no-such-move"):
        await commands.draw_panel(db, clerk, zeguo.poll, "17", "甲")
    await zeguo.published(300, 20)
    with refused("poll-list-published"):
        await commands.import_register(db, clerk, zeguo.poll, [])
    async with db.transaction() as tx:  # somebody at the database itself
        people = await store.list_residents(tx.connection, zeguo.poll)
        await store.save_resident(tx.connection, zeguo.poll, replace(people[0], name="熟人"))
    with refused("poll-list-changed"):
        await commands.draw_panel(db, clerk, zeguo.poll, "17", "甲")
    async with db.transaction() as tx:
        await store.save_resident(tx.connection, zeguo.poll, people[0])
    await commands.draw_panel(db, clerk, zeguo.poll, "17", "甲")
    for act in (
        commands.draw_panel(db, clerk, zeguo.poll, "18", "甲"),
        commands.withdraw_list(db, clerk, zeguo.poll, "重抽"),
    ):
        with refused("no-such-move"):
            await act


async def test_the_same_is_asked_both_times_and_only_while_it_is_open(db: Database) -> None:
    zeguo = await made(db)
    congress = zeguo.congress
    await zeguo.drawn(300, 20)
    codes = await zeguo.cards(20)
    with refused("poll-not-open"):
        await asking.answer(db, codes[0], {"q1": "4"}, "before")
    await zeguo.open()
    with refused("poll-questions-fixed"):
        await zeguo.asks(lambda now: replace(now, intro="另一问"))
    with refused("poll-answer-range", least=1, most=5):
        await asking.answer(db, codes[0], {"q1": "6"}, "before")
    with refused("poll-card-unknown"):
        await asking.answer(db, "2222222222", {"q1": "4"}, "before")
    await asking.answer(db, codes[0], {"q1": "4"}, "before")
    with refused("poll-card-answered"):
        await asking.type_sheet(
            db, congress.clerk, zeguo.poll, codes[0], {"q1": "1"}, again=False
        )
    await asking.type_sheet(db, congress.clerk, zeguo.poll, codes[0], {"q1": "2"}, again=True)
    await zeguo.close()
    await zeguo.open()
    assert not (await congress.read(sheet, codes[0])).answered, "the second time is a new sheet"
    with refused("poll-not-open"):
        await asking.answer(db, codes[0], {"q1": "4"}, "before")
    with refused("poll-still-open"):
        await congress.read(answers_of, zeguo.poll)
    await zeguo.close()
    [kept] = await congress.read(answers_of, zeguo.poll)
    assert (kept.wave, kept.answers, kept.on_paper) == (Wave.BEFORE, {"q1": 2}, True)
    with refused("poll-too-few", pairs=0):
        await report_of(zeguo)


async def test_no_more_cards_than_two_a_seat(db: Database) -> None:
    zeguo = await made(db)
    await zeguo.drawn(300, 20)
    await zeguo.cards(40)
    with refused("poll-cards-many", most=40, printed=40):
        await asking.print_cards(db, zeguo.congress.clerk, zeguo.poll, 1)


async def test_names_go_and_the_published_list_stays_byte_for_byte(db: Database) -> None:
    zeguo = await made(db)
    clerk = zeguo.congress.clerk
    await zeguo.drawn(300, 20)
    with refused("poll-names-needed"):
        await commands.forget_names(db, clerk, zeguo.poll)
    await zeguo.answered(20)
    await report_of(zeguo)
    before = public_list(await zeguo.view())
    await commands.forget_names(db, clerk, zeguo.poll)
    view = await zeguo.view()
    assert public_list(view) == before
    assert {(one.name, one.household, one.phone) for one in view.residents} == {("", "", "")}


async def test_only_the_clerk_of_the_meeting_runs_a_poll(db: Database) -> None:
    zeguo = await made(db)
    congress: Congress = zeguo.congress
    for role in set(Role) - {Role.CLERK}:
        with refused("not-your-move"):
            await commands.begin_poll(db, congress.acting(role), "别人的")
    with refused("not-here"):
        await commands.publish_list(db, congress.outsider, zeguo.poll)
