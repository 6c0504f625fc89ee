"""All of ballots' SQL, and nothing else."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.adoption import Hands, Paper, Standing
from ballots.methods.contract import method_from_json, method_to_json
from ballots.outcome import Matter, Outcome, outcome_from_facts, outcome_to_facts
from ballots.project import CandidateProject
from ballots.round import Kind, Phase, Round
from ballots.tally import Tally, tally_from_facts, tally_to_facts
from core.errors import NotHere
from core.ids import ItemId, MeetingId, PaperId, RoundId
from core.schema import Moment, metadata

papers = sa.Table(
    "paper",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("item", sa.ForeignKey("item.id"), nullable=False, unique=True),
    sa.Column("standing", sa.String, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("adoption", sa.Text),
    sa.Column("session", sa.String),  # the id of the paper it is cast together with
)

projects = sa.Table(
    "project",
    metadata,
    sa.Column("paper", sa.ForeignKey("paper.id"), primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("content", sa.String, nullable=False),
    sa.Column("investment", sa.String),  # 万元 as an exact decimal, never a float
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("completes", sa.String, nullable=False),
    sa.Column("category", sa.String, nullable=False),
)

rounds = sa.Table(
    "round",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("meeting", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("paper", sa.ForeignKey("paper.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("phase", sa.String, nullable=False),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("follows", sa.ForeignKey("round.id")),
    sa.Column("settles", sa.String),
    sa.Column("members", sa.Integer),
    sa.Column("present", sa.Integer),
    sa.Column("opened_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("told_at", Moment),
    sa.Column("running", sa.Text),  # the count so far; the result is always counted anew
    sa.Column("groups", sa.Text),  # members of each group the method names, at the opening
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.String),  # why it was voided
    sa.UniqueConstraint("paper", "number"),
)


def _project(row: Any) -> CandidateProject:
    return CandidateProject(
        no=row.no,
        name=row.name,
        content=row.content,
        investment=None if row.investment is None else Decimal(row.investment),
        unit=row.unit,
        completes=row.completes,
        category=row.category,
    )


async def _paper(connection: AsyncConnection, row: Any) -> Paper:
    listed = await connection.execute(
        sa.select(projects).where(projects.c.paper == row.id).order_by(projects.c.no)
    )
    kept = json.loads(row.adoption) if row.adoption else {}
    return Paper(
        id=PaperId(row.id),
        meeting=MeetingId(row.meeting),
        item=ItemId(row.item),
        standing=Standing(row.standing),
        method=method_from_json(row.method),
        projects=tuple(_project(project) for project in listed),
        session=PaperId(row.session) if row.session else None,
        adoption=_hands(kept),
        opinions=kept.get("opinions", ""),
    )


def _hands(kept: dict[str, Any]) -> Hands | None:
    """The show of hands in what is kept; before it there are opinions at most."""
    counted = {name: kept[name] for name in ("for_", "against", "abstain") if name in kept}
    return Hands(**counted) if counted else None


def _adoption(paper: Paper) -> str | None:
    """Opinions and hands as they are kept; hands alone as the first version wrote them."""
    opinions = {"opinions": paper.opinions} if paper.opinions else {}
    kept = opinions | (asdict(paper.adoption) if paper.adoption else {})
    return json.dumps(kept, ensure_ascii=False) if kept else None


async def find_paper(connection: AsyncConnection, meeting: str, item: str) -> Paper | None:
    query = sa.select(papers).where(papers.c.meeting == meeting, papers.c.item == item)
    row = (await connection.execute(query)).first()
    return await _paper(connection, row) if row else None


async def load_paper(connection: AsyncConnection, meeting: str, paper: str) -> Paper:
    query = sa.select(papers).where(papers.c.meeting == meeting, papers.c.id == paper)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("paper")
    return await _paper(connection, row)


async def list_session(connection: AsyncConnection, meeting: str, lead: str) -> list[Paper]:
    """The paper `lead` and those that are cast together with it, in no order."""
    together = sa.or_(papers.c.id == lead, papers.c.session == lead)
    query = sa.select(papers).where(papers.c.meeting == meeting, together)
    return [await _paper(connection, row) for row in await connection.execute(query)]


async def save_session(connection: AsyncConnection, paper: str, session: str | None) -> None:
    await connection.execute(
        sa.update(papers).where(papers.c.id == paper).values(session=session)
    )


async def add_paper(connection: AsyncConnection, paper: Paper) -> None:
    await connection.execute(
        sa.insert(papers).values(
            id=paper.id,
            meeting=paper.meeting,
            item=paper.item,
            standing=paper.standing,
            method=method_to_json(paper.method),
        )
    )


async def save_paper(connection: AsyncConnection, paper: Paper) -> None:
    await connection.execute(
        sa.update(papers)
        .where(papers.c.id == paper.id)
        .values(
            standing=paper.standing,
            method=method_to_json(paper.method),
            adoption=_adoption(paper),
        )
    )


async def save_projects(
    connection: AsyncConnection, paper: str, listed: Sequence[CandidateProject]
) -> None:
    """The list as a whole takes the place of the one before."""
    await connection.execute(sa.delete(projects).where(projects.c.paper == paper))
    if listed:
        await connection.execute(
            sa.insert(projects),
            [
                {
                    **asdict(project),
                    "paper": paper,
                    "investment": None
                    if project.investment is None
                    else str(project.investment),
                }
                for project in listed
            ],
        )


def _round(row: Any) -> Round:
    return Round(
        id=RoundId(row.id),
        meeting=MeetingId(row.meeting),
        paper=PaperId(row.paper),
        number=row.number,
        kind=Kind(row.kind),
        phase=Phase(row.phase),
        method=method_from_json(row.method),
        members=row.members,
        present=row.present,
        follows=RoundId(row.follows) if row.follows else None,
        settles=Matter(row.settles) if row.settles else None,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        told_at=row.told_at,
        groups=json.loads(row.groups) if row.groups else {},
    )


async def load_round(connection: AsyncConnection, meeting: str, round: str) -> Round:
    query = sa.select(rounds).where(rounds.c.id == round, rounds.c.meeting == meeting)
    row = (await connection.execute(query)).first()
    if row is None:
        raise NotHere("round")
    return _round(row)


async def list_rounds(
    connection: AsyncConnection, meeting: str, paper: str | None = None
) -> list[Round]:
    query = sa.select(rounds).where(rounds.c.meeting == meeting).order_by(rounds.c.number)
    if paper is not None:
        query = query.where(rounds.c.paper == paper)
    return [_round(row) for row in await connection.execute(query)]


async def list_open(connection: AsyncConnection, meeting: str, kind: Kind) -> set[RoundId]:
    """The rounds of this kind that take ballots now."""
    is_open = (rounds.c.phase == Phase.OPEN, rounds.c.kind == kind)
    query = sa.select(rounds.c.id).where(rounds.c.meeting == meeting, *is_open)
    return {RoundId(row.id) for row in await connection.execute(query)}


async def add_round(connection: AsyncConnection, round: Round) -> None:
    values = {
        **asdict(round),
        "method": method_to_json(round.method),
        "groups": json.dumps(dict(round.groups)),
    }
    await connection.execute(sa.insert(rounds).values(**values))


async def save_round(connection: AsyncConnection, round: str, **changes: Any) -> None:
    await connection.execute(sa.update(rounds).where(rounds.c.id == round).values(**changes))


async def load_running(connection: AsyncConnection, round: str) -> Tally | None:
    query = sa.select(rounds.c.running).where(rounds.c.id == round)
    text = (await connection.execute(query)).scalar()
    return tally_from_facts(json.loads(text)) if text else None


async def save_running(connection: AsyncConnection, round: str, tally: Tally) -> None:
    await save_round(connection, round, running=json.dumps(tally_to_facts(tally)))


async def load_outcome(connection: AsyncConnection, round: str) -> Outcome | None:
    query = sa.select(rounds.c.outcome).where(rounds.c.id == round)
    text = (await connection.execute(query)).scalar()
    return outcome_from_facts(json.loads(text)) if text else None


async def save_outcome(connection: AsyncConnection, round: str, outcome: Outcome) -> None:
    await save_round(connection, round, outcome=json.dumps(outcome_to_facts(outcome)))


async def load_reason(connection: AsyncConnection, round: str) -> str:
    query = sa.select(rounds.c.reason).where(rounds.c.id == round)
    return (await connection.execute(query)).scalar() or ""
