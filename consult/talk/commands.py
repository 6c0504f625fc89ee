"""What can happen while people talk. Phones ask for themselves; who leads does all the rest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.commands import load_for
from consult.contribution.commands import new_entry_id, stamp, write_as
from consult.contribution.queries import state_of
from consult.contribution.said import Said, Voice
from consult.stools.queries import stools_of
from consult.stools.stool import Stool, voice_of
from consult.talk.events import TalkChanged, TalkTold
from consult.talk.floor import LONGEST_TURN
from consult.talk.said import (
    Seated,
    SeatsNoted,
    Sitting,
    TalkEnded,
    TurnNoted,
    WordAsked,
    WordCalled,
    WordPassed,
    WordStopped,
    WordWithdrawn,
)
from consult.talk.talk import Talk
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.ids import MeetingId
from sessions.queries import Member

FARTHEST = timedelta(days=7)  # back that a sheet of paper is typed in


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose word it is, and as whom they are known."""

    meeting: MeetingId
    voice: Voice
    who: Seated


def of_stool(stool: Stool) -> Speaker:
    who = Seated(stool.number, sex=stool.sex or "", grid=stool.grid_name)
    return Speaker(stool.meeting, voice_of(stool.id), who)


def of_member(meeting: MeetingId, person: str, name: str) -> Speaker:
    """The representative, the host or somebody invited: they wait behind the residents."""
    return Speaker(meeting, Voice(f"person:{person}"), Seated(0, name=name))


async def ask(
    db: Database, speaker: Speaker, id: str, by: str = "", *, replies: bool = False
) -> None:
    """Ask to speak, or to reply to the statement that was about this person."""
    async with db.transaction() as tx:
        talk = await _talk(tx, speaker.meeting)
        if talk.waits(speaker.voice):
            return
        if talk.speaking and talk.speaking.person == speaker.voice:
            raise Refused("talk-speaking")
        statement = talk.matter.statement
        if replies and (statement is None or not talk.may_reply):
            raise Refused("talk-no-reply")
        if replies and statement and statement.person == speaker.voice:
            raise Refused("talk-own-statement")
        to = statement.turn if replies and statement else ""
        await _write(tx, speaker.meeting, WordAsked(speaker.who, to), id, speaker.voice, by)


async def withdraw(db: Database, speaker: Speaker, id: str) -> None:
    """Not to speak after all."""
    async with db.transaction() as tx:
        waiting = (await _talk(tx, speaker.meeting)).waits(speaker.voice)
        if waiting:
            said = WordWithdrawn(waiting.entry)
            await _write(tx, speaker.meeting, said, id, speaker.voice)


async def pass_(db: Database, speaker: Speaker, id: str, by: str = "") -> None:
    """To be asked and to say: I need not."""
    async with db.transaction() as tx:
        talk = await _talk(tx, speaker.meeting)
        if talk.speaking and talk.speaking.person == speaker.voice:
            raise Refused("talk-speaking")
        await _write(tx, speaker.meeting, WordPassed(speaker.who), id, speaker.voice, by)


async def note_seats(db: Database, by: Member, here: Collection[str]) -> None:
    """Say which stools are taken. Without a word, all of them are."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        stools = await stools_of(tx.connection, by.meeting)
        found = [one for one in stools if one.id in here]
        if not found:
            raise Refused("talk-nobody-here", field="here")
        await _note(tx, by, found)


async def _note(tx: Transaction, by: Member, stools: Sequence[Stool]) -> None:
    seats = tuple(Sitting(voice_of(one.id), of_stool(one).who) for one in stools)
    await _lead(tx, by, SeatsNoted(seats), new_entry_id())


async def note_again(tx: Transaction, by: Member) -> None:
    """More is known of who sits where: note the same stools with that, while they talk."""
    found = await load_for(tx, by)
    talk = await _talk(tx, by.meeting)
    if talk.is_noted and found.takes_words:
        stools = await stools_of(tx.connection, by.meeting)
        await _note(tx, by, [one for one in stools if voice_of(one.id) in talk.seats])


async def _see_who_is_here(tx: Transaction, by: Member) -> None:
    """Where nobody has looked, every stool is taken, and that is written down."""
    if not (await _talk(tx, by.meeting)).is_noted:
        await _note(tx, by, await stools_of(tx.connection, by.meeting))


async def call_next(db: Database, by: Member, entry: str, id: str) -> None:
    """Give the floor to who comes next. `entry` is who stood first on the leader's screen:
    if the list has moved since, nobody is called by mistake."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        await _see_who_is_here(tx, by)
        talk = await _talk(tx, by.meeting)
        if not talk.line or talk.line[0].entry != entry:
            raise Refused("talk-moved")
        await _lead(tx, by, WordCalled(entry), id)


async def stop(db: Database, by: Member, turn: str) -> None:
    """Take the floor back. Pressed twice, it is taken once."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        talk = await _talk(tx, by.meeting)
        if talk.speaking and talk.speaking.turn == turn:
            await _lead(tx, by, WordStopped(turn), new_entry_id())


async def drop(db: Database, by: Member, entry: str) -> None:
    """Take somebody off the list, at their wish."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        waiting = (await _talk(tx, by.meeting)).matter.waiting
        if any(one.entry == entry for one in waiting):
            await _lead(tx, by, WordWithdrawn(entry), new_entry_id())


async def end(db: Database, by: Member) -> None:
    """End the talk for now, and tell the figures for the minutes."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        await _see_who_is_here(tx, by)
        await _lead(tx, by, TalkEnded(), new_entry_id())
        talk = await _talk(tx, by.meeting)
        told = talk.report
        tx.record(
            TalkTold(
                meeting=by.meeting,
                present=len(talk.present),
                spoke=len(talk.spoken),
                passed=talk.passed,
                turns=told.turns,
                seconds=told.seconds,
                over=talk.over,
                gini=f"{float(told.gini):.2f}",
                shares=talk.shares,
                by=by.name,
            )
        )


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the paper: who spoke when and for how long, or passed (no seconds)."""

    speaker: Speaker
    at: datetime
    seconds: int | None


async def type_in(db: Database, by: Member, lines: Sequence[Noted], ids: Sequence[str]) -> None:
    """Type in what was kept on paper, with the time it happened. Twice is once, by the ids."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        await _see_who_is_here(tx, by)
        for line, id in zip(lines, ids, strict=True):
            if not tx.now - FARTHEST <= line.at <= tx.now:
                raise Refused("talk-time-strange", field="started")
            if line.seconds is not None and not 0 < line.seconds <= LONGEST_TURN:
                raise Refused(
                    "number-outside-range", field="seconds", least=1, most=LONGEST_TURN
                )
            speaker, at = line.speaker, stamp(line.at)
            said: Said = WordPassed(speaker.who, at)
            if line.seconds is not None:
                said = TurnNoted(speaker.who, line.seconds, at)
            await _write(tx, by.meeting, said, id, speaker.voice, by.name)


async def _talk(tx: Transaction, meeting: MeetingId) -> Talk:
    return (await state_of(tx.connection, meeting)).talk


async def _write(
    tx: Transaction, meeting: MeetingId, said: Said, id: str, voice: Voice, by: str = ""
) -> None:
    if await write_as(tx, meeting, voice, said, id, by):
        tx.record(TalkChanged(meeting=meeting))


async def _lead(tx: Transaction, by: Member, said: Said, id: str) -> None:
    """An act of those who lead: it has no voice, and names who typed it."""
    if not by.is_powerful:
        raise Forbidden("not-your-door")
    await _write(tx, by.meeting, said, id, Voice(""), by.name)
