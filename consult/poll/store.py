"""The SQL of polls, and nothing else.

Who was drawn and what was answered are two tables that share no column but the poll: an answer
is filed under the hash of a card that was never anybody's, without a time and without a row
number that would keep the order of arrival.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from consult.poll.groups import Group
from consult.poll.poll import PanelPlace, Poll, PollId, PollPhase, Resident, Wave
from consult.poll.questionnaire import Questionnaire
from consult.poll.report import Answer
from consult.stools.stool import Sex
from core.errors import NotHere
from core.ids import MeetingId
from core.schema import Moment, metadata

polls = sa.Table(
    "poll",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("phase", sa.String, nullable=False),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("strata", sa.String, nullable=False),  # JSON
    sa.Column("ages", sa.String, nullable=False),  # JSON
    sa.Column("salt", sa.String, nullable=False),
    sa.Column("register_hash", sa.String, nullable=False),
    sa.Column("list_hash", sa.String, nullable=False),
    sa.Column("drawn_number", sa.String, nullable=False),
    sa.Column("witnesses", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("cards", sa.Integer, nullable=False),
    sa.Column("report", sa.Text, nullable=False),  # JSON, empty before it is made
    sa.Column("published_at", Moment),
    sa.Column("names_gone", sa.Boolean, nullable=False),
)

residents = sa.Table(
    "poll_resident",
    metadata,
    sa.Column("poll", sa.ForeignKey("poll.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("sex", sa.String, nullable=False),
    sa.Column("age", sa.Integer, nullable=False),
    sa.Column("village", sa.String, nullable=False),
    sa.Column("grid", sa.String, nullable=False),
    sa.Column("household", sa.String, nullable=False),
    sa.Column("phone", sa.String, nullable=False),
    sa.Column("stratum", sa.String, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("replaces", sa.Integer, nullable=False),
)

# Every saved version stays: what was asked can be read for good.
questionnaires = sa.Table(
    "poll_questionnaire",
    metadata,
    sa.Column("poll", sa.ForeignKey("poll.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),  # JSON
)

groups = sa.Table(
    "poll_group",
    metadata,
    sa.Column("poll", sa.ForeignKey("poll.id"), primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),  # JSON
)

cards = sa.Table(
    "poll_card",
    metadata,
    sa.Column("seat", sa.String, primary_key=True),  # the hash of the code on the card
    sa.Column("poll", sa.ForeignKey("poll.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

answers = sa.Table(
    "poll_answer",
    metadata,
    sa.Column("seat", sa.ForeignKey("poll_card.seat"), primary_key=True),
    sa.Column("wave", sa.String, primary_key=True),
    sa.Column("answers", sa.Text, nullable=False),  # JSON
    sa.Column("on_paper", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)


async def save_poll(connection: AsyncConnection, poll: Poll) -> None:
    """Add a poll, or put it in the place of the one with its id."""
    values = {**{one.name: getattr(poll, one.name) for one in fields(poll)}}
    values |= {"strata": json.dumps(poll.strata), "ages": json.dumps(poll.ages)}
    changed = await connection.execute(
        sa.update(polls).where(polls.c.id == poll.id).values(**values)
    )
    if not changed.rowcount:
        await connection.execute(sa.insert(polls).values(**values))


async def find_poll(connection: AsyncConnection, poll: str) -> Poll:
    row = (await connection.execute(sa.select(polls).where(polls.c.id == poll))).first()
    if row is None:
        raise NotHere("poll")
    return _poll(row)


async def load_poll(connection: AsyncConnection, meeting: str, poll: str) -> Poll:
    found = await find_poll(connection, poll)
    if found.meeting != meeting:
        raise NotHere("poll")
    return found


async def list_polls(connection: AsyncConnection, meeting: str) -> list[Poll]:
    query = sa.select(polls).where(polls.c.meeting == meeting).order_by(polls.c.title)
    return [_poll(row) for row in await connection.execute(query)]


def _poll(row: Any) -> Poll:
    values = dict(row._mapping)
    values |= {
        "id": PollId(row.id),
        "meeting": MeetingId(row.meeting),
        "phase": PollPhase(row.phase),
        "strata": tuple(json.loads(row.strata)),
        "ages": tuple(json.loads(row.ages)),
    }
    return Poll(**values)


async def replace_residents(
    connection: AsyncConnection, poll: str, found: Sequence[Resident]
) -> None:
    """The register as a whole takes the place of the one before."""
    await connection.execute(sa.delete(residents).where(residents.c.poll == poll))
    if found:
        await connection.execute(
            sa.insert(residents), [{**asdict(one), "poll": poll} for one in found]
        )


async def save_resident(connection: AsyncConnection, poll: str, one: Resident) -> None:
    here = (residents.c.poll == poll, residents.c.number == one.number)
    await connection.execute(sa.update(residents).where(*here).values(**asdict(one)))


async def list_residents(connection: AsyncConnection, poll: str) -> list[Resident]:
    """The register by number."""
    query = sa.select(residents).where(residents.c.poll == poll).order_by(residents.c.number)
    return [_resident(row) for row in await connection.execute(query)]


async def list_stratum(connection: AsyncConnection, poll: str, number: int) -> list[Resident]:
    """All of the stratum in which this number is; a panel of hundreds answers one by one."""
    own = sa.select(residents.c.stratum).where(
        residents.c.poll == poll, residents.c.number == number
    )
    here = (residents.c.poll == poll, residents.c.stratum == own.scalar_subquery())
    return [
        _resident(row) for row in await connection.execute(sa.select(residents).where(*here))
    ]


def _resident(row: Any) -> Resident:
    values = {name: value for name, value in row._mapping.items() if name != "poll"}
    return Resident(**{**values, "sex": Sex(row.sex), "place": PanelPlace(row.place)})


async def forget_names(connection: AsyncConnection, poll: str) -> None:
    gone = {"name": "", "phone": "", "household": "", "grid": ""}
    await connection.execute(
        sa.update(residents).where(residents.c.poll == poll).values(**gone)
    )


async def add_questionnaire(
    connection: AsyncConnection, poll: str, asked: Questionnaire
) -> None:
    text = msgspec.json.encode(asked).decode()
    await connection.execute(
        sa.insert(questionnaires).values(poll=poll, version=asked.version, text=text)
    )


async def list_questionnaires(connection: AsyncConnection, poll: str) -> list[Questionnaire]:
    """Every version, the first one first."""
    query = sa.select(questionnaires.c.text).where(questionnaires.c.poll == poll)
    rows = await connection.execute(query.order_by(questionnaires.c.version))
    return [msgspec.json.decode(text, type=Questionnaire) for (text,) in rows]


async def replace_groups(
    connection: AsyncConnection, poll: str, rounds: Sequence[Sequence[Group]]
) -> None:
    await connection.execute(sa.delete(groups).where(groups.c.poll == poll))
    rows = [
        {"poll": poll, "round": number, "text": msgspec.json.encode(list(made)).decode()}
        for number, made in enumerate(rounds, start=1)
    ]
    if rows:
        await connection.execute(sa.insert(groups), rows)


async def list_groups(connection: AsyncConnection, poll: str) -> list[tuple[Group, ...]]:
    """The groups of each round, the first round first."""
    query = sa.select(groups.c.text).where(groups.c.poll == poll).order_by(groups.c.round)
    rows = await connection.execute(query)
    return [msgspec.json.decode(text, type=tuple[Group, ...]) for (text,) in rows]


async def add_cards(connection: AsyncConnection, poll: str, seats: Sequence[str]) -> None:
    await connection.execute(sa.insert(cards), [{"seat": one, "poll": poll} for one in seats])


async def poll_of_card(connection: AsyncConnection, seat: str) -> Poll | None:
    query = sa.select(polls).join(cards, cards.c.poll == polls.c.id).where(cards.c.seat == seat)
    row = (await connection.execute(query)).first()
    return _poll(row) if row else None


async def has_answered(connection: AsyncConnection, seat: str, wave: Wave) -> bool:
    here = (answers.c.seat == seat, answers.c.wave == wave)
    return (
        await connection.execute(sa.select(answers.c.seat).where(*here))
    ).first() is not None


async def save_answer(connection: AsyncConnection, answer: Answer) -> None:
    """What was answered last on this card is what counts."""
    here = (answers.c.seat == answer.seat, answers.c.wave == answer.wave)
    await connection.execute(sa.delete(answers).where(*here))
    text = json.dumps(answer.answers, sort_keys=True)
    await connection.execute(
        sa.insert(answers).values(
            seat=answer.seat, wave=answer.wave, answers=text, on_paper=answer.on_paper
        )
    )


async def list_answers(connection: AsyncConnection, poll: str) -> list[Answer]:
    query = sa.select(answers).join(cards).where(cards.c.poll == poll)
    return [
        Answer(row.seat, Wave(row.wave), json.loads(row.answers), row.on_paper)
        for row in await connection.execute(query)
    ]
