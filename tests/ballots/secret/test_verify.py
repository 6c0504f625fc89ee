"""The archive: whoever changes anything in it is told by name what no longer fits."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.secret.archive import (
    Issue,
    Witness,
    issued_from_json,
    issued_to_json,
    papers_name,
    witnesses_to_json,
)
from ballots.secret.checkpoint import Signed, checkpoint_hash, give_receipt
from ballots.secret.manifest import manifest_to_json
from ballots.secret.verify import STEPS, verify_archive
from core.canonical import canonical
from core.checking import State
from tests.ballots.secret.hall import (
    ROUND,
    SERVER,
    Files,
    Hall,
    Told,
    device_spki,
    make_manifest,
    sign_by_device,
)
from tests.cast import marked

SIGNS = ["++-", "+-.", "+oo", "-+.", "...", "+.+"]
UNMADE = {"manifest-hash", "client-files", "majority", "receipts"}


def make_hall() -> Hall:
    hall = Hall(make_manifest(3))
    for at, signs in enumerate(SIGNS):
        hall.vote(f"deputy-{at:02}", marked(signs))
    hall.issue("deputy-19")  # handed papers, cast none
    return hall


HALL = make_hall()
FILES = HALL.archive(chosen=[1])


def failing(files: Files, hall: Hall = HALL) -> set[str]:
    return set(verify_archive(files, hall.receipts).named(State.FAILS))


def test_a_true_archive_holds_and_says_what_was_not_checked() -> None:
    report = verify_archive(FILES)
    assert report.named(State.FAILS) == ()
    assert set(report.named(State.UNCHECKED)) == UNMADE
    assert report.holds
    full = verify_archive(FILES, HALL.receipts, HALL.hash)
    assert set(full.named(State.UNCHECKED)) == {"client-files", "majority"}
    assert [check.name for check in full.checks] == [step.name for step in STEPS]
    assert all(check.why for check in full.checks if check.state is not State.HOLDS)


def test_papers_apart_are_checked_number_by_number() -> None:
    hall = Hall(make_manifest(3, apart=True, seats=2))
    for at, signs in enumerate(SIGNS):
        hall.vote(f"deputy-{at:02}", marked(signs))
    with ThreadPoolExecutor(2) as pool:
        report = verify_archive(
            hall.archive(chosen=[1], tied=[2, 3]), hall.receipts, spread=pool.map
        )
    assert report.named(State.FAILS) == ("outcome",)
    assert verify_archive(hall.archive(chosen=[1, 2])).holds


def test_a_hash_the_hall_did_not_see_fails() -> None:
    assert verify_archive(FILES, hall_hash=bytes(32)).named(State.FAILS) == ("manifest-hash",)


def test_an_empty_archive_fails_and_nothing_is_raised() -> None:
    report = verify_archive({})
    assert "manifest" in report.named(State.FAILS)
    assert not report.named(State.HOLDS)


PAPERS, LENGTH = papers_name(1), HALL.manifest.form(1).record_length


def rewritten(name: str, change: Callable[[Any], object]) -> Files:
    """The archive with a JSON file changed after it was signed."""
    tree = json.loads(FILES[name])
    change(tree)
    return FILES | {name: canonical(tree)}


def cut(name: str, start: int, end: int) -> Files:
    return FILES | {name: FILES[name][:start] + FILES[name][end:]}


def swapped() -> Files:
    first, second = FILES[PAPERS][:LENGTH], FILES[PAPERS][LENGTH : 2 * LENGTH]
    return FILES | {PAPERS: second + first + FILES[PAPERS][2 * LENGTH :]}


def altered(place: int) -> Files:
    octets = bytearray(FILES[PAPERS])
    octets[place] ^= 1
    return FILES | {PAPERS: bytes(octets)}


def without(name: str) -> Files:
    return {one: FILES[one] for one in FILES if one != name}


def journal(change: Callable[[list[bytes]], object]) -> Files:
    lines = FILES["journal.jsonl"].splitlines()
    change(lines)
    return FILES | {"journal.jsonl": b"".join(line + b"\n" for line in lines)}


def respelled(lines: list[bytes]) -> None:
    lines[0] = lines[0].replace(b":1,", b": 1,")


def other_fact(lines: list[bytes]) -> None:
    lines[1] = lines[1].replace(b"deputy-01", b"deputy-09")


CHECKPOINT = "checkpoints/0001.json"
COUNT = {"recount", "receipts", "roots"}
ATTACKS: dict[str, tuple[Files, set[str]]] = {
    "a paper deleted": (cut(PAPERS, 0, LENGTH), COUNT),
    "a paper twice": (
        FILES | {PAPERS: FILES[PAPERS][:LENGTH] + FILES[PAPERS]},
        {"serials", "roots", "recount"},
    ),
    "two papers swapped": (swapped(), {"serials"}),
    "a secret altered": (altered(400), {"records", *COUNT}),
    "a choice altered": (altered(32 + 256), {"records", *COUNT}),
    "a paper cut short": (cut(PAPERS, 0, 1), {"papers"}),
    "all papers gone": (without(PAPERS), {"records"}),
    "a paper under another number": (
        FILES | {"papers/2.bin": FILES[PAPERS][:LENGTH]},
        {"file-names"},
    ),
    "an event deleted": (journal(lambda lines: lines.pop(1)), {"journal"}),
    "the last event deleted": (
        journal(lambda lines: lines.pop()),
        {"journal-order", "journal-result", "announced"},
    ),
    "two events swapped": (
        journal(lambda lines: lines.insert(0, lines.pop(1))),
        {"journal"},
    ),
    "an event altered": (journal(other_fact), {"journal"}),
    "an event respelled": (journal(respelled), {"journal"}),
    "an event of no sense": (journal(lambda lines: lines.insert(0, b"[")), {"journal"}),
    "the checkpoint altered": (
        rewritten(CHECKPOINT, lambda tree: tree["body"].update(issued=8)),
        {"checkpoints"},
    ),
    "the checkpoint deleted": (without(CHECKPOINT), {"checkpoints"}),
    "the result altered": (
        rewritten("result.json", lambda tree: tree["body"].update(chosen=[2])),
        {"result"},
    ),
    "the result deleted": (without("result.json"), {"result"}),
    "the register cut": (
        rewritten("issued.json", lambda tree: tree.pop()),
        {"cast-issued-entitled"},
    ),
    "a person twice in the register": (
        rewritten("issued.json", lambda tree: tree.append(tree[0])),
        {"issued"},
    ),
    "another's name in the register": (
        rewritten("issued.json", lambda tree: tree[-1].update(person="deputy-99")),
        {"cast-issued-entitled", "devices-enrolled"},
    ),
    "another request in the register": (
        rewritten("issued.json", lambda tree: tree[0].update(request_hash="00" * 32)),
        {"device-signatures"},
    ),
    "the manifest altered": (
        rewritten("manifest.json", lambda tree: tree.update(title="other")),
        {"journal-manifest", "checkpoint-round", "cosigned-manifest"},
    ),
    "a cosignature altered": (
        rewritten(
            "cosignatures/manifest.json",
            lambda tree: tree[0].update(signature="A" * 86),
        ),
        {"cosigned-manifest"},
    ),
    "a cosignature by a stranger": (
        FILES | {"cosignatures/checkpoint.json": witnesses_to_json([Witness("x", bytes(64))])},
        {"cosigned-checkpoint"},
    ),
}


@pytest.mark.parametrize(("files", "named"), ATTACKS.values(), ids=ATTACKS)
def test_attack_24_what_was_changed_is_named(files: Files, named: set[str]) -> None:
    assert failing(files) == named


def test_attack_24_a_server_that_drops_a_paper_is_told_by_the_receipt() -> None:
    """It signs everything anew, and still the deputy holds its word."""
    lying = Hall(HALL.manifest, {1: HALL.records[1][1:]}, HALL.issues)
    assert failing(lying.archive(chosen=[1])) == {"receipts"}


def test_attack_24_a_server_that_counts_wrongly_is_told_by_the_recount() -> None:
    lying = Hall(HALL.manifest, {1: HALL.records[1][1:]}, HALL.issues)
    files = HALL.archive(chosen=[1])
    checkpoint, events = json.loads(files[CHECKPOINT]), files["journal.jsonl"].splitlines()
    assert checkpoint["body"]["papers"][0]["cast"] == 6
    digest = checkpoint_hash(canonical(checkpoint["body"]))
    files["result.json"] = lying.result(digest, events, ([1], []))
    assert failing(files) == {"recount", "announced"}


def test_attack_25_minted_papers_are_more_than_were_issued() -> None:
    """The server holds the key: it can make papers, but not deputies' signatures for them."""
    minting = make_hall()
    minting.issues = minting.issues[:5]
    assert failing(minting.archive(chosen=[1]), minting) == {"cast-issued-entitled"}
    person = "deputy-18"
    forged = Issue(person, device_spki(person), bytes(32), bytes(64))
    minting.issues += [forged, replace(forged, person="deputy-17")]
    assert "device-signatures" in failing(minting.archive(chosen=[1]), minting)


def test_attack_25_a_device_nobody_enrolled_is_named() -> None:
    minting = make_hall()
    files = minting.archive(chosen=[1])
    person = "deputy-18"
    signature = sign_by_device(person, Signed.ISSUE, bytes(32))
    made_up = Issue(person, device_spki(person), bytes(32), signature)
    issues = [*minting.issues[:-1], made_up]
    files["issued.json"] = issued_to_json(issues)
    assert failing(files, minting) == {"devices-enrolled"}


def test_a_journal_without_devices_is_said_not_held_against_anybody() -> None:
    def forget(told: list[Told]) -> None:
        told[:] = [one for one in told if one[0] != "DeviceEnrolled"]

    report = verify_archive(HALL.archive([1], change=forget))
    assert "devices-enrolled" in report.named(State.UNCHECKED)
    assert report.named(State.FAILS) == ()


def test_a_receipt_without_a_paper_fails_and_a_forged_one_too() -> None:
    lost = give_receipt(SERVER, ROUND, 1, bytes(32))
    for receipt in (
        lost,
        replace(lost, leaf=b"\1" * 32),
        give_receipt(SERVER, bytes(16), 1, b""),
    ):
        assert verify_archive(FILES, [receipt]).named(State.FAILS) == ("receipts",)


def test_fewer_than_five_papers_are_withheld_and_that_is_said() -> None:
    hall = Hall(make_manifest(3))
    for at in range(4):
        hall.vote(f"deputy-{at:02}", marked("+.."))
    files = {name: octets for name, octets in hall.archive([1]).items() if name != PAPERS}
    report = verify_archive(files, hall.receipts)
    assert report.named(State.FAILS) == ()
    assert {"records", "recount", "receipts"} <= set(report.named(State.UNCHECKED))


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(max_examples=80, deadline=None)
def test_no_archive_can_make_the_verifier_stumble(name: str, data: st.DataObject) -> None:
    octets = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    report = verify_archive(FILES | {name: bytes(octets)})
    assert report.holds is (bytes(octets) == FILES[name])


def test_what_was_written_is_read_back() -> None:
    assert [*issued_from_json(FILES["issued.json"])] == sorted(
        HALL.issues, key=lambda one: one.person
    )
    assert FILES["manifest.json"] == manifest_to_json(HALL.manifest)
