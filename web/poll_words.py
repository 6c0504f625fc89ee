"""How strata and age bands are said."""

import re

from web.language import Language, translations
from web.refusals import _
from web.words import named

BAND = re.compile(r"([0-9]*)-([0-9]*)")
EVERYBODY, UNTIL, FROM, BETWEEN = (
    _("everybody"),
    _("up to %(high)s years"),
    _("%(low)s years and more"),
    _("%(low)s to %(high)s years"),
)


def stratum_words(language: Language, name: str) -> str:
    """`female/40-59/东村` in words."""
    return " · ".join(_part(language, part) for part in name.split("/"))


def _part(language: Language, part: str) -> str:
    say = translations(language).gettext
    if part in ("female", "male"):
        return named(language, f"Sex.{part}")
    if part == "all":
        return say(EVERYBODY)
    found = BAND.fullmatch(part)
    if found is None:
        return part
    low, high = found.groups()
    pattern = (BETWEEN if high else FROM) if low else UNTIL
    return say(pattern) % {"low": low, "high": high} if low or high else say(EVERYBODY)
