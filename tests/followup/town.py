"""A town whose offices follow matters: who is who, and how one is opened."""

from datetime import date
from decimal import Decimal

from core.database import Database
from followup import commands, queries
from followup import event as e
from followup.calendar import day_of, quarter_of
from followup.intake.commands import send_report
from followup.intake.queries import open_reports
from followup.matter import BudgetLine, How, Link, LinkTo, MatterKind, Milestone
from followup.office import Actor, Office, OrgKind, Post, Tier
from followup.offices import commands as offices
from followup.proposal import Draft
from tests.cast import Congress


class Town:
    """A congress office, a presidium, two units, and the people in them."""

    def __init__(self, db: Database, congress: Congress, mark: str = "") -> None:
        self.db = db
        self.mark = mark  # behind the names of offices, for a second town in one house
        people = [congress.outsider, *congress.deputies]
        self.persons = [(one.person, one.name) for one in people]
        self.orgs: dict[str, str] = {}

    def actor(self, office: Office, org: str = "", seat: int = 0) -> Actor:
        return Actor(*self.persons[seat], office, self.orgs.get(org, ""))

    @property
    def office(self) -> Actor:
        return self.actor(Office.CONGRESS_OFFICE)

    @property
    def roads(self) -> Actor:
        return self.actor(Office.UNIT, "交通局", seat=2)

    async def set_up(self) -> "Town":
        person, name = self.persons[0]
        made = offices.found_office(self.db, person, name, f"清河镇人大{self.mark}", Tier.TOWN)
        self.orgs["清河镇人大"] = parent = await made
        for seat, unit in enumerate(("交通局", "水利站"), start=2):
            org = await offices.add_org(
                self.db, self.office, unit + self.mark, Tier.TOWN, OrgKind.GOV_UNIT, parent
            )
            self.orgs[unit] = org
            post = Post(self.persons[seat][0], org, Office.UNIT)
            await offices.give_post(self.db, self.office, post)
        chair = Post(self.persons[1][0], parent, Office.PRESIDIUM)
        await offices.give_post(self.db, self.office, chair)
        return self

    def draft(self, title: str = "村道硬化") -> Draft:
        return Draft(
            kind=MatterKind.PROJECT,
            level=Tier.TOWN,
            title=title,
            decided_on=date(2026, 2, 27),
            decided_by="清河镇人民代表大会",
            lead=self.orgs["交通局"],
            assists=(self.orgs["水利站"],),
            due_on=date(2026, 11, 30),
            milestones=(Milestone(1, "完工", 100, date(2026, 10, 30)),),
            lines=(BudgetLine(1, "县财政", Decimal(300)),),
            links=(Link(LinkTo.BALLOT_ITEM, "m/r/1", How.ARISES_FROM),),
        )

    async def open(self, title: str = "村道硬化") -> str:
        (matter,) = await commands.open_matters(self.db, self.office, [self.draft(title)])
        return matter

    async def page(self, matter: str, *held: Office) -> queries.MatterPage:
        async with self.db.reading() as connection:
            at = self.db.clock()
            return await queries.matter_page(connection, matter, frozenset(held), at)


async def some_matter(db: Database, congress: Congress, mark: str = "") -> str:
    """A matter in a house with a meeting."""
    return await (await Town(db, congress, mark).set_up()).open()


async def photographed(db: Database, congress: Congress, photo: str) -> str:
    """A matter whose assisting unit has reported with this photo."""
    town = await Town(db, congress).set_up()
    matter, water = await town.open(), town.actor(Office.UNIT, "水利站", seat=3)
    await commands.record(db, water, matter, e.Accepted)
    told = {"period": quarter_of(day_of(db.clock())), "text": "推进", "claimed": 10}
    files = [{"name": "1", "sha256": photo, "kind": "photo"}]
    await commands.record(db, water, matter, e.Reported, **told, files=files)
    return matter


async def some_report(db: Database, photo: str = "") -> str:
    """What somebody without an account has sent in; it waits for the congress office."""
    said = {"title": "路灯不亮", "text": "村口三盏路灯不亮", "place": "村口", "photo": photo}
    await send_report(db, said | {"name": "", "phone": ""}, is_deputy=False, is_urgent=False)
    async with db.reading() as connection:
        [one] = await open_reports(connection)
    return one.id
