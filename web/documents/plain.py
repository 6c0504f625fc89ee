"""A document as plain text: what is signed, so that anybody can check it without a program."""

from collections.abc import Iterator

from web.documents.model import (
    Block,
    Chart,
    Document,
    Heading,
    Items,
    Paragraph,
    Signatures,
    Slips,
    Table,
    Terms,
    Title,
)


def write_text(document: Document) -> str:
    """One line a paragraph, cells parted by tabs; ends with a line break."""
    return "".join(f"{line}\n" for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield from text.split("\n")
        case Heading(_, text, number):
            yield ""
            yield f"{number} {text}".strip()
        case Paragraph(text, _, lead):
            yield f"{lead} {text.replace(chr(10), ' ')}".strip()
        case Terms(pairs) | Signatures(pairs):
            yield from (f"{term}\t{told}".rstrip() for term, told in pairs)
        case Items() | Table() | Chart():
            yield from _rows(block)
        case Slips():
            for part in block.slip:
                yield from _lines(part)


def _rows(block: Items | Table | Chart) -> Iterator[str]:
    if isinstance(block, Items):
        for place, member in enumerate(block.members, start=1):
            yield f"{place}. {member}" if block.ordered else f"· {member}"
        return
    yield from filter(None, [block.caption])
    if isinstance(block, Chart):
        yield from (f"{one.label}\t{one.text}" for one in block.bars)
        return
    for row in filter(None, (block.head, *block.rows)):
        yield "\t".join(cell.text for cell in row).rstrip()
