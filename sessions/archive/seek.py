"""Searching in Chinese and English: what is laid into the index, and what is asked of it. Pure.

Chinese has no spaces, so its characters are laid in by overlapping pairs, in which words of
two characters are found (a trigram index finds none shorter than three).
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

MOST_ASKED = 100  # characters of a question
AROUND = 45  # characters before the first find in an excerpt
EXCERPT = 180
PREFIX_FROM = 3  # letters from which on a Latin word also finds longer ones
HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PART = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "dt", "caption", "tr", "section", "table", "dl"}
CELLS = {"td", "th", "dd"}  # one line with what stands before them
UNREAD = {"script", "style", "title"}
TAG = re.compile(r"<([^<>]*)>")  # what is written here escapes both signs everywhere else
NAMED = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)")


def parts(text: str) -> list[str]:
    """Runs of Chinese characters, and words of letters and digits, in one spelling."""
    return PART.findall(unicodedata.normalize("NFKC", text).casefold())


def is_han(part: str) -> bool:
    return re.match(f"[{HAN}]", part) is not None


def terms(text: str) -> str:
    """What stands in the index for a text."""
    return " ".join(term for part in parts(text) for term in _terms(part))


def _terms(part: str) -> Iterable[str]:
    return (part[at : at + 2] for at in range(len(part))) if is_han(part) else (part,)


def question(asked: str) -> str:
    """What FTS5 is asked: all parts must be there. Empty when nothing can be searched for."""
    return " AND ".join(map(_wanted, parts(asked[:MOST_ASKED])))


def _wanted(part: str) -> str:
    if is_han(part):
        pairs = [part[at : at + 2] for at in range(max(len(part) - 1, 1))]
        return f'"{" ".join(pairs)}"' + "*" * (len(part) == 1)
    return f'"{part}"' + "*" * (len(part) >= PREFIX_FROM)


def excerpt(text: str, asked: str) -> list[tuple[str, bool]]:
    """A piece of the text around the first find, cut into what is marked and what is not."""
    wanted = sorted(set(parts(asked[:MOST_ASKED])), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, wanted)) or "(?!)", re.IGNORECASE)
    first = pattern.search(text)
    start = max(first.start() - AROUND, 0) if first else 0
    piece = text[start : start + EXCERPT]
    found: list[tuple[str, bool]] = [("…", False)] if start else []
    at = 0
    for hit in pattern.finditer(piece):
        found += [(piece[at : hit.start()], False), (hit[0], True)]
        at = hit.end()
    end = "…" if start + EXCERPT < len(text) else ""
    found.append((piece[at:] + end, False))
    return [(words, is_marked) for words, is_marked in found if words]


class _Reader:
    def __init__(self) -> None:
        self.found: list[str] = []
        self._words: list[str] = []
        self._has_words = False
        self._unread = 0

    def tag(self, inside: str) -> None:
        named = NAMED.match(inside)
        if named is None:
            return
        name, is_end = named[2].lower(), bool(named[1])
        if name in UNREAD:
            self._unread = max(self._unread + (-1 if is_end else 1), 0)
        elif name in BLOCKS:
            if not is_end or name != "dt":
                self.end()
        elif name in CELLS and not is_end and self._has_words:
            self._words.append(" · ")

    def text(self, text: str) -> None:
        if not self._unread:
            self._words.append(unescape(text))
            self._has_words = self._has_words or bool(text.strip())

    def end(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words, self._has_words = [], False
        if text:
            self.found.append(text)


def sentences(html: str) -> list[str]:
    """The paragraphs of a document as plain text, in order, in time that grows with its length.

    Not by `html.parser`: 40 kB of `<a <a <a …` keep that busy for a minute, and an archive from
    elsewhere may hold megabytes.
    """
    reader, at = _Reader(), 0
    for found in TAG.finditer(html):
        reader.text(html[at : found.start()])
        reader.tag(found[1])
        at = found.end()
    reader.text(html[at:])
    reader.end()
    return reader.found
