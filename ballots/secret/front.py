"""The front of `verify.py`: options in, a line for each check out. Pure: reading and saying are
handed in. Needs nothing but `cryptography`.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence

from ballots.secret.audit import FAILS, Audit, Known, Standing, audit, receipts_from_json
from ballots.secret.sentences import printable, reason, sentence
from core.checking import State
from core.errors import Refused

STATES = {State.HOLDS: "ok", State.FAILS: "FAILS", State.UNCHECKED: "not checked"}
ABOUT = "Check the archive of a secret round: one line a check, each by its name."
EXITS = (
    "Exit code: 0 nothing fails; 1 something fails, or the file is no archive; 2 nothing"
    " fails, but not everything an archive can show could be checked. What you did not give"
    " (the manifest as the hall saw it, receipts) and what no archive can show (the files sent"
    " to the phones, the majority that was needed, entries of the journal after the result,"
    " another verify.py) is printed as not checked, but makes no 2."
)


def main(
    arguments: Sequence[str],
    read: Callable[[str], bytes],
    say: Callable[[str], object],
    own: bytes,
) -> int:
    """Check what the arguments name and answer the exit code. `own` is this very program."""
    asked = _parser().parse_args(arguments)
    try:
        found = audit(read(asked.archive), _known(asked, read), own)
    except Refused as problem:
        say(reason(problem.code, problem.facts))
        return FAILS
    except OSError as problem:
        say(printable(f"{problem.filename} cannot be read: {problem.strerror}."))
        return FAILS
    for line in lines(found):
        say(line)
    return found.code


def lines(found: Audit) -> Iterable[str]:
    english, chinese = found.words
    yield f"Round: {printable(found.title) or '?'}"
    yield f"Manifest: {found.manifest_hash.hex()}"
    yield f"In words: {english} / {chinese}"
    yield ""
    for check in found.report.checks:
        yield f"{STATES[check.state]:12}{check.name:21}{sentence(check)}"
    yield ""
    for one in found.standings:
        yield placed(one)
    yield ""
    yield found.verdict


def placed(one: Standing) -> str:
    if not one.more:
        return f"{one.place:8}{one.votes:6} for no. {one.no} {printable(one.name)}"
    figures = ", ".join(f"{votes} {name}" for name, votes in one.more.items())
    return f"{one.place:8}no. {one.no} {printable(one.name)}: {figures.replace('_', ' ')}"


def _parser() -> ArgumentParser:
    parser = ArgumentParser("verify.py", description=ABOUT, epilog=EXITS)
    parser.add_argument("archive", metavar="ARCHIVE.zip")
    parser.add_argument(
        "--receipt", metavar="FILE", action="append", default=[], help="may be given often"
    )
    parser.add_argument("--words", default="", help="the six words the hall saw, in quotes")
    parser.add_argument("--hash", default="", help="the manifest's hash as the hall saw it")
    return parser


def _known(asked: Namespace, read: Callable[[str], bytes]) -> Known:
    receipts = [one for path in asked.receipt for one in receipts_from_json(read(path))]
    return Known(receipts, asked.words, asked.hash)
