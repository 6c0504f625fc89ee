"""Fills a template of this house and reads it as a document, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.documents.model import A4, Block, Document, Part, Sheet
from web.documents.numbering import numbered
from web.documents.reading import read_parts
from web.language import Language
from web.pages import Pages


@dataclass(frozen=True, slots=True)
class Scribe:
    pages: Pages
    language: Language

    def parts(self, template: str, **context: object) -> tuple[Part, ...]:
        """The parts that a template gives."""
        return read_parts(self.pages.render(self.language, template, **context))

    def block(self, template: str, block: str, **context: object) -> tuple[Part, ...]:
        """The parts that one block of a page gives: the page's frame is not for paper."""
        return read_parts(self.pages.render_block(self.language, template, block, **context))

    def document(
        self, title: str, blocks: Sequence[Block], sheet: Sheet = A4, *, paged: bool = True
    ) -> Document:
        made = tuple(numbered(blocks, self.language))
        return Document(self.language, title, made, sheet, paged)
