"""Figures of real towns: money, progress, grades; and nobody's single grade in any of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from consult.events import ConsultationSetUp
from core.database import Database
from core.errors import Refused
from followup import event as e
from followup.evaluation import Scale
from followup.event import MatterEvent
from followup.figures import queries
from followup.figures.counting import RATERS, Heard, PartedBy, figures, heard_of, released
from followup.figures.review import Review, figures_of, percent_of, review
from followup.money import money
from followup.office import Office
from followup.statistics import Figure, Rate, check_sum
from followup.summary import View, view
from followup.terms import Terms
from followup.warning import Colour
from tests.cast import FixedClock, in_session
from tests.followup import scene
from tests.followup.matters import CHINA

TERMS = Terms()
# Zhenhai 2021: satisfied, basically, not; of 29 members each.
ZHENHAI = [
    (28, 1, 0),
    (20, 8, 1),
    (26, 3, 0),
    (29, 0, 0),
    (17, 11, 1),
    (26, 3, 0),
    (17, 11, 1),
    (28, 1, 0),
]


def seen(chains: dict[str, list[MatterEvent]], day: date) -> list[View]:
    return [view(events, TERMS, CHINA, day) for events in chains.values()]


def told(chains: dict[str, list[MatterEvent]], first: date, last: date) -> Review:
    return review(chains, TERMS, CHINA, first, last)


def test_ninghai_2022_is_paid_as_its_year_end_table_says() -> None:
    found = told(scene.ninghai(), date(2022, 1, 1), date(2022, 12, 31))
    assert (found.money.planned, found.money.paid) == (Decimal(4760), Decimal(3960))
    assert percent_of(found.money) == 83.2
    school = next(one for one in found.listed if one.title.startswith("银河小学"))
    assert round(Decimal(school.paid) * 100 / Decimal(school.planned), 1) == Decimal("55.6")
    assert [line.matters for line in found.figures.lines] == [1, 1, 2, 1]


def test_wanzhou_2024_spent_more_than_planned_and_five_are_warned() -> None:
    views = seen(scene.wanzhou(), date(2024, 12, 16))
    over = [one for one in views if any(each.is_over for each in one.money.accounts)]
    codes = [{reason.code for reason in one.warning.reasons} for one in over]
    assert len(over) == 5
    assert all("overspent" in one for one in codes)
    planned = sum((one.money.planned for one in views), Decimal(0))
    assert planned == Decimal(143600), "the printed total of 14.4 is rounded from 14.36"


def test_cangnan_2022_circulates_the_school_of_22_percent() -> None:
    found = told(scene.cangnan(), date(2022, 10, 1), scene.DAY)
    first = next(one for one in found.listed if one.title == "职业学校迁建")
    assert (first.percent, first.colour) == (22, Colour.RED)
    assert first.claimed == 95, "what the unit says is shown beside it and paints nothing"
    colours = {one.percent: one.colour for one in found.listed}
    assert {one for one, colour in colours.items() if colour is Colour.RED} == {22, 50, 57}
    assert {one for one, colour in colours.items() if colour is Colour.YELLOW} == {70, 80}
    assert first in found.late[:3]
    assert len(found.late) == 5
    assert len(found.happened) == 12


def rated_like(grades: list[tuple[int, int, int]]) -> list[View]:
    chains = {}
    for place, (satisfied, basically, not_) in enumerate(grades, start=1):
        one = scene.Tale(f"{place:03d}", "实事", "区教育局", 2021)
        given = [(3, 3)] * satisfied + [(3, 2)] * basically + [(2, 1)] * not_
        one.rated("11-10", given, Office.DEPUTY)
        chains[one.matter] = one.events
    return seen(chains, date(2021, 12, 1))


def test_zhenhai_2021_says_satisfied_with_and_without_basically() -> None:
    found = figures_of(rated_like(ZHENHAI), PartedBy.UNIT, CHINA).total.rated[Office.DEPUTY]
    by_name = {one.figure: (one.count, one.of) for one in found}
    assert by_name == {
        Figure.SATISFIED: (191, 232),
        Figure.SATISFIED_OR_BASICALLY: (229, 232),
        Figure.FIRST_SATISFIED: (191, 232),
        Figure.ATTITUDE: (229, 232),
    }


def test_ninghais_printed_95_is_refused_because_195_was_counted() -> None:
    with pytest.raises(Refused, match="sum-wrong"):
        check_sum({"满意": 95, "基本满意": 27, "不满意": 0}, 222)
    check_sum({"满意": 195, "基本满意": 27, "不满意": 0}, 222)


def test_a_single_grade_is_in_no_figure_whoever_watches_from_day_to_day() -> None:
    """Deputies who rate alone: the figures move by at least k people or not at all."""
    heard = []
    before = (0, 0)
    day = date(2026, 3, 1)
    for place in range(12):
        one = Heard(
            f"m{place:02d}",
            Office.DEPUTY,
            1,
            "jt",
            "交通局",
            "town",
            "2026",
            day,
            Scale(1, 0, 0),
            1,
        )
        low = replace(one, result=Scale(0, 0, 1), attitude=0)
        heard.append(low if place in (3, 7) else one)
        batches, waiting = released(heard, TERMS.k)
        now = (
            sum(one.last.rated for one in batches),
            sum(one.last.satisfied for one in batches),
        )
        assert now[0] - before[0] in (0, 5)
        assert now[0] + waiting == place + 1
        before, day = now, day + timedelta(days=1)
    assert before == (10, 8)
    other = replace(heard[0], matter="x", org="sl", org_name="水利站")
    assert released([*heard, other], TERMS.k) == (batches, 3), "another unit fills nothing up"


def test_a_second_rating_moves_no_batch_that_was_told() -> None:
    first = [
        Heard(
            f"m{place}",
            Office.DEPUTY,
            1,
            "jt",
            "交通局",
            "town",
            "2026",
            date(2026, 3, place),
            Scale(0, 1, 0),
            1,
        )
        for place in range(1, 6)
    ]
    again = replace(first[0], number=2, closed_on=date(2026, 6, 1), result=Scale(1, 0, 0))
    in_time = replace(again, closed_on=date(2026, 3, 4))
    assert released([*first, again], 5) == released(first, 5)
    (batch,) = released([*first, in_time], 5)[0]
    assert (batch.first.satisfied, batch.last.satisfied) == (0, 1)


def test_a_rating_below_k_is_nobodys_line_in_any_table() -> None:
    views = rated_like([(29, 0, 0), (0, 0, 2)])
    for by in PartedBy:
        found = figures_of(views, by, CHINA)
        assert found.waiting == 2
        for who in RATERS:
            assert all(one.of == 0 or one.of >= TERMS.k for one in found.total.rated[who])
    assert [len(heard_of(one)) for one in views] == [1, 1]


def test_what_was_met_in_person_is_of_what_was_answered() -> None:
    one = scene.Tale("001", "建议", "县教育局", 2022, kind="suggestion")
    one.by_unit(e.Answered, "03-01", text="", met_in_person=True)
    one.by_unit(e.Answered, "04-01", text="")
    found = figures_of(seen({"a": one.events}, scene.DAY), PartedBy.YEAR, CHINA)
    assert found.total.rates[4] == Rate(Figure.MET_IN_PERSON, 1, 2)
    assert [line.key for line in found.lines] == ["2022"]
    assert money((), ()).planned == 0
    assert figures(PartedBy.UNIT, [], [], 0).total.matters == 0


async def test_activity_counts_what_was_done_in_the_open(
    db: Database, clock: FixedClock
) -> None:
    """Signing in and consultations; a ballot cast adds nothing to anybody's line."""
    congress = await in_session(db, deputies=3)
    facts = {"form": "yard", "topic": "停车", "by": "某人"}
    async with db.transaction() as tx:
        for grid in ("旧名", "青石湾网格"):
            tx.record(ConsultationSetUp(meeting=congress.meeting, grid=grid, **facts))
    async with db.reading() as connection:
        found = await queries.activity(connection)
    assert [(one.name, one.meetings, one.speeches) for one in found.deputies] == [
        (one.name, 1, 0) for one in sorted(congress.deputies, key=lambda one: one.name)
    ]
    (station,) = found.stations
    assert (station.name, station.consultations, station.contributions) == ("青石湾网格", 1, 0)
