"""Whatever is changed in an archive, a check says so by its name."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ballots.secret.audit import FAILS, HOLDS, OPEN, Known
from ballots.secret.checkpoint import Signed, sign
from core.canonical import canonical, to_text
from core.chain import journal_line
from core.checking import State
from core.journal import Entry, entry_hash
from core.zipped import archive_zip, read_zip
from sessions.archive.manifest import (
    JOURNAL,
    MANIFEST,
    SIGNATURE,
    file_entry,
    manifest_from_json,
    manifest_to_json,
)
from sessions.archive.terms import Copy
from sessions.retention import Retention
from tests.web.archive.conftest import Archived
from web.archive.audit import MeetingAudit, audit_meeting
from web.archive.documents import documents
from web.archive.plain import Events
from web.archive.program import program

Files = dict[str, bytes]
often = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


MADE: dict[str, Mapping[str, bytes]] = {}


def once(events: Events, zone: str) -> Mapping[str, bytes]:
    """The documents of one journal, made once: every check compares with them."""
    key = f"{zone}{events!r}"
    if key not in MADE:
        MADE[key] = documents(events, zone)
    return MADE[key]


def checked(octets: bytes, hash: str = "") -> MeetingAudit:
    return audit_meeting(octets, Known(hash=hash), replace(program(), documents=once))


def failed(files: Files) -> tuple[str, ...]:
    return checked(archive_zip(files)).report.named(State.FAILS)


def resealed(files: Files) -> Files:
    """As a forger with a key of his own would: every hash and the signature are right again."""
    key = Ed25519PrivateKey.generate()
    old = manifest_from_json(files[MANIFEST])
    kept = {one.name: one.retention for one in old.files}
    names = sorted(set(files) - {MANIFEST, SIGNATURE})
    listed = tuple(
        file_entry(name, files[name], kept.get(name, Retention.PERMANENT)) for name in names
    )
    last = json.loads(files[JOURNAL].splitlines()[-1])["hash"]
    new = replace(
        old,
        files=listed,
        journal_hash=last,
        entries=len(files[JOURNAL].splitlines()),
        server_key=key.public_key().public_bytes_raw(),
    )
    body = manifest_to_json(new)
    signed = canonical({"signature": to_text(sign(key, Signed.MEETING, body))})
    return {**files, MANIFEST: body, SIGNATURE: signed}


def rechained(files: Files, change: Callable[[list[dict[str, object]]], None]) -> Files:
    """The journal told otherwise, and its chain made to hold again."""
    lines = [json.loads(line) for line in files[JOURNAL].splitlines()]
    change(lines)
    last = "0" * 64
    for number, line in enumerate(lines, start=1):
        line |= {"number": number, "prev_hash": last}
        last = line["hash"] = entry_hash(Entry(**{**line, "hash": ""}))
    return {**files, JOURNAL: b"".join(journal_line(line) + b"\n" for line in lines)}


@pytest.mark.parametrize("copy", list(Copy))
def test_what_was_sealed_holds_under_its_own_hash(plain: Archived, copy: Copy) -> None:
    found = checked(plain.octets(copy), hash=plain.kept[copy].hash)
    assert (found.code, found.report.named(State.FAILS)) == (HOLDS, ())
    assert found.title.endswith("第三次会议")


def test_a_secret_round_is_checked_where_it_lies(secretly: Archived) -> None:
    found = checked(secretly.octets(Copy.INTERNAL))
    assert found.code == OPEN, "this hall's scrutineers signed nothing"
    [rounds] = [check for check in found.report.checks if check.name == "rounds"]
    assert rounds.why == "rounds-open"
    assert "cosigned-checkpoint" in rounds.facts["checks"]  # type: ignore[operator]


@given(data=st.data())
@often
def test_one_changed_byte_of_the_file_is_found(plain: Archived, data: st.DataObject) -> None:
    octets = bytearray(plain.octets(data.draw(st.sampled_from(list(Copy)))))
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    assert checked(bytes(octets)).report.named(State.FAILS) == ("zip",)


@given(data=st.data())
@often
def test_one_changed_byte_packed_again_is_found_by_name(
    plain: Archived, data: st.DataObject
) -> None:
    files = plain.files(data.draw(st.sampled_from(list(Copy))))
    name = data.draw(st.sampled_from(sorted(files)))
    octets = bytearray(files[name])
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    named = failed({**files, name: bytes(octets)})
    expected = {MANIFEST: {"manifest", "signature"}, SIGNATURE: {"signature"}}
    assert expected.get(name, {"file-hashes"}) & set(named), (name, named)


@given(data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_even_with_hashes_and_a_signature_of_ones_own(
    plain: Archived, data: st.DataObject
) -> None:
    """All but what nothing depends on: the reader's guide, the verifier, and withheld words."""
    files = plain.files(Copy.INTERNAL)
    mine = sorted(set(files) - {MANIFEST, SIGNATURE, "readme.md", "verify.py"})
    name = data.draw(st.sampled_from(mine))
    octets = bytearray(files[name])
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= 1
    changed = {**files, name: bytes(octets)}
    try:
        changed = resealed(changed)
    except (ValueError, KeyError):
        return  # a journal whose last line is no JSON cannot be resealed at all
    named = set(failed(changed))
    assert named & {"journal", "files", "documents"}, (name, named)


def test_the_words_tell_a_forger_with_a_key_of_his_own(plain: Archived) -> None:
    forged = archive_zip(resealed(plain.files(Copy.INTERNAL)))
    assert checked(forged).code == HOLDS, "in itself it is an archive like any other"
    found = checked(forged, hash=plain.kept[Copy.INTERNAL].hash)
    assert found.report.named(State.FAILS) == ("manifest-hash",)


def test_a_result_that_the_ballots_do_not_give_is_found(plain: Archived) -> None:
    def one_more(lines: list[dict[str, object]]) -> None:
        for line in lines:
            facts = line["facts"]
            assert isinstance(facts, dict)
            if line["kind"] in ("RoundCounted", "ResultAnnounced"):
                facts["outcome"]["items"][2]["for"] += 1

    named = failed(resealed(rechained(plain.files(Copy.INTERNAL), one_more)))
    assert "recount" in named
    assert "announced" not in named


def test_another_method_than_was_adopted_is_found(plain: Archived) -> None:
    def more_seats(lines: list[dict[str, object]]) -> None:
        for line in lines:
            facts = line["facts"]
            assert isinstance(facts, dict)
            if line["kind"] == "RoundSealed":
                facts["method"]["seats"] = 1

    assert "methods" in failed(resealed(rechained(plain.files(Copy.INTERNAL), more_seats)))


def test_an_announcement_that_was_not_counted_is_found(plain: Archived) -> None:
    def other(lines: list[dict[str, object]]) -> None:
        for line in lines:
            facts = line["facts"]
            assert isinstance(facts, dict)
            if line["kind"] == "ResultAnnounced":
                facts["outcome"]["chosen"] = [3]

    assert "announced" in failed(resealed(rechained(plain.files(Copy.INTERNAL), other)))


@pytest.mark.parametrize("strange", [None, [], {"round": []}, {"round": {}, "outcome": 7}])
@pytest.mark.parametrize("kind", ["RoundSealed", "ResultAnnounced", "MeetingOpened"])
def test_a_strangers_journal_stops_nothing(plain: Archived, kind: str, strange: object) -> None:
    def spoil(lines: list[dict[str, object]]) -> None:
        for line in lines:
            if line["kind"] == kind:
                line["facts"] = strange if isinstance(strange, dict) else {"x": strange}

    assert failed(resealed(rechained(plain.files(Copy.INTERNAL), spoil))) != ()


def test_a_round_without_its_archive_is_found(secretly: Archived) -> None:
    files = secretly.files(Copy.INTERNAL)
    [name] = [name for name in files if name.startswith("rounds/")]
    del files[name]
    assert "rounds" in failed(resealed(files))


def test_a_byte_of_a_round_inside_is_found_by_its_own_checks(secretly: Archived) -> None:
    files = secretly.files(Copy.INTERNAL)
    [name] = [name for name in files if name.startswith("rounds/")]
    octets = bytearray(files[name])
    octets[len(octets) // 2] ^= 1
    assert "rounds" in failed({**files, name: bytes(octets)})


def test_a_round_that_does_not_hold_is_found_though_the_server_sealed_it(
    secretly: Archived,
) -> None:
    """Every hash and the signature are right: only the round's own checks can tell."""
    files = secretly.files(Copy.INTERNAL)
    [name] = [name for name in files if name.startswith("rounds/")]
    inside = read_zip(files[name])
    files[name] = archive_zip({**inside, "issued.json": b"[{}]"})
    old = manifest_from_json(files[MANIFEST])
    kept = {one.name: one.retention for one in old.files}
    listed = tuple(file_entry(one, files[one], kept[one]) for one in sorted(kept))
    digest = hashlib.sha256(files[name]).hexdigest()
    rounds = tuple(replace(one, sha256=digest) for one in old.rounds)
    body = manifest_to_json(replace(old, files=listed, rounds=rounds))
    key = secretly.hall.house.boxes.vault.server_key()
    signed = canonical({"signature": to_text(sign(key, Signed.MEETING, body))})
    found = checked(archive_zip({**files, MANIFEST: body, SIGNATURE: signed}))
    assert found.report.named(State.FAILS) == ("rounds",)
    [rounds_check] = [check for check in found.report.checks if check.name == "rounds"]
    assert rounds_check.why == "round-fails"


def test_a_file_nobody_listed_is_found(plain: Archived) -> None:
    files = plain.files(Copy.PUBLIC)
    assert "file-names" in failed({**files, "more.txt": b"x"})


def test_no_archive_at_all_is_said(plain: Archived) -> None:
    found = checked(b"PK")
    assert (found.code, found.report.named(State.FAILS)) == (FAILS, ("zip",))
    assert found.manifest_hash == hashlib.sha256(b"").digest()
