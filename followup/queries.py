"""What can be read of matters, page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.journal import Entry
from followup import store
from followup.calendar import Calendar, Special, calendar_of, day_of
from followup.escalation import Rung, rungs
from followup.event import MatterEvent, events_of
from followup.holidays import SEEDED
from followup.life import life
from followup.links import store as link_store
from followup.matter import Link, LinkTo
from followup.office import Actor, Office, Org, Post
from followup.offices.store import list_workdays
from followup.proposal import Proposal, proposals
from followup.summary import Due, Summary, View, view
from followup.terms import Terms
from followup.warning import Colour
from sessions import queries as sessions

PAGE = 100  # matters of a board on one page
MOST_DUES = 200


@dataclass(frozen=True, slots=True)
class Held:
    """The posts of one person, with the names of their organisations."""

    posts: tuple[tuple[Post, str], ...] = ()

    @property
    def offices(self) -> frozenset[Office]:
        return frozenset(post.office for post, _ in self.posts)

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(post.org for post, _ in self.posts if post.office is Office.UNIT)

    def actor(self, person: str, name: str, office: Office, org: str = "") -> Actor:
        return Actor(person, name, office, org)


@dataclass(frozen=True, slots=True)
class Board:
    """One page of matters, late first, and how many there are of each colour and state."""

    matters: tuple[Summary, ...]
    colours: Mapping[str, int]
    states: Mapping[str, int]
    asked: Mapping[str, str]
    after: int

    @property
    def total(self) -> int:
        return sum(self.colours.values())

    @property
    def found(self) -> int:
        """How many there are with all filters: those of all pages."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter as somebody with these offices may see it."""

    summary: Summary
    seen: View
    life: tuple[MatterEvent, ...]
    links: tuple[Link, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class Climb:
    """A rung of the warning's clock, and who stands on it: name and organisation."""

    rung: Rung
    names: tuple[str, ...]
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal of a meeting, and the matter that came of it, if one did."""

    proposal: Proposal
    matter: Summary | None


async def held(connection: AsyncConnection, person: str) -> Held:
    return Held(tuple(await store.list_posts(connection, person)))


async def orgs(connection: AsyncConnection) -> dict[str, Org]:
    return await store.list_orgs(connection)


async def all_posts(connection: AsyncConnection) -> list[tuple[Post, str]]:
    return await store.list_posts(connection)


async def holders(connection: AsyncConnection) -> list[tuple[str, str]]:
    """Everybody with a badge: who can be given a post."""
    return await sessions.holders(connection)


async def workdays(connection: AsyncConnection) -> list[Special]:
    """The days that were corrected here, beside the seeded ones."""
    return await list_workdays(connection)


async def calendar(connection: AsyncConnection) -> Calendar:
    return calendar_of([*SEEDED, *await list_workdays(connection)])


async def terms(connection: AsyncConnection) -> Terms:
    return await store.load_terms(connection)


async def is_stale(connection: AsyncConnection, at: datetime) -> bool:
    """Whether rows are of another day, so that `commands.refresh` has something to do."""
    return bool(await store.list_stale(connection, day_of(at)))


async def board(connection: AsyncConnection, asked: Mapping[str, str], after: int = 0) -> Board:
    rest = {name: value for name, value in asked.items() if name != "colour"}
    return Board(
        tuple(await store.list_matters(connection, asked, PAGE, after)),
        await store.count_matters(connection, rest, "colour"),
        await store.count_matters(connection, asked, "state"),
        asked,
        after,
    )


async def desk(
    connection: AsyncConnection, units: Collection[str]
) -> tuple[list[tuple[Due, str, str]], list[Summary]]:
    """What these units owe, in order, and all that they have in hand."""
    own = sorted(units)
    return (
        await store.list_dues(connection, own, MOST_DUES),
        await store.list_of_units(connection, own, MOST_DUES),
    )


async def matter_page(
    connection: AsyncConnection, matter: str, offices: Collection[Office], at: datetime
) -> MatterPage:
    """Computed anew from the events, as of today."""
    row = await store.load_matter(connection, matter)
    entries = (await store.journals(connection, [matter]))[matter]
    seen = view(
        events_of(entries),
        await store.load_terms(connection),
        await calendar(connection),
        day_of(at),
    )
    told = life(seen.progress.taken, offices)
    links = tuple(await link_store.list_links(connection, matter))
    return MatterPage(row, seen, told, links, len(entries))


async def climb(connection: AsyncConnection, matter: str, at: datetime) -> tuple[Climb, ...]:
    """Whom the warning of today is told, by name, and who is next."""
    events = events_of((await store.journals(connection, [matter]))[matter])
    limits, days, today = await terms(connection), await calendar(connection), day_of(at)

    def seen_on(day: date) -> View:
        return view([one for one in events if one.on <= day.isoformat()], limits, days, day)

    def colour_on(day: date) -> Colour:
        is_open = any(one.on <= day.isoformat() for one in events)
        return seen_on(day).warning.colour if is_open else Colour.CLEAR

    named = dict(await sessions.holders(connection))
    posts = await store.list_posts(connection)
    units = {one.org for one in seen_on(today).warning.reasons}
    return tuple(
        Climb(
            one,
            tuple(
                f"{named.get(post.person, '')}（{org}）"
                for post, org in posts
                if post.office is one.office
                and (one.office is not Office.UNIT or post.org in units)
            ),
            one.is_reached(today),
        )
        for one in rungs(colour_on, limits, days, today)
    )


async def journal_of(connection: AsyncConnection, matter: str) -> list[Entry]:
    """The chain of a matter: `core.journal.check_chain` takes it."""
    await store.load_matter(connection, matter)
    return await sessions.journal_since(connection, matter, 0)


async def decided(connection: AsyncConnection, meeting: str) -> tuple[Decided, ...]:
    """What a meeting chose or promised, each with its matter: the link in both directions."""
    entries = await sessions.journal_since(connection, meeting, 0)
    known: dict[tuple[LinkTo, str], Summary] = {}
    for to in (LinkTo.BALLOT_ITEM, LinkTo.STATEMENT):
        linked = await link_store.list_linked(connection, to, f"{meeting}/")
        known |= {(to, link.to_id): row for row, link in linked}
    return tuple(
        Decided(one, known.get((one.link.to, one.link.to_id))) for one in proposals(entries)
    )
