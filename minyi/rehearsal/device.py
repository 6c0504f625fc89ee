"""The key pair of a browser, for phones that are none."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.secret.checkpoint import Signed


class Device:
    """A browser's key pair."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> bytes:
        key = self._key.public_key()
        return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, purpose: Signed, body: bytes) -> bytes:
        """r and s, 32 bytes each, as a browser gives them."""
        signature = self._key.sign(purpose.encode() + body, ec.ECDSA(SHA256()))
        r, s = decode_dss_signature(signature)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
