"""Every sin against the house, committed on paper, is seen by the check that guards it."""

import pytest

from tests.test_architecture import (
    CHECKS,
    Check,
    Source,
    arrows,
    cycles,
    hidden_imports,
    judged,
    length,
    naming,
    purity,
    sql,
    stillness,
    strangers,
)

SINS: list[tuple[Check, str, str]] = [
    (arrows, "core/journal.py", "from sessions.meeting import Meeting"),
    (arrows, "sessions/queries.py", "import web.hub"),
    (arrows, "sessions/commands.py", "def later():\n    from ballots import queries"),
    (arrows, "ballots/commands.py", "from sessions import store"),
    (arrows, "ballots/commands.py", "from sessions.commands import open_meeting"),
    (arrows, "ballots/rounds/commands.py", "import sessions.signin.queries"),
    (arrows, "ballots/outcome.py", "from sessions.meeting import quorum_needed"),
    (arrows, "followup/commands.py", "from ballots.queries import votes"),
    (arrows, "web/hub.py", "from minyi import serve"),
    (arrows, "web/routes/sessions.py", "from sessions.signin.store import badges"),
    (arrows, "minyi/demo.py", "from ballots import store"),
    (sql, "web/routes/ballots.py", "import sqlalchemy as sa"),
    (sql, "ballots/queries.py", "from sqlalchemy import select"),
    (sql, "sessions/commands.py", "def peek(tx):\n    tx.connection.execute('…')"),
    (sql, "web/store.py", "from sqlalchemy import text"),
    (stillness, "ballots/tally.py", "from datetime import date\nTODAY = date.today()"),
    (purity, "ballots/tally.py", "from random import shuffle"),
    (stillness, "ballots/tally.py", "async def tally(): ..."),
    (purity, "ballots/tally.py", "from ballots import store"),
    (purity, "ballots/tally.py", "from ballots.rounds.commands import seal_round"),
    (purity, "ballots/tally.py", "from core.database import Database"),
    (purity, "ballots/tally.py", "from core.clock import Clock"),
    (stillness, "ballots/tally.py", "RATES = open('rates.json')"),
    (purity, "sessions/minutes.py", "from core.journal import append"),
    (purity, "sessions/signin/badge.py", "import secrets"),
    (purity, "sessions/attendance/roster.py", "from sessions.events import MeetingCalled"),
    (hidden_imports, "web/hub.py", "def hub():\n    import json"),
    (length, "web/hub.py", "x = 1\n" * 301),
    (length, "web/hub.py", "async def hub():\n" + "    x = 1\n" * 40),
    (naming, "web/utils.py", ""),
    (naming, "sessions/common/queries.py", ""),
]

VIRTUES: list[tuple[Check, str, str]] = [
    (arrows, "ballots/commands.py", "from sessions.queries import Member"),
    (arrows, "ballots/commands.py", "from sessions import queries as sessions"),
    (arrows, "minyi/serve.py", "from web.settings import Settings"),
    (arrows, "web/routes/ballots.py", "from ballots.rounds.commands import open_round"),
    (sql, "ballots/queries.py", "from sqlalchemy.ext.asyncio import AsyncConnection"),
    (sql, "sessions/signin/store.py", "import sqlalchemy as sa"),
    (purity, "sessions/minutes.py", "from core.journal import Entry"),
    (purity, "sessions/minutes.py", "from datetime import datetime"),
    (purity, "ballots/casting/commands.py", "from core.database import Transaction"),
    (length, "core/migrations/versions/0009.py", "def upgrade():\n" + "    x = 1\n" * 90),
]


@pytest.mark.parametrize(("check", "path", "text"), SINS)
def test_a_sin_is_seen(check: Check, path: str, text: str) -> None:
    assert check(Source(path, text)) != []


@pytest.mark.parametrize(("check", "path", "text"), VIRTUES)
def test_what_is_right_is_let_be(check: Check, path: str, text: str) -> None:
    assert check(Source(path, text)) == []


def test_every_file_that_sins_is_named_and_no_other() -> None:
    files = [
        Source("web/utils.py", ""),
        Source("web/hub.py", ""),
        Source("core/misc/base.py", ""),
    ]
    assert judged(files, naming) == {
        "web/utils.py": ["utils"],
        "core/misc/base.py": ["misc", "base"],
    }


def test_no_rule_is_left_without_a_sin() -> None:
    assert {check for check, _, _ in SINS} == set(CHECKS)


def test_a_ring_of_imports_is_seen_however_long() -> None:
    ring = [
        Source("sessions/agenda.py", "from sessions.meeting import Meeting"),
        Source("sessions/meeting.py", "from sessions import minutes"),
        Source("sessions/minutes.py", "import sessions.agenda"),
        Source("sessions/queries.py", "from sessions.agenda.item import Item"),
    ]
    assert cycles(ring) == ["sessions.agenda", "sessions.meeting", "sessions.minutes"]
    assert cycles(ring[1:]) == []


def test_a_file_nobody_invited_is_seen_at_the_top() -> None:
    names = ["README.md", "core", ".gitignore", "minyi.egg-info", "notes.txt", "utils"]
    assert strangers(names) == ["notes.txt", "utils"]
