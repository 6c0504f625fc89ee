"""HTTPS by the server itself: which certificates it takes, and what a phone then meets."""

import hashlib
import json
import os
import re
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from typer.testing import CliRunner
from websockets.sync.client import connect
from websockets.typing import Origin

from minyi import tls
from minyi.__main__ import app
from minyi.rehearsal.server import HOUSE, free_port, serve_command
from minyi.serve import address
from minyi.tls import KEPT_AS, certificate, fingerprint, for_rehearsal
from tests.web.served import WITHIN, until
from web.settings import Settings, settings

DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    return settings(tmp_path / "data")


def made_at(folder: Path, moment: datetime) -> Path:
    """A certificate with its key in one file, made when it was this late."""
    return for_rehearsal(settings(folder), lambda: moment).cert


def names_in(cert: Path) -> set[str]:
    leaf = x509.load_pem_x509_certificate(cert.read_bytes())
    san = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in san}


# What is taken and what is not


def said_no(tmp_path: Path, *options: str) -> str:
    """The one sentence with which the start ends."""
    command = ["serve", "--data", str(tmp_path / "data"), "--port", str(free_port()), *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "badge" not in result.output, "the first badge is shown once: not before this"
    return result.output


def test_a_certificate_with_its_key_is_taken(house: Settings, tmp_path: Path) -> None:
    pem = made_at(tmp_path / "own", datetime.now(UTC))
    assert certificate(house, pem, pem, False) == tls.Tls(pem, pem)
    assert certificate(house, None, None, False) is None


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    pem, gone = made_at(tmp_path / "own", datetime.now(UTC)), tmp_path / "gone.pem"
    for options in (("--cert", pem, "--key", gone), ("--cert", gone, "--key", pem)):
        said = said_no(tmp_path, *map(str, options))
        assert f"{gone} cannot be read: No such file" in said


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    one, other = (made_at(tmp_path / name, datetime.now(UTC)) for name in ("one", "other"))
    said = said_no(tmp_path, "--cert", str(one), "--key", str(other))
    assert f"{one} and {other} do not belong together" in said


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        (-826 * DAY, r"expired on \d{4}-\d\d-\d\d"),
        (3 * DAY, r"not valid before \d{4}-\d\d-\d\d"),
    ],
)
def test_a_certificate_out_of_its_time_is_refused(
    tmp_path: Path, moved: timedelta, sentence: str
) -> None:
    pem = str(made_at(tmp_path / "own", datetime.now(UTC) + moved))
    assert re.search(sentence, said_no(tmp_path, "--cert", pem, "--key", pem))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    pem, other = made_at(tmp_path / "own", datetime.now(UTC)), tmp_path / "other.pem"
    other.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    assert "no certificate in PEM" in said_no(tmp_path, "--cert", str(other), "--key", str(pem))
    assert "no private key in PEM" in said_no(tmp_path, "--cert", str(pem), "--key", str(other))


def test_a_key_with_a_password_is_refused_and_nothing_asks_for_it(tmp_path: Path) -> None:
    pem, locked = made_at(tmp_path / "own", datetime.now(UTC)), tmp_path / "locked.pem"
    key = load_pem_private_key(pem.read_bytes(), None)
    lock = BestAvailableEncryption(b"secret")
    locked.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    assert "password" in said_no(tmp_path, "--cert", str(pem), "--key", str(locked))


def test_contradicting_options_are_refused(tmp_path: Path) -> None:
    pem = str(made_at(tmp_path / "own", datetime.now(UTC)))
    assert "--key" in said_no(tmp_path, "--cert", pem)
    assert "Choose one" in said_no(tmp_path, "--self-signed", "--cert", pem, "--key", pem)
    plain = ["--self-signed", "--origin", "http://vote.example.org"]
    assert "not an https:// one" in said_no(tmp_path, *plain)


# The certificate that is made here


def test_it_is_for_this_machine_and_the_public_name(
    house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "lan_address", lambda: "192.168.5.4")
    public = replace(house, origin="https://vote.example.org:8443")
    made = for_rehearsal(public)
    local = {"localhost", "127.0.0.1", "::1", "192.168.5.4"}
    assert names_in(made.cert) == local | {"vote.example.org"}
    leaf = x509.load_pem_x509_certificate(made.cert.read_bytes())
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=825)
    key = leaf.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)


def test_it_is_made_once_and_for_its_owner_only(house: Settings) -> None:
    first = for_rehearsal(house)
    print_of_first = fingerprint(first)
    assert fingerprint(for_rehearsal(house)) == print_of_first
    assert [path.name for path in house.data.iterdir()] == [KEPT_AS]
    assert first.key.stat().st_mode & 0o777 == 0o600


def test_it_is_renewed_when_it_has_expired_or_the_address_has_changed(
    house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_at(house.data, datetime.now(UTC) - 826 * DAY)
    first = fingerprint(tls.Tls(house.data / KEPT_AS, house.data / KEPT_AS))
    second = fingerprint(for_rehearsal(house))
    monkeypatch.setattr(tls, "lan_address", lambda: "192.168.5.99")
    moved = for_rehearsal(house)
    assert len({first, second, fingerprint(moved)}) == 3
    assert "192.168.5.99" in names_in(moved.cert)


def test_a_damaged_one_is_made_anew(house: Settings) -> None:
    (house.data / KEPT_AS).write_bytes(b"half a")
    assert "localhost" in names_in(for_rehearsal(house).cert)


def test_the_printed_address_says_https(house: Settings) -> None:
    made = for_rehearsal(house)
    assert address(house, "127.0.0.1", 8443, made) == "https://localhost:8443"
    public = replace(house, origin="https://vote.example.org")
    assert address(public, "127.0.0.1", 8443, made) == "https://vote.example.org"


# What a phone meets


@dataclass
class Running:
    """A server in a process of its own that speaks HTTPS, and a client that trusts it."""

    port: int
    log: Path
    trusted: Path

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.trusted)

    def ask(self, method: str, path: str, trust: ssl.SSLContext | None = None) -> HTTPResponse:
        """The answer, read; this client follows no redirect."""
        line = HTTPSConnection(
            "localhost", self.port, timeout=WITHIN, context=trust or self.trust
        )
        with closing(line):
            line.request(method, path, headers={"origin": self.origin})
            answer = line.getresponse()
            answer.read()
            return answer

    def is_healthy(self) -> bool:
        try:
            return self.ask("GET", "/healthz").status == 200
        except OSError:  # not yet
            return False


@contextmanager
def running(
    house: Settings, trusted: Path, *options: str, demo: bool = False
) -> Iterator[Running]:
    port, log = free_port(), house.data.with_suffix(".log")
    command = [*serve_command(house.data, port), *options]
    if demo:
        command[command.index("serve")] = "demo"
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as lines:
        process = subprocess.Popen(command, stdout=lines, stderr=lines, cwd=HOUSE, env=env)
    server = Running(port, log, trusted)
    try:
        until(lambda: server.is_healthy() or process.poll() is not None, "the server starts")
        assert process.poll() is None, log.read_text()
        yield server
    finally:
        process.terminate()
        process.wait(WITHIN)


def test_a_server_with_a_certificate_of_its_own_answers_by_https(
    house: Settings, tmp_path: Path
) -> None:
    pem = made_at(tmp_path / "own", datetime.now(UTC))
    with running(house, pem, "--cert", str(pem), "--key", str(pem)) as server:
        assert server.ask("GET", "/healthz").status == 200
        with pytest.raises(ssl.SSLCertVerificationError):
            server.ask("GET", "/healthz", ssl.create_default_context())
        badge = re.findall(rf"{server.origin}(/b/\w{{26}})\n", server.log.read_text())
        assert len(badge) == 1, "the first badge is a link of HTTPS"
    assert not (house.data / KEPT_AS).exists()


def test_a_rehearsal_is_signed_in_and_watched_by_https(house: Settings) -> None:
    kept = house.data / KEPT_AS
    with running(house, kept, "--self-signed", demo=True) as server:
        said = server.log.read_text()
        der = x509.load_pem_x509_certificate(kept.read_bytes()).public_bytes(Encoding.DER)
        assert hashlib.sha256(der).digest().hex(":").upper() in said
        assert "rehearsals only" in said
        doors = re.findall(rf"{server.origin}(/[bs]/\S+)\n", said)
        assert len(doors) == 6, "every printed address is one of HTTPS"
        deputy, projector = doors[-2], next(path for path in doors if path.startswith("/s/"))
        signed_in = server.ask("POST", deputy)
        assert signed_in.status == 303
        cookies = signed_in.headers.get_all("set-cookie", [])
        assert cookies
        assert all("; secure" in cookie.lower() for cookie in cookies)
        watch(server, projector)


def watch(server: Running, path: str) -> None:
    """The big screen gets its first picture over an encrypted socket."""
    address = f"wss://localhost:{server.port}{path}/live?seen=0"
    with connect(address, ssl=server.trust, origin=Origin(server.origin)) as screen:
        assert "stage" in json.loads(screen.recv(timeout=WITHIN))["parts"]
