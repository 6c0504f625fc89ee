"""The floor of a consultation, as its log tells it. Pure: no clock but that of the entries."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from consult.talk import said as told
from consult.talk.talk import Talk, groups_of, is_official, named
from sessions.concepts import REPLY, Turn, Waiting, Word, skipped_by

if TYPE_CHECKING:  # said.py of contributions lists the kinds of this subject
    from consult.contribution.entry import Entry

LONGEST_TURN = 3600  # seconds that can be typed in for one turn
MOST_NUMBER = 10_000
STAFF = ""  # the voice of those who lead


def moment(entry: "Entry") -> datetime | None:
    """When it happened; None if the entry's own moment is none, which no machine here writes.

    What was typed in later happened earlier: a moment after its own typing is not believed.
    """
    typed = _read(entry.at)
    happened = _read(getattr(entry.said, "happened", ""))
    return happened if typed and happened and happened <= typed else typed


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def fold_talk(entries: Iterable["Entry"]) -> Talk:
    """Read a log whose entries each stand in it once; their order in it does not matter.

    Of one moment, those come first that others build on: who is here, then who asks.
    """
    talk = Talk()
    talk.floor.matters[""] = talk.matter
    kinds = tuple(told.TALK.values())
    timed = [(moment(one), one) for one in entries if isinstance(one.said, kinds)]
    known = [(at, kinds.index(type(one.said)), one.id, one) for at, one in timed if at]
    for number, (at, _, _, entry) in enumerate(sorted(known, key=lambda one: one[:3])):
        talk.floor.at = at
        _step(talk, entry, at, number)
    return talk


def _step(talk: Talk, entry: "Entry", at: datetime, number: int) -> None:
    """Acts of those who lead have no voice, and words have one: nobody takes the other's."""
    if entry.voice == STAFF:
        _lead(talk, entry, at)
        return
    if isinstance(entry.said, told.WordWithdrawn):
        _take(talk, entry.said.asked, entry.voice)
        return
    who = getattr(entry.said, "who", None)
    if not isinstance(who, told.Seated) or not _comes(talk, entry.voice, who):
        return
    match entry.said:
        case told.WordAsked(_, reply_to):
            _ask(talk, entry, who, reply_to, at, number)
        case told.WordPassed() if not _speaks(talk, entry.voice):
            _drop(talk, entry.voice)
            talk.matter.passed[entry.voice] = is_official(entry.voice)
        case told.TurnNoted(_, seconds) if 0 < seconds <= LONGEST_TURN:
            _note(talk, entry, who, at, seconds)
        case _:
            pass


def _lead(talk: Talk, entry: "Entry", at: datetime) -> None:
    match entry.said:
        case told.SeatsNoted(seats):
            talk.seats = {
                one.voice: one.who
                for one in seats
                if one.voice.startswith("stool:") and 0 < one.who.number <= MOST_NUMBER
            }
            talk.is_noted = True
        case told.WordWithdrawn(asked):
            _take(talk, asked)
        case told.WordCalled(asked):
            _call(talk, entry, asked, at)
        case told.WordStopped(turn):
            if talk.speaking and talk.speaking.turn == turn:
                _clear(talk, at)
        case told.TalkEnded():
            _clear(talk, at)
            talk.ended_at = at
        case _:
            pass


def _comes(talk: Talk, voice: str, who: told.Seated) -> bool:
    """Whoever says something is here, also if nobody has noted them."""
    if is_official(voice):
        return True
    if not voice.startswith("stool:") or not 0 < who.number <= MOST_NUMBER:
        return False
    talk.seats.setdefault(voice, who)
    return True


def _speaks(talk: Talk, voice: str) -> bool:
    return talk.speaking is not None and talk.speaking.person == voice


def _ask(
    talk: Talk, entry: "Entry", who: told.Seated, reply_to: str, at: datetime, number: int
) -> None:
    """Nobody waits twice, and one statement has one reply."""
    matter = talk.matter
    if talk.waits(entry.voice) or _speaks(talk, entry.voice):
        return
    if reply_to and not _may_reply(talk, entry.voice, reply_to):
        return
    matter.passed.pop(entry.voice, None)  # who changes their mind is welcome
    talk.ended_at = None
    matter.waiting.append(
        Waiting(
            entry=entry.id,
            item="",
            person=entry.voice,
            name=named(entry.voice, who),
            groups=_groups(talk, entry.voice, who),
            official=is_official(entry.voice),
            word=Word.REPLY if reply_to else Word.SPEECH,
            category=None,
            to=reply_to,
            number=number,
            asked_at=at,
            by=entry.typed_by,
        )
    )


def _may_reply(talk: Talk, voice: str, to: str) -> bool:
    """To the last statement, once, and by somebody else than who made it."""
    last = talk.matter.statement
    is_theirs = last is not None and last.turn == to and last.person != voice
    return is_theirs and talk.may_reply


def _groups(talk: Talk, voice: str, who: told.Seated) -> Mapping[str, str]:
    return {} if is_official(voice) else groups_of(talk.seats.get(voice, who))


def _take(talk: Talk, asked: str, voice: str = STAFF) -> Waiting | None:
    """Off the list; a voice takes only itself off."""
    waiting = talk.matter.waiting
    mine = (one for one in waiting if one.entry == asked and voice in (STAFF, one.person))
    found = next(mine, None)
    talk.matter.waiting = [one for one in waiting if one is not found]
    return found


def _drop(talk: Talk, voice: str) -> None:
    talk.matter.waiting = [one for one in talk.matter.waiting if one.person != voice]


def _call(talk: Talk, entry: "Entry", asked: str, at: datetime) -> None:
    matter = talk.matter
    called = next((one for one in matter.waiting if one.entry == asked), None)
    if called is None:
        return
    passed_over = skipped_by(matter, called, talk.here)
    _take(talk, asked)
    for one in matter.waiting:
        one.skipped += one.entry in passed_over
    _clear(talk, at)
    _begin(talk, at)
    is_reply = called.word is Word.REPLY
    times = matter.times(called.person)
    turn = Turn(
        turn=entry.id,
        entry=asked,
        item="",
        person=called.person,
        name=called.name,
        groups=called.groups,
        official=called.official,
        word=called.word,
        category=None,
        to=called.to,
        times=times if is_reply else times + 1,
        allowed=REPLY if is_reply else matter.terms.limits.seconds(times),
        began_at=at,
        resumed_at=at,
        due="",
        by=entry.typed_by,
    )
    matter.turns.append(turn)
    talk.floor.holding.append(turn)


def _begin(talk: Talk, at: datetime) -> None:
    """Shares are measured by those here at the first call, so that who leaves moves nobody."""
    if talk.matter.begun_at is None:
        talk.matter.begun_at, talk.matter.present = at, talk.groups
        talk.matter.here = len(talk.seats)


def _note(talk: Talk, entry: "Entry", who: told.Seated, at: datetime, seconds: int) -> None:
    _begin(talk, at)
    _drop(talk, entry.voice)
    talk.matter.passed.pop(entry.voice, None)
    times = talk.matter.times(entry.voice)
    talk.matter.turns.append(
        Turn(
            turn=entry.id,
            entry=entry.id,
            item="",
            person=entry.voice,
            name=named(entry.voice, who),
            groups=_groups(talk, entry.voice, who),
            official=is_official(entry.voice),
            word=Word.SPEECH,
            category=None,
            to="",
            times=times + 1,
            allowed=talk.matter.terms.limits.seconds(times),
            began_at=at,
            resumed_at=None,
            due="",
            by=entry.typed_by,
            used=seconds,
            ended_at=at + timedelta(seconds=seconds),
        )
    )


def _clear(talk: Talk, at: datetime) -> None:
    for one in talk.floor.holding:
        one.stop(at)
        one.ended_at = at
    talk.floor.holding = []
