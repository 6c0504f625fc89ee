"""The front of the `verify.py` of a meeting: options in, a line for each check out.

Knows both kinds of archive. Needs nothing but `cryptography`.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence

from ballots.record import check_by_name
from ballots.secret import front as of_round
from ballots.secret.audit import FAILS, Known, receipts_from_json
from ballots.secret.sentences import printable
from core.errors import Refused
from web.archive.audit import MeetingAudit, Program, audit_meeting, is_of_meeting
from web.archive.sentences import reason, sentence

ABOUT = "Check the archive of a meeting or of a secret round: one line a check, by its name."


def main(
    arguments: Sequence[str],
    read: Callable[[str], bytes],
    say: Callable[[str], object],
    own: bytes,
) -> int:
    """Check what the arguments name and answer the exit code. `own` is this very program."""
    asked = _parser().parse_args(arguments)
    try:
        octets = read(asked.archive)
        if not is_of_meeting(octets):
            return of_round.main(arguments, read, say, own)
        found = audit_meeting(octets, _known(asked, read), Program(own, check_by_name))
    except Refused as problem:
        say(reason(problem.code, problem.facts))
        return FAILS
    except OSError as problem:
        say(printable(f"{problem.filename} cannot be read: {problem.strerror}."))
        return FAILS
    for line in lines(found):
        say(line)
    return found.code


def lines(found: MeetingAudit) -> Iterable[str]:
    english, chinese = found.words
    yield f"Meeting: {printable(found.title) or '?'}"
    if found.manifest is not None:
        yield f"Copy: {found.manifest.copy}, edition {found.manifest.edition}"
    yield f"Manifest: {found.manifest_hash.hex()}"
    yield f"In words: {english} / {chinese}"
    yield ""
    for check in found.report.checks:
        yield f"{of_round.STATES[check.state]:12}{check.name:18}{sentence(check)}"
    yield ""
    yield found.verdict


def _parser() -> ArgumentParser:
    parser = ArgumentParser("verify.py", description=ABOUT, epilog=of_round.EXITS)
    parser.add_argument("archive", metavar="ARCHIVE.zip")
    parser.add_argument(
        "--receipt", metavar="FILE", action="append", default=[], help="may be given often"
    )
    parser.add_argument("--words", default="", help="the six words of the archive, in quotes")
    parser.add_argument("--hash", default="", help="the hash of the archive's manifest")
    return parser


def _known(asked: Namespace, read: Callable[[str], bytes]) -> Known:
    receipts = [one for path in asked.receipt for one in receipts_from_json(read(path))]
    return Known(receipts, asked.words, asked.hash)
