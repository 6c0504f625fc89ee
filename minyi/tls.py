"""HTTPS without a proxy: the operator's own certificate, or one made here for a rehearsal."""

import os
import secrets
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.clock import Clock, system_clock
from minyi.doors import lan_address
from web.settings import Settings

KEPT_AS = "rehearsal.pem"
VALID_FOR = timedelta(days=824)  # Apple's phones refuse what is valid for more than 825
CLOCKS_DIFFER = timedelta(days=1)  # a phone whose clock is slow must not call it too new
HERE = {"localhost", "127.0.0.1", "::1"}


class Unusable(Exception):
    """There can be no HTTPS like this. Says why in a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files: a certificate with its chain, and its key. Both may be the same file."""

    cert: Path
    key: Path


def certificate(
    settings: Settings, cert: Path | None, key: Path | None, self_signed: bool
) -> Tls | None:
    """What the operator asked for; None is plain HTTP."""
    if not (cert or key or self_signed):
        return None
    if self_signed and (cert or key):
        raise Unusable("Choose one: --self-signed, or --cert with --key.")
    if settings.origin is not None and not settings.is_https:
        raise Unusable(
            f"The public address {settings.origin} is not an https:// one, but this server is"
            " to speak HTTPS. Change --origin (or MINYI_ORIGIN)."
        )
    if self_signed:
        return for_rehearsal(settings)
    if cert is None or key is None:
        raise Unusable("A certificate and its key belong together: give --cert and --key.")
    return given(cert, key)


def given(cert: Path, key: Path, clock: Clock = system_clock) -> Tls:
    """The operator's own certificate, looked at before anybody meets it."""
    leaf, now = _leaf(cert), clock()
    if _key(key).public_key() != leaf.public_key():
        raise Unusable(f"{cert} and {key} do not belong together.")
    if now > leaf.not_valid_after_utc:
        raise Unusable(f"The certificate {cert} expired on {_day(leaf.not_valid_after_utc)}.")
    if now < leaf.not_valid_before_utc:
        starts = _day(leaf.not_valid_before_utc)
        raise Unusable(f"The certificate {cert} is not valid before {starts}.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except ssl.SSLError as error:  # too weak, or of a kind that browsers do not speak
        raise Unusable(f"{cert} cannot be used for HTTPS: {error.reason}.") from None
    return Tls(cert, key)


def for_rehearsal(settings: Settings, clock: Clock = system_clock) -> Tls:
    """A certificate that nobody has vouched for, kept in the data folder for the next start.

    It is made anew only when it must be: phones that accepted the old one are asked again.
    """
    names = HERE | {lan_address()}
    if host := urlsplit(settings.origin or "").hostname:
        names.add(host)
    kept = settings.data / KEPT_AS
    if not _still_serves(kept, names, clock):
        _keep(kept, _make(names, clock()))
    return Tls(kept, kept)


def fingerprint(tls: Tls) -> str:
    """SHA-256 of the certificate, as browsers show it."""
    return _leaf(tls.cert).fingerprint(hashes.SHA256()).hex(":").upper()


def warning(tls: Tls) -> str:
    """What to tell people before they meet a certificate that was made here."""
    return (
        "This server made its certificate itself, for rehearsals only: every phone will warn\n"
        "that the connection is not private, and some browsers will not go on at all.\n"
        f"SHA-256 fingerprint of the certificate:\n{fingerprint(tls)}\n"
    )


def _still_serves(kept: Path, names: Collection[str], clock: Clock) -> bool:
    if not kept.exists():
        return False
    try:
        given(kept, kept, clock)
    except Unusable:
        return False
    known = _leaf(kept).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {_san(name) for name in names} <= set(known)


def _make(names: Collection[str], now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    me = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Minyi, for a rehearsal")])
    starts = now - CLOCKS_DIFFER
    builder = (
        x509.CertificateBuilder(issuer_name=me, subject_name=me, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(map(_san, sorted(names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
    )
    signed = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return signed.public_bytes(serialization.Encoding.PEM) + private


def _keep(path: Path, pem: bytes) -> None:
    """Whole or not at all, and at no moment readable by others."""
    made = path.with_suffix(f".{secrets.token_hex(8)}.new")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    made.replace(path)


def _san(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode())


def _leaf(path: Path) -> x509.Certificate:
    """The first certificate of the file: the one that is the server's own."""
    try:
        return x509.load_pem_x509_certificates(_read(path))[0]
    except ValueError:
        raise Unusable(f"{path} holds no certificate in PEM form.") from None


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(_read(path), password=None)
    except TypeError:
        raise Unusable(f"The key {path} is locked with a password; give one without.") from None
    except ValueError:
        raise Unusable(f"{path} holds no private key in PEM form.") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
