"""Stools join, say something and react; nobody counts twice."""

import asyncio

import pytest

from consult.commands import move_on
from consult.consultation import ConsultPhase
from consult.contribution.commands import contribute, withdraw
from consult.contribution.said import TEXT_LENGTH, Circle
from consult.queries import yard_view
from consult.reactions.commands import React, react_all
from consult.reactions.reaction import Counts, Opinion
from consult.stools.commands import join_stool, print_cards, reissue_stool, release_stool
from consult.stools.queries import recognise_stools
from consult.stools.stool import voice_of
from core.database import Database, SharedCommit
from core.errors import Forbidden, NotHere, Refused
from tests.cast import in_session
from tests.consult.yard import gathered, stool, words

A, B, C = (f"{n:032x}" for n in (10, 11, 12))


async def test_sent_twice_it_is_said_once(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    one = await stool(congress, 1)
    for _ in range(2):
        await contribute(db, one, words(), A)
    yard = await congress.read(yard_view, congress.meeting)
    assert (yard.spoke, len(yard.heard())) == (1, 1)
    assert len(await congress.told("ContributionMade")) == 1
    with pytest.raises(Refused, match="entry-taken"):
        await contribute(db, one, words("其他"), A)


@pytest.mark.parametrize("text", ["", "   ", "长" * (TEXT_LENGTH + 1)])
async def test_nothing_and_too_much_are_refused(db: Database, text: str) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    with pytest.raises(Refused, match="field-"):
        await contribute(db, await stool(congress, 1), words(text), A)


async def test_what_is_not_for_everybody_stays_out_of_journal_and_hall(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    await contribute(db, await stool(congress, 1), words("低保的事", Circle.UNIT), A)
    yard = await congress.read(yard_view, congress.meeting)
    assert yard.heard() == []
    assert len(yard.heard((Circle.UNIT,))) == 1
    assert [one["text"] for one in await congress.told("ContributionMade")] == [""]


async def test_only_its_own_stool_takes_it_back(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    await contribute(db, await stool(congress, 1), words(), A)
    with pytest.raises(NotHere):
        await withdraw(db, await stool(congress, 2), A, B)
    await withdraw(db, await stool(congress, 1), A, B)
    assert (await congress.read(yard_view, congress.meeting)).heard() == []


async def test_nothing_is_said_before_the_talk_and_after_the_close(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    codes = await gathered(congress)
    with pytest.raises(Refused, match="no-such-move"):
        await move_on(db, congress.clerk, ConsultPhase.CLOSED)
    await move_on(db, congress.clerk, ConsultPhase.RESOLVING)
    await move_on(db, congress.chair, ConsultPhase.CLOSED)
    with pytest.raises(Refused, match="consult-not-talking"):
        await contribute(db, await stool(congress, 1), words(), A)
    with pytest.raises(Refused, match="consult-closed"):
        await join_stool(db, codes[1], "phone")


async def test_a_stool_has_one_phone_until_it_is_released(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    codes = await gathered(congress)
    seat = await join_stool(db, codes[2], "first")
    assert await join_stool(db, codes[2], "first") == seat
    with pytest.raises(Refused, match="stool-taken"):
        await join_stool(db, codes[2], "second")
    await release_stool(db, congress.clerk, seat.stool)
    assert isinstance((await congress.read(recognise_stools, [seat]))[0], NotHere)
    again = await join_stool(db, codes[2], "second")
    _, code = await reissue_stool(db, congress.clerk, seat.stool)
    assert isinstance((await congress.read(recognise_stools, [again]))[0], NotHere)
    with pytest.raises(NotHere):
        await join_stool(db, codes[2], "second")
    assert (await join_stool(db, code, "second")).stool == seat.stool


async def test_stools_are_only_added_and_only_by_those_who_run_it(db: Database) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress, stools=3)
    assert set(await print_cards(db, congress.clerk, 5)) == {4, 5}
    with pytest.raises(Refused, match="number-outside-range"):
        await print_cards(db, congress.clerk, 2)
    with pytest.raises(Forbidden):
        await print_cards(db, congress.deputies[1], 9)


async def test_the_last_reaction_of_a_stool_counts_and_a_strange_one_spoils_no_other(
    db: Database,
) -> None:
    congress = await in_session(db, deputies=3)
    await gathered(congress)
    await contribute(db, await stool(congress, 1), words(), A)
    urn = SharedCommit(db, react_all)
    voices = [voice_of((await stool(congress, n)).id) for n in (1, 2, 3)]
    asks = [React(congress.meeting, A, one, Opinion.AGREE, B) for one in voices]
    strange = React(congress.meeting, C, voices[0], Opinion.AGREE, B)
    answers = await asyncio.gather(*map(urn.put, [*asks, strange]), return_exceptions=True)
    assert [type(one) for one in answers] == [type(None)] * 3 + [NotHere]
    await urn.put(React(congress.meeting, A, voices[0], Opinion.PASS, "f" * 32))
    yard = await congress.read(yard_view, congress.meeting)
    assert yard.counted(A) == Counts(agree=2, passed=1)
    assert await congress.told("ReactionsChanged") == [], "no journal says who thinks what"
