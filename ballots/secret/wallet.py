"""The voter's side of a secret round, as the phone computes it. Pure.

Everything follows from one seed and the manifest: a reload, another phone with the same seed or
a lost reply lead to the same bytes again.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from ballots.paper import Ballot
from ballots.secret.blindrsa import blind, finalize
from ballots.secret.checkpoint import Receipt, check_receipt
from ballots.secret.choices import choices_of
from ballots.secret.manifest import Manifest, check_certificates
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import OneTimePaper, fill, prepare_paper
from core.errors import Refused


@dataclass(frozen=True, slots=True)
class Wallet:
    """The deputy's papers for one round, one for each number."""

    manifest: Manifest
    papers: tuple[OneTimePaper, ...] = field(repr=False)


def open_wallet(seed: bytes, manifest: Manifest) -> Wallet:
    """Derive the papers; refuse a manifest whose keys could mark their holders."""
    check_certificates(manifest)
    return Wallet(manifest, tuple(prepare_paper(seed, form) for form in manifest.forms))


def blinded_messages(wallet: Wallet) -> tuple[bytes, ...]:
    """What the server is asked to sign: one value a paper, as long as its key."""
    return tuple(
        blind(paper.form.key, paper.prepared, paper.salt, paper.r) for paper in wallet.papers
    )


def request_hash(manifest_hash: bytes, blinded: Sequence[bytes]) -> bytes:
    """SHA-256 over the whole request; the device signs it and the roll keeps it."""
    body = b"".join(no.to_bytes(2, "big") + value for no, value in enumerate(blinded, start=1))
    return hashlib.sha256(b"minyi/1 request" + manifest_hash + body).digest()


def unblind(wallet: Wallet, blind_signatures: Sequence[bytes]) -> tuple[bytes, ...]:
    """The signatures of the papers. Refuses unless every one of them is good."""
    if len(blind_signatures) != len(wallet.papers):
        raise Refused("blind-signature")
    return tuple(
        finalize(paper.form.key, paper.prepared, signed, paper.r)
        for paper, signed in zip(wallet.papers, blind_signatures, strict=True)
    )


def cast_records(
    wallet: Wallet, signatures: Sequence[bytes], ballot: Ballot
) -> tuple[bytes, ...]:
    """One record a paper. Refuses a ballot the box would not take.

    Never for two ballots: two records of one paper together tell two secrets of a question.
    """
    chosen = choices_of(wallet.manifest, ballot)
    return tuple(
        fill(paper, choices, signature)
        for paper, choices, signature in zip(wallet.papers, chosen, signatures, strict=True)
    )


def own_leaves(wallet: Wallet, records: Sequence[bytes]) -> tuple[bytes, ...]:
    """The leaves to look for in the list that everybody fetches."""
    round = wallet.manifest.round
    return tuple(record_leaf(round, no, record) for no, record in enumerate(records, start=1))


def check_own_receipt(wallet: Wallet, no: int, record: bytes, receipt: Receipt) -> None:
    """Refuse a receipt for another record, or one the server of this round did not sign."""
    manifest = wallet.manifest
    leaf = record_leaf(manifest.round, no, record)
    if (receipt.round, receipt.no, receipt.leaf) != (manifest.round, no, leaf):
        raise Refused("receipt-other", paper=no)
    check_receipt(manifest.server_key, receipt)


def missing_leaves(
    wallet: Wallet, records: Sequence[bytes], listed: Sequence[Collection[bytes]]
) -> tuple[int, ...]:
    """The numbers of own papers that are not among the leaves published under their number."""
    return tuple(
        no
        for no, leaf in enumerate(own_leaves(wallet, records), start=1)
        if leaf not in listed[no - 1]
    )
