"""A matter of a town as far as its rating: for pages that ask, rate and tell."""

from core.database import Database
from followup import commands
from followup import event as e
from followup.calendar import day_of
from followup.rating import commands as rating
from followup.rating.given import Graded
from tests.cast import Congress
from tests.followup.town import Town

SATISFIED, BASICALLY = Graded.SATISFIED, Graded.BASICALLY


async def checked(db: Database, congress: Congress, mark: str = "") -> tuple[Town, str]:
    """The unit says that it is done, and the office has looked at it."""
    town = await Town(db, congress, mark).set_up()
    matter = await town.open("河堤加固和沿河步道")
    await finished(db, town, matter)
    return town, matter


async def finished(db: Database, town: Town, matter: str) -> None:
    """Taken on, said to be done, looked at on the spot."""
    await commands.record(db, town.roads, matter, e.Accepted)
    await commands.record(db, town.roads, matter, e.ClaimedDone, achieved="A", text="已完工")
    seen = {"passed": True, "text": "现场看过"}
    await commands.record(db, town.office, matter, e.Verified, **seen)


async def being_rated(db: Database, congress: Congress, mark: str = "") -> tuple[str, str]:
    """A matter that is heard already and rated again, and the code of an unused slip."""
    town, matter = await checked(db, congress, mark)
    raters = [one.person for one in congress.deputies[3:]]
    await rating.ask_ratings(db, town.office, matter, raters, 6)
    for code in await rating.print_slips(db, town.office, matter):
        await rating.rate_with_slip(db, code, SATISFIED, BASICALLY, "步道还差路灯")
    await rating.close_ratings(db, town.office, matter)
    today = day_of(db.clock())
    await rating.hold_hearing(db, town.office, matter, today, "局长李明", 23, "答应年内装灯")
    return matter, (await rating.print_slips(db, town.office, matter))[0]
