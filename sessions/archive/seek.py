"""Searching in Chinese and English: what is laid into the index, and what is asked of it. Pure.

Chinese has no spaces, so its characters are laid in by overlapping pairs, in which words of
two characters are found (a trigram index finds none shorter than three).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

MOST_ASKED = 100  # characters of a question
AROUND = 45  # characters before the first find in an excerpt
EXCERPT = 180
PREFIX_FROM = 3  # letters from which on a Latin word also finds longer ones
HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PART = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "dt", "caption", "tr", "section", "table", "dl"}
CELLS = {"td", "th", "dd"}  # one line with what stands before them
UNREAD = {"script", "style", "title"}


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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: Sequence[object]) -> None:
        self._unread += tag in UNREAD
        if tag in BLOCKS:
            self.end()
        elif tag in CELLS and "".join(self._words).strip():
            self._words.append(" · ")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(self._unread - (tag in UNREAD), 0)
        if tag in BLOCKS - {"dt"}:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._words.append(data)

    def end(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self.found.append(text)


def sentences(html: str) -> list[str]:
    """The paragraphs of a document as plain text, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found
