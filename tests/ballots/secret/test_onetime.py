"""One paper: derived from the seed, cast once, and refused when anything in it was changed."""

import hmac
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.secret.blindrsa import blind, finalize
from ballots.secret.onetime import (
    Form,
    OneTimePaper,
    fill,
    hkdf,
    hkdf_expand,
    prepare_paper,
    read_record,
)
from ballots.secret.signer import blind_sign
from tests.ballots.secret.hall import ROUND, rsa_key, seed
from tests.cast import refused

FORM = Form(ROUND, 1, rsa_key(1).public, 3, 4)
SEED = seed("李伟")
CHOICES = (1, 0, 3)


def signed(paper: OneTimePaper, key_number: int = 1) -> bytes:
    key = rsa_key(key_number)
    blinded = blind(key.public, paper.prepared, paper.salt, paper.r)
    return finalize(key.public, paper.prepared, blind_sign(key, blinded), paper.r)


def cast(form: Form = FORM, choices: tuple[int, ...] = CHOICES) -> bytes:
    paper = prepare_paper(SEED, form)
    return fill(paper, choices, signed(paper))


def test_hkdf_is_that_of_rfc_5869() -> None:
    for length in (32, 48, 272):
        derived = HKDF(SHA256(), length, b"salt", b"info").derive(SEED)
        assert hkdf(b"salt", SEED, b"info", length) == derived
        assert hkdf_expand(SEED, b"i", length) == HKDFExpand(SHA256(), length, b"i").derive(
            SEED
        )


def test_the_same_seed_makes_the_same_paper_on_any_device() -> None:
    assert prepare_paper(SEED, FORM) == prepare_paper(SEED, FORM)
    others = [
        prepare_paper(seed("张芳"), FORM),
        prepare_paper(SEED, replace(FORM, no=2)),
        prepare_paper(SEED, replace(FORM, round=bytes(16))),
        prepare_paper(SEED, replace(FORM, key=rsa_key(2).public)),
    ]
    papers = [prepare_paper(SEED, FORM), *others]
    for name in ("serial", "prefix", "salt", "r", "secrets"):
        assert len({getattr(paper, name) for paper in papers}) == 5, name


def test_a_seed_of_another_length_is_refused() -> None:
    with refused("seed-length", length=31):
        prepare_paper(SEED[1:], FORM)


def test_the_derivation_is_that_of_the_contract() -> None:
    paper = prepare_paper(SEED, FORM)
    info = b"paper" + ROUND + b"\0\1" + FORM.key.key_hash
    root = HKDF(SHA256(), 32, b"minyi/1", info).derive(SEED)
    assert paper.secrets[2][3] == hmac.digest(root, b"secret\0\2\3", "sha256")
    assert paper.prefix == hmac.digest(root, b"prefix", "sha256")
    wide = HKDFExpand(SHA256(), 256 + 16, b"blind\0").derive(root)
    assert paper.r == int.from_bytes(wide, "big") % FORM.key.n
    assert paper.form.message(paper.serial) == b"minyi/1 paper" + ROUND + b"\0\1" + paper.serial


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_is_cast_is_read_back(data: st.DataObject) -> None:
    k = data.draw(st.sampled_from([2, 4]))
    choices = tuple(data.draw(st.lists(st.integers(0, k - 1), min_size=1, max_size=30)))
    form = Form(ROUND, 1, rsa_key(1).public, len(choices), k)
    record = cast(form, choices)
    found = read_record(form, record)
    assert found.choices == choices
    assert found.serial == prepare_paper(SEED, form).serial
    assert len(record) == form.record_length == 32 + 256 + len(choices) * (1 + 32 * k)


def test_a_record_tells_one_secret_a_question() -> None:
    paper, record = prepare_paper(SEED, FORM), cast()
    told = [
        (question, k)
        for question, row in enumerate(paper.secrets)
        for k, secret in enumerate(row)
        if secret in record
    ]
    assert told == [*enumerate(CHOICES)]


@given(st.integers(0, FORM.record_length - 1), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_attack_17_a_flipped_byte_is_refused(place: int, change: int) -> None:
    record = bytearray(RECORD)
    record[place] ^= change
    with pytest.raises(Exception, match="record-"):
        read_record(FORM, bytes(record))


RECORD = cast()


def test_attack_17_every_part_is_refused_by_its_own_name() -> None:
    start = 32 + 256
    places = {0: "record-signature", start - 1: "record-signature", start: "record-choice"}
    places |= {start + 1: "record-signature", len(RECORD) - 1: "record-signature"}
    for place, code in places.items():
        changed = bytearray(RECORD)
        changed[place] ^= 0x80
        with refused(code):
            read_record(FORM, bytes(changed))
    for wrong in (b"", RECORD[:-1], RECORD + b"\0", b"\0" + RECORD):
        with refused("record-length", length=len(wrong)):
            read_record(FORM, wrong)


def test_attack_19_a_signature_from_n_on_is_refused() -> None:
    value = int.from_bytes(RECORD[32:288], "big")
    for wrong in (FORM.key.n, 2**2048 - 1, min(value + FORM.key.n, 2**2048 - 1)):
        record = RECORD[:32] + wrong.to_bytes(256, "big") + RECORD[288:]
        with refused("record-range"):
            read_record(FORM, record)


def test_attack_16_nobody_can_turn_a_cast_choice_into_another() -> None:
    start = 32 + 256
    row = RECORD[start + 1 : start + FORM.answer_length]
    for k in (0, 2, 3):
        answer = bytes([k]) + row
        with refused("record-signature"):
            read_record(FORM, RECORD[:start] + answer + RECORD[start + FORM.answer_length :])


def test_attack_14_a_paper_of_another_number_round_or_key_is_refused() -> None:
    for form in (replace(FORM, no=2), replace(FORM, round=bytes(16))):
        with refused("record-signature"):
            read_record(form, RECORD)
    other = replace(FORM, no=2, key=rsa_key(2).public)
    paper = prepare_paper(SEED, other)
    record = fill(paper, CHOICES, signed(paper, 2))
    assert read_record(other, record).choices == CHOICES
    with pytest.raises(Exception, match="record-"):
        read_record(FORM, record)


def test_a_question_cannot_be_left_out_or_answered_beyond_its_choices() -> None:
    paper = prepare_paper(SEED, FORM)
    for choices in ((1, 0), (1, 0, 4), (1, 0, -1), ()):
        with refused("record-choice"):
            fill(paper, choices, bytes(256))
    with refused("record-length"):
        fill(paper, CHOICES, bytes(255))


def test_what_is_shown_of_a_paper_has_no_secret_in_it() -> None:
    paper = prepare_paper(SEED, FORM)
    assert paper.serial.hex() not in repr(paper)
    assert str(paper.r) not in repr(paper)
    assert repr(paper.secrets[0][0]) not in repr(paper)
