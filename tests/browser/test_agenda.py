"""The clerk puts an agenda in order: with the mouse, with a finger, with the keys alone."""

from playwright.sync_api import CDPSession, Locator, Page, expect

from sessions.agenda.commands import fill_agenda
from sessions.agenda.course.commands import start_item
from sessions.queries import meeting_view
from tests.browser.people import LAPTOP, PHONE, Hall
from tests.browser.stage import Stage

TITLES = ("开幕", "报告", "政府", "法院", "票决")


def written(hall: Hall, stage: Stage, page: Page) -> Page:
    lines = [(0, {"title": title, "kind": "report"}) for title in TITLES]
    stage.run(fill_agenda(stage.congress.db, stage.congress.clerk, lines))
    page.goto(f"{stage.m}/desk/agenda")
    expect(page.locator(".handle")).to_have_count(len(TITLES))
    return page


def row(page: Page, title: str) -> Locator:
    return page.locator("#agenda > li", has=page.get_by_text(title, exact=True))


def order(stage: Stage) -> list[tuple[str, str]]:
    """What the server holds, not what the page shows."""
    here = stage.congress
    agenda = stage.run(here.read(meeting_view, here.meeting)).agenda
    return [(one.number, one.title) for one in agenda]


def centre(handle: Locator) -> tuple[float, float]:
    box = handle.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_agenda_is_put_in_order_by_keys_alone(hall: Hall, stage: Stage) -> None:
    page = written(hall, stage, hall.enter(LAPTOP, stage.congress.clerk.person, lang="en"))
    said = page.locator("#said")
    row(page, "政府").locator("summary").click()
    row(page, "政府").locator("[name=title]").fill("政府工作报告,还没有保存")
    handle = row(page, "政府").locator(".handle")
    handle.focus()
    handle.press("ArrowRight")
    expect(said).to_have_text("“政府” is now number 2.1.")
    expect(handle).to_be_focused()
    row(page, "法院").locator(".handle").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")  # faster than the server answers
    expect(said).to_have_text("“法院” is now number 2.1.")
    assert order(stage) == [
        ("1", "开幕"),
        ("2", "报告"),
        ("2.1", "法院"),
        ("2.2", "政府"),
        ("3", "票决"),
    ]
    typed = row(page, "政府").locator("[name=title]")
    expect(typed).to_have_value("政府工作报告,还没有保存")
    row(page, "开幕").locator(".handle").press("ArrowUp")
    expect(said).to_have_text("It cannot go further.")
    hall.shot(page, "keys")


def test_an_agenda_is_put_in_order_by_mouse_and_finger(hall: Hall, stage: Stage) -> None:
    page = written(hall, stage, hall.enter(LAPTOP, stage.congress.clerk.person, lang="en"))
    said = page.locator("#said")
    from_x, from_y = centre(row(page, "票决").locator(".handle"))
    _, to_y = centre(row(page, "报告").locator(".handle"))
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move(from_x, to_y - 12, steps=6)
    expect(page.locator(".drop-line")).to_have_count(1)
    hall.shot(page, "dragging")
    page.mouse.up()
    expect(said).to_have_text("“票决” is now number 2.")
    page.set_viewport_size({"width": 390, "height": 844})
    touch(page, row(page, "政府").locator(".handle"), across=80)
    expect(said).to_have_text("“政府” is now number 3.1.")
    assert order(stage)[1:4] == [("2", "票决"), ("3", "报告"), ("3.1", "政府")]
    hall.shot(page, "finger")


def touch(page: Page, handle: Locator, across: float) -> None:
    """A finger that pulls a handle to the side and lets it go."""
    handle.scroll_into_view_if_needed()
    x, y = centre(handle)
    client: CDPSession = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", 0.0), ("touchMove", across / 2), ("touchMove", across)):
        points = [{"x": x + at, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_what_has_begun_has_no_handle_and_stays(hall: Hall, stage: Stage) -> None:
    page = written(hall, stage, hall.enter(PHONE, stage.congress.clerk.person, lang="en"))
    here = stage.congress
    stage.gather()
    stage.run(here.open())
    first = stage.run(here.read(meeting_view, here.meeting)).agenda[0]
    stage.run(start_item(here.db, here.chair, first.id))
    hall.expect("422")
    row(page, "报告").locator(".handle").press("ArrowUp")  # on the page as it was before
    expect(page.locator("#said.no-good")).to_contain_text("has begun")
    page.reload()
    expect(row(page, "开幕").locator(".handle")).to_have_count(0)
    expect(page.locator(".handle")).to_have_count(len(TITLES) - 1)
