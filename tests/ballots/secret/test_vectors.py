"""One paper from seed to receipt, in fixed bytes: the browser must compute the same."""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots.secret.blindrsa import PublicKey
from ballots.secret.checkpoint import give_receipt, receipt_to_json
from ballots.secret.choices import choices_of, read_ballot
from ballots.secret.manifest import manifest_from_json, manifest_hash
from ballots.secret.signer import PrivateKey, blind_sign
from ballots.secret.wallet import (
    blinded_messages,
    cast_records,
    open_wallet,
    own_leaves,
    request_hash,
    unblind,
)
from ballots.secret.words import words_en, words_zh
from tests.cast import marked

VECTOR = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
JSON = VECTOR["manifest"].encode()
MANIFEST = manifest_from_json(JSON)
WALLET = open_wallet(bytes.fromhex(VECTOR["seed"]), MANIFEST)


def key() -> PrivateKey:
    p, q = int(VECTOR["p"], 16), int(VECTOR["q"], 16)
    d = pow(65537, -1, (p - 1) * (q - 1))
    return PrivateKey(PublicKey(p * q), p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))


def test_the_manifest_has_its_hash_and_its_words() -> None:
    digest = manifest_hash(JSON)
    assert digest.hex() == VECTOR["manifest_hash"]
    assert [*words_zh(digest)] == VECTOR["words_zh"]
    assert [*words_en(digest)] == VECTOR["words_en"]


def test_the_paper_follows_from_the_seed() -> None:
    [paper] = WALLET.papers
    assert [[one.hex() for one in row] for row in paper.secrets] == VECTOR["secrets"]
    for name in ("serial", "prefix", "salt", "prepared"):
        assert getattr(paper, name).hex() == VECTOR[name]
    assert f"{paper.r:0512x}" == VECTOR["r"]
    assert paper.form.key.key_hash.hex() == VECTOR["key_hash"]


def test_the_paper_is_issued_cast_and_acknowledged_in_these_bytes() -> None:
    [blinded] = blinded_messages(WALLET)
    assert blinded.hex() == VECTOR["blinded"]
    assert request_hash(manifest_hash(JSON), [blinded]).hex() == VECTOR["request_hash"]
    signed = blind_sign(key(), blinded)
    assert signed.hex() == VECTOR["blind_signature"]
    [signature] = unblind(WALLET, [signed])
    assert signature.hex() == VECTOR["signature"]
    mine = marked(VECTOR["marks"])
    assert [*choices_of(MANIFEST, mine)[0]] == VECTOR["choices"]
    [record] = cast_records(WALLET, [signature], mine)
    assert record.hex() == VECTOR["record"]
    assert read_ballot(MANIFEST, 1, record)[1] == mine
    [leaf] = own_leaves(WALLET, [record])
    assert leaf.hex() == VECTOR["leaf"]
    server = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTOR["server_private"]))
    receipt = give_receipt(server, MANIFEST.round, 1, leaf)
    assert receipt_to_json(receipt).decode() == VECTOR["receipt"]
