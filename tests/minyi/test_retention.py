"""`minyi retention`: it shows, and deletes only after somebody has said yes."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.database import Database
from minyi import retention
from minyi.__main__ import app
from sessions.commands import close_meeting
from sessions.signin.queries import badge_holders
from tests.cast import FixedClock, in_session
from tests.conftest import url_of
from web.settings import Settings, settings


async def _over_long_ago(house: Settings) -> str:
    clock = FixedClock()
    clock.advance(days=-400)
    db = Database(house.database, clock, lambda _: None)
    try:
        await db.migrate()
        congress = await in_session(db, deputies=6)
        await close_meeting(db, congress.chair)
        return congress.meeting
    finally:
        await db.close()


async def _holders(house: Settings, meeting: str) -> int:
    db = Database(house.database, FixedClock(), lambda _: None)
    try:
        async with db.reading() as connection:
            return len(await badge_holders(connection, meeting))
    finally:
        await db.close()


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    return settings(tmp_path, None, None)


def test_it_shows_terms_and_deletes_nothing(
    house: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = asyncio.run(_over_long_ago(house))
    assert retention.run(house, delete=False, confirm=lambda _: True) == 0
    assert "due for deletion" in capsys.readouterr().out
    assert asyncio.run(_holders(house, meeting)) > 6


def test_it_deletes_after_a_yes_and_only_then(
    house: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = asyncio.run(_over_long_ago(house))
    before = asyncio.run(_holders(house, meeting))
    assert retention.run(house, delete=True, confirm=lambda _: False) == 1
    assert asyncio.run(_holders(house, meeting)) == before
    assert retention.run(house, delete=True, confirm=lambda _: True) == 0
    assert asyncio.run(_holders(house, meeting)) == 1, "the first clerk runs this server"
    assert retention.run(house, delete=True, confirm=lambda _: True) == 1
    assert "nothing to delete" in capsys.readouterr().err


def test_the_question_is_asked_at_the_terminal(house: Settings) -> None:
    meeting = asyncio.run(_over_long_ago(house))
    before = asyncio.run(_holders(house, meeting))
    command = ["retention", "--data", str(house.data), "--delete"]
    answer = CliRunner().invoke(app, command, input="n\n")
    assert (answer.exit_code, "cannot be taken back" in answer.output) == (1, True)
    assert asyncio.run(_holders(house, meeting)) == before
    assert url_of(house.data / "minyi.db") == house.database
