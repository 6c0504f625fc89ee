"""Photos that show what was done: painted anew, kept under their SHA-256, given out again."""

from asyncio import to_thread
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from consult.recordings.shelf import Recordings
from consult.recordings.sound import HEAD_BYTES, MEGABYTE
from core.errors import NotHere, Refused
from sessions.handouts.pictures import repainted
from sessions.handouts.sniffing import sniff
from web.recordings import ALONE, LONGEST, MOST_PHOTO, PICTURES
from web.visit import Visit

MOST_PHOTOS = 3
MOST_SENT = MOST_PHOTOS * MOST_PHOTO + MEGABYTE  # bytes of a form with them
SLOTS = tuple(f"photo{number}" for number in range(1, MOST_PHOTOS + 1))


def evidence(data: Path) -> Recordings:
    """Apart from the photos of reports, which only the congress office sees."""
    return Recordings(data / "evidence")


def shelf(visit: Visit) -> Recordings:
    return evidence(visit.house.settings.data)


async def take_photos(visit: Visit) -> list[dict[str, str]]:
    """What an event says of its photos. Those of a form sent again are kept in its values:
    nothing that was chosen is lost with a refusal."""
    kept_here, values = shelf(visit), visit.form.values
    names = [name for slot in SLOTS if kept_here.has(name := values.pop(slot, ""))]
    sent = visit.form.uploads
    if len(names) + len(sent) > MOST_PHOTOS:
        _put_back(values, names)
        raise Refused("photos-many", field="photo", most=MOST_PHOTOS)
    try:
        for one in sent:
            async with visit.house.painting:
                names.append(await to_thread(_kept, kept_here, one))
    finally:
        _put_back(values, names)
    names = list(dict.fromkeys(names))  # the same picture chosen twice
    return [
        {"name": f"{number}", "sha256": name, "kind": "photo"}
        for number, name in enumerate(names, start=1)
    ]


def _put_back(values: dict[str, str], names: list[str]) -> None:
    values.update(zip(SLOTS, names, strict=False))


def _kept(kept_here: Recordings, sent: UploadFile) -> str:
    """Without the place, the camera and the date that phones write into a photo."""
    if (sent.size or 0) > MOST_PHOTO:
        raise Refused("photo-large", field="photo", most=MOST_PHOTO // MEGABYTE)
    head = sent.file.read(HEAD_BYTES)
    sent.file.seek(0)
    if not head.startswith(PICTURES):
        raise Refused("photo-unreadable", field="photo")
    try:
        painted = repainted(sent.file, sniff(head), LONGEST)
    except Refused:
        raise Refused("photo-unreadable", field="photo") from None
    return kept_here.keep(painted)


def given(visit: Visit, name: str) -> Response:
    """A file is never a page of ours, whatever is in it."""
    kept_here = shelf(visit)
    if not kept_here.has(name):
        raise NotHere("photo")
    path = kept_here.path(name)
    with path.open("rb") as file:
        is_png = file.read(len(PICTURES[1])) == PICTURES[1]
    headers = {
        "content-security-policy": ALONE,
        "cross-origin-resource-policy": "same-origin",
        "content-disposition": "inline",
    }
    kind = "image/png" if is_png else "image/jpeg"
    return FileResponse(path, media_type=kind, headers=headers)
