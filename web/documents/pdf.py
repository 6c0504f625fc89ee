"""A document as PDF, set by typst with the fonts that come with this program."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst
from pylopdf_fonts_zh_cn import sans_path

from web.documents.model import Block, Document, Slips, Table, widths

FONTS = Path(sans_path()).parent
SOURCE = Path(__file__).parent / "document.typ"


def write_pdf(document: Document) -> bytes:
    """Takes a tenth of a second or more: never on the event loop.

    The text goes in as data, so that nothing in it is ever read as markup. What typst says of
    a font that is missing is a fault of the installation: better no paper than one of boxes.
    """
    data = {
        "language": document.language.tag,
        "title": document.title,
        "sheet": asdict(document.sheet),
        "paged": document.paged,
        "blocks": [_plain(block) for block in document.blocks],
    }
    source: Any = _source()
    octets, warnings = typst.compile_with_warnings(
        source,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    missing = [str(one) for one in warnings if "unknown font family" in str(one)]
    if missing:
        raise RuntimeError("; ".join(missing))
    assert isinstance(octets, bytes)
    return octets


@cache
def _source() -> bytes:
    return SOURCE.read_bytes()


def _plain(block: Block) -> dict[str, Any]:
    plain = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Table):
        plain["widths"] = widths(block)
    if isinstance(block, Slips):
        plain["slip"] = [_plain(part) for part in block.slip]
    return plain
