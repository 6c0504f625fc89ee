"""A project of 2026 with two units, and how its events are written in tests."""

from datetime import UTC, date, datetime
from typing import Any

from core.ids import MeetingId
from followup import event as e
from followup.calendar import Calendar, calendar_of
from followup.holidays import SEEDED
from followup.office import Office

CHINA: Calendar = calendar_of(SEEDED)
MATTER = MeetingId("matter")
MILESTONES = [
    ("设计", 20, "2026-03-31"),
    ("开工", 30, "2026-06-30"),
    ("完工", 50, "2026-10-30"),
]
LINES = [{"seq": 1, "source": "县财政", "planned": "300"}]


def said(kind: type[e.MatterEvent], on: str, office: Office, /, **facts: Any) -> e.MatterEvent:
    """An event of this day; units are 交通局 unless named."""
    at = datetime.combine(date.fromisoformat(on), datetime.min.time(), UTC).isoformat()
    org = {"org": "jt", "org_name": "交通局"} if office is Office.UNIT else {}
    own = {"id": f"{on}-{kind.__name__}-{len(facts)}", "on": on, "at": at, "by": "某人"}
    return kind(**{"meeting": MATTER, **own, "office": office.value, **org, **facts})


def opened(**facts: Any) -> e.MatterEvent:
    milestones = [
        {"seq": seq, "name": name, "weight": weight, "planned_on": on, "needs_evidence": True}
        for seq, (name, weight, on) in enumerate(MILESTONES, start=1)
    ]
    plan: dict[str, Any] = {
        "no": "2026-001",
        "kind": "project",
        "level": "town",
        "title": "村道硬化",
        "text": "",
        "place": "",
        "category": "",
        "is_urgent": False,
        "decided_on": "2026-01-20",
        "decided_by": "清河镇人民代表大会",
        "milestones": milestones,
        "lines": LINES,
    }
    return said(e.MatterOpened, "2026-01-20", Office.CONGRESS_OFFICE, **plan | facts)


def assigned(on: str = "2026-01-21", **facts: Any) -> e.MatterEvent:
    told = {"to": "jt", "to_name": "交通局", "part": "lead", "accept_by": "2026-01-30"}
    dates = {"answer_by": "", "due_on": "2026-11-30"}
    return said(e.Assigned, on, Office.CONGRESS_OFFICE, **told | dates | facts)


def begun() -> list[e.MatterEvent]:
    """Decided, assigned and accepted."""
    return [opened(), assigned(), said(e.Accepted, "2026-01-26", Office.UNIT)]


def milestone(on: str, seq: int) -> e.MatterEvent:
    file = {"name": "p.jpg", "sha256": "00", "kind": "photo"}
    return said(e.MilestoneDone, on, Office.UNIT, id=f"m{seq}", seq=seq, text="", files=[file])


def report(on: str, period: str, claimed: int = 50) -> e.MatterEvent:
    facts = {"period": period, "text": "正常推进", "claimed": claimed}
    return said(e.Reported, on, Office.UNIT, id=f"r{period}", **facts)


def rated(on: str, token: str, attitude: int, result: int, **facts: Any) -> e.MatterEvent:
    told = {"id": f"{on}{token}", "by": "", "token": token}
    grades = {"attitude": attitude, "result": result}
    return said(e.Rated, on, Office.DEPUTY, **told | grades | facts)


def claimed_and_verified(
    on: str = "2026-11-02", check: str = "2026-11-06"
) -> list[e.MatterEvent]:
    return [
        said(e.ClaimedDone, on, Office.UNIT, achieved="A", text="完工"),
        said(e.Verified, check, Office.CONGRESS_OFFICE, passed=True, text="现场看过"),
        said(e.RateRequested, check, Office.CONGRESS_OFFICE, deputies=3, residents=0, id="ask"),
    ]
