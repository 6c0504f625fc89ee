"""Templates to HTML, one environment a language. Everything is escaped unless it is ours."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from ballots.method import Mode
from ballots.methods.contract import method_from_json
from ballots.methods.effect import has_effect
from ballots.methods.meaning import meaning
from ballots.secret.words import words_en, words_zh
from sessions.agenda.plan import timetable
from sessions.speaking.report import report
from web import agenda_words, words
from web.charts import chart_columns, stacked
from web.language import Language, clock_time, day, moment, translations, weekday, written_day
from web.walls import agenda_window, extent, phrased

TEMPLATES = Path(__file__).parent / "templates"


def money(amount: Decimal | str | None) -> str:
    """万元 without trailing zeros: 1800, 335.1545."""
    if amount is None:
        return ""
    text = f"{Decimal(amount):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fit(text: str, room: float) -> str:
    """The text cut to a width in ems: Chinese characters take one, Latin letters about half."""
    used = 0.0
    for index, sign in enumerate(text):
        used += 1.0 if east_asian_width(sign) in "WF" else 0.58
        if used > room:
            return text[: max(index - 1, 1)] + "…"
    return text


# What the templates may ask of a method.
OF_METHODS = {
    "has_effect": has_effect,
    "modes_of": lambda field: " ".join(mode for mode in Mode if has_effect(field, mode)),
    "meaning_of": meaning,
    "method_of": lambda facts: method_from_json(json.dumps(facts)),
}


class Pages:
    """Renders any template in any of the two languages."""

    def __init__(
        self, zone: ZoneInfo, asset: Callable[[str], str], box_base: str = "/box"
    ) -> None:
        self._environments = {
            language: _environment(language, zone, asset) for language in Language
        }
        for environment in self._environments.values():
            environment.globals.update(
                OF_METHODS,
                box_base=box_base,
                chart_columns=chart_columns,
                stacked=stacked,
                extent=extent,
                phrased=phrased,
                agenda_window=agenda_window,
                timetable=timetable,
                report_of=report,
            )

    def render(self, language: Language, template: str, **context: object) -> str:
        return self._environments[language].get_template(template).render(**context)

    def render_block(
        self, language: Language, template: str, block: str, **context: object
    ) -> str:
        """One block of a page by itself, without the frame that is the same for all pages."""
        page = self._environments[language].get_template(template)
        return "".join(page.blocks[block](page.new_context(context)))


class _Compiled(BytecodeCache):
    """What this process has compiled: archives and further servers take it from here."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@lru_cache
def _compiled(language: Language, zone: ZoneInfo) -> _Compiled:
    """One for each language and zone: Jinja words what is constant when it compiles."""
    return _Compiled()


def _environment(
    language: Language, zone: ZoneInfo, asset: Callable[[str], str]
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=_compiled(language, zone),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    environment.filters.update(_worded(language), money=money, fit=fit)
    environment.filters.update(
        at=lambda when: moment(_moment(when), language, zone),
        day=lambda when: day(_moment(when), language, zone),
        hour=lambda when: clock_time(_moment(when), language, zone),
        weekday=lambda written: weekday(written, language),
        written_day=lambda written: written_day(written, language),
    )
    environment.globals.update(
        language=language,
        Language=Language,
        asset=asset,
        because=partial(words.because, language),
        spoken=partial(_spoken, language),
    )
    return environment


def _worded(language: Language) -> dict[str, Callable[..., str | tuple[str, str]]]:
    """The filters that put the domain into words."""
    return {
        "sign": partial(agenda_words.sign, language),
        "numbered": partial(agenda_words.numbered, language),
        "agenda_name": partial(agenda_words.agenda_name, language),
        "meaning": partial(words.meaning, language),
        "template_words": partial(words.template_words, language),
        "word": partial(words.word, language),
        "named": partial(words.named, language),
        "listed": partial(words.listed, language),
        "group_words": partial(words.group_words, language),
        "each_group": partial(words.each_group, language),
        "role_word": lambda role: words.named(language, f"Role.{role}"),
        "sentence": partial(words.sentence, language),
        "six_words": partial(_six_words, language),
    }


def _six_words(language: Language, digest: str) -> str:
    """A hash as the words that are read aloud in the hall."""
    say = words_zh if language is Language.ZH else words_en
    return " ".join(say(bytes.fromhex(digest)))


def _spoken(language: Language, rite: str, figures: Mapping[str, Any]) -> str:
    """A rite's sentence; the hash of a box is read out as its six words."""
    told = dict(figures)
    if told.get("words"):
        told["words"] = _six_words(language, told["words"])
    return words.spoken(language, rite, told)


def _moment(when: datetime | str) -> datetime:
    return datetime.fromisoformat(when) if isinstance(when, str) else when
