"""`verify.py`: the verifier as one file that needs nothing of this house. Pure.

It carries the sources word for word: an auditor reads what the server's own verifier runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LOADER, FRONT = "ballots.secret.carried", "ballots.secret.front"
QUOTES = "'''"

HEAD = '''\
#!/usr/bin/env python3
"""Checks the archive of {what}. Needs Python 3.11 and the package `cryptography`.

    python verify.py ARCHIVE.zip
    python verify.py --help

SOURCES holds, word for word, the files of Minyi that do the checking. Where to begin reading:
{steps} has the list of checks (STEPS), {front} what is printed.
Whoever doubts an archive takes this program from elsewhere than from it.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed.")
try:
    import cryptography  # noqa: F401
except ImportError:
    sys.exit("The package cryptography is needed: python -m pip install cryptography")

'''

FOOT = """\
sys.meta_path.insert(0, Carried(SOURCES))

from {front} import main  # noqa: E402
from core.zipped import MOST_BYTES  # noqa: E402


def read(path):
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a console that knows no Chinese
    sys.exit(main(sys.argv[1:], read, print, read(__file__)))
"""


@dataclass(frozen=True, slots=True)
class About:
    """What a verifier is for: in words, the module with its checks, and its front."""

    what: str
    steps: str
    front: str

    def told(self, text: str) -> str:
        for name in ("what", "steps", "front"):
            text = text.replace(f"{{{name}}}", getattr(self, name))
        return text


ROUND = About("a secret round", "ballots.secret.verify", FRONT)


def standalone_verifier(sources: Mapping[str, str], about: About = ROUND) -> str:
    """The text of `verify.py`: how to load, the sources by the names of their modules, a start.

    Equal sources give equal text. Raises ValueError for a source that cannot be quoted.
    """
    carried = "".join(
        _quoted(name, sources[name]) for name in sorted(sources) if name != LOADER
    )
    head, foot = about.told(HEAD), about.told(FOOT)
    return f"{head}{sources[LOADER]}\n\nSOURCES = {{}}\n{carried}\n{foot}"


def _quoted(name: str, source: str) -> str:
    if QUOTES in source or source[-1:] not in ("", "\n"):
        raise ValueError(name)
    return f"\nSOURCES[{name!r}] = r{QUOTES}{source}{QUOTES}\n"
