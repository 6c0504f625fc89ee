"""What can be read of a funnel: at the clerk's desk, and by anybody."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.funnel import store
from ballots.funnel.course import Level, Step, Story, concluded, course, levels, stories
from ballots.funnel.funnel import Conclusion, Funnel, StageKind
from ballots.funnel.ruling import Announced
from ballots.queries import Vote, vote_on
from ballots.round import Phase
from core.errors import NotHere


@dataclass(frozen=True, slots=True)
class FunnelView:
    """A funnel with its way so far: all of it for the clerk."""

    funnel: Funnel
    steps: tuple[Step, ...]

    @property
    def standing(self) -> tuple[Conclusion, ...]:
        return concluded(self.steps)

    @property
    def levels(self) -> tuple[Level, ...]:
        return levels(len(self.funnel.entries), self.standing)

    @property
    def stories(self) -> tuple[Story, ...]:
        return stories(self.funnel, self.standing)

    @property
    def corrected(self) -> tuple[Conclusion, ...]:
        """Conclusions that do not stand any more; they stay to be read."""
        return tuple(one for step in self.steps for one in step.earlier)

    def step(self, position: int) -> Step:
        found = next((one for one in self.steps if one.stage.position == position), None)
        if found is None:
            raise NotHere("stage")
        return found


async def funnels(connection: AsyncConnection, meeting: str) -> list[FunnelView]:
    """All funnels of a meeting."""
    found = await store.list_funnels(connection, meeting)
    return [await view_of(connection, one) for one in found]


async def funnel_view(connection: AsyncConnection, meeting: str, funnel: str) -> FunnelView:
    return await view_of(connection, await store.load_funnel(connection, meeting, funnel))


async def public_funnel(connection: AsyncConnection, funnel: str) -> FunnelView:
    """For anybody, and not there before a stage has been concluded."""
    found = await store.find_funnel(connection, funnel)
    view = await view_of(connection, found) if found else None
    if view is None or not view.standing:
        raise NotHere("funnel")
    return view


async def view_of(connection: AsyncConnection, funnel: Funnel) -> FunnelView:
    announced: dict[str, Announced] = {}
    for stage in funnel.stages:
        if stage.kind is not StageKind.CONGRESS or stage.item is None:
            continue
        vote = await vote_on(connection, funnel.meeting, stage.item)
        if vote is not None and (told := _announced(vote)) is not None:
            announced[stage.item] = told
    return FunnelView(funnel, course(funnel, announced))


def _announced(vote: Vote) -> Announced | None:
    """The first round that was announced and stands, with all who were chosen since."""
    for one in vote.rounds:
        if one.round.phase is not Phase.ANNOUNCED or not one.stands or one.outcome is None:
            continue
        items = one.outcome.items
        return Announced(
            names={item.no: item.name for item in items},
            votes={item.no: item.for_ for item in items},
            ranks={item.no: item.rank for item in items},
            chosen=frozenset(no for no, _ in vote.chosen),
            at=one.round.closed_at,
        )
    return None
