"""RSA blind signatures as anybody may compute them: RFC 9474, RSABSSA-SHA384-PSS-Randomized.

Only public numbers and the voter's own secrets are used here; the server's half is `signer`.
Pure: what is random (salt, r) is handed in. Needs nothing but `cryptography`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from core.errors import Refused

KEY_SIZES = (2048, 3072)  # bits
EXPONENT = 65537  # prime, so that a value in 65537 at most has a root when it divides phi(n)
HASH, HASH_BYTES = "sha384", 48
SALT_BYTES = 48
PREFIX_BYTES = 32  # msg_prefix, RFC 9474 4.1
ROOTS = 8  # 16 bits of doubt taken away by each
PADDING = PSS(MGF1(SHA384()), SALT_BYTES)
DIGEST = SHA384()


@dataclass(frozen=True)
class PublicKey:
    """An RSA key of one paper. `length` is in bytes; `der` is the SubjectPublicKeyInfo."""

    n: int
    e: int = EXPONENT

    def __reduce__(self) -> tuple[type["PublicKey"], tuple[int, int]]:
        return PublicKey, (self.n, self.e)  # what is cached cannot go to another process

    @cached_property
    def length(self) -> int:
        return (self.n.bit_length() + 7) // 8

    @cached_property
    def loaded(self) -> RSAPublicKey:
        return RSAPublicNumbers(self.e, self.n).public_key()

    @cached_property
    def der(self) -> bytes:
        return self.loaded.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @cached_property
    def key_hash(self) -> bytes:
        """SHA-256 of `der`, 32 bytes."""
        return hashlib.sha256(self.der).digest()


def public_key(der: bytes) -> PublicKey:
    """Read a SubjectPublicKeyInfo; refuse anything but an RSA key in its one spelling."""
    try:
        loaded = load_der_public_key(der)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused("key-unreadable") from None
    if not isinstance(loaded, RSAPublicKey):
        raise Refused("key-unreadable")
    numbers = loaded.public_numbers()
    key = PublicKey(numbers.n, numbers.e)
    if key.der != der:
        raise Refused("key-unreadable")
    return key


def check_key(key: PublicKey) -> None:
    """Refuse a key of another size or exponent than a round may have."""
    bits = key.n.bit_length()
    if bits not in KEY_SIZES or key.n % 2 == 0:
        raise Refused("key-size", bits=bits)
    if key.e != EXPONENT:
        raise Refused("key-exponent", e=key.e)


def mgf1(name: str, seed: bytes, length: int) -> bytes:
    """RFC 8017 B.2.1: `length` bytes of mask by the hash called `name`."""
    size = hashlib.new(name).digest_size
    blocks = range((length + size - 1) // size)
    mask = (hashlib.new(name, seed + number.to_bytes(4, "big")).digest() for number in blocks)
    return b"".join(mask)[:length]


def emsa_pss_encode(message: bytes, salt: bytes, bits: int) -> bytes:
    """RFC 8017 9.1.1 with SHA-384 and this salt; `bits` is the length of n less one.

    Refuses a key too short to hold hash and salt.
    """
    length = (bits + 7) // 8
    room = length - HASH_BYTES - len(salt) - 2
    if room < 0:
        raise Refused("key-size", bits=bits + 1)
    digest = hashlib.new(HASH, message).digest()
    check = hashlib.new(HASH, bytes(8) + digest + salt).digest()
    block = bytes(room) + b"\x01" + salt
    mask = mgf1(HASH, check, len(block))
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + check + b"\xbc"


def to_number(key: PublicKey, octets: bytes, code: str) -> int:
    """Refuse, with this code, what is not exactly as long as n or not below it."""
    number = int.from_bytes(octets, "big")
    if len(octets) != key.length or number >= key.n:
        raise Refused(code)
    return number


def is_blinding(key: PublicKey, r: int) -> bool:
    """Whether r hides a message: above one, below n, and invertible."""
    return 1 < r < key.n and gcd(r, key.n) == 1


def blind(key: PublicKey, prepared: bytes, salt: bytes, r: int) -> bytes:
    """RFC 9474 4.2: what the server is shown of `prepared`, prefix and message; `length` bytes.

    For a uniform r it is uniform too, whatever the message. Refuses an r that hides nothing.
    """
    encoded = int.from_bytes(emsa_pss_encode(prepared, salt, key.n.bit_length() - 1), "big")
    if not is_blinding(key, r) or gcd(encoded, key.n) != 1:
        raise Refused("blinding-unfit")
    return (encoded * pow(r, key.e, key.n) % key.n).to_bytes(key.length, "big")


def finalize(key: PublicKey, prepared: bytes, blind_signature: bytes, r: int) -> bytes:
    """RFC 9474 4.4: take the blinding off; refuse unless the signature is good."""
    signed = to_number(key, blind_signature, "blind-signature")
    signature = (signed * pow(r, -1, key.n) % key.n).to_bytes(key.length, "big")
    if not verify(key, prepared, signature):
        raise Refused("blind-signature")
    return signature


def verify(key: PublicKey, prepared: bytes, signature: bytes) -> bool:
    """RFC 9474 4.5: an RSASSA-PSS check. A longer or larger spelling is no signature."""
    if len(signature) != key.length or int.from_bytes(signature, "big") >= key.n:
        return False
    try:
        key.loaded.verify(signature, prepared, PADDING, DIGEST)
    except InvalidSignature:
        return False
    return True


def certification_points(key: PublicKey) -> tuple[int, ...]:
    """The values x_i whose e-th roots prove that e is coprime to phi(n).

    Goldberg, Reyzin, Sagga, Baldimtsi 2018, 3.2: if it is not, at most one value in e has one.
    """
    seed = b"minyi/1 proof" + key.n.to_bytes(key.length, "big")
    masks = (mgf1("sha256", seed + bytes([index]), key.length) for index in range(ROOTS))
    return tuple(int.from_bytes(mask, "big") % key.n for mask in masks)


def check_certificate(key: PublicKey, proof: Sequence[bytes]) -> None:
    """Refuse a key that might sign a value in several ways: a mark to know its holder by.

    `proof` are the eight roots, each `length` bytes.
    """
    if len(proof) != ROOTS:
        raise Refused("key-proof", roots=len(proof))
    for point, octets in zip(certification_points(key), proof, strict=True):
        root = to_number(key, octets, "key-proof")
        if pow(root, key.e, key.n) != point or gcd(point, key.n) != 1:
            raise Refused("key-proof")
