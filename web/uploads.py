"""Forms with large files: they go to the disk as they arrive, and never lie in memory."""

import asyncio

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import Refused
from sessions.handouts.handout import MEGABYTE, MOST_AT_ONCE, MOST_TOGETHER
from sessions.handouts.shelf import FULL
from web.access import Door, Page, Who
from web.forms import Form

PATIENCE = 900.0  # seconds: 100 MB over the uplink of a small town
MOST_PARTS = 60
MOST_TEXT = 2**16  # bytes of one text field
MOST_REQUEST = MOST_TOGETHER + MEGABYTE  # with what a form puts around its files


class UploadDoor(Door):
    """A door that takes large files; they are closed when it has answered."""

    def __init__(self, who: Who, function: Page, again: Page | None) -> None:
        super().__init__(who, function, again, acts=True)
        self.read = read_upload

    async def answer(self, request: Request) -> Response:
        try:
            return await super().answer(request)
        finally:
            await request.close()


def upload(
    path: str,
    function: Page,
    who: Who,
    again: Page | None = None,
    most: int = MOST_REQUEST,
) -> Route:
    """A POST that brings files, far larger than any other form."""
    door = UploadDoor(who, function, again)
    return Route(path, door, methods=["POST"], max_body_size=most)


async def read_upload(request: Request) -> Form:
    """All text fields; the files stay open until the door has answered."""
    _, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in (b"utf-8", b"utf8"):
        raise Refused("bad-request")
    try:
        async with asyncio.timeout(PATIENCE):
            sent = await request.form(
                max_files=MOST_PARTS, max_fields=MOST_PARTS, max_part_size=MOST_TEXT
            )
    except (TimeoutError, ValueError):
        raise Refused("bad-request") from None
    except OSError as error:
        if error.errno in FULL:
            raise Refused("handout-disk-full", field="file", filename="") from None
        raise
    items = sent.multi_items()
    form = Form({name: text for name, text in items if isinstance(text, str)})
    files = (one for _, one in items if isinstance(one, UploadFile))
    form.uploads = tuple(one for one in files if one.filename)
    if len(form.uploads) > MOST_AT_ONCE:
        raise Refused("handouts-at-once", field="file", most=MOST_AT_ONCE)
    return form


def check_uploads(form: Form) -> None:
    """Refuse a form to which no file was chosen."""
    if not form.uploads:
        raise Refused("file-missing", field="file")
