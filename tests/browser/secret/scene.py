"""A secret round with its server and phones, and what tests do and see on them."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from starlette.responses import Response

from ballots.round import Phase
from tests.browser.ballot import mark, press_cast
from tests.browser.conftest import HallAt
from tests.browser.people import PHONE, Hall
from tests.browser.secret.box import Edge, Heard
from tests.browser.secret.scenery import AT, Scenery
from tests.web.served import Server, until


class Scene:
    """A round, its server and the phones that look at it."""

    def __init__(self, edge: Edge, hall_at: HallAt) -> None:
        self.edge = edge
        self.scenery = Scenery(edge)
        self.server = Server(self.scenery.app())
        self.hall_at = hall_at
        self.hall: Hall

    def phone(self, path: str = f"{AT}/ballot", *, patient: bool = False) -> Page:
        """A phone that nobody has used; chance is left out unless `patient`."""
        page = self.hall.context(PHONE).new_page()
        if not patient:
            page.context.add_init_script("Math.random = () => 0")
        page.clock.install()
        page.goto(path)
        return page

    def tell(self) -> None:
        self.server.do(self.scenery.push)

    def become(self, phase: Phase) -> None:
        self.edge.phase = phase
        self.tell()

    def freeze(self, without: tuple[str, ...] = ()) -> None:
        self.edge.freeze(without)
        self.tell()


Staged = Callable[..., Scene]


def part(page: Page, stage: str) -> Locator:
    """What the page says at this stage."""
    return page.locator(f"#secret > [data-stage~='{stage}']").first


def expect_ready(page: Page) -> None:
    expect(page.locator("#ballot")).to_be_visible()


def cast(page: Page) -> None:
    mark(page, 1)
    mark(page, 2, "against")
    page.clock.fast_forward(31_000)  # the papers are not fresh any more
    press_cast(page)


def expect_in_box(page: Page) -> None:
    expect(page.locator(".counted [data-stage='box']")).to_be_visible()


def expect_counted(page: Page) -> None:
    expect(page.locator(".counted [data-stage='counted']")).to_be_visible()


def wallet(page: Page, store: str = "rounds") -> dict[str, Any]:
    """What the phone keeps, as JSON can say it."""
    kept: dict[str, Any] = page.evaluate(
        """async (store) => {
          const { read } = await import("/static/secret/wallet.js");
          const key = "meeting/deputy-01" + (store === "rounds" ? "/round" : "");
          return JSON.parse(JSON.stringify(await read(store, key) || {}));
        }""",
        store,
    )
    return kept


SIX = re.compile(r"^(\S+ ){5}\S+$")


def expect_enrolled(page: Page) -> None:
    """The phone has heard that the server knows its key, and has kept that."""
    until(lambda: wallet(page, "people").get("enrolled"), "enrolled")


def expect_answered(page: Page) -> None:
    """The phone has kept the box's receipts."""
    until(lambda: wallet(page).get("receipts"), "receipts kept")


def dead(_: Heard) -> Response:
    return Response("<h1>Wi-Fi</h1>", 200, media_type="text/html")


def expect_alarm(page: Page, why: str) -> None:
    expect(part(page, "alarm")).to_be_visible()
    expect(page.locator("[data-why]:not([hidden])")).to_have_attribute("data-why", why)
    expect(page.locator("#ballot")).not_to_be_visible()
