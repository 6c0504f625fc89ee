"""`minyi consult analyse`: the mathematics of a conversation, from any file of Pol.is.

Exit codes: 0 printed, 1 a file cannot be read or contradicts itself.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from ballots.secret.sentences import printable
from consult.exports.cells import Unreadable
from consult.exports.comments import read_comments
from consult.exports.conversation import Statement
from consult.exports.participants import read_groups
from consult.exports.reading import read_matrix
from consult.opinion.consensus import labels_of
from consult.opinion.matrix import Matrix
from consult.opinion.picture import examine, picture
from minyi.consult_sections import Analysis, sections
from minyi.consult_tables import show
from minyi.consult_words import FAULTS, NOBODY_GROUPED


def run(votes: Path, groups: Path | None, comments: Path | None, as_json: bool) -> int:
    """Print the analysis; answer the exit code."""
    at = votes  # where a refusal has its cause
    known: tuple[Statement, ...] = ()
    given: dict[str, str] | None = None
    try:
        if comments is not None:
            at = comments
            known = read_comments(at.read_bytes())
        at = votes
        table = read_matrix(at.read_bytes(), known)
        if groups is not None:
            at = groups
            given = read_groups(at.read_bytes())
    except Unreadable as fault:
        said = _said(at, fault)
        return _refuse(fault.fault, said, fault.facts, as_json)
    except OSError as problem:
        said = printable(f"{problem.filename} cannot be read: {problem.strerror}.")
        return _refuse("file-unreadable", said, {}, as_json)
    if given is not None and not given.keys() & set(table.people):
        said = f"{printable(at.name)}: {NOBODY_GROUPED}"
        return _refuse("nobody-grouped", said, {}, as_json)
    told = sections(analyse(table, given, [one.id for one in known if one.meta]))
    if as_json:
        print(json.dumps({"exit": 0, **_sizes(table), **told}, indent=2))
    else:
        show(told, _sizes(table))
    return 0


def analyse(table: Matrix, given: Mapping[str, str] | None, meta: list[str]) -> Analysis:
    """All of the mathematics, the dear part too. Given groups stand in for those found."""
    shown = picture(table, given, examine(table), meta, given)
    if given is not None:
        return Analysis(shown, labels_of(table, given)[0], given=True)
    found = 0 if shown.grouping is None else shown.grouping.k
    return Analysis(shown, tuple(str(number) for number in range(found)), given=False)


def _said(at: Path, fault: Unreadable) -> str:
    facts = {name: printable(fact) for name, fact in fault.facts.items()}
    return f"{printable(at.name)}, line {facts['line']}: {FAULTS[fault.fault].format(**facts)}"


def _sizes(table: Matrix) -> dict[str, int]:
    return {
        "people": len(table.people),
        "statements": len(table.statements),
        "votes": int(table.answered.sum()),
    }


def _refuse(code: str, said: str, facts: Mapping[str, Any], as_json: bool) -> int:
    if as_json:
        refused = {"exit": 1, "refused": code, "sentence": said, "facts": facts}
        print(json.dumps(refused, indent=2))
    else:
        Console(stderr=True).print(Text(said), soft_wrap=True)
    return 1
