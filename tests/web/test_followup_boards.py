"""Boards, papers and the export: who may, what they say, and how fast."""

import io
import json
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from consult.grids.commands import import_grids
from core.zipped import archive_zip, read_zip
from followup import store
from followup.export.recount import recount
from followup.figures import store as figures
from followup.queries import orgs
from minyi import verify
from tests.cast import Congress, FixedClock
from tests.followup import scene
from tests.followup.town import Town
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called

NOON = datetime(2022, 10, 31, 4, 0, tzinfo=UTC)
MANY = 5000


@pytest.fixture
def county(hall: Hall, called: Called, clock: FixedClock) -> Callable[[], Congress]:
    """A town's offices and a county's matters, on the day of Cangnan's table."""

    def make() -> Congress:
        congress = called()
        hall.do(Town(hall.house.db, congress).set_up)
        clock.moment = NOON
        hall.do(scene.take_in, hall.house.db, scene.county())
        return congress

    return make


def desks(hall: Hall, congress: Congress) -> tuple[Browser, Browser]:
    """The presidium and a unit, signed in."""
    presidium = hall.visitor(congress, congress.deputies[0])
    return presidium, hall.visitor(congress, congress.deputies[1])


def test_the_public_sees_every_matter_late_first_and_no_rater(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    county()
    public = hall.browser()
    board = public.see("/matters")
    text = board.text
    assert "no report yet" in text
    titles = [text.index(one) for one in ("职业学校迁建", "应急广播")]
    assert titles == sorted(titles), "the school of 22 % before what is on course"
    assert not board.sins
    only = public.see("/matters?colour=red&year=2022&kind=project").text
    assert "职业学校迁建" in only
    assert "第1号建议" not in only
    everything = public.see("/matters.json").text + public.see("/matters.csv").text
    everything += public.see("/matters-figures.json").text + text
    assert "m300-0" not in everything, "no token of a rater"
    assert "某人" not in everything


def test_the_board_may_be_framed_and_no_other_page(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    county()
    public = hall.browser()
    framed = public.get("/matters?embed=1")
    assert framed.status_code == 200, framed.text
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "<form" not in framed.text
    assert "<script" not in framed.text
    for path in ("/matters", "/matters-figures", "/matters/m300?embed=1"):
        policy = public.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'self'" in policy, path


def test_desks_and_papers_are_for_those_who_see_all(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    presidium, unit = desks(hall, county())
    papers = ("/matters-circular?month=2022-10", "/matters-year?year=2022")
    for path in ("/matters-supervision", "/matters-export.zip", *papers):
        assert hall.browser().get(path).status_code == 401, path
        assert unit.get(path).status_code == 403, path
        assert presidium.get(path).status_code == 200, path
    assert presidium.get("/matters-circular?month=2022-13").status_code == 404
    assert presidium.get("/matters-year?year=2023").status_code == 404, "not begun"
    desk = presidium.see("/matters-supervision?colour=red")
    assert "职业学校迁建" in desk.text
    assert "red: far too late" in desk.text
    assert "Stations and deputies" in presidium.see("/matters-figures").text
    assert "Stations and deputies" not in unit.see("/matters-figures").text


def test_figures_say_of_how_many_and_come_as_csv_and_json(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    county()
    public = hall.browser("zh-CN")
    total = public.get("/matters-figures.json?by=level").json()["total"]
    assert total["matters"] == 24
    assert total["figures"]["closed"] == {"count": 4, "of": 24, "percent": 16.67}
    assert total["figures"]["met_in_person"] == {"count": 3, "of": 6, "percent": 50.0}
    rated = total["rated_by"]["deputy"]
    assert rated["first_satisfied"] == {"count": 30, "of": 42, "percent": 71.43}
    assert rated["satisfied"]["count"] == 42, "after the hearing"
    assert rated["attitude"] == {"count": 42, "of": 42, "percent": 100.0}
    table = public.get("/matters-figures.csv?by=unit").content.decode("utf-8-sig")
    assert table.splitlines()[-1].count(",") == 6
    page = public.see("/matters-figures?by=year").text
    assert "42/42" in page
    assert "16.7 %" in page


def test_the_circular_and_the_year_report_name_the_late_and_draw_charts(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    presidium, _ = desks(hall, county())
    text = presidium.see("/matters-circular?month=2022-10").text
    assert "职业学校迁建" in text
    assert "22 % / 95 %" in text
    earlier = presidium.see("/matters-circular?month=2022-03").text
    assert "22 % / 95 %" not in earlier, "as it stood at the end of March"
    page = presidium.get("/matters-year?year=2022").text
    assert page.count("<svg") == 3
    word = presidium.get("/matters-year?year=2022&shape=docx").content
    assert word == presidium.get("/matters-year?year=2022&shape=docx").content
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        charts = [one for one in file.namelist() if "charts/chart" in one]
        assert len(charts) == 3
        assert "县教育局" in file.read(charts[0]).decode()


def test_verify_recomputes_an_export_and_names_the_first_difference(
    hall: Hall,
    county: Callable[[], Congress],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    presidium, _ = desks(hall, county())
    octets = presidium.get("/matters-export.zip").content
    report, code = recount(octets)
    assert (code, report.checks) == (0, tuple(one for one in report.checks if not one.why))
    files = read_zip(octets)

    def told(name: str, old: str, new: str) -> tuple[int, str]:
        text = files[name].decode()
        assert old in text
        path = tmp_path / "altered.zip"
        path.write_bytes(archive_zip({**files, name: text.replace(old, new, 1).encode()}))
        code = verify.run(path, (), "", "", as_json=True)
        checks = json.loads(capsys.readouterr().out)["checks"]
        return code, next((one["sentence"] for one in checks if one["why"]), "")

    painted = told("rows.jsonl", '"colour":"red"', '"colour":"clear"')
    assert painted[0] == 1
    assert "colour is said to be clear, the journal gives red" in painted[1]
    assert told("figures.json", "[4,", "[5,")[0] == 1
    assert "Entry" in told("journals.jsonl", "现场照片", "现场视频")[1]
    assert told("calendar.json", "true", "false")[0] in (0, 1)
    assert told("terms.json", '"red_after":15', '"red_after":150')[0] == 1
    assert told("followup.json", '"rule":"1"', '"rule":"0"')[0] == 2
    cut = tmp_path / "cut.zip"
    cut.write_bytes(octets[:-20])
    assert verify.run(cut, (), "", "", as_json=False) == 1
    assert presidium.get("/matters-export.zip").content == octets, "the same bytes"


def test_a_deputy_finds_what_lies_in_their_grid(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    congress = county()
    name = congress.deputies[0].name
    rows = [["编号", "名称", "级别", "代表"], ["g1", "青石湾村", "村", name]]
    hall.do(import_grids, hall.house.db, "某人", rows)
    presidium, unit = desks(hall, congress)
    assert "第1号建议" in presidium.see("/matters-mine").text
    assert "第1号建议" not in unit.see("/matters-mine").text


async def many(hall: Hall) -> None:
    """Every matter again and again, with all its rows, until there are 5,000."""
    async with hall.house.db.reading() as connection:
        roads = next(
            one.id for one in (await orgs(connection)).values() if one.name == "交通局"
        )
    tables = (store.matters, store.dues, store.units, figures.counts, figures.heard)
    async with hall.house.db.transaction() as tx:
        have = [
            [dict(row._mapping) for row in await tx.connection.execute(sa.select(table))]
            for table in tables
        ]
        of = len(have[0])
        for table, rows in zip(tables, have, strict=True):
            key = "id" if table is store.matters else "matter"
            copies = [
                row | {key: f"{row[key]}-{no}"} | _moved(row, no, roads)
                for no in range(1, MANY // of + 1)
                for row in rows
            ]
            await tx.connection.execute(sa.insert(table), copies)


def _moved(row: dict[str, object], no: int, roads: str) -> dict[str, object]:
    """Another number, and one of sixty units; one of them has somebody who looks."""
    if "no" not in row:
        is_theirs = no % 60 == 0 and "org" in row and row["org"] and "rater" not in row
        return {"org": roads} if is_theirs else {}
    return {"no": f"{row['no']}-{no}", "lead": f"u{no % 60}", "lead_name": f"第{no % 60}单位"}


def test_5000_matters_are_shown_in_less_than_200_ms_a_page(
    hall: Hall, county: Callable[[], Congress]
) -> None:
    presidium, unit = desks(hall, county())
    hall.do(many, hall)
    took: dict[str, float] = {}
    for who, path in [
        (hall.browser(), "/matters"),
        (hall.browser(), "/matters?level=county&after=3000"),
        (hall.browser(), "/matters?embed=1"),
        (hall.browser(), "/matters-figures?by=unit"),
        (hall.browser(), "/matters-figures?by=year"),
        (presidium, "/matters-supervision"),
        (presidium, "/matters-supervision?colour=red&kind=project&after=300"),
        (unit, "/matters-desk"),
        (unit, "/matters-mine"),
    ]:
        best = 9.0
        for _ in range(3):  # the processor's time: what else the machine does is not ours
            started = time.process_time()
            who.see(path)
            best = min(best, time.process_time() - started)
        took[path] = round(best * 1000)
    print(took)  # `pytest -s` shows them
    owed = unit.see("/matters-desk").text
    assert "working days late" in owed, "this desk has something on it"
    assert str(MANY // 24 * 24 + 24) in hall.browser().see("/matters").text
    assert max(took.values()) < 200, took
