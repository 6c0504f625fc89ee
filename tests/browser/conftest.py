"""One browser and one server for a worker's tests; a new meeting and new devices for each.

The browser is given back after this folder: Playwright holds the thread's event loop, and the
other tests need it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.people import PATIENCE, SHOTS, Hall
from tests.browser.server import Alone, Beside, alone, beside
from tests.browser.stage import Stage, set_stage

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium() -> str:
    """The browser that MINYI_CHROMIUM names, else one on the path."""
    named = os.environ.get("MINYI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not named:
        raise RuntimeError("no Chromium here: `make test` finds or installs one")
    return named


@pytest.fixture(scope="package")
def browser_maker() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(browser_maker: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    SHOTS.mkdir(parents=True, exist_ok=True)
    browser = browser_maker.chromium.launch(executable_path=chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    with beside(tmp_path_factory.mktemp("beside") / "data") as running:
        yield running


@pytest.fixture
def lone_server(tmp_path: Path) -> Iterator[Alone]:
    with alone(tmp_path / "data") as running:
        yield running


HallAt = Callable[[str], Hall]


@pytest.fixture
def hall_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[HallAt]:
    """Browsers for the server at this address. A page that complains fails the test."""
    made: list[Hall] = []

    def hall(origin: str) -> Hall:
        name = request.node.name.removeprefix("test_").replace("[", "-").rstrip("]")
        made.append(Hall(browser, origin, name))
        return made[-1]

    yield hall
    for one in made:
        one.close()
    assert [complaint for one in made for complaint in one.unexpected()] == []


@pytest.fixture
def stage(server: Beside) -> Stage:
    """A called meeting with its roster and badges; nobody is here yet."""
    return set_stage(server)


@pytest.fixture
def hall(hall_at: HallAt, stage: Stage) -> Hall:
    made = hall_at(stage.server.origin)
    made.codes = stage.congress.codes
    return made
