"""The key this machine signs parcels with, made from the house's secret: no file more."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True, slots=True)
class CourierKey:
    """Another secret is another machine, whose fingerprint has to be compared anew."""

    _private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def sign(self, octets: bytes) -> bytes:
        return self._private.sign(octets)


def courier_key(secret: bytes) -> CourierKey:
    """RFC 5869 gives a key of its own, from which nothing of the secret can be learnt."""
    seed = HKDF(SHA256(), 32, salt=None, info=b"minyi courier").derive(secret)
    return CourierKey(Ed25519PrivateKey.from_private_bytes(seed))
