"""The library: who sees what, searching, checking again, and taking in from elsewhere."""

import shutil
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from core.zipped import archive_zip
from sessions.archive import queries
from sessions.archive.commands import shelve_import
from sessions.archive.manifest import (
    MANIFEST,
    FileEntry,
    manifest_from_json,
    manifest_to_json,
)
from sessions.archive.terms import Copy
from sessions.commands import close_meeting
from sessions.retention import Retention
from tests.cast import GUEST, Congress, FixedClock, make_congress
from tests.web.archive.conftest import Archived, archived
from tests.web.archive.meetings import REASON, closed, held
from tests.web.browse import Browser, Hall, running
from tests.web.conftest import Called
from web.routes.archives import MOST_IMPORT


@pytest.fixture
def here(hall: Hall, clock: FixedClock) -> Archived:
    return archived(hall, closed(hall, clock))


@pytest.fixture
def elsewhere(empty_house: Path, tmp_path: Path) -> Iterator[Hall]:
    """Another server."""
    data = tmp_path / "elsewhere"
    data.mkdir()
    shutil.copy(empty_house, data / "minyi.db")
    with running(data, FixedClock()) as hall:
        yield hall


def clerk_of(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


def test_a_strangers_library_is_empty_until_a_public_copy_is_opened(here: Archived) -> None:
    stranger, clerk = here.hall.browser(), clerk_of(here.hall, here.congress)
    public, internal = here.kept[Copy.PUBLIC].hash, here.kept[Copy.INTERNAL].hash
    assert f"/archives/{public}" not in stranger.see("/archives").links
    for path in (f"/archives/{public}", f"/archives/{public}/archive.zip"):
        stranger.see(path, 404)
    clerk.done(f"/archives/{public}", "/open", {"is_open": "1"})
    assert f"/archives/{public}" in stranger.see("/archives").links
    assert stranger.get(f"/archives/{public}/archive.zip").content == here.octets(Copy.PUBLIC)
    for path in ("", "/archive.zip", "/file?name=attendance.json"):
        stranger.see(f"/archives/{internal}{path}", 404)
    clerk.done(f"/archives/{public}", "/open")
    stranger.see(f"/archives/{public}", 404)


def test_an_internal_copy_is_never_opened(here: Archived) -> None:
    clerk = clerk_of(here.hall, here.congress)
    at = f"/archives/{here.kept[Copy.INTERNAL].hash}"
    assert not clerk.see(at).offers("/open")
    assert clerk.act(f"{at}/open", {"is_open": "1"}).status_code == 422
    assert not here.hall.do(here.congress.read, queries.load, at.split("/")[-1]).is_open


def test_of_the_members_only_clerk_and_chair_look_into_it(here: Archived) -> None:
    at, hash = f"/m/{here.congress.meeting}/archive", here.kept[Copy.INTERNAL].hash
    for who, may in ((here.congress.chair, True), (here.congress.deputies[1], False)):
        browser = here.hall.visitor(here.congress, who)
        page = browser.see(at)
        assert (f"/archives/{hash}" in page.links) is may
        assert page.offers("/archive") is may
        browser.see(f"/archives/{hash}", 200 if may else 404)
        assert "edition 1" in page.text


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("民生", "民生"),  # two characters
        ("民", "民"),
        ("实事", "实事"),
        ("第三次会议", "第三次会议"),
        ("adopted", "adopted"),
        ("announc", "announc"),
        ("第2号", "第"),
    ],
)
def test_words_are_found_and_marked(here: Archived, asked: str, marked: str) -> None:
    answer = clerk_of(here.hall, here.congress).get("/archives", params={"q": asked})
    assert f"<mark>{marked}</mark>" in answer.text


@pytest.mark.parametrize(
    "asked", ["学校", "民民", "生民", '"', "*", "' OR 1=1 --", "NEAR(a b)"]
)
def test_what_is_not_there_is_not_found(here: Archived, asked: str) -> None:
    answer = clerk_of(here.hall, here.congress).get("/archives", params={"q": asked})
    assert (answer.status_code, "<mark>" in answer.text) == (200, False)


def test_the_public_search_finds_nothing_of_the_internal_copy(here: Archived) -> None:
    clerk, stranger = clerk_of(here.hall, here.congress), here.hall.browser()
    clerk.done(f"/archives/{here.kept[Copy.PUBLIC].hash}", "/open", {"is_open": "1"})
    assert "<mark>" in stranger.get("/archives", params={"q": "民生"}).text
    for secret in (REASON, GUEST):
        assert "<mark>" not in stranger.get("/archives", params={"q": secret}).text


def test_it_is_checked_again_on_demand(here: Archived) -> None:
    clerk = clerk_of(here.hall, here.congress)
    kept = here.kept[Copy.INTERNAL]
    answer = clerk.press(f"/archives/{kept.hash}", "/verify")
    assert (answer.status_code, "Nothing fails." in answer.text) == (200, True)
    files = here.files(Copy.INTERNAL)
    path = here.hall.house.keeper.path(kept.hash)
    path.write_bytes(archive_zip({**files, "agenda.json": b"[]\n"}))
    answer = clerk.act(f"/archives/{kept.hash}/verify")
    assert "This archive does not hold." in answer.text
    assert "The file agenda.json is not the one the manifest names." in answer.text


def test_strangers_cannot_keep_it_busy_with_checks(here: Archived) -> None:
    clerk, stranger = clerk_of(here.hall, here.congress), here.hall.browser()
    hash = here.kept[Copy.PUBLIC].hash
    clerk.done(f"/archives/{hash}", "/open", {"is_open": "1"})
    keeper = here.hall.house.keeper
    found = [keeper.check(hash, again=again) for again in (False, False, True)]
    assert found[0] is found[1] is not found[2]
    assert "Nothing fails." in stranger.act(f"/archives/{hash}/verify").text
    assert keeper.check(hash, again=False) is found[2], "the stranger was told the same"
    keeper.path(hash).write_bytes(here.octets(Copy.PUBLIC)[:-1])
    assert "This archive does not hold." in stranger.act(f"/archives/{hash}/verify").text


def test_an_archive_that_failed_is_said_and_tried_again(
    hall: Hall, sitting: Called, tmp_path: Path
) -> None:
    congress = sitting()
    clerk, folder = clerk_of(hall, congress), hall.house.keeper.path("x").parent
    folder.rename(tmp_path / "away")
    hall.do(close_meeting, congress.db, congress.chair)
    hall.do(hall.house.keeper.settled)
    (tmp_path / "away").rename(folder)
    at = f"/m/{congress.meeting}/archive"
    assert "could not be made" in clerk.see(at).text
    hall.do(hall.house.keeper.settled)
    page = clerk.see(at)
    assert "could not be made" not in page.text
    assert "edition 1" in page.text


def test_what_the_disk_has_spoilt_is_said_and_mended_by_another_copy(here: Archived) -> None:
    clerk = clerk_of(here.hall, here.congress)
    kept, octets = here.kept[Copy.INTERNAL], here.octets(Copy.INTERNAL)
    at, path = f"/archives/{kept.hash}", here.hall.house.keeper.path(kept.hash)
    path.write_bytes(octets[:-1])
    assert "cannot be read any more" in clerk.see(at).text
    assert clerk.get(f"{at}/file", params={"name": "agenda.json"}).status_code == 404
    assert "This archive does not hold." in clerk.act(f"{at}/verify").text
    assert clerk.act("/archives/import", file=("file", "a.zip", octets)).status_code == 303
    assert path.read_bytes() == octets


def test_a_stranger_takes_nothing_in(here: Archived) -> None:
    file = ("file", "a.zip", here.octets(Copy.PUBLIC))
    assert here.hall.browser().act("/archives/import", file=file).status_code == 401
    chair = here.hall.visitor(here.congress, here.congress.chair)
    assert chair.act("/archives/import", file=file).status_code == 403


def test_taken_in_elsewhere_it_is_found_as_at_home(here: Archived, elsewhere: Hall) -> None:
    congress = elsewhere.do(make_congress, elsewhere.house.db)
    clerk = clerk_of(elsewhere, congress)
    octets = here.octets(Copy.INTERNAL)
    for taken in ("new", "known"):
        answer = clerk.act("/archives/import", file=("file", "a.zip", octets))
        assert answer.headers["location"].endswith(f"?taken={taken}")
    at = f"/archives/{here.kept[Copy.INTERNAL].hash}"
    page = clerk.see(at)
    assert "imported from another server" in page.text
    assert clerk.get(f"{at}/archive.zip").content == octets
    assert "<mark>民生</mark>" in clerk.get("/archives", params={"q": "民生"}).text
    assert "Nothing fails." in clerk.act(f"{at}/verify").text
    shelf = elsewhere.do(congress.read, queries.shelf, only_open=False)
    assert [one.hash for one in shelf] == [here.kept[Copy.INTERNAL].hash]
    mine = elsewhere.do(congress.read, queries.closed_meetings)
    assert mine == [], "no live meeting is made of it"


def test_one_that_does_not_hold_is_refused_by_name(here: Archived, elsewhere: Hall) -> None:
    clerk = clerk_of(elsewhere, elsewhere.do(make_congress, elsewhere.house.db))
    files = here.files(Copy.INTERNAL)
    bad = archive_zip({**files, "agenda.json": b"[]\n"})
    answer = clerk.act("/archives/import", file=("file", "a.zip", bad))
    assert answer.status_code == 422
    assert "file-hashes" in answer.text
    for junk in (b"", b"PK\3\4", b"hello" * 999):
        answer = clerk.act("/archives/import", file=("file", "a.zip", junk))
        assert "This is no archive of a whole meeting." in answer.text
    assert list(elsewhere.house.keeper.path("x").parent.iterdir()) == []


def test_an_upload_beyond_the_limit_is_not_read(here: Archived) -> None:
    clerk = clerk_of(here.hall, here.congress)
    headers = {"content-length": str(MOST_IMPORT + 1), "content-type": "text/plain"}
    answer = clerk.post("/archives/import", content=b"x", headers=headers)
    assert answer.status_code == 413


def test_a_file_of_an_archive_is_saved_and_never_shown(here: Archived) -> None:
    clerk = clerk_of(here.hall, here.congress)
    at = f"/archives/{here.kept[Copy.INTERNAL].hash}/file"
    answer = clerk.get(at, params={"name": "documents/minutes.zh.html"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    for name in ("../minyi.db", "/etc/passwd", "", "none"):
        assert clerk.get(at, params={"name": name}).status_code == 404


def test_terms_are_chosen_on_the_page_and_refused_in_words(here: Archived) -> None:
    clerk, at = clerk_of(here.hall, here.congress), f"/m/{here.congress.meeting}/archive"
    page = clerk.refused(at, "/archive", {"retention": "for ever"})
    assert "edition 2" not in page.text
    clerk.done(at, "/archive", {"retention": "ten_years", "names": "length"})
    here.hall.do(here.hall.house.keeper.settled)
    page = clerk.see(at)
    assert "edition 2" in page.text
    assert page.sheet("/archive").values["retention"] == "ten_years"


def test_an_archive_that_names_a_meeting_of_ours_takes_its_place_nowhere(
    here: Archived,
) -> None:
    house = here.hall.house
    congress = here.hall.do(held, house.db)
    manifest = manifest_from_json(here.files(Copy.PUBLIC)[MANIFEST])
    forged = replace(
        here.kept[Copy.PUBLIC],
        hash="f" * 64,
        meeting=congress.meeting,
        edition=9,
        origin="https://elsewhere.example",
        imported_by="客人",
        is_open=False,
    )
    first = replace(forged, hash="e" * 64, edition=1)
    for one in (forged, first):
        here.hall.do(shelve_import, house.db, one, manifest, {})
    here.hall.do(close_meeting, house.db, congress.chair)
    here.hall.do(house.keeper.settled)
    made = here.hall.do(congress.read, queries.of_meeting, congress.meeting)
    assert {(one.copy, one.imported_by) for one in made} == {(copy, "") for copy in Copy}
    shelf = here.hall.do(congress.read, queries.shelf, only_open=False)
    kept = {one.hash for one in shelf if one.meeting == congress.meeting}
    assert kept == {"f" * 64, *(one.hash for one in made if one.copy is Copy.INTERNAL)}
    member = here.hall.visitor(congress, congress.deputies[0])
    assert "edition 9" not in member.see(f"/m/{congress.meeting}/archive").text


def test_a_page_reads_no_more_of_an_archive_than_it_shows(here: Archived) -> None:
    keeper, files = here.hall.house.keeper, here.files(Copy.INTERNAL)
    manifest = manifest_from_json(files[MANIFEST])
    large = bytes(2**26)
    entry = FileEntry("zz.pdf", len(large), sha256(large).hexdigest(), Retention.PERMANENT)
    body = manifest_to_json(replace(manifest, files=(*manifest.files, entry)))
    hash = sha256(body).hexdigest()
    keeper.path(hash).write_bytes(archive_zip({**files, "zz.pdf": large, MANIFEST: body}))
    tracemalloc.start()
    assert set(keeper.some(hash, "agenda.json")) == {MANIFEST, "agenda.json"}
    assert tracemalloc.get_traced_memory()[1] < 2**24
    tracemalloc.stop()
    altered = {**files, "agenda.json": b"[]", MANIFEST: body}
    keeper.path(hash).write_bytes(archive_zip(altered))
    assert set(keeper.some(hash, "agenda.json")) == {MANIFEST}
