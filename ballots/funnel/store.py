"""The SQL of funnels, and nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.funnel.funnel import Conclusion, Entry, Funnel, Sheet, Stage, StageKind
from ballots.project import CandidateProject
from core.errors import NotHere
from core.ids import FunnelId, ItemId, MeetingId
from core.schema import Moment, metadata

funnels = sa.Table(
    "funnel",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
)

entries = sa.Table(
    "funnel_entry",
    metadata,
    sa.Column("funnel", sa.ForeignKey("funnel.id"), primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("content", sa.String, nullable=False),
    sa.Column("investment", sa.String),  # 万元 as an exact decimal
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("completes", sa.String, nullable=False),
    sa.Column("category", sa.String, nullable=False),
    sa.Column("proposed_by", sa.String, nullable=False),
)

stages = sa.Table(
    "funnel_stage",
    metadata,
    sa.Column("funnel", sa.ForeignKey("funnel.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("organ", sa.String, nullable=False),
    sa.Column("held_on", sa.String, nullable=False),
    sa.Column("keep", sa.Integer, nullable=False),
    sa.Column("item", sa.ForeignKey("item.id")),
    sa.Column("sheet", sa.Text, nullable=False),  # the votes as they are typed
)

# Only ever added to: a correction is one more, and what was corrected stays to be read.
conclusions = sa.Table(
    "funnel_conclusion",
    metadata,
    sa.Column("funnel", sa.ForeignKey("funnel.id"), primary_key=True),
    sa.Column("stage", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
)


async def add_funnel(connection: AsyncConnection, funnel: Funnel) -> None:
    values = {"id": funnel.id, "meeting": funnel.meeting, "title": funnel.title}
    await connection.execute(sa.insert(funnels).values(values))


async def list_funnels(connection: AsyncConnection, meeting: str) -> list[Funnel]:
    """The funnels of a meeting, by title."""
    query = sa.select(funnels).where(funnels.c.meeting == meeting).order_by(funnels.c.title)
    return [await _funnel(connection, row) for row in await connection.execute(query)]


async def load_funnel(connection: AsyncConnection, meeting: str, funnel: str) -> Funnel:
    found = await find_funnel(connection, funnel)
    if found is None or found.meeting != meeting:
        raise NotHere("funnel")
    return found


async def find_funnel(connection: AsyncConnection, funnel: str) -> Funnel | None:
    """By its id alone: the public page knows no meeting."""
    query = sa.select(funnels).where(funnels.c.id == funnel)
    row = (await connection.execute(query)).first()
    return await _funnel(connection, row) if row else None


async def _funnel(connection: AsyncConnection, row: Any) -> Funnel:
    def of(table: sa.Table, *order: sa.Column[Any]) -> sa.Select[Any]:
        return sa.select(table).where(table.c.funnel == row.id).order_by(*order)

    listed = await connection.execute(of(entries, entries.c.no))
    planned = await connection.execute(of(stages, stages.c.position))
    ended = await connection.execute(of(conclusions, conclusions.c.stage, conclusions.c.number))
    return Funnel(
        id=FunnelId(row.id),
        meeting=MeetingId(row.meeting),
        title=row.title,
        entries=tuple(_entry(one) for one in listed),
        stages=tuple(_stage(one) for one in planned),
        conclusions=tuple(_conclusion(one) for one in ended),
    )


def _entry(row: Any) -> Entry:
    money = None if row.investment is None else Decimal(row.investment)
    project = CandidateProject(
        row.no, row.name, row.content, money, row.unit, row.completes, row.category
    )
    return Entry(project, row.proposed_by)


def _stage(row: Any) -> Stage:
    return Stage(
        position=row.position,
        kind=StageKind(row.kind),
        title=row.title,
        organ=row.organ,
        keep=row.keep,
        held_on=row.held_on,
        item=ItemId(row.item) if row.item else None,
        sheet=msgspec.json.decode(row.sheet, type=Sheet),
    )


def _conclusion(row: Any) -> Conclusion:
    told = msgspec.json.decode(row.facts, type=Conclusion)
    return replace(told, number=row.number, at=row.at, by=row.by)


async def save_entries(
    connection: AsyncConnection, funnel: str, listed: Sequence[Entry]
) -> None:
    """The list as a whole takes the place of the one before."""
    await connection.execute(sa.delete(entries).where(entries.c.funnel == funnel))
    if listed:
        rows = [{**entry_facts(one), "funnel": funnel} for one in listed]
        await connection.execute(sa.insert(entries), rows)


def entry_facts(entry: Entry) -> dict[str, Any]:
    """An entry as plain values: as it is kept, and as the journal tells it."""
    money = entry.project.investment
    known = asdict(entry.project) | {"investment": None if money is None else str(money)}
    return {**known, "proposed_by": entry.proposed_by}


async def save_stage(connection: AsyncConnection, funnel: str, stage: Stage) -> None:
    """Add a stage, or put it in the place of the one at its position."""
    await drop_stage(connection, funnel, stage.position)
    values = stage_facts(stage) | {"funnel": funnel, "sheet": _text(stage.sheet)}
    await connection.execute(sa.insert(stages).values(**values))


def stage_facts(stage: Stage) -> dict[str, Any]:
    """What is planned of a stage, without the votes that were typed for it."""
    return {name: value for name, value in asdict(stage).items() if name != "sheet"}


async def drop_stage(connection: AsyncConnection, funnel: str, position: int) -> None:
    here = (stages.c.funnel == funnel, stages.c.position == position)
    await connection.execute(sa.delete(stages).where(*here))


async def save_sheet(
    connection: AsyncConnection, funnel: str, position: int, sheet: Sheet
) -> None:
    here = (stages.c.funnel == funnel, stages.c.position == position)
    await connection.execute(sa.update(stages).where(*here).values(sheet=_text(sheet)))


async def add_conclusion(
    connection: AsyncConnection, funnel: str, conclusion: Conclusion
) -> None:
    await connection.execute(
        sa.insert(conclusions).values(
            funnel=funnel,
            stage=conclusion.stage,
            number=conclusion.number,
            at=conclusion.at,
            by=conclusion.by,
            facts=json.dumps(conclusion_facts(conclusion), ensure_ascii=False),
        )
    )


def conclusion_facts(conclusion: Conclusion) -> Mapping[str, Any]:
    """A conclusion as plain values; when and by whom stand beside them."""
    facts: dict[str, Any] = msgspec.to_builtins(replace(conclusion, at=None), str_keys=True)
    return facts


def _text(sheet: Sheet) -> str:
    return msgspec.json.encode(sheet).decode()
