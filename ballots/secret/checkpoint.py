"""What the server signs, and what devices sign beside it: receipts, checkpoint, cosignatures.

Pure: keys are handed in. Ed25519 (RFC 8032) is deterministic: asked again, the same bytes.
Needs nothing but `cryptography`.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from ballots.secret.merkle import PaperRoot, box_root
from ballots.secret.onetime import ROUND_BYTES
from core.canonical import Json, Reader, canonical, from_canonical, to_text
from core.errors import Refused

FIRST = bytes(32)  # the `previous` of the first checkpoint of a server


class Signed(StrEnum):
    """What a signature is for: the tag before the bytes, so that none fits another purpose."""

    RECEIPT = "minyi/1 receipt"
    CHECKPOINT = "minyi/1 checkpoint"
    RESULT = "minyi/1 result"
    ISSUE = "minyi/1 issue"  # by a deputy's device, over the hash of its request
    WITNESS_MANIFEST = "minyi/1 witness manifest"  # by a scrutineer's device, over a hash
    WITNESS_CHECKPOINT = "minyi/1 witness checkpoint"
    MEETING = "minyi/1 meeting archive"  # over the manifest of a whole meeting


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's word that this leaf lies in the box. No time, no place, no person."""

    round: bytes
    no: int
    leaf: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The frozen box in a few hashes, on the big screen before anything is counted."""

    origin: str
    round: bytes
    manifest_hash: bytes
    papers: tuple[PaperRoot, ...]
    box_root: bytes
    issued: int
    previous: bytes

    @property
    def cast(self) -> int:
        """Ballots in the box: the largest count of any paper number."""
        return max((paper.cast for paper in self.papers), default=0)


def sign(key: Ed25519PrivateKey, purpose: Signed, body: bytes) -> bytes:
    """64 bytes, the same each time."""
    return key.sign(purpose.encode() + body)


def is_signed(server_key: bytes, purpose: Signed, body: bytes, signature: bytes) -> bool:
    """Whether the raw Ed25519 key signed this for this purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(server_key)
        key.verify(signature, purpose.encode() + body)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed_by_device(spki: bytes, purpose: Signed, body: bytes, signature: bytes) -> bool:
    """Whether a browser's P-256 key signed this: ECDSA, SHA-256, r and s of 32 bytes each."""
    key = _device_key(spki)
    if key is None or len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), purpose.encode() + body, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def check_device_key(spki: bytes) -> None:
    """Refuse what is not a P-256 key as a browser exports it."""
    if _device_key(spki) is None:
        raise Refused("device-key")


def _device_key(spki: bytes) -> EllipticCurvePublicKey | None:
    try:
        key = load_der_public_key(spki)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        return None
    return (
        key
        if key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == spki
        else None
    )


def _receipt_body(round: bytes, no: int, leaf: bytes) -> bytes:
    return round + no.to_bytes(2, "big") + leaf


def give_receipt(key: Ed25519PrivateKey, round: bytes, no: int, leaf: bytes) -> Receipt:
    """Asked again, the same receipt."""
    return Receipt(round, no, leaf, sign(key, Signed.RECEIPT, _receipt_body(round, no, leaf)))


def check_receipt(server_key: bytes, receipt: Receipt) -> None:
    """Refuse a receipt the server did not give."""
    body = _receipt_body(receipt.round, receipt.no, receipt.leaf)
    if not is_signed(server_key, Signed.RECEIPT, body, receipt.signature):
        raise Refused("receipt-signature")


def receipt_to_json(receipt: Receipt) -> bytes:
    signature = to_text(receipt.signature)
    tree = {"round": receipt.round.hex(), "no": receipt.no, "leaf": receipt.leaf.hex()}
    return canonical(tree | {"signature": signature})


def receipt_from_json(octets: bytes) -> Receipt:
    fields = Reader(from_canonical(octets), "round no leaf signature")
    no = fields.number("no")
    if not 1 <= no < 2**16:
        raise Refused("field-wrong", field="no")
    return Receipt(
        fields.hex("round", ROUND_BYTES), no, fields.hex("leaf", 32), fields.octets("signature")
    )


def checkpoint_to_json(checkpoint: Checkpoint) -> bytes:
    """The bytes that are signed, hashed and chained."""
    papers = [
        {"no": paper.no, "cast": paper.cast, "root": paper.root.hex()}
        for paper in checkpoint.papers
    ]
    return canonical(
        {
            "origin": checkpoint.origin,
            "round": checkpoint.round.hex(),
            "manifest_hash": checkpoint.manifest_hash.hex(),
            "papers": papers,
            "box_root": checkpoint.box_root.hex(),
            "issued": checkpoint.issued,
            "previous": checkpoint.previous.hex(),
        }
    )


def checkpoint_hash(octets: bytes) -> bytes:
    return hashlib.sha256(octets).digest()


def checkpoint_from_json(octets: bytes) -> Checkpoint:
    """Read it, strictly; refuse one whose box root is not that of its papers."""
    names = "origin round manifest_hash papers box_root issued previous"
    fields = Reader(from_canonical(octets), names)
    papers = tuple(map(_paper_root, fields.list("papers")))
    checkpoint = Checkpoint(
        origin=fields.text("origin"),
        round=fields.hex("round", ROUND_BYTES),
        manifest_hash=fields.hex("manifest_hash", 32),
        papers=papers,
        box_root=fields.hex("box_root", 32),
        issued=fields.number("issued"),
        previous=fields.hex("previous", 32),
    )
    if [paper.no for paper in papers] != [*range(1, len(papers) + 1)]:
        raise Refused("checkpoint-papers")
    if box_root(checkpoint.round, papers) != checkpoint.box_root:
        raise Refused("checkpoint-box-root")
    return checkpoint


def _paper_root(tree: Json) -> PaperRoot:
    fields = Reader(tree, "no cast root")
    no, cast = fields.number("no"), fields.number("cast")
    if no >= 2**16 or cast >= 2**32:
        raise Refused("checkpoint-papers")
    return PaperRoot(no, cast, fields.hex("root", 32))
