"""The ballot in a browser: what a thumb does with it, and what it shows."""

from playwright.sync_api import Locator, Page, expect

from tests.web.served import until


def mark(page: Page, no: int, sign: str = "for") -> None:
    page.locator(f".candidate[data-no='{no}'] label.{sign}").click()


def marked(page: Page) -> dict[str, str]:
    """What is marked on the ballot now; an empty field is no mark."""
    made: dict[str, str] = page.evaluate(
        "Object.fromEntries(new FormData(document.getElementById('ballot')))"
    )
    return {name: sign for name, sign in made.items() if sign}


def expect_marked(page: Page, marks: dict[str, str]) -> None:
    """A draft is brought back by a script, and from another tab by the browser: wait."""
    until(lambda: marked(page) == marks, f"these marks stand on the ballot: {marks}")


HALF = {"mark-1": "for", "mark-2": "against", "mark-5": "abstain"}


def half_fill(page: Page) -> None:
    for name, sign in HALF.items():
        mark(page, int(name.removeprefix("mark-")), sign)
    assert marked(page) == HALF


def press_cast(page: Page) -> None:
    page.locator(".cast-bar button").click()
    expect(page.locator("#confirm")).to_be_visible()
    page.locator("#yes").click()


def says(page: Page, name: str) -> str:
    """A sentence that the ballot carries for its script."""
    carrier = page.locator(f"#ballot[data-says-{name}], #tally[data-says-{name}]")
    return carrier.get_attribute(f"data-says-{name}") or ""


def waiting(page: Page) -> Locator:
    """The words over the ballot while it is sent."""
    return page.locator("#sending-words")


def expect_counted(page: Page) -> None:
    expect(page.locator(".counted .code")).to_be_visible()
