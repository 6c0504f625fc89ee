"""Pictures are painted anew: what was in the file besides the picture is gone. Pure."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import Refused
from sessions.handouts.handout import FileKind

MOST_PIXELS = 50_000_000  # in memory: 150 MB
LONGEST = 4000  # pixels of the longer side: an A4 page at 300 dpi has 3,508
QUALITY = 88


def repainted(file: BinaryIO, kind: FileKind, longest: int = LONGEST) -> bytes:
    """The picture as a new file of its kind: upright, and without place, camera or date.

    Its size is read before its pixels are. It takes a second: call it off the event loop.
    """
    try:
        with Image.open(file, formats=[kind.upper()]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _too_large()
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((longest, longest))
            return _painted(upright, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Refused("handout-damaged", field="file") from None


def _too_large() -> Refused:
    return Refused("handout-pixels", field="file", most=MOST_PIXELS // 1_000_000)


def _painted(picture: Image.Image, kind: FileKind) -> bytes:
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if kind is FileKind.PNG and see_through else "RGB"
    # A new sheet: comments and profiles ride along with the old one.
    sheet = Image.new(mode, picture.size)
    sheet.paste(picture.convert(mode))
    made = io.BytesIO()
    sheet.save(made, format=kind.upper(), quality=QUALITY)
    return made.getvalue()
