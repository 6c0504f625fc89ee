"""Attack 24 on whole archives: rounds of all kinds hold, and no byte of theirs can be changed.

`verify.py` is not among the files: whoever doubts an archive has his own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.secret.audit import Known, audit
from ballots.secret.case import State
from ballots.secret.sentences import CHECKS, REASONS
from ballots.secret.verify import verify_archive
from ballots.secret.zipped import archive_zip
from core.errors import Refused
from tests.ballots.secret.hall import Files, Hall, make_manifest
from tests.cast import marked

STAND = 3
FREE = st.text("+-o.", min_size=STAND, max_size=STAND)
PICK = FREE.map(lambda signs: signs.replace("-", ".").replace("o", "."))


@dataclass(frozen=True)
class Rules:
    terms: dict[str, Any]
    apart: bool = False

    @property
    def most(self) -> int:
        return int(self.terms.get("max_marks") or STAND)


RULES = [
    Rules({"mode": "pick", "max_marks": 2, "blank": "not_marked"}),
    Rules({"mode": "pick", "max_marks": 1, "blank": "abstain", "seats": 1}),
    Rules({"max_marks": 2, "blank": "not_marked", "seats": 2}),
    Rules({}),
    Rules({"seats": 2}, apart=True),
    Rules({"blank": "not_marked", "seats": 3}, apart=True),
]


def hold(rules: Rules, sheets: Sequence[str]) -> Hall:
    hall = Hall(make_manifest(STAND, rules.apart, **rules.terms))
    for at, signs in enumerate(sheets):
        hall.vote(f"deputy-{at:02}", marked(signs))
    return hall


def ends(hall: Hall, sheets: Sequence[str]) -> tuple[list[int], list[int]]:
    """Chosen and tied, by the marks for each, whoever counts them."""
    votes = {no: sum(signs[no - 1] == "+" for signs in sheets) for no in hall.manifest.numbers}
    ranked = [*sorted(votes.values(), reverse=True), -1]
    seats = hall.manifest.seats
    cut = ranked[seats - 1]
    tied = [no for no in votes if votes[no] == cut] if ranked[seats] == cut else []
    return [no for no in votes if votes[no] >= cut and no not in tied], tied


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Hall, Files]:
    rules = draw(st.sampled_from(RULES))
    signs = PICK if rules.terms.get("mode") == "pick" else FREE
    legal = signs.filter(lambda one: one.count("+") <= rules.most)
    sheets = draw(st.lists(legal, min_size=5, max_size=8))
    hall = hold(rules, sheets)
    return hall, hall.archive(*ends(hall, sheets))


def named(files: Files, hall: Hall) -> set[str]:
    """The checks that fail; each of them, and why, has a sentence."""
    report = verify_archive(files, hall.receipts, hall.hash)
    failed = [check for check in report.checks if check.state is State.FAILS]
    assert {check.name for check in failed} <= CHECKS.keys()
    assert {check.why for check in failed} <= REASONS.keys()
    return {check.name for check in failed}


@given(rounds(), st.data())
@settings(max_examples=15, deadline=None)
def test_rounds_of_all_kinds_hold_and_no_byte_of_theirs_can_be_changed(
    held: tuple[Hall, Files], data: st.DataObject
) -> None:
    hall, files = held
    assert named(files, hall) == set()
    for _ in range(8):
        name = data.draw(st.sampled_from(sorted(files)))
        octets = bytearray(files[name])
        place = data.draw(st.integers(0, len(octets) - 1))
        octets[place] ^= data.draw(st.integers(1, 255))
        assert named(files | {name: bytes(octets)}, hall), (name, place)
    for name in files:
        left = {one: files[one] for one in files if one != name}
        assert named(left, hall), name


HALL = hold(RULES[3], ["++-", "+-.", "+oo", "-+.", "..."])
FILES = HALL.archive([1])
ZIP = archive_zip(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_byte_put_in_or_taken_out_at_either_end_is_found(name: str) -> None:
    octets = FILES[name]
    ends = (octets[1:], octets[:-1], b"\n" + octets, octets + b"\n", octets + b" ", b"")
    for changed in ends:
        assert named(FILES | {name: changed}, HALL), changed[:20]


@pytest.mark.parametrize("sign", [b"\r", b"\r\n", b"\n\n", b"\x0b", b"\x85", "\u2028".encode()])
def test_a_line_of_the_journal_ends_in_one_way_only(sign: bytes) -> None:
    lines = FILES["journal.jsonl"]
    middle = lines.index(b"\n")
    changed = lines[:middle] + sign + lines[middle + 1 :]
    assert "journal" in named(FILES | {"journal.jsonl": changed}, HALL)
    assert "journal" in named(FILES | {"journal.jsonl": lines[:-1] + sign}, HALL)


@given(st.integers(0, len(ZIP) - 1), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_a_change_anywhere_in_the_file_is_refused(place: int, mask: int) -> None:
    octets = bytearray(ZIP)
    octets[place] ^= mask
    with pytest.raises(Refused) as caught:
        audit(bytes(octets), Known(), b"")
    assert caught.value.code in {"archive-altered", "archive-names", "archive-unreadable"}
