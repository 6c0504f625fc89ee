"""What can change about a vote before its rounds: candidates, method, adoption."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

from ballots import store
from ballots.adoption import (
    ADOPTION_MOVES,
    Hands,
    Paper,
    Standing,
    check_cast_together,
    check_hands,
    check_may_edit,
    standing_after,
)
from ballots.events import MethodDrafted, MethodVoted, ProjectsListed
from ballots.method import (
    Base,
    Candidate,
    Compare,
    LiveTally,
    Mode,
    Secrecy,
    Share,
    VoteMethod,
)
from ballots.methods.check import check_groups, check_method
from ballots.methods.contract import method_to_json
from ballots.project import CandidateProject
from ballots.round import Phase, Round, check_may_be_held
from ballots.secret.sealed import check_can_be_secret
from ballots.together.queries import papers_together
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import ItemId, PaperId, new_id
from core.moves import check_move
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member


def first_draft(title: str) -> VoteMethod:
    """What a county congress usually adopts; the clerk edits it. domain.md 3.1."""
    return VoteMethod(
        title=title,
        mode=Mode.FOR_AGAINST_ABSTAIN,
        candidates=(),
        seats=1,
        max_marks=None,
        majority=(Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER),),
        quorum_open=Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST),
        secrecy=Secrecy.SECRET,
        live_tally=LiveTally.TURNOUT,
    )


def with_candidates(method: VoteMethod, projects: Sequence[CandidateProject]) -> VoteMethod:
    """The method standing on the listed projects."""
    return replace(
        method,
        candidates=tuple(
            Candidate(one.no, one.name, one.category or None, one.investment)
            for one in projects
        ),
    )


async def draft_paper(db: Database, by: Member, item: str, title: str) -> PaperId:
    """Begin a vote under an agenda item. Asked again, it gives the one that is there."""
    async with db.transaction() as tx:
        await sessions.load_item(tx.connection, by.meeting, item)
        known = await store.find_paper(tx.connection, by.meeting, item)
        if known is not None:
            return known.id
        paper = Paper(
            id=PaperId(new_id()),
            meeting=by.meeting,
            item=ItemId(item),
            standing=Standing.DRAFT,
            method=first_draft(title),
            projects=(),
        )
        await store.add_paper(tx.connection, paper)
        _tell_draft(tx, by, paper)
    return paper.id


async def list_projects(
    db: Database, by: Member, paper: str, projects: Sequence[CandidateProject]
) -> None:
    """Take a whole list of candidate projects in place of the one before."""
    await _relist(db, by, paper, lambda _: tuple(projects))


async def put_project(
    db: Database, by: Member, paper: str, project: CandidateProject, replacing: int | None
) -> None:
    """Add one candidate project, or edit the one that had the number `replacing`."""

    def change(listed: tuple[CandidateProject, ...]) -> tuple[CandidateProject, ...]:
        others = tuple(one for one in listed if one.no != replacing)
        if replacing is not None and len(others) == len(listed):
            raise NotHere("project")
        if any(one.no == project.no for one in others):
            raise Refused("candidate-doubled", field="no", no=project.no)
        return tuple(sorted((*others, project), key=lambda one: one.no))

    await _relist(db, by, paper, change)


async def drop_project(db: Database, by: Member, paper: str, no: int) -> None:
    await _relist(db, by, paper, lambda listed: tuple(one for one in listed if one.no != no))


Change = Callable[[tuple[CandidateProject, ...]], tuple[CandidateProject, ...]]


async def _relist(db: Database, by: Member, paper: str, change: Change) -> None:
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        _check_may_draft(known, by)
        projects = change(known.projects)
        await store.save_projects(tx.connection, known.id, projects)
        method = with_candidates(known.method, projects)
        await store.save_paper(tx.connection, known.drafted(method=method))
        tx.record(
            ProjectsListed(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                projects=[_project_facts(project) for project in projects],
                by=by.name,
            )
        )


def _check_may_draft(paper: Paper, by: Member) -> None:
    check_may_edit(paper)
    if paper.standing is not Standing.DRAFT:
        check_move(ADOPTION_MOVES, paper.standing, Standing.DRAFT, by.roles)


def _project_facts(project: CandidateProject) -> dict[str, object]:
    money = project.investment
    return {**asdict(project), "investment": None if money is None else str(money)}


async def draft_method(db: Database, by: Member, paper: str, method: VoteMethod) -> None:
    """Save the clerk's method. Its candidates are the listed projects, whatever was sent."""
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        _check_may_draft(known, by)
        method = with_candidates(method, known.projects)
        check_method(method)
        if method.secrecy is Secrecy.SECRET:
            check_can_be_secret(method)
        check_may_be_held(method)
        draft = known.drafted(method=method)
        for other in await papers_together(tx.connection, known):
            if other.id != draft.id:
                check_cast_together(draft, other)
        await store.save_paper(tx.connection, draft)
        _tell_draft(tx, by, draft)


def _tell_draft(tx: Transaction, by: Member, paper: Paper) -> None:
    tx.record(
        MethodDrafted(
            meeting=by.meeting,
            paper=paper.id,
            item=paper.item,
            method=json.loads(method_to_json(paper.method)),
            by=by.name,
        )
    )


async def adopt_method(
    db: Database, by: Member, paper: str, hands: Hands, shown: str | None = None
) -> Standing:
    """Put the method to a show of hands; more than half of all for it adopt and lock it.

    Until a ballot has been prepared the hands may be recorded again; all of it is minuted.
    `shown` is the fingerprint of the method that the hall saw.
    """
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        # Not only under the vote's own item: a method is often adopted a day before.
        members = await all_members(tx, by)
        if shown is not None and shown != known.fingerprint:
            raise Refused("method-changed")
        if await standing_rounds(tx, known):
            raise Refused("method-in-use")
        call = await sessions.roll_call(tx.connection, by.meeting)
        check_method(known.method)
        check_groups(known.method, await sessions.group_sizes(tx.connection, by.meeting))
        check_hands(hands, call.present)
        standing = standing_after(hands, members)
        check_move(ADOPTION_MOVES, known.standing, standing, by.roles)
        await store.save_paper(tx.connection, replace(known, standing=standing, adoption=hands))
        tx.record(
            MethodVoted(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                title=known.method.title,
                adopted=standing is Standing.ADOPTED,
                for_=hands.for_,
                against=hands.against,
                abstain=hands.abstain,
                present=call.present,
                members=members,
                method=json.loads(method_to_json(known.method)),
                by=by.name,
            )
        )
    return standing


async def all_members(tx: Transaction, by: Member) -> int:
    """全体代表 of the meeting in session, frozen when it was opened."""
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is not MeetingPhase.OPEN or meeting.members is None:
        raise Refused("meeting-not-open")
    return meeting.members


async def check_current(tx: Transaction, by: Member, paper: Paper) -> None:
    """Refuse a vote of which no item is the current one.

    An old page could otherwise open a vote that no console shows and nobody can close.
    """
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    together = await papers_together(tx.connection, paper)
    if meeting.current_item not in {one.item for one in together}:
        raise Refused("item-not-current")


async def standing_rounds(tx: Transaction, paper: Paper) -> list[Round]:
    """The rounds that count: neither voided, nor announced as void by law."""
    rounds = await store.list_rounds(tx.connection, paper.meeting, paper.id)
    return [
        one for one in rounds if one.phase is not Phase.VOID and not await _is_invalid(tx, one)
    ]


async def _is_invalid(tx: Transaction, round: Round) -> bool:
    outcome = await store.load_outcome(tx.connection, round.id)
    return round.phase is Phase.ANNOUNCED and outcome is not None and not outcome.vote_valid


def told(known: Round, by: Member) -> dict[str, Any]:
    return {
        "meeting": known.meeting,
        "round": known.id,
        "number": known.number,
        "by": by.name,
    }
