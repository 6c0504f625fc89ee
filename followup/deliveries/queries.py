"""What can be read of deliveries: by the congress office, and by contact persons of theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from followup.deliveries import store
from followup.deliveries.delivery import Delivery
from followup.deliveries.news import News, news
from followup.intake.store import reporters_of
from followup.office import Office
from followup.queries import Held, matter_page

MOST = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a matter, and to whom, as far as somebody may see it."""

    matter: str
    no: str
    news: News
    listed: tuple[Delivery, ...]
    reporters: tuple[str, ...] = ()

    @property
    def still(self) -> tuple[Delivery, ...]:
        return tuple(one for one in self.listed if one.delivered_on is None)

    @property
    def proposed(self) -> tuple[str, ...]:
        """Whom to name next: those told the last time, at first those who brought it."""
        before = tuple(dict.fromkeys(one.receiver for one in self.listed))
        return () if self.still else before or self.reporters


def brings(held: Held) -> tuple[str, ...]:
    """The organisations whose contact person somebody is."""
    return tuple(post.org for post, _ in held.posts if post.office is Office.CONTACT)


async def telling(
    connection: AsyncConnection, matter: str, held: Held, at: datetime
) -> Telling:
    page = await matter_page(connection, matter, held.offices, at)
    listed = await store.list_of(connection, matter)
    if Office.CONGRESS_OFFICE not in held.offices:
        own = brings(held)
        listed = [one for one in listed if one.org in own]
        return Telling(matter, page.summary.no, news(page.seen), tuple(listed))
    brought = await reporters_of(connection, matter)
    return Telling(matter, page.summary.no, news(page.seen), tuple(listed), tuple(brought))


async def still_open(connection: AsyncConnection, held: Held) -> list[tuple[Delivery, str]]:
    """What is to be brought, in order: all of it for the congress office."""
    is_office = Office.CONGRESS_OFFICE in held.offices
    return await store.list_open(connection, None if is_office else brings(held), MOST)


async def load(connection: AsyncConnection, delivery: str) -> Delivery:
    return await store.load(connection, delivery)
