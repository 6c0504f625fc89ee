"""`minyi verify` of an export of matters: colours and figures made anew from the journals."""

from rich.text import Text

from ballots.secret.sentences import printable
from core.checking import Check, Report
from followup.export.recount import FAILS, HOLDS

VERDICTS = {
    HOLDS: "Every state, colour and figure follows from the journals in this export.",
    FAILS: "THIS EXPORT DOES NOT HOLD.",
}
OPEN = "Nothing fails, but not everything could be recomputed here."
SAID = {
    "needs": "A step before this one did not hold.",
    "archive-unreadable": "This is no archive.",
    "archive-altered": "The file was altered or packed by another program.",
    "archive-names": "A name in the file is not of an export.",
    "archive-too-large": "The file is too large.",
    "file-missing": "{file} is missing.",
    "export-form": "{file} is not written as an export writes it.",
    "export-facts": "An event of {matter} cannot be read.",
    "journal-broken": "Entry {number} of a journal was changed, or one before it is missing.",
    "sum-wrong": "There are {found} journals, not {total}.",
    "rule-other": "Colours are of rule version {said}; this program knows {own}.",
    "export-row": "{matter}: {field} is said to be {said}, the journal gives {found}.",
    "export-figure": "{where} is said to be {said}, the journals give {found}.",
}


def verdict(report: Report, code: int) -> str:
    """The last line."""
    return VERDICTS.get(code, OPEN)


def sentence(check: Check) -> str:
    """Why a check does not hold; empty if it does."""
    pattern = SAID.get(check.why, check.why)
    try:
        return printable(pattern.format(**check.facts))
    except KeyError:
        return check.why


def verdict_text(report: Report, code: int) -> Text:
    return Text(verdict(report, code), "bold red" if code == FAILS else "bold")


def to_json(report: Report, code: int) -> dict[str, object]:
    """What a script gets; `why` is empty where a check holds."""
    return {
        "exit": code,
        "verdict": verdict(report, code),
        "checks": [
            {"name": one.name, "state": str(one.state), "why": one.why}
            | {"facts": dict(one.facts), "sentence": sentence(one)}
            for one in report.checks
        ],
    }
