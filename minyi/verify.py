"""`minyi verify`: is this archive what it says? Exit codes: `front.EXITS`.

It knows all kinds: of a secret round, of a whole meeting, and the export of matters.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ballots.secret.audit import FAILS, Audit, Known, audit, receipts_from_json
from ballots.secret.case import Read, Task
from ballots.secret.front import placed
from ballots.secret.sentences import printable, reason, sentence
from ballots.secret.sources import verifier
from core.checking import State
from core.errors import Refused
from core.zipped import MOST_BYTES
from followup.export.recount import is_export, recount
from minyi import matters
from web.archive.audit import MeetingAudit, audit_meeting, is_of_meeting
from web.archive.program import program
from web.archive.sentences import sentence as of_meeting

MANY = 20_000  # papers from which on starting processes pays
SIGNS = {State.HOLDS: "[green]✓", State.FAILS: "[bold red]✗", State.UNCHECKED: "[yellow]?"}


def run(archive: Path, receipts: Sequence[Path], words: str, digest: str, as_json: bool) -> int:
    """Print what was found; answer the exit code."""
    try:
        held = tuple(one for path in receipts for one in receipts_from_json(_read(path)))
        octets, known = _read(archive), Known(held, words, digest)
        if is_export(octets):
            return _matters(octets, as_json)
        if is_of_meeting(octets):
            return _meeting(audit_meeting(octets, known, program()), as_json)
        found = audit(octets, known, verifier(), spread)
    except Refused as problem:
        return _refuse(problem.code, reason(problem.code, problem.facts), as_json)
    except OSError as problem:
        text = f"{problem.filename} cannot be read: {problem.strerror}."
        return _refuse("file-unreadable", printable(text), as_json)
    if as_json:
        print(json.dumps(to_json(found), indent=2, default=str))
    else:
        show(found)
    return found.code


def _matters(octets: bytes, as_json: bool) -> int:
    report, code = recount(octets)
    if as_json:
        print(json.dumps(matters.to_json(report, code), indent=2, default=str))
        return code
    console = Console()
    table = Table("", "check", "")
    for check in report.checks:
        table.add_row(SIGNS[check.state], check.name, Text(matters.sentence(check)))
    console.print(table)
    console.print(matters.verdict_text(report, code))
    return code


def _meeting(found: MeetingAudit, as_json: bool) -> int:
    if as_json:
        print(json.dumps(meeting_to_json(found), indent=2, default=str))
        return found.code
    console = Console()
    table = Table("", "check", "", title=Text(printable(found.title)), title_justify="left")
    for check in found.report.checks:
        table.add_row(SIGNS[check.state], check.name, Text(of_meeting(check)))
    console.print(table)
    english, chinese = found.words
    console.print(f"Manifest {found.manifest_hash.hex()}", highlight=False, soft_wrap=True)
    console.print(f"In words {english} / {chinese}", highlight=False, soft_wrap=True)
    console.print(Text(found.verdict, "bold red" if found.code == FAILS else "bold"))
    return found.code


def meeting_to_json(found: MeetingAudit) -> dict[str, object]:
    """What a script gets; `why` is empty where a check holds."""
    english, chinese = found.words
    manifest = found.manifest
    return {
        "exit": found.code,
        "verdict": found.verdict,
        "meeting": found.title,
        "copy": manifest.copy if manifest else "",
        "edition": manifest.edition if manifest else 0,
        "manifest_hash": found.manifest_hash.hex(),
        "words": {"en": english, "zh": chinese},
        "checks": [
            {"name": check.name, "state": str(check.state), "why": check.why}
            | {"facts": check.facts, "sentence": of_meeting(check)}
            for check in found.report.checks
        ],
    }


def spread(work: Callable[[Task], list[Read]], tasks: Iterable[Task]) -> Iterable[list[Read]]:
    """One after the other, or on all processors when there are many papers."""
    waiting = list(tasks)
    papers = sum(len(octets) // form.record_length for form, octets in waiting)
    if papers <= MANY:
        return map(work, waiting)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, waiting))


def show(found: Audit, console: Console | None = None) -> None:
    console = console or Console()
    table = Table("", "check", "", title=Text(printable(found.title)), title_justify="left")
    for check in found.report.checks:
        table.add_row(SIGNS[check.state], check.name, Text(sentence(check)))
    console.print(table)
    for one in found.standings:
        console.print(Text(placed(one)), soft_wrap=True)
    english, chinese = found.words
    console.print(f"Manifest {found.manifest_hash.hex()}", highlight=False, soft_wrap=True)
    console.print(f"In words {english} / {chinese}", highlight=False, soft_wrap=True)
    console.print(Text(found.verdict, "bold red" if found.code == FAILS else "bold"))


def to_json(found: Audit) -> dict[str, object]:
    """What a script gets; `why` is empty where a check holds."""
    english, chinese = found.words
    return {
        "exit": found.code,
        "verdict": found.verdict,
        "round": found.title,
        "manifest_hash": found.manifest_hash.hex(),
        "words": {"en": english, "zh": chinese},
        "result": [
            {"no": one.no, "name": one.name, "for": one.votes, **one.more, "place": one.place}
            for one in found.standings
        ],
        "checks": [
            {"name": check.name, "state": str(check.state), "why": check.why}
            | {"facts": check.facts, "sentence": sentence(check)}
            for check in found.report.checks
        ],
    }


def _refuse(code: str, text: str, as_json: bool) -> int:
    refused = {"exit": FAILS, "verdict": text, "refused": code, "checks": []}
    print(json.dumps(refused, indent=2) if as_json else text)
    return FAILS


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
