"""A round on a server of its own, and a phone that has its papers."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ballots.secret.boxfile import BoxFile
from tests.ballots.secret.hall import make_manifest
from tests.browser.conftest import HallAt
from tests.browser.secret.box import Edge
from tests.browser.secret.scene import (
    Scene,
    Staged,
    expect_ready,
)
from tests.web.served import on_a_port


@pytest.fixture
def staged(tmp_path: Path, hall_at: HallAt) -> Iterator[Staged]:
    with ExitStack() as open_servers:

        def stage(**terms: Any) -> Scene:
            box = BoxFile(tmp_path / "box.sqlite3")
            open_servers.callback(box.close)
            scene = Scene(Edge(make_manifest(**terms), box), hall_at)
            open_servers.enter_context(on_a_port(scene.server))
            scene.hall = hall_at(scene.server.address)
            # Before the server ends: a page that is still open would complain that it is gone.
            open_servers.callback(scene.hall.close)
            return scene

        yield stage


@pytest.fixture
def scene(staged: Staged) -> Scene:
    return staged(stand=3)


@pytest.fixture
def phone(scene: Scene) -> Page:
    """It has its papers and shows the ballot."""
    page = scene.phone()
    expect_ready(page)
    return page
