"""What of an archive can be searched: its notice, agenda, candidates and minutes. Pure.

Read from the files, so that an archive from elsewhere is found as one that was made here.
Ballots by name are not among them.
"""

import json
from collections.abc import Iterable, Mapping

from sessions.archive.manifest import Manifest
from sessions.archive.seek import sentences

LONGEST = 4_000  # characters of a passage
MOST = 20_000  # passages of an archive
MOST_READ = 2**23  # bytes of its documents: a day of minutes is a hundredth of it
NOTICE, AGENDA, CANDIDATES = "notice", "agenda.json", "methods"


def passages(manifest: Manifest, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Where each stands, and its text. What cannot be read is passed over."""
    found = [(NOTICE, text) for text in manifest.notice.values() if text]
    found += [(AGENDA, text) for text in _agenda(files)]
    found += [(CANDIDATES, text) for text in dict.fromkeys(_candidates(files))]
    room = MOST_READ
    for name in sorted(files):
        if name.endswith(".html"):
            html = files[name][:room].decode(errors="replace")
            found += [(name, text) for text in sentences(html)]
            room = max(room - len(files[name]), 0)
    return [(source, text[:LONGEST]) for source, text in found[:MOST]]


def _agenda(files: Mapping[str, bytes]) -> Iterable[str]:
    for item in _rows(_tree(files.get(AGENDA, b""))):
        yield " · ".join(str(item[name]) for name in ("title", "speaker") if item.get(name))


def _candidates(files: Mapping[str, bytes]) -> Iterable[str]:
    for name in sorted(files):
        if name.startswith("methods/"):
            tree = _tree(files[name])
            for one in _rows(tree.get("candidates") if isinstance(tree, dict) else None):
                yield str(one.get("name", ""))


def _tree(octets: bytes) -> object:
    try:
        return json.loads(octets)
    except (ValueError, RecursionError):
        return None


def _rows(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
