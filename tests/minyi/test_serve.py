"""The server process: its first badge, its address, and a port that is taken."""

import asyncio
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minyi.__main__ import app
from minyi.serve import address, config, first_start, is_taken, new_badge, run
from tests.cast import PIN
from tests.web.browse import running
from web.app import create_app
from web.settings import settings


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_first_start_prints_a_badge_that_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first_start(settings(tmp_path), "127.0.0.1", 8000)
    out = capsys.readouterr().out
    [path] = re.findall(r"http://localhost:8000(/b/\w{26})\n", out)
    with running(tmp_path) as hall:
        browser = hall.browser()
        assert browser.act(path, {"pin": PIN, "pin_again": PIN}).headers["location"] == "/"
        assert "/meetings/new" in browser.see("/").links


def test_the_second_start_prints_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first_start(settings(tmp_path), "127.0.0.1", 8000)
    capsys.readouterr()
    first_start(settings(tmp_path), "127.0.0.1", 8000)
    assert capsys.readouterr().out == ""


def test_a_lost_first_badge_is_replaced_at_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = settings(tmp_path)
    assert new_badge(house, "127.0.0.1", 8000) == 1, "there is no clerk yet"
    first_start(house, "127.0.0.1", 8000)
    [old] = re.findall(r"(/b/\w{26})\n", capsys.readouterr().out)
    assert new_badge(house, "127.0.0.1", 8000) == 0
    [path] = re.findall(r"(/b/\w{26})\n", capsys.readouterr().out)
    with running(tmp_path) as hall:
        browser = hall.browser()
        assert browser.post(old, data={"pin": PIN, "pin_again": PIN}).status_code == 422
        assert browser.act(path, {"pin": PIN, "pin_again": PIN}).headers["location"] == "/"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_a_sentence_and_not_a_trace(
    tmp_path: Path, taken: int, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings(tmp_path), host, taken) == 1
    said = capsys.readouterr().err
    assert str(taken) in said
    assert f"--port {taken + 1}" in said


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_ends_the_command_with_one(
    tmp_path: Path, taken: int, command: str
) -> None:
    options = [command, "--port", str(taken), "--data", str(tmp_path / "data")]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_free_port_is_not_taken(taken: int) -> None:
    assert is_taken("127.0.0.1", taken)
    assert not is_taken("127.0.0.1", 0)
    assert not is_taken("::1", 0) or not socket.has_ipv6


@pytest.mark.parametrize(
    ("host", "origin", "printed"),
    [
        ("127.0.0.1", None, "http://localhost:8000"),
        ("0.0.0.0", "https://vote.example.org", "https://vote.example.org"),
    ],
)
def test_the_printed_address_is_the_one_people_reach(
    tmp_path: Path, host: str, origin: str | None, printed: str
) -> None:
    assert address(settings(tmp_path, origin=origin), host, 8000) == printed


def test_the_whole_network_reaches_it_by_this_machines_address(tmp_path: Path) -> None:
    assert re.fullmatch(
        r"http://([\d.]+|localhost):8000", address(settings(tmp_path), "0.0.0.0", 8000)
    )


def test_the_server_keeps_no_log_of_addresses_and_does_not_say_what_it_is(
    tmp_path: Path,
) -> None:
    made = create_app(settings(tmp_path))
    kept = config(made, "127.0.0.1", 8000)
    assert (kept.access_log, kept.server_header) == (False, False)
    assert (kept.ws_per_message_deflate, kept.ws_max_size) == (False, 4096)
    asyncio.run(made.state.house.db.close())
