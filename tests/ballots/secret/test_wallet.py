"""The voter's side, against the box: issue, cast and read back, for any method and ballot."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ballots.paper import Ballot, ballot, check_ballot
from ballots.secret.checkpoint import Receipt, give_receipt
from ballots.secret.choices import (
    answers,
    choices_of,
    count_papers,
    method_of,
    method_of_all,
    read_ballot,
)
from ballots.secret.legal import check_legal
from ballots.secret.manifest import Manifest
from ballots.secret.merkle import record_leaf
from ballots.secret.sealed import merged
from ballots.secret.signer import blind_sign
from ballots.secret.wallet import (
    blinded_messages,
    cast_records,
    check_own_receipt,
    missing_leaves,
    open_wallet,
    own_leaves,
    request_hash,
    unblind,
)
from ballots.tally import tally
from core.errors import Refused
from tests.ballots.secret.hall import ROUND, SERVER, Hall, make_manifest, rsa_key, seed
from tests.ballots.secret.rounds import ballots, manifests
from tests.cast import marked, refused

ME = "deputy-03"
PICK: dict[str, Any] = {"mode": "pick", "max_marks": 2}


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_may_be_cast_is_read_back_and_counted(data: st.DataObject) -> None:
    manifest = data.draw(manifests())
    mine = data.draw(ballots(manifest))
    assume(not code_of(by_box, manifest, mine))
    hall = Hall(manifest)
    records = hall.vote(ME, mine)
    read = [read_ballot(manifest, no, one)[1] for no, one in enumerate(records, start=1)]
    assert ballot(dict(pair for one in read for pair in one.marks)) == mine
    counts = count_papers(manifest, hall.records)
    assert merged(method_of_all(manifest), counts) == tally(method_of_all(manifest), [mine])


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_box_and_the_verifier_hold_the_same_marks_legal(data: st.DataObject) -> None:
    manifest = data.draw(manifests())
    mine = data.draw(ballots(manifest))
    assert code_of(by_rule, manifest, mine) == code_of(by_box, manifest, mine)


def code_of(check: Callable[[Manifest, Ballot], None], manifest: Manifest, mine: Ballot) -> str:
    try:
        check(manifest, mine)
    except Refused as problem:
        return problem.code
    return ""


def by_rule(manifest: Manifest, mine: Ballot) -> None:
    known = answers(manifest)
    for paper in manifest.papers:
        check_legal(manifest, [known.index(mine.mark(no)) for no in paper.questions])


def by_box(manifest: Manifest, mine: Ballot) -> None:
    for paper in manifest.papers:
        asked = {no: mark for no, mark in mine.marks if no in paper.questions}
        check_ballot(method_of(manifest, paper.no), ballot(asked))


def test_attack_10_other_blinds_are_another_request() -> None:
    hall = Hall(make_manifest(2, apart=True))
    mine = blinded_messages(open_wallet(seed(ME), hall.manifest))
    again = blinded_messages(open_wallet(seed(ME), hall.manifest))
    others = [
        blinded_messages(open_wallet(seed("another phone"), hall.manifest)),
        mine[::-1],
        mine[:1],
    ]
    assert request_hash(hall.hash, mine) == request_hash(hall.hash, again)
    hashes = {request_hash(hall.hash, one) for one in (mine, *others)}
    assert len(hashes) == 4
    assert request_hash(bytes(32), mine) not in hashes


def test_a_phone_that_reloads_at_any_step_sends_the_same_bytes() -> None:
    hall = Hall(make_manifest(3))
    once = hall.vote(ME, marked("+-o"))
    assert Hall(hall.manifest).vote(ME, marked("+-o")) == once


def test_what_the_server_signs_has_nothing_in_common_with_what_is_cast() -> None:
    hall = Hall(make_manifest(1))
    [record] = hall.vote(ME, marked("+"))
    [blinded] = blinded_messages(open_wallet(seed(ME), hall.manifest))
    signed = blind_sign(rsa_key(1), blinded)
    pieces = {record[at : at + 8] for at in range(len(record) - 7)}
    for told in (blinded, signed):
        assert not pieces & {told[at : at + 8] for at in range(len(told) - 7)}


def test_every_record_of_a_number_has_one_length() -> None:
    hall = Hall(make_manifest(3))
    lengths = {len(hall.vote(f"deputy-{at:02}", marked(m))[0]) for at, m in enumerate(SIGNS)}
    assert len(lengths) == 1


SIGNS = ["...", "+++", "-o+", "o.."]


def test_attack_18_marks_that_spoil_are_refused_and_the_paper_is_still_good() -> None:
    hall = Hall(make_manifest(3, **PICK))
    free = replace(hall.manifest, over_marked="valid")
    [spoilt] = Hall(free).vote(ME, marked("+++"))
    with refused("over-marked", marked=3, most=2):
        read_ballot(hall.manifest, 1, spoilt)
    with refused("over-marked"):
        hall.vote(ME, marked("+++"))
    [record] = hall.vote(ME, marked("++."))
    checked, found = read_ballot(hall.manifest, 1, record)
    assert found == marked("++.")
    assert checked.serial == read_ballot(free, 1, spoilt)[0].serial


def test_attack_18_what_the_mode_or_the_candidates_do_not_know_is_refused() -> None:
    picking = make_manifest(3, **PICK)
    with refused("mark-outside-mode", no=1):
        choices_of(picking, marked("-.."))
    with refused("mark-outside-mode", mark="x"):
        choices_of(make_manifest(3), marked("x.."))
    with refused("candidate-unknown", no=4):
        choices_of(picking, marked("...+"))


def test_too_few_signatures_or_a_wrong_one_never_make_a_phone_ready() -> None:
    hall = Hall(make_manifest(2, apart=True))
    wallet = open_wallet(seed(ME), hall.manifest)
    signed = [
        blind_sign(rsa_key(no), one) for no, one in enumerate(blinded_messages(wallet), start=1)
    ]
    assert len(unblind(wallet, signed)) == 2
    for wrong in (signed[:1], signed[::-1], []):
        with refused("blind-signature"):
            unblind(wallet, wrong)


def test_a_manifest_with_an_unproved_key_is_not_used() -> None:
    manifest = make_manifest(1)
    paper = replace(manifest.papers[0], proof=manifest.papers[0].proof[::-1])
    with refused("key-proof"):
        open_wallet(seed(ME), replace(manifest, papers=(paper,)))


def test_a_receipt_is_for_this_record_and_by_this_server() -> None:
    hall = Hall(make_manifest(3))
    wallet = open_wallet(seed(ME), hall.manifest)
    [record] = hall.vote(ME, marked("+.-"))
    [receipt] = hall.receipts
    check_own_receipt(wallet, 1, record, receipt)
    with refused("receipt-other"):
        check_own_receipt(wallet, 1, record[:-1] + b"\0", receipt)
    other = give_receipt(SERVER, ROUND, 2, receipt.leaf)
    with refused("receipt-other"):
        check_own_receipt(wallet, 1, record, other)
    forged = Receipt(ROUND, 1, receipt.leaf, bytes(64))
    with refused("receipt-signature"):
        check_own_receipt(wallet, 1, record, forged)


def test_a_phone_finds_its_own_leaves_and_misses_those_that_were_dropped() -> None:
    hall = Hall(make_manifest(2, apart=True))
    wallet = open_wallet(seed(ME), hall.manifest)
    records = hall.vote(ME, marked("+-"))
    first, second = own_leaves(wallet, records)
    assert first == record_leaf(ROUND, 1, records[0])
    assert missing_leaves(wallet, records, [{first}, {second}]) == ()
    assert missing_leaves(wallet, records, [{first}, {first}]) == (2,)


def test_records_are_the_same_whichever_paper_was_signed_first() -> None:
    hall = Hall(make_manifest(1))
    signatures = hall.issue(ME)
    wallet = open_wallet(seed(ME), hall.manifest)
    assert cast_records(wallet, signatures, marked("+")) == hall.vote(ME, marked("+"))


def test_a_number_the_round_has_not_is_refused() -> None:
    for no in (0, 2, -1):
        with refused("paper-unknown", paper=no):
            read_ballot(make_manifest(3), no, b"")
