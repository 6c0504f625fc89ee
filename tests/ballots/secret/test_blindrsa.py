"""Blind signatures: the published vector, and what must not be signed or believed."""

import json
from dataclasses import replace
from pathlib import Path

import gmpy2  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.secret import blindrsa
from ballots.secret.blindrsa import (
    PublicKey,
    blind,
    check_certificate,
    check_key,
    emsa_pss_encode,
    finalize,
    public_key,
    verify,
)
from ballots.secret.signer import PrivateKey, SigningFault, blind_sign, certify, private_key
from tests.ballots.secret.hall import rsa_key
from tests.cast import refused

VECTOR = json.loads(Path(__file__).with_name("rfc9474.json").read_text())
NUMBERS = {name: int(VECTOR[name], 16) for name in ("p", "q", "n", "inv")}
BYTES = {name: bytes.fromhex(VECTOR[name]) for name in VECTOR if name != "source"}
PREPARED = BYTES["msg_prefix"] + BYTES["msg"]
SALT, R = bytes(range(48)), 3**1000


def vector_key() -> PrivateKey:
    p, q, n = NUMBERS["p"], NUMBERS["q"], NUMBERS["n"]
    d = pow(65537, -1, (p - 1) * (q - 1))
    return PrivateKey(PublicKey(n), p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))


def test_the_vector_of_rfc_9474_appendix_a_1() -> None:
    key = vector_key()
    n, r = key.public.n, pow(NUMBERS["inv"], -1, key.public.n)
    assert NUMBERS["p"] * NUMBERS["q"] == n
    assert blind(key.public, PREPARED, BYTES["salt"], r) == BYTES["blinded_msg"]
    assert blind_sign(key, BYTES["blinded_msg"]) == BYTES["blind_sig"]
    assert finalize(key.public, PREPARED, BYTES["blind_sig"], r) == BYTES["sig"]
    assert verify(key.public, PREPARED, BYTES["sig"])


def test_an_ordinary_pss_signature_unblinds_to_the_encoding() -> None:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signature = made.sign(b"paper", PSS(MGF1(SHA384()), 48), SHA384())
    key = private_key(made).public
    assert verify(key, b"paper", signature)
    encoded = pow(int.from_bytes(signature, "big"), key.e, key.n).to_bytes(256, "big")
    masked = encoded[: -48 - 1]
    mask = blindrsa.mgf1("sha384", encoded[-49:-1], len(masked))
    salt = bytes(a ^ b for a, b in zip(masked, mask, strict=True))[-48:]
    assert emsa_pss_encode(b"paper", salt, 2047) == encoded


@pytest.mark.parametrize("bits", [2048, 3072])
def test_a_blind_signature_is_good_in_both_sizes(bits: int) -> None:
    key = rsa_key(9, bits)
    blinded = blind(key.public, b"paper", SALT, R)
    signature = finalize(key.public, b"paper", blind_sign(key, blinded), R)
    assert verify(key.public, b"paper", signature)
    assert not verify(key.public, b"another", signature)
    assert len(blinded) == len(signature) == bits // 8


def test_attack_12_a_blinded_value_out_of_range_is_refused() -> None:
    key = rsa_key(1)
    n, length = key.public.n, key.public.length
    for value in (0, 1, n - 1, n, n + 1):
        with refused("blinded-value"):
            blind_sign(key, value.to_bytes(length, "big"))
    good = (2).to_bytes(length, "big")
    for octets in (b"", good[1:], b"\0" + good):
        with refused("blinded-value"):
            blind_sign(key, octets)
    assert blind_sign(key, good) == blind_sign(key, good)


def test_attack_19_a_signature_from_n_on_or_with_leading_zeros_is_none() -> None:
    key = rsa_key(1)
    blinded = blind(key.public, b"paper", SALT, R)
    signature = finalize(key.public, b"paper", blind_sign(key, blinded), R)
    larger = int.from_bytes(signature, "big") + key.public.n
    for wrong in (larger.to_bytes(257, "big"), b"\0" + signature, signature[1:], b""):
        assert not verify(key.public, b"paper", wrong)
    if larger < 2**2048:
        assert not verify(key.public, b"paper", larger.to_bytes(256, "big"))
    assert not verify(key.public, b"paper", key.public.n.to_bytes(256, "big"))


def test_a_reply_that_is_no_signature_is_refused_by_the_phone() -> None:
    key = rsa_key(1)
    signed = bytearray(blind_sign(key, blind(key.public, b"paper", SALT, R)))
    signed[100] ^= 1
    for wrong in (bytes(signed), b"\xff" * 256, b"", bytes(256)):
        with refused("blind-signature"):
            finalize(key.public, b"paper", wrong, R)


def test_an_r_that_hides_nothing_is_refused() -> None:
    key = rsa_key(1)
    for r in (0, 1, key.p, key.public.n, key.public.n + 2, -3):
        with refused("blinding-unfit"):
            blind(key.public, b"paper", SALT, r)


def test_a_miscalculation_lets_nothing_out() -> None:
    good = rsa_key(1)
    broken = PrivateKey(good.public, good.p, good.q, good.d_p ^ 2, good.d_q, good.q_inverse)
    with pytest.raises(SigningFault):
        blind_sign(broken, blind(good.public, b"paper", SALT, R))


def test_only_two_sizes_and_one_exponent_may_be_used() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    with refused("key-size", bits=1024):
        private_key(small)
    three = rsa.generate_private_key(public_exponent=3, key_size=2048)
    with refused("key-exponent", e=3):
        private_key(three)
    with refused("key-size"):
        check_key(PublicKey(2**2047))


def test_a_key_has_one_spelling_and_one_hash() -> None:
    key = rsa_key(1).public
    again = public_key(key.der)
    assert (again, again.key_hash) == (key, key.key_hash)
    curve = ec.generate_private_key(ec.SECP256R1()).public_key()
    other = curve.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for wrong in (b"", key.der[:-1], key.der + b"\0", other):
        with refused("key-unreadable"):
            public_key(wrong)


def test_the_roots_prove_that_a_key_signs_in_one_way_only() -> None:
    key = rsa_key(1)
    proof = certify(key)
    check_certificate(key.public, proof)
    wrong = [proof[:7], proof[::-1], (bytes(256), *proof[1:]), (b"\xff" * 256, *proof[1:])]
    for one in [*wrong, certify(rsa_key(2))]:
        with refused("key-proof"):
            check_certificate(key.public, one)


def test_a_key_whose_exponent_divides_phi_has_no_roots_to_show() -> None:
    e = 65537
    p = next(one for at in range(1, 10**6) if is_prime(one := 2**1023 + 2 * e * at + fit(e)))
    q = rsa_key(1).q
    assert (p - 1) % e == 0, "need a key that can sign one value in several ways"
    key = PublicKey(p * q)
    roots = sum(pow(x % p, (p - 1) // e, p) == 1 for x in blindrsa.certification_points(key))
    assert roots < blindrsa.ROOTS


def fit(e: int) -> int:
    """What makes 2^1023 + fit = 1 mod 2e."""
    return (1 - 2**1023) % (2 * e)


def is_prime(number: int) -> bool:
    return bool(gmpy2.is_prime(number))


def test_gmp_signs_what_openssl_signs() -> None:
    """Where a build of Python hides its OpenSSL, papers are signed all the same."""
    key = rsa_key(1)
    assert key.operation is not None, "need both ways for this to mean anything"
    value = bytes(1) + b"\x07" * (key.public.length - 1)
    assert blind_sign(key, value) == blind_sign(replace(key, operation=None), value)
