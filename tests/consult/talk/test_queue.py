"""The five promises of the fair queue, tried on many evenings and on merged logs."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.contribution.commands import stamp
from consult.contribution.entry import Entry, in_order
from consult.contribution.fold import fold
from consult.contribution.said import EntryId, Voice
from consult.talk.floor import fold_talk
from consult.talk.said import (
    Seated,
    SeatsNoted,
    Sitting,
    TurnNoted,
    WordAsked,
    WordCalled,
    WordPassed,
    WordStopped,
    WordWithdrawn,
)
from consult.talk.talk import Talk
from sessions.concepts import Word, half_is_heard, is_starving
from tests.consult.talk.evening import OFFICIAL, Evening

EVENINGS = st.integers(0, 2**32).map(lambda seed: Evening(Random(seed)))
STEPS = 40
few = settings(max_examples=15, deadline=None)


def order(talk: Talk) -> list[str]:
    return [one.entry for one in talk.line]


@few
@given(EVENINGS)
def test_nobody_precedes_who_has_spoken_less(evening: Evening) -> None:
    """Direct replies and the guard excepted; officials wait behind on purpose."""
    for _ in range(STEPS):
        evening.step()
        talk = evening.talk
        speeches = [
            one
            for one in talk.line
            if one.word is Word.SPEECH
            and not is_starving(talk.floor, talk.matter, one)
            and (half_is_heard(talk.matter) or not one.official)
        ]
        times = [talk.has_spoken(one.person) for one in speeches]
        assert times == sorted(times)


@few
@given(EVENINGS)
def test_nobody_is_passed_over_more_than_three_times(evening: Evening) -> None:
    for _ in range(STEPS):
        evening.step()
        assert all(one.skipped <= 3 for one in evening.talk.matter.waiting)


@few
@given(EVENINGS, st.randoms())
def test_merged_logs_give_one_order_whichever_comes_first(
    evening: Evening, chance: Random
) -> None:
    for _ in range(STEPS):
        evening.step()
    laptop = [one for one in evening.log if chance.random() < 0.6]
    town = [one for one in evening.log if one not in laptop or chance.random() < 0.3]
    chance.shuffle(laptop)
    one, other = fold(laptop + town), fold(in_order(town) + laptop)
    assert one == other == fold(evening.log)
    assert order(one.talk) == order(evening.talk)
    before = order(evening.talk)
    evening.at += timedelta(hours=1)
    assert order(evening.talk) == before, "time alone moves nobody"


@few
@given(EVENINGS)
def test_the_seconds_of_all_turns_are_the_time_of_the_floor(evening: Evening) -> None:
    for _ in range(STEPS):
        evening.step()
    evening.end()
    turns = evening.talk.matter.turns
    assert all(one.ended_at for one in turns)
    # Whole seconds of the moments: each turn may gain or lose one against the microseconds.
    assert abs(sum(one.used for one in turns) - evening.held) <= len(turns)


@few
@given(EVENINGS)
def test_removing_a_person_never_moves_anyone_back(evening: Evening) -> None:
    """Neither who withdraws nor who goes home changes the order of the others."""
    for number in range(STEPS):
        evening.step()
        if number % 8:
            continue
        evening.tell("", WordStopped("none"))  # the order of this moment, before and after
        log, before = list(evening.log), order(evening.talk)
        for gone in evening.talk.line:
            rest = [one for one in before if one != gone.entry]
            evening.tell(gone.person, WordWithdrawn(gone.entry))
            assert order(evening.talk) == rest
            evening.log = list(log)
            stay = {voice: who for voice, who in evening.here.items() if voice != gone.person}
            evening.tell("", SeatsNoted(tuple(Sitting(*one) for one in stay.items())))
            away = gone.person not in evening.talk.here
            assert [one for one in order(evening.talk) if one in rest] == [
                one for one in rest if one in order(evening.talk)
            ]
            assert away or gone.official
            evening.log = list(log)


def evening_of(*steps: int) -> Evening:
    """An evening on which these stools have asked."""
    found = Evening(Random(1))
    for number in steps:
        found.ask(number)
    return found


def test_first_timers_come_first_and_have_two_minutes() -> None:
    evening = evening_of(0)
    evening.call()
    assert [one.allowed for one in evening.talk.matter.turns] == [120]
    evening.wait(130)
    evening.stop()
    evening.ask(0)
    evening.ask(5)
    assert [one.name for one in evening.talk.line] == ["6", "1"]
    evening.call()
    evening.wait(10)
    evening.call()
    speaking = evening.talk.speaking
    assert speaking is not None
    assert (speaking.name, speaking.allowed, speaking.times) == ("1", 60, 2)
    assert evening.talk.over == 10, "the overrun stays on record"


def test_one_direct_reply_to_a_statement_and_not_by_who_made_it() -> None:
    evening = evening_of(0, 1)
    evening.call()
    turn = evening.talk.speaking
    assert turn is not None
    spoke = int(turn.name) - 1
    evening.ask(spoke, turn.turn)
    evening.stop()
    evening.ask(spoke, turn.turn)
    assert evening.talk.may_reply, "nobody replies to their own words"
    evening.ask(4, turn.turn)
    evening.ask(5, turn.turn)
    first = evening.talk.line[0]
    assert (first.name, first.word) == ("5", Word.REPLY)
    assert len(evening.talk.line) == 2, "one reply to one statement"
    evening.call()
    assert evening.talk.matter.turns[-1].allowed == 60


def test_officials_wait_until_half_of_those_here_are_heard() -> None:
    evening = Evening(Random(1))
    evening.tell(OFFICIAL, WordAsked(Seated(0, name="李主任")))
    for number in range(6):
        evening.ask(number)
    for _ in range(3):
        assert evening.talk.line[-1].person == OFFICIAL
        evening.call()
        evening.stop()
    assert evening.talk.line[0].person == OFFICIAL, "three times is enough for anybody"
    late = evening_of(*range(6))
    for _ in range(4):
        late.tell(OFFICIAL, WordAsked(Seated(0, name="李主任")))
        assert late.talk.line[0].person != OFFICIAL
        late.call()
        late.stop()
    late.ask(6)
    late.ask(0)
    names = [one.name for one in late.talk.line]
    assert names.index("李主任") < names.index("1"), "half are heard: now as everybody else"


def test_the_silent_are_asked_and_passing_is_an_answer() -> None:
    evening = evening_of(0)
    assert not evening.talk.asks_unheard
    evening.call()
    assert evening.talk.passed == 0, "whoever speaks has not passed"
    evening.stop()
    assert [who.number for who in evening.talk.unheard] == [2, 3, 4, 5, 6, 7, 8]
    assert evening.talk.asks_unheard
    for number in range(1, 8):
        voice = Voice(f"stool:{number}")
        evening.tell(voice, WordPassed(evening.who[voice]))
    talk = evening.talk
    assert not talk.asks_unheard
    assert (talk.report.spoke, talk.passed, talk.report.here) == (1, 7, 8)


def test_what_is_typed_in_from_paper_stands_where_it_happened() -> None:
    evening = evening_of(0, 1)
    then = stamp(evening.at)
    evening.wait(600)
    who = evening.who[Voice("stool:3")]
    evening.tell("stool:3", TurnNoted(who, 150, then))
    evening.tell("stool:4", TurnNoted(who, 30, stamp(evening.at + timedelta(days=1))))
    talk = evening.talk
    assert [stamp(one.began_at) for one in talk.matter.turns] == sorted(
        (then, evening.log[-1].at)
    ), "a moment that had not come when it was typed is not believed"
    assert (talk.report.turns, talk.report.seconds, talk.over) == (2, 180, 30)


def test_entries_of_another_machine_are_not_trusted() -> None:
    evening = evening_of(0, 1)
    before = evening.talk
    mine = before.line[0].entry
    evening.tell("stool:7", WordCalled(mine))
    evening.tell("stool:7", WordWithdrawn(mine))
    evening.tell("stool:7", SeatsNoted(()))
    evening.tell("nobody", WordAsked(Seated(1)))
    evening.tell("", TurnNoted(Seated(1), 60))
    evening.tell("stool:9", TurnNoted(Seated(9), 10**9))
    strange = Entry(
        EntryId("f" * 32), "2026-99-99T08:00:00.000000+00:00", Voice(""), "", WordCalled(mine)
    )
    after = fold_talk(in_order([*evening.log, strange]))
    assert order(after) == order(before)
    assert after.matter.turns == []
    assert len(after.seats) == 9, "who noted a stool too long is here all the same"


def test_shares_by_sex_and_grid() -> None:
    evening = Evening(Random(3))
    for number, sex in enumerate(("female", "female", "male", "male", "male")):
        voice = Voice(f"stool:{number}")
        evening.who[voice] = replace(evening.who[voice], sex=sex, grid="甲")
    evening.here = {voice: who for voice, who in evening.who.items() if who.number <= 5}
    evening.seat()
    for number, seconds in ((0, 60), (2, 90)):
        evening.ask(number)
        evening.call()
        evening.wait(seconds)
        evening.stop()
    told = {one.value: one for one in evening.talk.shares}
    women = told["female"]
    assert (women.present, women.spoke, women.of_present, women.of_time) == (2, 1, 40, 40)
    assert told["甲"].of_time == 100
    assert round(float(evening.talk.report.gini), 2) == 0.64
