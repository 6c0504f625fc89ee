"""What can change about reviews: a meeting is planned for them."""

from collections.abc import Sequence
from datetime import date

from core.database import Database
from followup import event as e
from followup.commands import actor_of, add_event
from followup.office import Actor
from followup.rhythm.review import Review


async def plan_reviews(
    db: Database,
    by: Actor,
    matters: Sequence[str],
    review: Review,
    year: int,
    meeting: tuple[str, str, date],
) -> None:
    """These matters are reviewed in that meeting (id, title, day), all or none."""
    known, title, on = meeting
    facts = {
        "review": review.value,
        "year": year,
        "meeting_id": known,
        "title": title,
        "planned_on": on.isoformat(),
    }
    async with db.transaction() as tx:
        actor = await actor_of(tx, by)
        for one in matters:
            await add_event(tx, actor, one, e.ReviewPlanned, facts)
