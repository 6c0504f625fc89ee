"""Papers, seat and notices on a phone, in normal letters and in large ones."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import FilePayload, Page, expect

from sessions.attendance.commands import import_roster
from sessions.attendance.roster import read_roster
from sessions.handouts.handout import Release
from sessions.notices.commands import give_notice
from sessions.notices.notice import To
from tests.browser.access import FINE_PRINT, TIGHT, fine_print, sideways, tight, violations
from tests.browser.people import LAPTOP, PHONE, SMALL_PHONE, Hall
from tests.browser.stage import Stage
from tests.cast import HEADER
from tests.sessions.handouts.files import docx, jpeg, pdf
from tests.web.papers import paper

LARGE_TEXT, LARGE_FINGER = 22, 60  # CSS pixels
ROWS = (12, 14, 16, 16, 18, 18, 20, 20, 20, 22, 22, 22)  # seats of each row of the hall
PAGES = ("", "/guide/agenda", "/handouts", "/guide/seat", "/guide/delegation", "/notices")


async def furnish(stage: Stage, wide: Sequence[int] = ROWS) -> str:
    """Seats for all in a hall with rows this wide, and an agenda with papers."""
    here, house = stage.congress, stage.server.house
    places = [
        (row, seat) for row, seats in enumerate(wide, start=1) for seat in range(1, seats + 1)
    ]
    rows = [HEADER]
    known = iter(here.deputies)
    for number, (row, seat) in enumerate(places):
        who = next(known, None) if number % 5 == 3 else None
        group = f"第{'一二三四五六'[number % 6]}代表团"
        name, role = (who.name, "代表") if who else (f"代表{number:03}", "列席")
        if who == here.chair:
            role = "代表、执行主席"
        rows.append([name, who.delegation if who else group, role, f"{row}排{seat}座", ""])
    await import_roster(here.db, here.clerk, read_roster(rows))
    report = await here.add_item("听取和审议县人民政府工作报告", "report")
    budget = await here.add_item("审查2025年财政预算执行情况和2026年预算草案的报告", "report")
    text = ("各位代表：", "现在，我代表县人民政府向大会报告工作，请予审议。" * 6)
    word = await paper(house, here, Release.ALL, docx(*text), "政府工作报告.docx", report)
    await paper(house, here, Release.DEPUTIES, pdf(), "2026年预算草案.pdf", budget)
    await paper(house, here, Release.ALL, jpeg(900, 600), "会场平面图.jpg")
    await paper(house, here, Release.DRAFT, pdf(), "讨论稿.pdf", budget)
    return word


def shortcomings(page: Page, *, large: bool = False) -> list[str]:
    found = violations(page) + sideways(page)
    if large:
        found += page.evaluate(FINE_PRINT, LARGE_TEXT) + page.evaluate(TIGHT, LARGE_FINGER)
        return found
    return found + fine_print(page) + tight(page)


def walk(page: Page, hall: Hall, stage: Stage, word: str, name: str, *, large: bool) -> None:
    for path in (*PAGES, f"/handouts/{word}"):
        page.goto(stage.m + path)
        hall.shot(page, f"{name}{path.replace('/', '-').replace(word, 'word')}", whole=True)
        assert shortcomings(page, large=large) == [], path


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_the_guide_is_whole_on_a_phone(hall: Hall, stage: Stage, lang: str) -> None:
    word = stage.run(furnish(stage))
    stage.gather()
    page = hall.enter(PHONE, stage.voters[0].person, lang=lang)
    page.goto(stage.m)
    here = stage.congress
    stage.run(give_notice(here.db, here.clerk, "下午2时30分继续开会，请提前入场。", To.ALL))
    expect(page.locator("#fresh")).to_contain_text("下午2时30分")
    expect(page.locator(".unread")).to_have_text("1")
    hall.shot(page, "told")
    walk(page, hall, stage, word, "normal", large=False)
    page.goto(f"{stage.m}/handouts")
    with page.expect_download() as saved:
        page.locator("a[href$='.zip']").click()
    assert saved.value.suggested_filename == "第三次会议.zip"
    page.set_viewport_size({"width": SMALL_PHONE.width, "height": SMALL_PHONE.height})
    page.locator("nav a[href^='/letters/large']").click()
    page.locator("nav a[href^='/letters/normal']").wait_for()
    walk(page, hall, stage, word, "large", large=True)


def test_the_clerk_puts_papers_out(hall: Hall, stage: Stage) -> None:
    stage.run(furnish(stage))
    page = hall.enter(LAPTOP, stage.congress.clerk.person)
    page.goto(f"{stage.m}/desk/handouts")
    word: FilePayload = {"name": "决议草案.docx", "mimeType": "x/y", "buffer": docx("一")}
    false: FilePayload = {
        "name": "假的.pdf",
        "mimeType": "application/pdf",
        "buffer": b"<html>",
    }
    page.locator("#file").set_input_files([word, false])
    hall.expect("422")
    page.get_by_role("button", name="添加为草稿").click()
    expect(page.locator(".refusal")).to_contain_text("假的.pdf")
    expect(page.get_by_text("决议草案.docx")).to_be_visible()
    hall.shot(page, "refused", whole=True)
    page.get_by_role("button", name="全部草稿印发代表").click()
    expect(page.get_by_text(re.compile("草稿目前只有"))).to_have_count(0)
    page.locator("summary", has_text="更换").first.click()
    hall.shot(page, "released", whole=True)
    assert shortcomings(page) == []
    page.goto(f"{stage.m}/desk/notices")
    page.locator("#text").fill("请第一代表团召集人会后留下。")
    page.locator("#to").select_option("delegation")
    page.locator("main form button").first.click()
    expect(page.locator(".sentence")).to_be_visible()
    expect(page.locator("#text")).to_have_value("请第一代表团召集人会后留下。")
    page.locator("#delegation").select_option("第一代表团")
    page.locator("main form button").first.click()
    expect(page.locator(".said")).to_have_count(1)
    hall.shot(page, "notices", whole=True)
    assert shortcomings(page) == []
