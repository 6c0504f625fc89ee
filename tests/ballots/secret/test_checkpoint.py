"""What the server and the devices sign: the same each time, and for one purpose only."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballots.secret.checkpoint import (
    Signed,
    check_receipt,
    checkpoint_from_json,
    checkpoint_to_json,
    give_receipt,
    is_signed,
    is_signed_by_device,
    receipt_from_json,
    receipt_to_json,
    sign,
)
from tests.ballots.secret.hall import (
    ROUND,
    SERVER,
    Hall,
    device_spki,
    make_manifest,
    rsa_key,
    sign_by_device,
)
from tests.cast import marked, refused

KEY = SERVER.public_key().public_bytes_raw()


def test_a_retry_gets_the_same_receipt() -> None:
    assert give_receipt(SERVER, ROUND, 1, bytes(32)) == give_receipt(
        SERVER, ROUND, 1, bytes(32)
    )


def test_a_receipt_says_round_number_and_leaf_and_nothing_else() -> None:
    receipt = give_receipt(SERVER, ROUND, 1, bytes(32))
    check_receipt(KEY, receipt)
    body = b"minyi/1 receipt" + ROUND + b"\0\1" + bytes(32)
    SERVER.public_key().verify(receipt.signature, body)
    others = [
        replace(receipt, no=2),
        replace(receipt, round=bytes(16)),
        replace(receipt, leaf=b"\1" * 32),
        replace(receipt, signature=b""),
    ]
    for wrong in others:
        with refused("receipt-signature"):
            check_receipt(KEY, wrong)


def test_a_receipt_is_read_back_as_it_was_written() -> None:
    receipt = give_receipt(SERVER, ROUND, 300, bytes(32))
    assert receipt_from_json(receipt_to_json(receipt)) == receipt
    with refused("field-wrong"):
        receipt_from_json(receipt_to_json(replace(receipt, no=0)))


def test_a_signature_is_good_for_one_purpose_only() -> None:
    for purpose in Signed:
        signature = sign(SERVER, purpose, b"body")
        mine = sign_by_device("deputy-00", purpose, b"body")
        for other in Signed:
            assert is_signed(KEY, other, b"body", signature) is (other is purpose)
            spki = device_spki("deputy-00")
            assert is_signed_by_device(spki, other, b"body", mine) is (other is purpose)


def test_no_purpose_begins_another() -> None:
    pairs = [(one, other) for one in Signed for other in Signed if one is not other]
    assert not [pair for pair in pairs if pair[0].startswith(pair[1])]


def test_a_strange_key_or_signature_is_never_good() -> None:
    mine = sign_by_device("deputy-00", Signed.ISSUE, b"body")
    curve = ec.generate_private_key(ec.SECP384R1()).public_key()
    other = curve.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for spki in (b"", b"x", rsa_key(1).public.der, other, device_spki("deputy-01")):
        assert not is_signed_by_device(spki, Signed.ISSUE, b"body", mine)
    for wrong in (b"", mine[:-1], bytes(64), b"\xff" * 64, mine + b"\0"):
        assert not is_signed_by_device(device_spki("deputy-00"), Signed.ISSUE, b"body", wrong)
    assert not is_signed(b"short", Signed.RECEIPT, b"body", bytes(64))
    assert not is_signed(KEY, Signed.RECEIPT, b"body", b"")


def test_a_checkpoint_is_read_back_and_binds_its_papers() -> None:
    hall = Hall(make_manifest(2, apart=True))
    hall.vote("deputy-01", marked("+-"))
    checkpoint = hall.checkpoint()
    octets = checkpoint_to_json(checkpoint)
    assert checkpoint_from_json(octets) == checkpoint
    first, second = checkpoint.papers
    for papers in ((first,), (second, first), (replace(first, cast=2), second)):
        wrong = checkpoint_to_json(replace(checkpoint, papers=papers))
        with pytest.raises(Exception, match="checkpoint-"):
            checkpoint_from_json(wrong)
