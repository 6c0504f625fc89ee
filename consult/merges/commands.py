"""Staff ask, the authors answer, and either can undo it."""

from dataclasses import dataclass

from consult.commands import load_for
from consult.contribution.commands import write, write_as
from consult.contribution.fold import State
from consult.contribution.said import EntryId, MergeAnswered, MergeAsked, Unlinked
from consult.merges.events import (
    ContributionsCompared,
    ContributionsLinked,
    ContributionsUnlinked,
)
from consult.merges.merge import Merge, can_merge
from consult.remarks.commands import load_state
from consult.remarks.thread import STAFF_VOICE
from consult.stools.queries import stools_of
from consult.stools.stool import Stool, voice_of
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from sessions.queries import Member


@dataclass(frozen=True, slots=True)
class Pair:
    one: EntryId
    other: EntryId


async def ask_merge(db: Database, by: Member, pair: Pair, id: str) -> None:
    """Ask the authors of two contributions whether they say the same."""
    async with db.transaction() as tx:
        await load_for(tx, by)
        state = await load_state(tx, by.meeting)
        one, other = (state.contributions.get(id) for id in (pair.one, pair.other))
        if one is None or other is None or not (one.stands and other.stands):
            raise NotHere("contribution")
        if not can_merge(one, other):
            raise Refused("merge-unfit", field="other")
        if any(
            {known.one, known.other} == {one.id, other.id} and (known.is_open or known.holds)
            for known in state.merges.values()
        ):
            raise Refused("merge-asked", field="other")
        said = MergeAsked(one.id, other.id)
        if await write_as(tx, by.meeting, STAFF_VOICE, said, id, by.name):
            tx.record(ContributionsCompared(meeting=by.meeting, ask=id))


async def answer_merge(
    db: Database, stool: Stool, said: MergeAnswered, id: str, typed_by: str = ""
) -> None:
    """An author says yes or no, by phone or after it was read back."""
    async with db.transaction() as tx:
        before = _merge(await load_state(tx, stool.meeting), said.ask)
        voice = voice_of(stool.id)
        if voice not in before.authors:
            raise NotHere("merge")
        if before.answers.get(voice) is said.agrees:
            return
        if not before.is_open:
            raise Refused("merge-settled")
        if not await write(tx, stool, said, id, typed_by):
            return
        state = await load_state(tx, stool.meeting)
        after = state.merges[said.ask]
        if not after.holds:
            tx.record(ContributionsCompared(meeting=stool.meeting, ask=said.ask))
            return
        tx.record(
            ContributionsLinked(
                meeting=stool.meeting,
                ask=after.ask,
                one=after.one,
                other=after.other,
                stools=await _numbers(tx, stool.meeting, after),
                circle=state.contributions[after.one].said.circle,
                by=typed_by,
            )
        )


async def unlink(db: Database, by: Member | Stool, said: Unlinked, id: str) -> None:
    """Staff or an author undo a merge, or take the question back."""
    async with db.transaction() as tx:
        state = await load_state(tx, by.meeting)
        found = _merge(state, said.ask)
        if isinstance(by, Stool):
            if voice_of(by.id) not in found.authors:
                raise NotHere("merge")
        else:
            await load_for(tx, by)
        voice = voice_of(by.id) if isinstance(by, Stool) else STAFF_VOICE
        name = "" if isinstance(by, Stool) else by.name
        if found.is_unlinked or not await write_as(tx, by.meeting, voice, said, id, name):
            return
        if not found.holds:
            tx.record(ContributionsCompared(meeting=by.meeting, ask=said.ask))
            return
        tx.record(
            ContributionsUnlinked(
                meeting=by.meeting,
                ask=found.ask,
                one=found.one,
                other=found.other,
                stools=await _numbers(tx, by.meeting, found),
                circle=state.contributions[found.one].said.circle,
                by=name,
            )
        )


def _merge(state: State, ask: EntryId) -> Merge:
    found = state.merges.get(ask)
    if found is None:
        raise NotHere("merge")
    return found


async def _numbers(tx: Transaction, meeting: str, merge: Merge) -> tuple[int, ...]:
    """Those of the authors."""
    known = await stools_of(tx.connection, meeting)
    return tuple(one.number for one in known if voice_of(one.id) in merge.authors)
