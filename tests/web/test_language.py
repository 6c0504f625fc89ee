"""Two languages: nothing on a page is forgotten, and everybody reads the one they asked for."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from web.language import LOCALE, Language, clock_time, moment, preferred, translations
from web.pages import TEMPLATES

HOUSE = Path(__file__).parents[2]
BLANK = re.compile(r"%\((\w+)\)s|\{(\w+)\}")  # to be filled in: by Python, or by a script
MARKUP = set('<>&"')  # a translation stands in attributes as it is

Message = str | tuple[str, ...]


def catalogue() -> Catalog:
    with (LOCALE / Language.ZH / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=Language.ZH)


def spoken() -> set[Message]:
    """Every message in the sources, found as `make messages` finds it."""
    with (HOUSE / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        HOUSE, methods, options, DEFAULT_KEYWORDS, directory_filter=is_ours
    )
    return {message for _, _, message, _, _ in found}


def is_ours(folder: str) -> bool:
    return {"web", "minyi"} & set(Path(folder).relative_to(HOUSE).parts[:1]) != set()


def strings(message: Message | list[str] | None) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message or ("",))


def blanks(text: str) -> set[str]:
    return {match.group() for match in BLANK.finditer(text)}


def faults(message: Message, translated: Message | list[str] | None) -> Iterator[str]:
    """What is wrong with a translation."""
    source = strings(message)[-1]
    for text in strings(translated):
        if not text.strip():
            yield "is not translated"
        elif blanks(text) != blanks(source):
            yield f"has other blanks: {text}"
        elif "%" in BLANK.sub("", text) or MARKUP & set(text):
            yield f"has a sign that breaks the page: {text}"


def test_every_sentence_is_translated_with_the_same_blanks() -> None:
    known = {message.id: message for message in catalogue() if message.id}
    messages = spoken()
    assert len(messages) > 300, "need all the screens for this to mean anything"
    assert messages - set(known) == set(), "run `make messages` and translate"
    wrong = {one: list(faults(one, known[one].string)) for one in messages}
    assert {one: found for one, found in wrong.items() if found} == {}


def test_the_catalogue_holds_nothing_old_and_nothing_doubtful() -> None:
    found = catalogue()
    assert list(found.obsolete) == []
    assert {message.id for message in found if message.id} - spoken() == set()
    assert [message.id for message in found if message.id and message.fuzzy] == []


def test_the_catalogue_names_files_but_no_lines_which_would_change_with_every_edit() -> None:
    places = {place for message in catalogue() for place in message.locations}
    assert places, "need the files for this to mean anything"
    assert {line for _, line in places} == {None}
    assert [name for name, _ in places if not (HOUSE / name).is_file()] == []


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", "is not translated"),
        ("还有几行", "has other blanks"),
        ("还有 %(most)s 行", "has other blanks"),
        ("还有 %(more)s 行，占 5%", "has a sign that breaks the page"),
        ('还有"%(more)s"行', "has a sign that breaks the page"),
    ],
)
def test_a_bad_translation_is_found(translated: str, fault: str) -> None:
    [found] = faults("and %(more)s more lines", translated)
    assert found.startswith(fault)


SEEN = {"title", "alt", "aria-label", "aria-description", "placeholder", "content", "label"}
SEEN_DATA = ("data-says", "data-lost", "data-label")  # scripts and the style sheet show them
LANGUAGES = {"English", "中文"}  # a language is offered in its own name


class Visible(HTMLParser):
    """Collects the words of a page that somebody sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += [data.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("name", "viewport") in attrs:
            return
        for name, value in attrs:
            if name in SEEN or name.startswith(SEEN_DATA):
                self.words += [value or ""]


NAMES = re.compile(r"{% block (home|body_class) %}.*?{% endblock %}")  # for machines


def bare_words(source: str) -> list[str]:
    """Words of a template that nobody can translate: outside of every `_()`."""
    page = Visible()
    source = NAMES.sub("", source)
    tokens = Environment(extensions=["jinja2.ext.i18n"]).lex(source)
    page.feed("".join(value for _, kind, value in tokens if kind == "data"))
    page.close()
    bare = [*page.words, *literals(Environment().parse(source))]
    return [text for text in bare if any(map(str.isalpha, text)) and text not in LANGUAGES]


def literals(tree: nodes.Node) -> Iterator[str]:
    """Strings in a template's expressions that read like words, not like names or addresses."""
    for node in tree.iter_child_nodes():
        match node:
            case nodes.Call(node=nodes.Name(name="_" | "ngettext")):
                yield from literals_of(node.kwargs)
            case nodes.Const(value=str(text)) if " " in text or not text.isascii():
                yield text
            case nodes.Call(node=nodes.Getattr(attr="text" | "choose"), args=[_, _, label, *_]):
                yield from literals(node)
                yield str(label.value) if isinstance(label, nodes.Const) else ""
            case _:
                yield from literals(node)


def literals_of(parts: Sequence[nodes.Node]) -> Iterator[str]:
    for part in parts:
        yield from literals(part)


# The promises stand there whole, in one language each.
PAGES = sorted(one for one in TEMPLATES.rglob("*.html") if not one.name.startswith("promises_"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TEMPLATES).as_posix())
def test_no_page_says_a_word_outside_the_catalogue(page: Path) -> None:
    assert bare_words(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Welcome</p>",
        "<p>{% if late %}Too late{% endif %}</p>",
        '<a title="The minutes"></a>',
        '<form data-says-over="Too many: {most}"></form>',
        '<p>{{ "not yet" if late else "" }}</p>',
        "<p>{{ _('%(name)s, late', name=who or '某人') }}</p>",
        '{{ m.text(visit, "pin", "PIN") }}',
    ],
)
def test_a_word_outside_the_catalogue_is_found(source: str) -> None:
    assert bare_words(source) != []
    assert bare_words(f"{{# {source} #}}") == []


@pytest.mark.parametrize(
    ("cookie", "accept", "read"),
    [
        (None, "", Language.ZH),
        (None, "en-GB,en;q=0.9,zh;q=0.8", Language.EN),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        (None, "zh-TW,en;q=0.8", Language.ZH),
        (None, "fr-FR, EN-us;q=0.5", Language.EN),
        (None, "fr, de", Language.ZH),
        (None, ";;,q=,*", Language.ZH),
        ("en", "zh-CN", Language.EN),
        ("zh_CN", "en", Language.ZH),
        ("fr", "en", Language.EN),
        ("", "en", Language.EN),
    ],
)
def test_ones_own_choice_goes_before_the_browsers_and_chinese_before_unknown_tongues(
    cookie: str | None, accept: str, read: Language
) -> None:
    assert preferred(cookie, accept) is read


def test_a_sentence_is_english_in_the_source_and_chinese_in_the_catalogue() -> None:
    assert translations(Language.EN).gettext("Abstain") == "Abstain"
    assert translations(Language.ZH).gettext("Abstain") == "弃权"
    many = ("%(num)s person", "%(num)s people")
    assert translations(Language.EN).ngettext(*many, 2) == "%(num)s people"
    assert {translations(Language.ZH).ngettext(*many, n) for n in (1, 2)} == {"共 %(num)s 人"}
    assert [language.tag for language in Language] == ["zh-CN", "en"]


def test_a_moment_is_told_in_the_meetings_own_time_and_the_readers_own_order() -> None:
    at, shanghai = datetime(2026, 1, 31, 16, 5, 9, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
    assert moment(at, Language.ZH, shanghai) == "2026年2月1日 00:05:09"
    assert moment(at, Language.EN, shanghai) == "1 Feb 2026, 00:05:09"
    assert {clock_time(at, language, shanghai) for language in Language} == {"00:05"}
