"""A question is put, phones answer, hands are counted block by block, the result is told."""

from collections.abc import Sequence

from consult.commands import load_for
from consult.contribution.commands import new_entry_id, write, write_as
from consult.contribution.queries import state_of
from consult.contribution.said import EntryId, Voice
from consult.hands.count import BLOCK_SIZES, Question, Tally, blocks_of
from consult.hands.events import HandsAnswered, HandsChanged, HandsTold
from consult.hands.said import (
    QUESTION_LENGTH,
    Hand,
    HandsClosed,
    HandsCounted,
    HandShown,
    HandsPut,
    HandsSaid,
)
from consult.stools.queries import stools_of
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from sessions.queries import Member


async def put_to_hands(
    db: Database, by: Member, question: str, statement: str, size: int | None, id: str
) -> None:
    """Put a question or a statement to the hands. `size` is that of a block; None: by grid."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        state = await state_of(tx.connection, by.meeting)
        if state.hands.now and state.hands.now.id != id:
            raise Refused("hands-open")
        if statement:
            found = state.contributions.get(EntryId(statement))
            if found is None or not found.stands:
                raise NotHere("contribution")
        if not question:
            raise Refused("field-empty", field="question")
        if len(question) > QUESTION_LENGTH:
            length = len(question)
            raise Refused(
                "field-too-long", field="question", most=QUESTION_LENGTH, length=length
            )
        if size is not None and size not in BLOCK_SIZES:
            raise Refused("choose-one", field="size")
        seats = await _seats(tx, by)
        if not seats:
            raise Refused("talk-nobody-here")
        blocks = blocks_of(seats, size or 1, by_grid=size is None)
        await _lead(tx, by, HandsPut(question, blocks, statement), id)


async def _seats(tx: Transaction, by: Member) -> list[tuple[str, int, str]]:
    """Voice, number and grid of those who are here; unless somebody has looked: all stools."""
    talk = (await state_of(tx.connection, by.meeting)).talk
    if talk.is_noted:
        return [(voice, who.number, who.grid) for voice, who in talk.seats.items()]
    stools = await stools_of(tx.connection, by.meeting)
    return [(voice_of(one.id), one.number, one.grid_name) for one in stools]


async def show_hand(db: Database, stool: Stool, question: str, hand: Hand, id: str) -> None:
    """Answer by phone. Once the hands of its block are counted, its hand was counted."""
    async with db.transaction() as tx:
        found = await _question(tx, stool.meeting, question)
        voice = voice_of(stool.id)
        if found.block_of(voice) is None:
            raise Refused("hands-not-seated")
        if not found.takes(voice):
            raise Refused("hands-counted-already")
        if await write(tx, stool, HandShown(question, hand), id, ""):
            tx.record(HandsAnswered(meeting=stool.meeting))


async def count_block(
    db: Database,
    by: Member,
    question: str,
    block: int,
    hands: Tally,
    seen: Sequence[int],
    id: str,
) -> None:
    """The hands of one block. `seen` are the stools that were left out of them by number."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        found = await _question(tx, by.meeting, question)
        if not 0 <= block < len(found.blocks):
            raise NotHere("block")
        of = found.blocks[block]
        if sorted(seen) != of.by_phone:
            numbers = "、".join(map(str, of.by_phone)) or "—"
            raise Refused("hands-moved", stools=numbers)
        most = len(of.numbers) - len(of.answers)
        if hands.total > most:
            raise Refused("hands-beyond-block", total=hands.total, most=most, block=of.name)
        phones = tuple(sorted(of.answers))
        said = HandsCounted(question, block, *hands.figures, phones)
        await _lead(tx, by, said, id)


async def close_hands(db: Database, by: Member, question: str) -> None:
    """Tell the result. Every hand must have been counted."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        found = await _question(tx, by.meeting, question)
        if found.uncounted:
            names = "、".join(one.name or "—" for one in found.uncounted)
            raise Refused("hands-uncounted", blocks=names)
        await _lead(tx, by, HandsClosed(question), new_entry_id())
        tx.record(
            HandsTold(
                meeting=by.meeting,
                question=found.text,
                present=found.present,
                total=found.total.figures,
                hands=found.hands.total,
                phones=found.phones.total,
                blocks=len(found.blocks),
                by=by.name,
            )
        )


async def _question(tx: Transaction, meeting: str, question: str) -> Question:
    found = (await state_of(tx.connection, meeting)).hands.questions.get(question)
    if found is None:
        raise NotHere("question")
    if found.is_closed:
        raise Refused("hands-closed")
    return found


async def _lead(tx: Transaction, by: Member, said: HandsSaid, id: str) -> None:
    if await write_as(tx, by.meeting, Voice(""), said, id, by.name):
        tx.record(HandsChanged(meeting=by.meeting))
