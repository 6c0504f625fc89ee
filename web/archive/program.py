"""What this program brings to the checking of an archive: its words and its decisions."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from ballots.replay import check_decided
from ballots.secret.sources import house_sources
from ballots.secret.standalone import About, standalone_verifier
from web.archive.audit import Program
from web.archive.documents import documents, wording

FRONT = "web.archive.front"
MEETING = About("a whole meeting, or of a secret round", "web.archive.audit", FRONT)


@cache
def meeting_verifier() -> bytes:
    """`verify.py`, as it stands in every archive of a meeting this version makes."""
    return standalone_verifier(house_sources(FRONT), MEETING).encode()


def program() -> Program:
    return Program(meeting_verifier(), check_decided, wording(), documents)


@cache
def program_version() -> str:
    try:
        return version("minyi")
    except PackageNotFoundError:  # run from a checkout
        return "0"
