"""The server's half of the blind signature: the only file that knows a private key. Pure.

The private operation takes the same time for all values (OpenSSL's, else GMP's `mpz_powm_sec`),
and a result is let out only after it was checked: one faulty CRT signature would give the key
away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import gmpy2  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ballots.secret.blindrsa import PublicKey, certification_points, check_key, to_number
from ballots.secret.libcrypto import Operation, private_operation
from core.errors import Refused


class SigningFault(Exception):
    """The machine miscalculated. Nothing was signed; RFC 9474 4.3 «signing failure»."""


@dataclass(frozen=True, repr=False)
class PrivateKey:
    """An RSA key in the form of the Chinese remainder theorem, RFC 8017 3.2."""

    public: PublicKey
    p: int
    q: int
    d_p: int
    d_q: int
    q_inverse: int
    operation: Operation | None = None  # OpenSSL's, where it can be reached


def private_key(key: RSAPrivateKey) -> PrivateKey:
    """Take a key of `cryptography`; refuse a size or exponent no round may have."""
    numbers = key.private_numbers()
    public = PublicKey(numbers.public_numbers.n, numbers.public_numbers.e)
    check_key(public)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return PrivateKey(
        public,
        numbers.p,
        numbers.q,
        numbers.dmp1,
        numbers.dmq1,
        numbers.iqmp,
        private_operation(der),
    )


def blind_sign(key: PrivateKey, blinded: bytes) -> bytes:
    """RFC 9474 4.3: sign what cannot be read, `length` bytes in and out.

    Refuses a wrong length, values from n on, and those whose signature all know: 0, 1, n - 1.
    """
    value = to_number(key.public, blinded, "blinded-value")
    if value in (0, 1, key.public.n - 1):
        raise Refused("blinded-value")
    return _root(key, value).to_bytes(key.public.length, "big")


def blind_sign_all(pairs: Iterable[tuple[PrivateKey, bytes]]) -> list[bytes]:
    """The papers of one request, each with its key."""
    return [blind_sign(key, value) for key, value in pairs]


def certify(key: PrivateKey) -> tuple[bytes, ...]:
    """The eight certification roots that stand beside the key in the manifest."""
    length = key.public.length
    return tuple(
        _root(key, point).to_bytes(length, "big") for point in certification_points(key.public)
    )


def _root(key: PrivateKey, value: int) -> int:
    """The e-th root of the value modulo n, checked."""
    root = _by_openssl(key.operation, key, value) if key.operation else _by_gmp(key, value)
    if int(gmpy2.powmod(root, key.public.e, key.public.n)) != value:
        raise SigningFault
    return root


def _by_openssl(operation: Operation, key: PrivateKey, value: int) -> int:
    return int.from_bytes(operation(value.to_bytes(key.public.length, "big")), "big")


def _by_gmp(key: PrivateKey, value: int) -> int:
    with gmpy2.context(allow_release_gil=True):  # other threads work on meanwhile
        mod_p = int(gmpy2.powmod_sec(value, key.d_p, key.p))
        mod_q = int(gmpy2.powmod_sec(value, key.d_q, key.q))
    return mod_q + key.q * ((mod_p - mod_q) * key.q_inverse % key.p)
