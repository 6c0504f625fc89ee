"""Chinese and English: which one a person reads, and its sentences, dates and numbers."""

from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


class Language(StrEnum):
    ZH = "zh_CN"
    EN = "en"

    @property
    def tag(self) -> str:
        """As HTML spells it."""
        return "zh-CN" if self is Language.ZH else "en"


@lru_cache
def translations(language: Language) -> NullTranslations:
    """The sentences of a language. Sources are English; the catalogue is compiled in memory."""
    if language is Language.EN:
        return NullTranslations()
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def preferred(cookie: str | None, accept: str) -> Language:
    """The person's own choice, else the browser's first of the two, else Chinese."""
    for language in Language:
        if cookie == language:
            return language
    for part in accept.lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return Language.ZH
        if tag.startswith("en"):
            return Language.EN
    return Language.ZH


def moment(at: datetime, language: Language, zone: tzinfo) -> str:
    """Date and time to the second, in the meeting's own time zone."""
    style = "yyyy年M月d日 HH:mm:ss" if language is Language.ZH else "d MMM yyyy, HH:mm:ss"
    return format_datetime(at.astimezone(zone), style, locale=language)


def day(at: datetime, language: Language, zone: tzinfo) -> str:
    """The date alone, as an official document is dated."""
    style = "yyyy年M月d日" if language is Language.ZH else "d MMMM yyyy"
    return format_datetime(at.astimezone(zone), style, locale=language)


def weekday(written: str, language: Language) -> str:
    """A day such as 2027-01-20 in words; what is no such day stays as it was written."""
    try:
        at = date.fromisoformat(written)
    except ValueError:
        return written
    style = "yyyy年M月d日 EEEE" if language is Language.ZH else "EEE d MMM yyyy"
    return format_date(at, style, locale=language)


def written_day(written: str, language: Language) -> str:
    """A day such as 2027-01-20 as a sentence names it; what is no such day stays as it is."""
    try:
        at = date.fromisoformat(written)
    except ValueError:
        return written
    return format_date(
        at, "yyyy年M月d日" if language is Language.ZH else "d MMMM yyyy", locale=language
    )


def clock_time(at: datetime, language: Language, zone: tzinfo) -> str:
    return format_time(at.astimezone(zone), "HH:mm", locale=language)
