"""The archive of a secret round, as named files: what `verify` reads. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballots.secret.checkpoint import Signed, is_signed, sign
from core.canonical import Json, Reader, canonical, from_canonical, to_text
from core.chain import journal_line, withheld
from core.errors import Refused

MANIFEST, JOURNAL = "manifest.json", "journal.jsonl"
ISSUED, RESULT = "issued.json", "result.json"
VERIFIER = "verify.py"
WITNESSES = {
    Signed.WITNESS_MANIFEST: "cosignatures/manifest.json",
    Signed.WITNESS_CHECKPOINT: "cosignatures/checkpoint.json",
}
DEVICE = "DeviceEnrolled"
OF_THE_ROUND = {  # the entries of a round that stand in its archive in full
    *("RoundSealed", "BoxPrepared", "BoxOpened", "RoundOpened", "RoundClosed", "BoxFrozen"),
    *("BoxWitnessed", "SlipGiven", "SlipsTyped", "RoundCounted", "RoundSigned"),
    *("ResultAnnounced", "ComplaintProven"),
}
FEWEST = 5  # ballots of a paper number: with fewer, only totals are published


def papers_name(no: int) -> str:
    """The records of one paper number, one after the other, by rising serial."""
    return f"papers/{no}.bin"


def checkpoint_name(index: int) -> str:
    """Counted from 1; the last one is of this round."""
    return f"checkpoints/{index:04}.json"


@dataclass(frozen=True, slots=True)
class Issue:
    """One line of the marked register: who was handed papers, never whether they were cast."""

    person: str
    device: bytes  # SubjectPublicKeyInfo of the P-256 key
    request_hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Witness:
    """A scrutineer's cosignature."""

    person: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """`papers` and `slips` are counts by paper number; `journal` is its last hash then."""

    round: bytes
    checkpoint_hash: bytes
    papers: Sequence[Json]
    slips: Sequence[Json]
    chosen: tuple[int, ...]
    tied: tuple[int, ...]
    journal: str


def signed_to_json(key: Ed25519PrivateKey, purpose: Signed, body: bytes) -> bytes:
    """A canonical object and the server's signature over it."""
    signature = to_text(sign(key, purpose, body))
    return canonical({"body": from_canonical(body), "signature": signature})


def signed_from_json(server_key: bytes, purpose: Signed, octets: bytes) -> bytes:
    """The canonical object; refuses it unless the server signed it."""
    fields = Reader(from_canonical(octets), "body signature")
    body = canonical(fields.object("body"))
    if not is_signed(server_key, purpose, body, fields.octets("signature")):
        raise Refused("signature-wrong")
    return body


def issued_to_json(issues: Iterable[Issue]) -> bytes:
    """The register by person: its order tells nothing of the order of asking."""
    return canonical(
        [
            {"person": one.person, "device": to_text(one.device)}
            | {"request_hash": one.request_hash.hex(), "signature": to_text(one.signature)}
            for one in sorted(issues, key=lambda one: one.person)
        ]
    )


def issued_from_json(octets: bytes) -> tuple[Issue, ...]:
    """Refuses a register in which anybody stands twice."""
    found = tuple(map(_issue, _list(octets)))
    people = [one.person for one in found]
    if people != sorted(set(people)):
        raise Refused("issued-order")
    return found


def _issue(tree: Json) -> Issue:
    fields = Reader(tree, "person device request_hash signature")
    device, signature = fields.octets("device"), fields.octets("signature")
    return Issue(fields.text("person"), device, fields.hex("request_hash", 32), signature)


def witnesses_to_json(witnesses: Iterable[Witness]) -> bytes:
    ordered = sorted(witnesses, key=lambda one: one.person)
    return canonical(
        [{"person": one.person, "signature": to_text(one.signature)} for one in ordered]
    )


def witnesses_from_json(octets: bytes) -> tuple[Witness, ...]:
    """Refuses a list in which anybody stands twice."""
    found = []
    for tree in _list(octets):
        fields = Reader(tree, "person signature")
        found.append(Witness(fields.text("person"), fields.octets("signature")))
    people = [one.person for one in found]
    if people != sorted(set(people)):
        raise Refused("cosignatures-order")
    return tuple(found)


def _list(octets: bytes) -> list[Json]:
    return Reader({"list": from_canonical(octets)}, "list").list("list")


def shown(line: Mapping[str, Json], round: str) -> bytes:
    """An entry as it stands in the archive of this round; others by name are not told in it."""
    facts = Reader({"facts": line["facts"]}, "facts").object("facts")
    of_round = facts.get("round") == round and line["kind"] in OF_THE_ROUND
    if of_round or line["kind"] == DEVICE:
        return journal_line(line)
    return journal_line(withheld(line))


def result_to_json(result: Result) -> bytes:
    return canonical(
        {
            "round": result.round.hex(),
            "checkpoint_hash": result.checkpoint_hash.hex(),
            "papers": result.papers,
            "slips": result.slips,
            "chosen": result.chosen,
            "tied": result.tied,
            "journal": result.journal,
        }
    )


def result_from_json(octets: bytes) -> Result:
    names = "round checkpoint_hash papers slips chosen tied journal"
    fields = Reader(from_canonical(octets), names)
    return Result(
        round=fields.hex("round", 16),
        checkpoint_hash=fields.hex("checkpoint_hash", 32),
        papers=fields.list("papers"),
        slips=fields.list("slips"),
        chosen=fields.numbers("chosen"),
        tied=fields.numbers("tied"),
        journal=fields.text("journal"),
    )
