"""One paper from seed to receipt, in fixed bytes: the browser must compute the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots.paper import decode_marks
from ballots.secret.blindrsa import PublicKey
from ballots.secret.checkpoint import give_receipt, receipt_to_json
from ballots.secret.choices import choices_of, method_of, read_ballot
from ballots.secret.manifest import manifest_from_json, manifest_hash
from ballots.secret.signer import PrivateKey, blind_sign
from ballots.secret.wallet import (
    Wallet,
    blinded_messages,
    cast_records,
    open_wallet,
    own_leaves,
    request_hash,
    unblind,
)
from ballots.secret.words import words_en, words_zh

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
PAPERS: dict[str, dict[str, Any]] = {one["mode"]: one for one in VECTORS["papers"]}


def key() -> PrivateKey:
    p, q = int(VECTORS["p"], 16), int(VECTORS["q"], 16)
    d = pow(65537, -1, (p - 1) * (q - 1))
    return PrivateKey(PublicKey(p * q), p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))


def wallet(vector: dict[str, Any]) -> Wallet:
    manifest = manifest_from_json(vector["manifest"].encode())
    return open_wallet(bytes.fromhex(VECTORS["seed"]), manifest)


@pytest.fixture(params=PAPERS)
def vector(request: pytest.FixtureRequest) -> dict[str, Any]:
    return PAPERS[request.param]


def test_the_manifest_has_its_hash_and_its_words(vector: dict[str, Any]) -> None:
    digest = manifest_hash(vector["manifest"].encode())
    assert digest.hex() == vector["manifest_hash"]
    assert [*words_zh(digest)] == vector["words_zh"]
    assert [*words_en(digest)] == vector["words_en"]


def test_the_paper_follows_from_the_seed(vector: dict[str, Any]) -> None:
    [paper] = wallet(vector).papers
    assert [[one.hex() for one in row] for row in paper.secrets] == vector["secrets"]
    for name in ("serial", "prefix", "salt", "prepared"):
        assert getattr(paper, name).hex() == vector[name]
    assert f"{paper.r:0512x}" == vector["r"]
    assert paper.form.key.key_hash.hex() == vector["key_hash"]


def test_the_paper_is_issued_cast_and_acknowledged_in_these_bytes(
    vector: dict[str, Any],
) -> None:
    mine = wallet(vector)
    [blinded] = blinded_messages(mine)
    assert blinded.hex() == vector["blinded"]
    digest = manifest_hash(vector["manifest"].encode())
    assert request_hash(digest, [blinded]).hex() == vector["request_hash"]
    signed = blind_sign(key(), blinded)
    assert signed.hex() == vector["blind_signature"]
    [signature] = unblind(mine, [signed])
    assert signature.hex() == vector["signature"]
    marks = decode_marks(method_of(mine.manifest, 1), vector["marks"])
    assert {f"mark-{no}": str(mark) for no, mark in marks.marks} == vector["form"]
    assert [*choices_of(mine.manifest, marks)[0]] == vector["choices"]
    [record] = cast_records(mine, [signature], marks)
    assert record.hex() == vector["record"]
    assert read_ballot(mine.manifest, 1, record)[1] == marks
    [leaf] = own_leaves(mine, [record])
    assert leaf.hex() == vector["leaf"]
    server = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["server_private"]))
    receipt = give_receipt(server, mine.manifest.round, 1, leaf)
    assert receipt_to_json(receipt).decode() == vector["receipt"]
