"""A document as a page of HTML that prints on A4."""

from web.documents.model import Block, Document
from web.pages import Pages


def write_page(pages: Pages, document: Document, *, alone: bool = False) -> bytes:
    """The same document gives the same bytes: nothing in it is of the visitor or the hour.

    `alone` it lies in an archive, with nothing beside it but its style.
    """
    html = pages.render(
        document.language,
        "documents/page.html",
        document=document,
        kind_of=_kind_of,
        alone=alone,
    )
    return html.encode()


def _kind_of(block: Block) -> str:
    return type(block).__name__
