"""What is asked of an archive file, what is answered, and what the exit code makes of it."""

import json
from dataclasses import replace

import pytest

from ballots.secret.archive import Result, result_to_json, signed_to_json
from ballots.secret.audit import (
    FAILS,
    HOLDS,
    OPEN,
    VERDICTS,
    Audit,
    Known,
    Standing,
    audit,
    compare,
    receipts_from_json,
)
from ballots.secret.checkpoint import Signed, checkpoint_hash, give_receipt, receipt_to_json
from ballots.secret.sources import verifier
from ballots.secret.words import words_en, words_zh
from core.canonical import Json, canonical, from_canonical
from core.checking import State
from core.errors import Refused
from core.zipped import archive_zip
from tests.ballots.secret.hall import ROUND, SERVER, Files, Hall, make_manifest
from tests.cast import marked

HALL = Hall(make_manifest(3))
for at, signs in enumerate(["++-", "+-.", "+oo", "-+.", "...", "+.+"]):
    HALL.vote(f"deputy-{at:02}", marked(signs))
FILES = HALL.archive(chosen=[1]) | {"verify.py": verifier()}
RECEIPT = receipt_to_json(HALL.receipts[0])
LOST = give_receipt(SERVER, ROUND, 1, bytes(32))


def look(files: Files = FILES, known: Known | None = None) -> Audit:
    return audit(archive_zip(files), known or Known(), verifier())


def unmade(found: Audit) -> set[str]:
    return {check.why for check in found.report.checks if check.state is State.UNCHECKED}


def test_an_archive_that_holds_shows_its_result() -> None:
    found = look()
    assert (found.code, found.verdict) == (HOLDS, VERDICTS[HOLDS])
    assert found.title == HALL.manifest.title
    assert found.manifest_hash == HALL.hash
    assert [(one.no, one.votes, one.place) for one in found.standings] == [
        (1, 4, "chosen"),
        (2, 2, ""),
        (3, 1, ""),
    ]


def test_a_file_that_is_no_archive_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        audit(b"GIF89a", Known(), b"")
    assert caught.value.code == "archive-unreadable"


def test_a_failure_is_named_in_the_verdict() -> None:
    found = look(FILES | {"issued.json": b"[]"})
    assert found.code == FAILS
    assert "cast-issued-entitled" in found.verdict
    result = json.loads(FILES["result.json"])
    result["body"]["chosen"] = [2]
    assert look(FILES | {"result.json": canonical(result)}).standings == ()
    assert look({"a": b""}).title == ""


EN, ZH = " ".join(words_en(HALL.hash)), " ".join(words_zh(HALL.hash))


# The keys are made anew in each process, and so are the words.
SPELLINGS = {"en": EN, "zh": ZH, "upper": EN.upper(), "joined": ZH.replace(" ", "")}
SPELLINGS |= {"framed": f" {EN}\n", "dashes": "-"}


@pytest.mark.parametrize("words", SPELLINGS.values(), ids=SPELLINGS)
def test_the_words_of_the_hall_are_compared(words: str) -> None:
    known = Known(words=words.replace("-", EN.replace(" ", "-")))
    assert "manifest-hash" in look(known=known).report.named(State.HOLDS)


def test_the_hash_of_the_hall_is_compared_and_both_must_fit() -> None:
    digest = HALL.hash.hex()
    other_words = " ".join(words_en(bytes(32)))
    assert "manifest-hash" in look(known=Known(hash=digest.upper())).report.named(State.HOLDS)
    wrong = [
        Known(words=other_words),
        Known(words=" ".join(words_zh(bytes(32)))),
        Known(hash="00" * 32),
        Known(words=other_words, hash=digest),
        Known(words=EN, hash="00" * 32),
    ]
    for known in wrong:
        assert look(known=known).report.named(State.FAILS) == ("manifest-hash",)


NO_WORDS = {
    "few": "latol kosip",
    "two": "山水",
    "more": EN + "x",
    "none": "-",
    "ones": "1" * 30,
}


@pytest.mark.parametrize("words", NO_WORDS.values(), ids=NO_WORDS)
def test_what_no_screen_shows_is_not_taken_for_words(words: str) -> None:
    with pytest.raises(Refused) as caught:
        look(known=Known(words=words))
    assert caught.value.code == "words-unreadable"


@pytest.mark.parametrize("digest", ["00", "g" * 64, "0" * 63, "-"])
def test_what_is_no_hash_is_not_taken_for_one(digest: str) -> None:
    with pytest.raises(Refused) as caught:
        look(known=Known(hash=digest))
    assert caught.value.code == "hash-unreadable"


def test_receipts_are_read_one_or_many_in_any_spelling() -> None:
    one = HALL.receipts[0]
    assert receipts_from_json(RECEIPT) == (one,)
    pretty = json.dumps([json.loads(RECEIPT)] * 2, indent=2).encode()
    assert receipts_from_json(pretty) == (one, one)
    assert receipts_from_json(b"[]") == ()
    broken = [b"", b"[", b"1", b'{"no":1}', b"\xff", b"[" * 100_000, b'{"no":1e999}']
    for octets in broken:
        with pytest.raises(Refused) as caught:
            receipts_from_json(octets)
        assert caught.value.code == "receipt-unreadable"


def test_a_receipt_whose_paper_is_gone_fails_also_beside_one_that_cannot_be_seen() -> None:
    apart = Hall(make_manifest(2, apart=True))
    for at in range(6):
        apart.vote(f"deputy-{at:02}", marked("+-"))
    del apart.records[2][2:]  # two left, so they are withheld
    files = apart.archive([1])
    del files["papers/2.bin"]
    unseen, gone = give_receipt(SERVER, ROUND, 2, bytes(32)), LOST
    assert "receipts" in look(files, Known([unseen])).report.named(State.UNCHECKED)
    failed = look(files, Known([unseen, gone])).report.named(State.FAILS)
    assert failed == ("announced", "receipts"), "nor have all numbers as many ballots"
    unknown = give_receipt(SERVER, ROUND, 3, bytes(32))
    assert "receipts" in look(files, Known([unknown])).report.named(State.FAILS)


def test_papers_that_are_withheld_leave_open_what_was_not_seen() -> None:
    hall = Hall(make_manifest(3))
    for at in range(4):
        hall.vote(f"deputy-{at:02}", marked("+.."))
    files = hall.archive([1])
    del files["papers/1.bin"]
    found = look(files)
    assert found.code == OPEN
    assert {"records", "serials", "roots", "recount"} <= {
        check.name for check in found.report.checks if check.why == "papers-withheld"
    }
    minted = Hall(hall.manifest, {1: [*hall.records[1], *HALL.records[1][4:]]}, HALL.issues)
    more = minted.archive([1])
    lying = files | {"result.json": result_of(files, papers=body_of(more)["papers"])}
    assert look(lying).report.named(State.FAILS) == ("recount", "announced")


def test_cosignatures_that_are_missing_leave_the_archive_open_and_their_file_fails_it() -> None:
    found = look(FILES | {"cosignatures/manifest.json": b"[]"})
    assert (found.code, found.verdict) == (OPEN, VERDICTS[OPEN])
    assert "cosignatures-missing" in unmade(found)
    left = {name: FILES[name] for name in FILES if name != "cosignatures/manifest.json"}
    assert look(left).report.named(State.FAILS) == ("cosigned-manifest",)


def test_who_signed_twice_is_not_counted_twice() -> None:
    signed = json.loads(FILES["cosignatures/manifest.json"])
    found = look(FILES | {"cosignatures/manifest.json": canonical(signed * 2)})
    assert found.report.named(State.FAILS) == ("cosigned-manifest",)


def test_the_journal_ends_with_the_result() -> None:
    later = HALL.archive([1], change=lambda told: told.append(("ItemEnded", {"item": "i"})))
    found = look(FILES | {"journal.jsonl": later["journal.jsonl"]})
    whys = {check.why for check in found.report.checks if check.state is State.FAILS}
    assert whys == {"journal-after-result", "not-announced"}
    assert look(later).report.named(State.FAILS) == ("announced",)


@pytest.mark.parametrize("octets", [b"import os\n", None])
def test_another_verifier_is_said_but_makes_no_other_code(octets: bytes | None) -> None:
    left = {name: FILES[name] for name in FILES if name != "verify.py"}
    found = look(left if octets is None else left | {"verify.py": octets})
    assert found.code == HOLDS
    assert {"verifier-differs", "verifier-absent"} & unmade(found)
    assert compare(verifier(), verifier()).state is State.HOLDS


# Slips, counted by hand


def body_of(files: Files) -> dict[str, Json]:
    tree = json.loads(files["result.json"])["body"]
    assert isinstance(tree, dict)
    return tree


def result_of(files: Files, **changes: object) -> bytes:
    """The server signs another result."""
    body = body_of(files) | changes
    return signed_to_json(SERVER, Signed.RESULT, canonical(body))


UNMARKED: dict[str, Json] = {"abstain": 0, "not_marked": 0, "illegible": 0}


def count(no: int, valid: int, invalid: int, votes: dict[int, int]) -> dict[str, Json]:
    rows: list[Json] = [
        {"no": item, "for": for_, "against": valid - for_, **UNMARKED}
        for item, for_ in votes.items()
    ]
    numbers: dict[str, Json] = {"no": no, "returned": valid + invalid, "valid": valid}
    return numbers | {"invalid": invalid, "items": rows}


SLIPS = count(1, 3, 1, {1: 0, 2: 3, 3: 0})


def test_slips_are_added_to_the_papers_and_leave_the_archive_open() -> None:
    hall = replace(HALL, slips=SLIPS)
    found = look(hall.archive([2]))
    assert found.code == OPEN
    assert "slips-counted-by-hand" in unmade(found)
    assert found.standings[0] == Standing(2, HALL.manifest.items[1].name, 5, "chosen")
    assert look(hall.archive([1])).report.named(State.FAILS) == ("outcome",)


@pytest.mark.parametrize(
    ("slips", "why"),
    [
        ([SLIPS | {"returned": 5}], "count-wrong"),
        ([SLIPS | {"valid": 4, "invalid": 0}], "count-wrong"),
        ([SLIPS | {"items": []}], "count-wrong"),
        ([count(1, 3, 0, {1: 0, 3: 3, 2: 0})], "count-wrong"),
        ([SLIPS, SLIPS], "slips-order"),
        ([SLIPS | {"no": 2}], "paper-unknown"),
        ([count(1, 15, 0, {1: 15, 2: 0, 3: 0})], "more-slips-than-people"),
        ([{"no": 1}], "fields-wrong"),
        ([SLIPS | {"valid": -3}], "field-wrong"),
    ],
)
def test_slips_that_do_not_add_up_fail(slips: list[Json], why: str) -> None:
    found = look(FILES | {"result.json": result_of(FILES, slips=slips, chosen=[])})
    whys = {check.why for check in found.report.checks if check.name == "slips"}
    assert whys == {why}
    assert found.code == FAILS


def test_as_many_slips_as_people_without_papers_are_not_too_many() -> None:
    most = len(HALL.manifest.entitled) - len(HALL.issues)
    slips = count(1, most, 0, {1: most, 2: 0, 3: 0})
    assert look(replace(HALL, slips=slips).archive([1])).code == OPEN


def test_the_result_is_what_the_server_signed() -> None:
    octets = json.loads(FILES[f"checkpoints/{1:04}.json"])
    body = from_canonical(canonical(octets["body"]))
    result = Result(ROUND, checkpoint_hash(canonical(body)), [], [], (1,), (), "")
    files = FILES | {
        "result.json": signed_to_json(SERVER, Signed.RESULT, result_to_json(result))
    }
    assert set(look(files).report.named(State.FAILS)) == {
        "recount",
        "journal-result",
        "outcome",
        "announced",
    }
    other = replace(result, round=bytes(16))
    files["result.json"] = signed_to_json(SERVER, Signed.RESULT, result_to_json(other))
    assert "result-round" in look(files).report.named(State.FAILS)
