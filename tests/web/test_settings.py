"""What the operator decides, and the key that nobody else may read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from web.settings import KEY_BYTES, secret_key, settings


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) == KEY_BYTES
    assert secret_key(tmp_path) == key
    assert mode(tmp_path / "secret.key") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_two_houses_have_two_keys(tmp_path: Path) -> None:
    houses = [settings(tmp_path / name).data for name in ("east", "west")]
    assert secret_key(houses[0]) != secret_key(houses[1])


@pytest.mark.parametrize("_race", range(20))
def test_two_servers_that_start_together_agree_on_the_key(tmp_path: Path, _race: int) -> None:
    start = Barrier(4)

    def starter(_: int) -> bytes:
        start.wait()
        return secret_key(tmp_path)

    with ThreadPoolExecutor(4) as starters:
        keys = set(starters.map(starter, range(4)))
    assert len(keys) == 1
    assert len(keys.pop()) == KEY_BYTES


@pytest.mark.parametrize("left", [b"", b"half a key"])
def test_a_damaged_key_stops_the_start(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "secret.key").write_bytes(left)
    with pytest.raises(RuntimeError, match="holds no key"):
        secret_key(tmp_path)


def test_a_new_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    house = settings(tmp_path / "deep" / "data")
    assert mode(house.data) == 0o700
    assert house.database == f"sqlite+aiosqlite:///{house.data / 'minyi.db'}"


def test_the_public_address_comes_without_its_last_slash(tmp_path: Path) -> None:
    house = settings(tmp_path, origin="https://vote.example.org/")
    assert (house.origin, house.is_https) == ("https://vote.example.org", True)


def test_without_a_public_address_nothing_is_said_of_https(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINYI_ORIGIN", raising=False)
    house = settings(tmp_path)
    assert (house.origin, house.is_https) == (None, False)


def test_the_environment_names_address_and_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINYI_ORIGIN", "http://vote.example.org")
    monkeypatch.setenv("MINYI_TIMEZONE", "Asia/Urumqi")
    house = settings(tmp_path, "sqlite+aiosqlite:////elsewhere.db")
    assert (house.origin, house.is_https) == ("http://vote.example.org", False)
    assert (str(house.zone), house.database) == (
        "Asia/Urumqi",
        "sqlite+aiosqlite:////elsewhere.db",
    )
