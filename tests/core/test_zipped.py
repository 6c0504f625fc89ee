"""The archive as one file: the same files are the same bytes, and only those are read."""

import hashlib
import io
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import zipped
from core.errors import Refused
from core.zipped import LOCAL, LONGEST_NAME, MOST_FILES, archive_zip, read_zip

FILES = {"verify.py": b"print()\n", "papers/1.bin": bytes(range(40)), "issued.json": b""}
ZIP = archive_zip(FILES)
names = st.from_regex(zipped.NAME, fullmatch=True).filter(lambda name: len(name) < 50)


def refusal(octets: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_zip(octets)
    return caught.value.code


def packed(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """As another program would do it: with the time of the day."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", method) as other, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is doubled
        for name, content in files:
            other.writestr(name, content)
    return octets.getvalue()


@given(st.dictionaries(names, st.binary(max_size=50), min_size=1, max_size=8))
def test_what_was_packed_is_read_back_in_any_order(files: dict[str, bytes]) -> None:
    octets = archive_zip(files)
    assert read_zip(octets) == files
    assert archive_zip(dict(reversed(files.items()))) == octets


def test_the_bytes_are_the_same_on_every_machine() -> None:
    expected = "d3f00b839c987d451ed097f4671ea453"
    assert hashlib.sha256(ZIP).hexdigest()[:32] == expected


def test_any_program_can_unpack_it() -> None:
    with zipfile.ZipFile(io.BytesIO(ZIP)) as other:
        assert other.testzip() is None
        assert {name: other.read(name) for name in other.namelist()} == FILES
        assert other.namelist() == sorted(FILES)
        assert {entry.date_time for entry in other.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("place", range(len(ZIP)))
def test_a_change_of_any_byte_is_refused(place: int) -> None:
    for mask in (1, 0x20, 0x80, 0xFF):
        octets = bytearray(ZIP)
        octets[place] ^= mask
        assert refusal(bytes(octets)).startswith("archive-")


@given(st.integers(0, len(ZIP) - 1), st.binary(min_size=1, max_size=4))
def test_a_piece_cut_off_or_put_in_is_refused(place: int, piece: bytes) -> None:
    assert refusal(ZIP[:place]).startswith("archive-")
    assert refusal(ZIP[place:] if place else piece + ZIP).startswith("archive-")
    assert refusal(ZIP + piece) == "archive-altered"
    altered = ZIP[:place] + piece + ZIP[place:]
    if altered != ZIP:
        assert refusal(altered).startswith("archive-")


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_stumble(octets: bytes) -> None:
    assert refusal(octets).startswith("archive-")
    assert refusal(LOCAL + octets).startswith("archive-")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_another_program_packed_is_refused(method: int) -> None:
    assert refusal(packed(sorted(FILES.items()), method)) == "archive-altered"


def test_what_is_no_zip_is_said_to_be_none() -> None:
    assert refusal(b"") == refusal(b"%PDF-1.7") == refusal(packed([])) == "archive-unreadable"


def test_a_name_twice_is_refused() -> None:
    assert refusal(packed([("a", b"1"), ("a", b"2")])) == "archive-names"


STRANGE = ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", ".hidden", "A", "a\\b", "c:/a"]
STRANGE += ["a b", "a\n", "é", "a" * (LONGEST_NAME + 1)]


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Refused) as caught:
        archive_zip({name: b""})
    assert caught.value.code == "archive-names"
    if name:  # the library packs no file without one
        assert refusal(packed([(name, b"")])) == "archive-names"


def test_too_many_files_are_refused() -> None:
    most = {f"f{at}": b"" for at in range(MOST_FILES)}
    assert len(read_zip(archive_zip(most))) == MOST_FILES
    with pytest.raises(Refused) as caught:
        archive_zip(most | {"one-more": b""})
    assert caught.value.code == "archive-too-large"
    assert refusal(packed([*most.items(), ("one-more", b"")])) == "archive-too-large"


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_BYTES", len(ZIP))
    assert read_zip(ZIP) == FILES
    monkeypatch.setattr(zipped, "MOST_BYTES", len(ZIP) - 1)
    assert refusal(ZIP) == "archive-too-large"
    for files in (FILES, {"a": bytes(len(ZIP))}):
        with pytest.raises(Refused) as caught:
            archive_zip(files)
        assert caught.value.code == "archive-too-large"
