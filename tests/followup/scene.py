"""A town with real figures: Ninghai 2022, Wanzhou 2024, Cangnan 2022."""

from datetime import date
from typing import Any

from core.database import Database
from core.ids import MeetingId
from followup import event as e
from followup import store
from followup.calendar import day_of
from followup.commands import calendar
from followup.figures import store as figures
from followup.figures.counting import counts_of, heard_of
from followup.office import Office
from followup.summary import summary, view
from followup.terms import Terms
from tests.followup.matters import said

# Title, unit, plan of the year and done in 10,000 yuan, as the county's year-end table has it.
NINGHAI = [
    ("中小学教室护眼照明改造", "县教育局", "1800", "1800"),
    ("养老院电梯加装", "县民政局", "600", "600"),
    ("急救能力提升", "县卫生健康局", "260", "260"),
    ("学校周边停车场一期", "县城投集团", "300", "300"),
    ("银河小学教学楼一期", "县教育局", "1800", "1000"),
]

# Investment in 万元 and percentage points done above plan, of the district's report.
WANZHOU = [
    ("排水防涝设施", "50400", 203),
    ("污水收集处理", "56000", 120),
    ("农村公路护栏", "2300", 453),
    ("治堵保畅", "12400", 766),
    ("老旧小区改造", "6500", 71),
    ("殡仪馆改建", "4000", 0),
    ("农村电网改造", "2000", 0),
    ("学校均衡发展", "10000", 0),
]

# Progress in percent on 31 October, of those not finished (the school of 22 seriously behind).
CANGNAN = [
    ("幼儿园建设", 80),
    ("农村公路55公里", 95),
    ("公路大中修70公里", 90),
    ("村卫生室8家", 98),
    ("断头路12条", 88),
    ("养老院提升", 57),
    ("养老院开工2家", 50),
    ("职业学校迁建", 22),
    ("学校3所", 95),
    ("泵闸", 95),
    ("海塘", 70),
    ("应急广播", 98),
]


PHOTO = [{"name": "1", "sha256": "00", "kind": "photo"}]


class Tale:
    """One matter of a year, told event by event."""

    def __init__(self, no: str, title: str, unit: str, year: int, **facts: Any) -> None:
        self.matter, self.unit, self.year = f"m{no}", unit, year
        self.events: list[e.MatterEvent] = []
        plan: dict[str, Any] = {
            "no": f"{year}-{no}",
            "kind": "project",
            "level": "county",
            "title": title,
            "text": "",
            "place": "",
            "category": "",
            "is_urgent": False,
            "decided_on": f"{year}-01-20",
            "decided_by": "县人民代表大会",
            "milestones": [],
            "lines": [],
        }
        self.tell(e.MatterOpened, "01-20", Office.CONGRESS_OFFICE, **plan | facts)
        told = {"to": unit, "to_name": unit, "part": "lead", "accept_by": f"{year}-02-10"}
        dates = {"answer_by": "", "due_on": f"{year}-12-20"}
        self.tell(e.Assigned, "01-21", Office.CONGRESS_OFFICE, **told | dates)
        self.by_unit(e.Accepted, "01-25")

    def tell(self, kind: type[e.MatterEvent], on: str, office: Office, /, **facts: Any) -> None:
        told = {"id": f"{len(self.events):03d}", "meeting": MeetingId(self.matter)}
        self.events.append(said(kind, f"{self.year}-{on}", office, **told | facts))

    def by_unit(self, kind: type[e.MatterEvent], on: str, /, **facts: Any) -> None:
        self.tell(kind, on, Office.UNIT, org=self.unit, org_name=self.unit, **facts)

    def rated(self, on: str, grades: list[tuple[int, int]], office: Office) -> None:
        """Done, checked, rated by these (attitude, result), and the rating closed."""
        desk = Office.CONGRESS_OFFICE
        self.by_unit(e.ClaimedDone, on, achieved="A", text="")
        self.tell(e.Verified, on, desk, passed=True, text="")
        self.tell(e.RateRequested, on, desk, deputies=len(grades), residents=0)
        for place, (attitude, result) in enumerate(grades):
            token = {"by": "", "token": f"{self.matter}-{place}"}
            self.tell(e.Rated, on, office, **token, attitude=attitude, result=result)
        self.tell(e.RatingClosed, on, desk)


def milestones(year: int, *weights: tuple[str, int, str]) -> list[dict[str, Any]]:
    return [
        {"seq": seq, "name": name, "weight": weight, "planned_on": f"{year}-{on}"}
        | {"needs_evidence": True}
        for seq, (name, weight, on) in enumerate(weights, start=1)
    ]


def ninghai() -> dict[str, list[e.MatterEvent]]:
    """Five projects of 2022: four paid whole, the school of two years at 55.6 percent."""
    tales = []
    for place, (title, unit, plan, done) in enumerate(NINGHAI, start=1):
        line = [{"seq": 1, "source": "县财政", "planned": plan}]
        one = Tale(f"{place:03d}", title, unit, 2022, lines=line)
        one.by_unit(e.Paid, "11-30", line=1, amount=done, text="全年")
        tales.append(one)
    return {one.matter: one.events for one in tales}


def wanzhou() -> dict[str, list[e.MatterEvent]]:
    """Eight lines of 2024 with the money that was done: more than planned in five."""
    found = {}
    for place, (title, plan, above) in enumerate(WANZHOU, start=1):
        line = [{"seq": 1, "source": "区财政", "planned": plan}]
        one = Tale(f"{place:03d}", title, "区有关部门", 2024, lines=line)
        amount = int(plan) * (1000 + above)
        one.by_unit(e.Paid, "12-10", line=1, amount=f"{amount / 1000:.1f}", text="")
        found[one.matter] = one.events
    return found


def cangnan() -> dict[str, list[e.MatterEvent]]:
    """Twelve of 2022: the percent shown by evidence is one milestone of that weight."""
    found = {}
    for place, (title, percent) in enumerate(CANGNAN, start=1):
        plan = milestones(
            2022, ("已完成部分", percent, "10-20"), ("其余", 100 - percent, "10-25")
        )
        one = Tale(f"{place:03d}", title, "县有关部门", 2022, milestones=plan)
        for quarter, on in (("2022Q1", "04-08"), ("2022Q2", "07-08"), ("2022Q3", "10-14")):
            one.by_unit(e.Reported, on, period=quarter, text="推进", claimed=95)
        one.by_unit(e.MilestoneDone, "10-20", seq=1, text="现场照片", files=PHOTO)
        found[one.matter] = one.events
    return found


DAY = date(2022, 10, 31)


def rated() -> dict[str, list[e.MatterEvent]]:
    """Six of 2022 that are done: four closed, with grades of deputies and residents."""
    found = {}
    for place in range(6):
        level = ("village", "town", "county")[place % 3]
        facts = {"kind": "suggestion", "level": level, "place": "青石湾村"}
        one = Tale(f"{300 + place}", f"第{place + 1}号建议", "县水利局", 2022, **facts)
        one.by_unit(e.Answered, "03-01", text="已当面答复", met_in_person=place % 2 == 0)
        one.rated("05-20", [(3, 3)] * 5 + [(3, 2)] * 2, Office.DEPUTY)
        one.tell(e.FaceToFaceHeld, "06-10", Office.CONGRESS_OFFICE, text="", present=9)
        for token in range(7):
            grades = {"token": f"again{token}", "attitude": 3, "result": 3, "by": ""}
            one.tell(e.Rated, "06-11", Office.DEPUTY, **grades)
        one.tell(e.RatingClosed, "06-12", Office.CONGRESS_OFFICE)
        if place < 4:
            one.tell(e.Closed, "06-13", Office.CONGRESS_OFFICE, text="办结")
        found[one.matter] = one.events
    return found


def county() -> dict[str, list[e.MatterEvent]]:
    """Cangnan's and Ninghai's projects of one year and some suggestions, all in one county."""
    chains = {**cangnan(), **rated()}
    for place, (title, unit, plan, done) in enumerate(NINGHAI):
        line = [{"seq": 1, "source": "县财政", "planned": plan}]
        steps = milestones(2022, ("开工", 30, "03-31"), ("完工", 70, "11-30"))
        one = Tale(f"{200 + place}", title, unit, 2022, lines=line, milestones=steps)
        for quarter, on in (("2022Q1", "04-08"), ("2022Q2", "07-08"), ("2022Q3", "10-14")):
            one.by_unit(e.Reported, on, period=quarter, text="推进", claimed=60)
        one.by_unit(e.MilestoneDone, "03-28", seq=1, text="现场照片", files=PHOTO)
        one.by_unit(e.Paid, "10-20", line=1, amount=done, text="")
        chains[one.matter] = one.events
    silent = Tale("400", "乡镇集贸市场改造", "县市场监管局", 2022, level="town")
    return {**chains, silent.matter: silent.events}


async def take_in(db: Database, chains: dict[str, list[e.MatterEvent]]) -> None:
    """These matters with their rows, as if each event had been told here."""
    async with db.transaction() as tx:
        days, terms = await calendar(tx), Terms()
        for events in chains.values():
            for one in events:
                tx.record(one)
            found = view(events, terms, days, day_of(tx.now))
            made = summary(found, days, len(events))
            await store.save_summaries(tx.connection, [made])
            counts, heard = counts_of(found, days), heard_of(found)
            await figures.save_counts(tx.connection, {made.id: counts}, heard)
