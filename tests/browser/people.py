"""People with their devices: each has a browser of its own, and nothing goes wrong unseen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebError

from core.ids import PersonId
from tests.cast import PIN

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PATIENCE = 8_000  # ms: the deadline of every wait


@dataclass(frozen=True)
class Device:
    width: int
    height: int
    is_phone: bool = False

    def options(self) -> dict[str, Any]:
        size: dict[str, Any] = {"viewport": {"width": self.width, "height": self.height}}
        touch = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
        return size | (touch if self.is_phone else {})


PHONE = Device(390, 844, is_phone=True)
SMALL_PHONE = Device(360, 640, is_phone=True)
LAPTOP = Device(1366, 768)
PROJECTOR = Device(1920, 1080)
OLD_PROJECTOR = Device(1024, 768)

# A line dropped before it was greeted is the network's doing: live.js tries again by itself,
# and who waits for news on that page notices when it does not.
UNGREETED = "Connection closed before receiving a handshake response"


@dataclass
class Hall:
    """Where browsers meet one server. What goes wrong in any of them, unannounced, is told."""

    browser: Browser
    origin: str
    test: str
    codes: Mapping[PersonId, str] = field(default_factory=dict)
    announced: list[str] = field(default_factory=lambda: [UNGREETED])
    wrong: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, device: Device, lang: str = "zh-CN", **more: Any) -> BrowserContext:
        """A browser that nobody has used before."""
        options = {"locale": lang, "timezone_id": "Asia/Shanghai", **device.options(), **more}
        context = self.browser.new_context(base_url=self.origin, **options)
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", lambda request: self._leave(request.url))
        self._contexts.append(context)
        return context

    def open(self, device: Device, path: str, **more: Any) -> Page:
        page = self.context(device, **more).new_page()
        page.goto(path)
        return page

    def enter(self, device: Device, person: PersonId, **more: Any) -> Page:
        """A new device that has signed in with its badge; no page is open yet."""
        context = self.context(device, **more)
        answer = context.request.post(
            f"/b/{self.codes[person]}",
            form={"pin": PIN, "pin_again": PIN},
            headers={"origin": self.origin},
            max_redirects=0,
        )
        assert answer.status == 303, "the badge lets its first device in"
        return context.new_page()

    def expect(self, *parts: str) -> None:
        """Complaints of the console with any of these words are part of the story."""
        self.announced += parts

    def unexpected(self) -> list[str]:
        return [one for one in self.wrong if not any(part in one for part in self.announced)]

    def close(self) -> None:
        while self._contexts:
            self._contexts.pop().close()

    def shot(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Keep a picture, under a name that says test, moment, language and size."""
        size = page.viewport_size or {"width": 0, "height": 0}
        lang = page.evaluate("document.documentElement.lang")
        file = f"{self.test}-{name}-{lang}-{size['width']}x{size['height']}.png"
        page.screenshot(path=SHOTS / file, full_page=whole, animations="disabled")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.location["url"]
            self.wrong.append(f"{message.type}: {message.text} ({where})")

    def _fail(self, error: WebError) -> None:
        self.wrong.append(f"script: {error.error}")

    def _leave(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.origin).netloc and not url.startswith("data:"):
            self.wrong.append(f"a page asked another server: {url}")


def sign_in(page: Page, link: str) -> None:
    """Scan the badge and press the button; a PIN is chosen, or given, if it is asked for."""
    page.goto(link)
    for field_id in ("#pin", "#pin_again"):
        if page.locator(field_id).count():
            page.locator(field_id).fill(PIN)
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/m/|/$"))
