"""Photos and voice notes of a consultation: taken in with a form, and given out again."""

from asyncio import to_thread
from typing import BinaryIO

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from consult.contribution.fold import Contribution
from consult.recordings.shelf import Recordings
from consult.recordings.sound import (
    HEAD_BYTES,
    MEGABYTE,
    MOST_BYTES,
    check_size,
    media_type,
    sound_type,
)
from core.errors import NotHere, Refused
from sessions.handouts.pictures import repainted
from sessions.handouts.sniffing import sniff
from web.visit import Visit

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
LONGEST = 1600  # pixels: a village may have one bar of signal
MOST_PHOTO = 25 * MEGABYTE  # bytes as the camera has it
MOST_SAID = MOST_PHOTO + MOST_BYTES + MEGABYTE
# A file is never a page of ours: whatever is in it may load nothing and run nothing.
ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'"


async def take_recordings(visit: Visit) -> tuple[str, str]:
    """The names of photo and sound on the shelf. Those of a form sent again are kept: nothing
    that was chosen is lost with a refusal or a question."""
    house, values = visit.house, visit.form.values
    for name in ("photo", "sound"):
        if not house.recordings.has(values.get(name, "")):
            values[name] = ""
    for one in visit.form.uploads:
        async with house.painting:
            name, kept = await to_thread(_taken, house.recordings, one)
        values[name] = kept
    return values["photo"], values["sound"]


def _taken(shelf: Recordings, sent: UploadFile) -> tuple[str, str]:
    """Photos are told from sounds by their bytes."""
    file: BinaryIO = sent.file
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if head.startswith(PICTURES) or (sent.content_type or "").startswith("image/"):
        return "photo", shelf.keep(_photo(file, head))
    check_size(sent.size or 0)
    sound_type(head)
    return "sound", shelf.keep(file.read())


def _photo(file: BinaryIO, head: bytes) -> bytes:
    if not head.startswith(PICTURES):
        raise Refused("photo-unreadable", field="photo")
    try:
        return repainted(file, sniff(head), LONGEST)
    except Refused as refusal:
        if refusal.code == "handout-pixels":
            refusal.field = "photo"
            raise
        raise Refused("photo-unreadable", field="photo") from None


async def given_out(visit: Visit, one: Contribution | None, what: str) -> Response:
    """The photo or the sound of a contribution that the visitor may read. Sounds can be
    listened to from the middle: ranges are answered."""
    name = "" if one is None else {"photo": one.said.photo, "sound": one.said.sound}.get(what)
    if not name or not visit.house.recordings.has(name):
        raise NotHere("recording")
    path = visit.house.recordings.path(name)
    with path.open("rb") as file:
        kind = media_type(file.read(HEAD_BYTES))
    headers = {
        "content-security-policy": ALONE,
        "cross-origin-resource-policy": "same-origin",
        "content-disposition": "inline",
    }
    return FileResponse(path, media_type=kind, headers=headers)
