"""A walk through the pages of one moment of a meeting, in one language, at each size."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from sessions.queries import Member
from tests.browser.access import cut, sideways, tight, violations
from tests.browser.people import (
    LAPTOP,
    OLD_PROJECTOR,
    PHONE,
    PROJECTOR,
    SMALL_PHONE,
    Device,
    Hall,
)
from tests.browser.stage import Stage


def as_it_is(page: Page) -> None:
    """Nothing is pressed before the page is looked at."""


@dataclass
class Tour:
    hall: Hall
    stage: Stage
    lang: str
    wrong: list[str] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)

    @property
    def m(self) -> str:
        return self.stage.m

    def stranger(self, path: str, name: str) -> None:
        self.look(self._page("", None), path, name)

    def clerk(self, path: str, name: str, press: Callable[[Page], object] = as_it_is) -> None:
        page = self._page("clerk", self.stage.congress.clerk)
        self.look(page, path, name, press)

    def chair(self, path: str, name: str, press: Callable[[Page], object] = as_it_is) -> None:
        page = self._page("chair", self.stage.congress.chair)
        self.look(page, path, name, press)

    def voter(self, path: str, name: str, press: Callable[[Page], object] = as_it_is) -> None:
        page = self._page("voter", self.stage.voters[0])
        self.look(page, path, name, press)

    def scrutineer(self, path: str, name: str) -> None:
        self.look(self._page("scrutineer", self.stage.congress.scrutineer), path, name)

    def auditor(
        self, who: Member, path: str, name: str, press: Callable[[Page], object] = as_it_is
    ) -> None:
        self.look(self._page("auditor", who), path, name, press)

    def screen(self, name: str, page_of_it: str = "") -> None:
        page = self._page("", None)
        page.goto(self.stage.screen + page_of_it)
        for device in (PROJECTOR, OLD_PROJECTOR):
            self._resize(page, device)
            self._note(page, f"screen-{name}", device, self._barred(page) + cut(page))

    def _page(self, key: str, member: Member | None) -> Page:
        if key not in self._pages:
            if member is None:
                page = self.hall.context(LAPTOP, self.lang).new_page()
            else:
                page = self.hall.enter(LAPTOP, member.person, lang=self.lang)
            self._pages[key] = page
        return self._pages[key]

    def look(
        self, page: Page, path: str, name: str, press: Callable[[Page], object] = as_it_is
    ) -> None:
        self._resize(page, PHONE)
        page.goto(path)
        press(page)
        self._note(page, name, PHONE, self._barred(page) + tight(page) + sideways(page))
        self._resize(page, LAPTOP)
        self._note(page, name, LAPTOP, self._barred(page) + sideways(page))
        self._resize(page, SMALL_PHONE)
        self._note(page, name, SMALL_PHONE, sideways(page), keep=False)

    def _barred(self, page: Page) -> list[str]:
        """Asked in one language: the elements are the same, only their text is longer."""
        return violations(page) if self.lang == "zh-CN" else []

    def _resize(self, page: Page, device: Device) -> None:
        page.set_viewport_size({"width": device.width, "height": device.height})

    def _note(
        self, page: Page, name: str, device: Device, wrong: list[str], *, keep: bool = True
    ) -> None:
        self.wrong += [f"{name} at {device.width}: {one}" for one in wrong]
        if keep:
            self.hall.shot(page, name, whole=device is not PROJECTOR)
