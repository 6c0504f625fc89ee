"""What can be read of a vote, screen by screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store
from ballots.adoption import Paper, Standing
from ballots.casting import store as urn
from ballots.method import LiveTally
from ballots.outcome import Matter, Outcome
from ballots.project import CandidateProject
from ballots.register import store as registers
from ballots.round import Kind, Phase, Round
from ballots.secret import store as boxes
from ballots.secret.sealed import Sealed
from ballots.settling.queries import depth
from ballots.settling.settlement import OpenMatter, Settlement, open_matter
from ballots.settling.store import list_settlements
from ballots.tally import Tally, empty_tally
from ballots.together.queries import papers_together
from core.errors import NotHere, Refused
from core.journal import Entry
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with its figures: what stands on the big screen and before the chair."""

    round: Round
    paper: Paper
    cast: int
    issued: int
    running: Tally  # only to be shown when the method says so, or once the round is closed
    outcome: Outcome | None
    reason: str = ""
    box: Sealed | None = None  # of a secret round, once it is prepared
    depth: int = 1  # 2 for a round that completes a first one
    settlements: tuple[Settlement, ...] = ()

    @property
    def shows_tally(self) -> bool:
        live = self.round.method.live_tally is LiveTally.FULL
        return live and self.round.phase is Phase.OPEN and self.round.kind is Kind.RECORDED

    @property
    def shows_turnout(self) -> bool:
        return self.round.method.live_tally is not LiveTally.NONE

    @property
    def chosen_names(self) -> list[tuple[int, str]]:
        """Whom the round chose, then who took places by what was settled of it."""
        numbers = self.outcome.chosen if self.outcome else ()
        settled = [no for one in self.settlements for no in one.chosen]
        return [(no, self.paper.project(no).name) for no in (*numbers, *settled)]

    @property
    def drawn(self) -> tuple[int, ...] | None:
        """Who of the tied took places without another vote; None while that is open."""
        ties = [one.chosen for one in self.settlements if one.matter is Matter.TIE]
        return ties[0] if ties else None

    def took(self, settlement: Settlement) -> list[CandidateProject]:
        return [self.paper.project(no) for no in settlement.chosen]

    def places_of(self, matter: Matter) -> int:
        """How many places the result left open in this matter."""
        if self.outcome is None:
            return 0
        return self.outcome.tied_seats if matter is Matter.TIE else self.outcome.unfilled

    @property
    def stands(self) -> bool:
        """Whether it counts: neither voided, nor announced as void by law."""
        void_by_law = self.round.phase is Phase.ANNOUNCED and not (
            self.outcome and self.outcome.vote_valid
        )
        return self.round.phase is not Phase.VOID and not void_by_law


@dataclass(frozen=True, slots=True)
class Vote:
    """A paper with all its rounds; the latest is the one that is on."""

    paper: Paper
    rounds: tuple[RoundView, ...]

    @property
    def latest(self) -> RoundView | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def is_adopted(self) -> bool:
        return self.paper.standing is Standing.ADOPTED

    @property
    def phase(self) -> Phase:
        """Of its latest round; a vote that has none is a draft."""
        return self.latest.round.phase if self.latest else Phase.DRAFT

    @property
    def is_in_use(self) -> bool:
        """Whether a ballot that counts has been prepared by the method, so that it stays."""
        return any(one.stands for one in self.rounds)

    @property
    def chosen(self) -> list[tuple[int, str]]:
        """Everyone chosen by the announced rounds, in the order of the rounds."""
        told = [one for one in self.rounds if one.round.phase is Phase.ANNOUNCED]
        return list(dict.fromkeys(pair for one in told for pair in one.chosen_names))

    @property
    def open_matter(self) -> tuple[RoundView, OpenMatter] | None:
        """The first thing that an announced result still waits for, the oldest round first."""
        for one in self.rounds:
            if one.round.phase is not Phase.ANNOUNCED or one.outcome is None:
                continue
            done = {each.matter for each in one.settlements}
            done |= {
                each.round.settles
                for each in self.rounds
                if each.stands and each.round.settles and each.round.follows == one.round.id
            }
            if found := open_matter(one.round.method, one.outcome, one.depth, done):
                return one, found
        return None


async def vote_on(connection: AsyncConnection, meeting: str, item: str) -> Vote | None:
    """The vote under an agenda item, if there is one."""
    paper = await store.find_paper(connection, meeting, item)
    if paper is None:
        return None
    rounds = await store.list_rounds(connection, meeting, paper.id)
    return Vote(paper, tuple([await _view(connection, round, paper) for round in rounds]))


async def votes_together(
    connection: AsyncConnection, meeting: str, item: str
) -> tuple[Vote, ...]:
    """The votes of the voting session that is held under this item, in agenda order."""
    paper = await store.find_paper(connection, meeting, item)
    if paper is None:
        return ()
    together = await papers_together(connection, paper)
    found = [await vote_on(connection, meeting, one.item) for one in together]
    return tuple(vote for vote in found if vote is not None)


async def votes(connection: AsyncConnection, meeting: str) -> list[Vote]:
    """All votes of a meeting, in agenda order."""
    view = await sessions.meeting_view(connection, meeting)
    found = [await vote_on(connection, meeting, item.id) for item in view.agenda]
    return [vote for vote in found if vote is not None]


async def round_view(connection: AsyncConnection, meeting: str, round: str) -> RoundView:
    known = await store.load_round(connection, meeting, round)
    paper = await store.load_paper(connection, meeting, known.paper)
    return await _view(connection, known, paper)


async def _view(connection: AsyncConnection, round: Round, paper: Paper) -> RoundView:
    running = await store.load_running(connection, round.id) or empty_tally(round.method)
    is_secret = round.kind is Kind.SECRET
    box = await boxes.find_sealed(connection, round.id) if is_secret else None
    on_roll = await registers.count_roll(connection, round.id)
    return RoundView(
        round=round,
        paper=paper.as_of(round.method),
        cast=box.cast if box else running.returned,
        issued=box.issued if box else on_roll,
        running=running,
        outcome=await store.load_outcome(connection, round.id),
        reason=await store.load_reason(connection, round.id),
        box=box,
        depth=await depth(connection, round) if round.follows else 1,
        settlements=tuple(await list_settlements(connection, [round.id])),
    )


def told_so_far(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The journal up to the first count that nobody has been told yet: not even the clerk."""
    ended = {
        entry.facts["round"]
        for entry in entries
        if entry.kind in ("ResultAnnounced", "RoundVoided")
    }
    for index, entry in enumerate(entries):
        is_count = entry.kind in ("BallotsListed", "RoundCounted", "SlipsTyped")
        if is_count and entry.facts["round"] not in ended:
            return entries[:index]
    return entries


async def check_no_open_vote(connection: AsyncConnection, meeting: str) -> None:
    """Refuse to go on while ballots are being taken."""
    if await open_rounds(connection, meeting):
        raise Refused("vote-still-open")


async def check_votes_finished(connection: AsyncConnection, meeting: str) -> None:
    """Refuse to end a meeting in which a prepared vote has neither a result nor been voided."""
    for round in await store.list_rounds(connection, meeting):
        if round.phase not in (Phase.ANNOUNCED, Phase.VOID):
            raise Refused("vote-unfinished", title=round.method.title)


async def check_undecided(
    connection: AsyncConnection, meeting: str, items: Sequence[str]
) -> None:
    """Refuse to put items aside once a vote on one of them is prepared or has been told."""
    for item in items:
        vote = await vote_on(connection, meeting, item)
        standing = [one.round for one in vote.rounds if one.stands] if vote else []
        if any(one.phase is Phase.ANNOUNCED for one in standing):
            raise Refused("item-decided")
        if standing:
            raise Refused("vote-unfinished", title=standing[-1].method.title)


async def load_paper(connection: AsyncConnection, meeting: str, paper: str) -> Paper:
    return await store.load_paper(connection, meeting, paper)


async def open_rounds(connection: AsyncConnection, meeting: str) -> list[Round]:
    """The rounds that take ballots now: those of one voting session, never of two."""
    rounds = await store.list_rounds(connection, meeting)
    return [one for one in rounds if one.phase is Phase.OPEN]


async def ballots_by_name(
    connection: AsyncConnection, meeting: str, round: str
) -> list[tuple[sessions.Line, str]]:
    """The ballots of a counted recorded round, in roster order, for the record."""
    known = await store.load_round(connection, meeting, round)
    if known.phase not in (Phase.COUNTED, Phase.SIGNED, Phase.ANNOUNCED):
        raise NotHere("ballots")
    marks = await urn.find_marks(connection, round)
    lines = await sessions.roster(connection, meeting)
    return [(line, marks[line.person]) for line in lines if line.person in marks]
