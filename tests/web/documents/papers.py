"""Documents of a meeting as the tests make them: from the journal, in one step."""

from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

from core.journal import Entry
from web.app import asset_paths
from web.documents.dossier import read_dossier
from web.documents.model import Document
from web.documents.plain import write_text
from web.documents.scribe import Scribe
from web.documents.shelf import Shape, Wanted, compose_document, write_document
from web.language import Language
from web.pages import Pages


@cache
def pages() -> Pages:
    return Pages(ZoneInfo("Asia/Shanghai"), asset_paths())


def composed(
    entries: Sequence[Entry], wanted: Wanted, language: Language = Language.ZH
) -> Document:
    return compose_document(Scribe(pages(), language), read_dossier(entries), wanted)


def made(
    entries: Sequence[Entry], wanted: Wanted, shape: Shape, language: Language = Language.ZH
) -> bytes:
    return write_document(pages(), composed(entries, wanted, language), shape)


def text_of(entries: Sequence[Entry], wanted: Wanted, language: Language = Language.ZH) -> str:
    return write_text(composed(entries, wanted, language))
