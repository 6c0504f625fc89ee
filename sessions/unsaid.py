"""What was hidden in a consultation is not read aloud by its minutes either. Pure.

The journal cannot forget the words; whatever is made from it for others leaves them out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

HIDES, SHOWS = "ContributionHidden", "ContributionUnhidden"
# What of an entry names the thing that can be hidden, itself or what it hangs on.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "ContributionMade": ("entry",),
    "ContributionAmended": ("contribution",),
    "ContributionRemarked": ("remark", "contribution"),
    "HallQuestionPut": ("question",),
    "HallRecordObjected": ("entry",),
}


def hidden_things(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """The public reason for each thing that is hidden when all has been read."""
    found: dict[str, str] = {}
    for kind, facts in entries:
        if kind == HIDES:
            found[str(facts.get("target"))] = str(facts.get("reason", ""))
        elif kind == SHOWS:
            found.pop(str(facts.get("target")), None)
    return found


def unsaid(kind: str, facts: Mapping[str, Any], hidden: Mapping[str, str]) -> Mapping[str, Any]:
    """The facts without the words that were hidden, and with the reason in their place."""
    for name in NAMED_BY.get(kind, ()):
        reason = hidden.get(str(facts.get(name)))
        if reason is not None:
            return {**facts, "text": "", "hidden": reason}
    return facts
