"""The documents of an archive that are worded: made from its journal, in both languages.

What else is made of a meeting (a Word file, a count sheet) is one more line in DOCUMENTS.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.chain import Event
from core.errors import Refused
from core.ids import MeetingId
from core.journal import Entry
from sessions.minutes import compose
from web.archive.plain import Events
from web.language import Language
from web.pages import Pages

WEB = Path(__file__).parents[1]
STYLE = "document.css"


def minutes_html(language: Language, events: Events, pages: Pages) -> bytes:
    minutes = compose([_entry(event) for event in events if event.says])
    minutes.last_number, minutes.last_hash = events[-1].number, events[-1].hash
    body = pages.render_block(language, "sessions/minutes.html", "main", minutes=minutes)
    text = pages.render(
        language, "archives/document.html", body=body, notice=minutes.notice, style=STYLE
    )
    return text.encode()


def _entry(event: Event) -> Entry:
    return Entry(MeetingId(event.meeting), event.number, event.at, event.kind, dict(event.says))


def style(events: Events, pages: Pages) -> bytes:
    return (WEB / "static" / "archive-document.css").read_bytes()


Make: TypeAlias = Callable[[Events, Pages], bytes]
DOCUMENTS: Mapping[str, Make] = {
    "minutes.zh.html": partial(minutes_html, Language.ZH),
    "minutes.en.html": partial(minutes_html, Language.EN),
    STYLE: style,
}


def documents(events: Events, zone: str) -> dict[str, bytes]:
    """All of them. Refuses a journal that cannot be worded: `document-unmakeable`."""
    pages = _pages(zone)
    files: dict[str, bytes] = {}
    for name, make in DOCUMENTS.items():
        try:
            files[name] = make(events, pages)
        except Exception as problem:
            # A stranger's journal can hold anything in any place; it must not stop the checks.
            raise Refused(
                "document-unmakeable", file=name, problem=type(problem).__name__
            ) from None
    return files


@cache
def _pages(zone: str) -> Pages:
    """Pages that link to nothing of this server."""
    try:
        return Pages(ZoneInfo(zone), lambda name: name)
    except (KeyError, ValueError, OSError):
        raise Refused("field-wrong", field="zone") from None


@cache
def wording() -> str:
    """The hash of all that words the documents: programs with the same one write the same."""
    known = hashlib.sha256()
    files = [path for end in ("*.html", "*.po", "*.py") for path in WEB.rglob(end)]
    files += [WEB / "static" / "archive-document.css", WEB.parent / "sessions" / "minutes.py"]
    for path in sorted(files):
        name = path.relative_to(WEB.parent).as_posix()
        known.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for package in ("babel", "jinja2"):
        known.update(f"{package} {version(package)}\0".encode())
    return known.hexdigest()
