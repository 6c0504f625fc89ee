"""Files as people bring them, good ones and bad ones, each made when it is asked for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from docx import Document
from PIL import Image

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one empty page, with these objects besides."""
    page = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>",
    )
    body = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate((*page, *objects), start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    end += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (count, trailer)
    return body + end + b"startxref\n%d\n%%%%EOF\n" % len(body)


def stream(content: bytes, kind: bytes, packing: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (
        kind,
        packing,
        len(content),
        content,
    )


def packed(content: bytes) -> bytes:
    """Objects that lie compressed in a stream, where no plain search finds them."""
    return stream(zlib.compress(content), b"/Type /ObjStm /N 1 /First 4")


def docx(*paragraphs: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file with a heading, these paragraphs and a table, and more parts besides."""
    made = Document()
    made.add_heading("关于2025年财政预算执行情况的报告", 1)
    for text in paragraphs:
        made.add_paragraph(text)
    made.add_paragraph("第一项", style="List Bullet")
    table = made.add_table(2, 2)
    for row, texts in zip(table.rows, (("项目", "金额"), ("道路", "120")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    saved = io.BytesIO()
    made.save(saved)
    return with_parts(saved.getvalue(), parts or {})


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with these parts in place of, or beside, its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one.filename, old.read(one), zipfile.ZIP_DEFLATED)
        for name, text in parts.items():
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name)


def jpeg(width: int = 400, height: int = 300) -> bytes:
    """A photo with the place it was taken at, a camera, a comment, and a program behind it."""
    made = io.BytesIO()
    picture = Image.new("RGB", (width, height), (30, 120, 60))
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif[0x0112] = 6  # turned: it stands upright only when it is turned back
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 15.0, 42.0)})
    picture.save(made, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return made.getvalue() + b"<script>alert(1)</script>PK\x03\x04"


def png(width: int = 40, height: int = 30) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 20, 20, 128)).save(made, "PNG")
    return made.getvalue()


def vast_png(side: int = 40_000) -> bytes:
    """A few bytes that say they are a picture of 1.6 thousand million points."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    body = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
