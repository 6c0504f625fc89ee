"""Reactions come by the hundred at once and share commits, as ballots do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult import store as consultations
from consult.consultation import check_takes_words
from consult.contribution.commands import stamp
from consult.contribution.entry import check_id
from consult.contribution.fold import State
from consult.contribution.queries import state_of
from consult.contribution.said import Circle, EntryId, Voice
from consult.online.commands import put_outside
from consult.online.queries import check_window, takes_outside
from consult.online.voices import is_outside
from consult.reactions import store
from consult.reactions.events import ReactionsChanged
from consult.reactions.reaction import Opinion, Reaction, later
from consult.ties.store import list_ties
from core.database import Transaction
from core.errors import NotHere, Refused
from core.ids import MeetingId


@dataclass(frozen=True, slots=True)
class React:
    """What one voice thinks of one statement."""

    meeting: MeetingId
    statement: str
    voice: Voice
    value: Opinion
    id: str
    typed_by: str = ""


async def react_all(tx: Transaction, asks: Sequence[React]) -> list[Refused | None]:
    """Many reactions in one transaction, each answered alone; sent twice they count once."""
    answers: list[Refused | None] = [None] * len(asks)
    for meeting in {ask.meeting for ask in asks}:
        state = await _state(tx, meeting)
        outside = await takes_outside(tx, meeting)
        good: list[Reaction] = []
        for index, ask in enumerate(asks):
            if ask.meeting != meeting:
                continue
            try:
                if is_outside(ask.voice) and not outside:
                    raise Refused("outside-not-taken")
                good.append(_read(tx, ask, state))
            except Refused as refusal:
                answers[index] = refusal
        await put(tx, meeting, [one for one in good if not is_outside(one.voice)])
        await put_outside(tx, meeting, [one for one in good if is_outside(one.voice)])
    return answers


async def _state(tx: Transaction, meeting: str) -> State | Refused:
    """What can be reacted to, or why nothing can."""
    consultation = await consultations.find_consultation(tx.connection, meeting)
    if consultation is None:
        return NotHere("consultation")
    try:
        check_takes_words(consultation)
        await check_window(tx, consultation)
    except Refused as refusal:
        return refusal
    return await state_of(tx.connection, meeting)


def _read(tx: Transaction, ask: React, state: State | Refused) -> Reaction:
    if isinstance(state, Refused):
        raise state
    check_id(ask.id)
    statement = EntryId(ask.statement)
    found = state.contributions.get(statement)
    is_heard = found is not None and found.stands and found.said.circle is Circle.PUBLIC
    if not is_heard and statement not in state.paragraphs:
        raise NotHere("contribution")
    return Reaction(
        statement, ask.voice, ask.value, stamp(tx.now), EntryId(ask.id), ask.typed_by
    )


async def put(tx: Transaction, meeting: MeetingId, new: Sequence[Reaction]) -> None:
    """Let the last reaction of each voice count, whatever order they come in. A card and a
    badge in one hand are one voice."""
    tied = await list_ties(tx.connection, meeting)
    new = [replace(one, voice=tied.get(one.voice, one.voice)) for one in new]
    voices = sorted({one.voice for one in new})
    known = {
        (one.statement, one.voice): one
        for one in await store.list_reactions(tx.connection, meeting, voices)
    }
    kept = dict(known)
    for one in new:
        key = (one.statement, one.voice)
        kept[key] = later(kept[key], one) if key in kept else one
    changed = [one for key, one in kept.items() if known.get(key) != one]
    gone = [
        known[one.statement, one.voice]
        for one in changed
        if (one.statement, one.voice) in known
    ]
    await store.save_reactions(tx.connection, meeting, changed, gone)
    if changed:
        tx.record(ReactionsChanged(meeting=meeting, reactions=len(changed)))
