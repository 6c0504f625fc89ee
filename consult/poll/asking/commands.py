"""What can change about what is asked and answered. Nothing here knows who anybody is."""

import hashlib
import secrets
from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import msgspec

from consult.poll import draw, store
from consult.poll.card import LENGTH, MOST_PER_SEAT, seat_of
from consult.poll.commands import load
from consult.poll.events import (
    PollCardsPrinted,
    PollQuestionsDrafted,
    PollReported,
    PollWaveClosed,
    PollWaveOpened,
)
from consult.poll.export import answer_rows
from consult.poll.poll import (
    CLOSES_TO,
    OPEN_WAVES,
    OPENS_TO,
    POLL_MOVES,
    Poll,
    PollPhase,
    Wave,
)
from consult.poll.questionnaire import Questionnaire
from consult.poll.report import Answer, Report, make_report
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import ALPHABET
from core.moves import check_move
from core.spreadsheet import write_csv
from sessions.queries import Member

DRAFTING = frozenset({PollPhase.DRAFT, PollPhase.PUBLISHED, PollPhase.DRAWN})
PRINTING = frozenset({PollPhase.DRAWN, PollPhase.BEFORE, PollPhase.BETWEEN, PollPhase.AFTER})


async def draft_questions(
    db: Database, by: Member, poll: str, change: Callable[[Questionnaire], Questionnaire]
) -> None:
    """Save a further version of the questionnaire. From the first opening on it is fixed:
    both times the same is asked, else there is nothing to compare."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        if found.phase not in DRAFTING:
            raise Refused("poll-questions-fixed")
        known = await store.list_questionnaires(tx.connection, found.id)
        now = known[-1] if known else Questionnaire(0, "", ())
        asked = replace(change(now), version=found.version + 1)
        if replace(asked, version=now.version) == now:
            return
        await store.add_questionnaire(tx.connection, found.id, asked)
        await store.save_poll(tx.connection, replace(found, version=asked.version))
        tx.record(
            PollQuestionsDrafted(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                version=asked.version,
                sha256=fingerprint(asked),
                by=by.name,
            )
        )


def fingerprint(asked: Questionnaire) -> str:
    """SHA-256 (hex) of the questionnaire as JSON."""
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()


async def print_cards(db: Database, by: Member, poll: str, many: int) -> list[str]:
    """New answer cards. Their codes exist nowhere but in what is returned here."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(many)]
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        if found.phase not in PRINTING:
            raise Refused("poll-cards-not-now")
        most = MOST_PER_SEAT * found.seats
        if found.cards + many > most:
            raise Refused("poll-cards-many", field="many", most=most, printed=found.cards)
        await store.add_cards(tx.connection, found.id, sorted(map(seat_of, codes)))
        printed = replace(found, cards=found.cards + many)
        await store.save_poll(tx.connection, printed)
        tx.record(
            PollCardsPrinted(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                cards=many,
                in_all=printed.cards,
                by=by.name,
            )
        )
    return codes


async def open_wave(db: Database, by: Member, poll: str) -> None:
    """Open the questionnaire for its first or its second time, whichever is next."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        then = OPENS_TO.get(found.phase)
        if then is None:
            raise Refused("poll-not-this-step")
        check_move(POLL_MOVES, found.phase, then, by.roles)
        asked = await _asked(tx, found)
        asked.check_may_open()
        if not found.cards:
            raise Refused("poll-no-cards")
        await store.save_poll(tx.connection, replace(found, phase=then))
        tx.record(
            PollWaveOpened(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                wave=str(OPEN_WAVES[then]),
                version=asked.version,
                sha256=fingerprint(asked),
                cards=found.cards,
                by=by.name,
            )
        )


async def _asked(tx: Transaction, poll: Poll) -> Questionnaire:
    known = await store.list_questionnaires(tx.connection, poll.id)
    return known[-1] if known else Questionnaire(0, "", ())


async def close_wave(db: Database, by: Member, poll: str) -> None:
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        wave, then = found.wave, CLOSES_TO.get(found.phase)
        if wave is None or then is None:
            raise Refused("poll-not-this-step")
        check_move(POLL_MOVES, found.phase, then, by.roles)
        here = [
            one for one in await store.list_answers(tx.connection, poll) if one.wave is wave
        ]
        await store.save_poll(tx.connection, replace(found, phase=then))
        tx.record(
            PollWaveClosed(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                wave=str(wave),
                answers=len(here),
                on_paper=sum(one.on_paper for one in here),
                by=by.name,
            )
        )


async def answer(db: Database, code: str, typed: Mapping[str, str], wave: str) -> None:
    """One sheet sent by phone. Sent again while it is open, the last one counts.

    `wave` is the time the sheet was shown for: one that was left lying is not taken for the
    other time.
    """
    async with db.transaction() as tx:
        found = await _of_card(tx, code)
        if found.wave != wave:
            raise Refused("poll-not-open")
        await _save(tx, found, code, typed, on_paper=False)


async def type_sheet(
    db: Database, by: Member, poll: str, code: str, typed: Mapping[str, str], again: bool
) -> None:
    """One paper sheet that the staff types in; over an earlier one only if they say so."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        if (await _of_card(tx, code)).id != found.id:
            raise Refused("poll-card-unknown", field="card")
        if found.wave is None:
            raise Refused("poll-not-open")
        if not again and await store.has_answered(tx.connection, seat_of(code), found.wave):
            raise Refused("poll-card-answered", field="card")
        await _save(tx, found, code, typed, on_paper=True)


async def _of_card(tx: Transaction, code: str) -> Poll:
    found = await store.poll_of_card(tx.connection, seat_of(code))
    if found is None:
        raise Refused("poll-card-unknown", field="card")
    return found


async def _save(
    tx: Transaction, poll: Poll, code: str, typed: Mapping[str, str], *, on_paper: bool
) -> None:
    if poll.wave is None:
        raise Refused("poll-not-open")
    answers = (await _asked(tx, poll)).read(typed)
    await store.save_answer(tx.connection, Answer(seat_of(code), poll.wave, answers, on_paper))


async def write_report(db: Database, by: Member, poll: str) -> Report:
    """Compute the report once, after the second closing; it stays as it was made."""
    async with db.reading() as connection:
        found = await store.load_poll(connection, by.meeting, poll)
        known = await store.list_questionnaires(connection, poll)
        answers = await store.list_answers(connection, poll)
        residents = await store.list_residents(connection, poll)
    check_move(POLL_MOVES, found.phase, PollPhase.REPORTED, by.roles)
    seats = {one.name: one.seats for one in draw.plan(residents, found.seats)}
    table = write_csv(answer_rows(known[-1], answers))
    digest = hashlib.sha256(table).hexdigest()
    report = await to_thread(
        make_report, known[-1], answers, residents, seats, found.cards, digest
    )
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        check_move(POLL_MOVES, found.phase, PollPhase.REPORTED, by.roles)
        text = msgspec.json.encode(report).decode()
        done = replace(found, phase=PollPhase.REPORTED, report=text)
        await store.save_poll(tx.connection, done)
        _tell_report(tx, by, found, report, answers)
    return report


def _tell_report(
    tx: Transaction, by: Member, poll: Poll, report: Report, answers: Sequence[Answer]
) -> None:
    tx.record(
        PollReported(
            meeting=by.meeting,
            poll=poll.id,
            title=poll.title,
            seats=report.turnout.seats,
            accepted=report.turnout.accepted,
            before=sum(one.wave is Wave.BEFORE for one in answers),
            after=sum(one.wave is Wave.AFTER for one in answers),
            both=report.turnout.both,
            items=[
                {
                    "key": one.key,
                    "text": one.text,
                    "before": round(one.before, 2),
                    "after": round(one.after, 2),
                    "p_holm": round(one.p_holm, 4),
                }
                for one in report.changes
            ],
            answers_hash=report.answers_hash,
            by=by.name,
        )
    )
