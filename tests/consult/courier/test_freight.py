"""Photos and voice notes travel under their hash, and nothing else does."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.contribution.commands import contribute
from consult.courier.freight import FOLDER, loads
from consult.courier.parcel import CONTENT, SIGNATURE, Parcel, pack, unpack
from core.canonical import canonical
from core.database import Database
from core.zipped import archive_zip, read_zip
from tests.cast import Congress, refused
from tests.consult.courier.test_courier import LAPTOP, read, town
from tests.consult.yard import stool, words
from tests.sessions.handouts.files import jpeg

PHOTO, NOTE = jpeg(), b"OggS" + bytes(200)
NAMES = tuple(hashlib.sha256(one).hexdigest() for one in (PHOTO, NOTE))


async def loaded(congress: Congress, db: Database) -> Parcel:
    said = replace(words(), photo=NAMES[0], sound=NAMES[1])
    await contribute(db, await stool(congress, 1), said, "a" * 32)
    parcel = await read(db, congress.meeting)
    return replace(parcel, files=dict(zip(NAMES, (PHOTO, NOTE), strict=True)))


def signed(files: dict[str, bytes]) -> bytes:
    """As somebody packs it who holds the laptop and its key."""
    about = {"key": LAPTOP.public.hex()}
    about["signature"] = LAPTOP.sign(b"minyi-parcel-1\0" + files[CONTENT]).hex()
    return archive_zip(files | {SIGNATURE: canonical(about)})


async def test_recordings_come_out_as_they_went_in(db: Database) -> None:
    parcel = await loaded(await town(db), db)
    found, _ = unpack(pack(parcel, LAPTOP.public, LAPTOP.sign))
    assert found.files == parcel.files


@pytest.mark.parametrize("wrong", ["other bytes", "a page", "not listed", "gone", "nobody's"])
async def test_what_the_signature_does_not_bind_is_refused(db: Database, wrong: str) -> None:
    parcel = await loaded(await town(db), db)
    files = read_zip(pack(parcel, LAPTOP.public, LAPTOP.sign))
    page = b"<script>alert(1)</script>"
    listed = [*NAMES, hashlib.sha256(page).hexdigest()]
    match wrong:
        case "other bytes":
            files[FOLDER + NAMES[0]] = jpeg(10, 10)
        case "gone":
            del files[FOLDER + NAMES[0]]
        case "not listed":
            files[FOLDER + listed[2]] = page
        case "nobody's":
            content = json.loads(files[CONTENT]) | {"files": sorted(listed)}
            files |= {CONTENT: canonical(content), FOLDER + listed[2]: page}
        case "a page":
            content = files[CONTENT].replace(NAMES[1].encode(), listed[2].encode())
            del files[FOLDER + NAMES[1]]
            files |= {CONTENT: content, FOLDER + listed[2]: page}
    with refused("parcel-unreadable"):
        unpack(signed(files))


@given(st.lists(st.integers(1, 40)), st.integers(40, 100))
def test_every_recording_is_in_one_load_and_none_is_too_heavy(
    sizes: list[int], most: int
) -> None:
    known = {str(at): size for at, size in enumerate(sizes)}
    found = loads(known, most)
    assert [name for one in found for name in one] == list(known)
    assert all(sum(known[name] for name in one) <= most for one in found)
