"""Attack 24 on whole archives: rounds of all kinds hold, and no byte of theirs can be changed.

`verify.py` is not among the files: whoever doubts an archive has his own.
"""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.paper import Ballot
from ballots.secret.audit import Known, audit
from ballots.secret.manifest import Manifest
from ballots.secret.sentences import CHECKS, REASONS
from ballots.secret.verify import verify_archive
from core.checking import State
from core.errors import Refused
from core.zipped import archive_zip
from tests.ballots.secret.hall import Files, Hall, make_manifest
from tests.ballots.secret.rounds import ends, heaps, manifests
from tests.cast import marked


def hold(manifest: Manifest, heap: Sequence[Ballot]) -> Hall:
    hall = Hall(manifest)
    for at, mine in enumerate(heap):
        hall.vote(f"deputy-{at:02}", mine)
    return hall


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Hall, Files]:
    manifest = draw(manifests())
    heap = draw(heaps(manifest))
    share = draw(st.sampled_from([Fraction(0), Fraction(1, 2)]))
    hall = hold(manifest, heap)
    return hall, hall.archive(*ends(manifest, heap, share))


def named(files: Files, hall: Hall) -> set[str]:
    """The checks that fail; each of them, and why, has a sentence."""
    report = verify_archive(files, hall.receipts, hall.hash)
    failed = [check for check in report.checks if check.state is State.FAILS]
    assert {check.name for check in failed} <= CHECKS.keys()
    assert {check.why for check in failed} <= REASONS.keys()
    return {check.name for check in failed}


@given(rounds(), st.data())
@settings(max_examples=25, deadline=None)
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


HALL = hold(make_manifest(3), [*map(marked, ["++-", "+-.", "+oo", "-+.", "..."])])
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
