"""What can be read of ratings: by the office, by whoever is asked, by all."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere, Refused
from followup import store as matters
from followup.acts import MatterState
from followup.event import events_of
from followup.links import store as link_store
from followup.matter import LinkTo
from followup.office import Office
from followup.progress import progress
from followup.rating import store
from followup.rating.given import counted, typed_code
from followup.rating.outcome import RATERS
from followup.standing import Progress
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Desk:
    """How a round stands, for the congress office: counts, and nobody's name beside them."""

    now: Progress
    rated: dict[Office, int]
    printed: int  # slips
    candidates: tuple[tuple[str, str], ...]  # deputies who may be invited
    here: frozenset[str]  # those of the meeting that decided it


@dataclass(frozen=True, slots=True)
class Asked:
    """What one asking is about, for whoever rates. `is_over` when it cannot be rated now."""

    matter: str
    no: str
    title: str
    unit: str
    has_rated: bool
    is_over: bool
    k: int


async def standing(connection: AsyncConnection, matter: str) -> Progress:
    await matters.load_matter(connection, matter)
    entries = (await matters.journals(connection, [matter]))[matter]
    return progress(events_of(entries), await matters.load_terms(connection))


async def desk(connection: AsyncConnection, matter: str) -> Desk:
    now = await standing(connection, matter)
    inside = counted(await store.load_box(connection, matter))
    printed, _ = await store.count_slips(connection, matter, len(now.ballots))
    candidates, here = [], set[str]()
    if now.state is MatterState.VERIFIED:
        own = {one.org for one in now.assignments}
        posts = await matters.list_posts(connection)
        busy = {post.person for post, _ in posts if post.org in own}
        listed = await sessions.house_deputies(connection)
        candidates = [one for one in listed if one[0] not in busy]
        here = await _decided_by(connection, now)
    return Desk(
        now,
        {rater: inside.get(rater, 0) for rater in RATERS},
        printed,
        tuple(candidates),
        frozenset(here),
    )


async def _decided_by(connection: AsyncConnection, now: Progress) -> set[str]:
    """The deputies of the meetings that the matter comes from."""
    assert now.matter is not None
    links = await link_store.list_links(connection, now.matter.id)
    meetings = {one.to_id.split("/")[0] for one in links if one.to is LinkTo.BALLOT_ITEM}
    return {
        line.person for one in meetings for line in await sessions.deputies(connection, one)
    }


async def to_rate(connection: AsyncConnection, person: str) -> list[tuple[str, str, str]]:
    return await store.list_to_rate(connection, person)


async def asked_deputy(connection: AsyncConnection, matter: str, person: str) -> Asked:
    now = await standing(connection, matter)
    invited = await store.list_invited(connection, matter, len(now.ballots))
    if person not in invited:
        raise NotHere("matter")
    return _asked(now, has_rated=invited[person], number=len(now.ballots))


async def asked_slip(connection: AsyncConnection, code: str) -> Asked:
    slip = await store.find_slip(connection, sessions.secret_hash(typed_code(code)))
    if slip is None:
        raise Refused("slip-unknown")
    matter, number, is_used = slip
    return _asked(await standing(connection, matter), has_rated=is_used, number=number)


def _asked(now: Progress, *, has_rated: bool, number: int) -> Asked:
    assert now.matter is not None
    is_open = now.state is MatterState.RATING and number == len(now.ballots)
    unit = now.lead.org_name if now.lead else ""
    about = now.matter.id, now.matter.no, now.matter.title, unit
    return Asked(*about, has_rated, is_over=not is_open, k=now.terms.k)
