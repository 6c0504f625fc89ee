"""What a journal says of votes, as files of an archive, and counted again. Pure.

Needs nothing but Python: whoever holds the archive recounts without this house.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from core.canonical import Json
from core.chain import Event, journal_line
from core.checking import Unchecked
from core.errors import Refused

COLUMNS = (
    *("no", "name", "for", "against", "abstain", "not_marked", "illegible"),
    *("satisfied", "basically", "unsatisfied", "grade", "rank_sum", "passes", "rank", "chosen"),
)
COUNTED_PLAINLY = {"pick", "for_against_abstain", "choose_one"}
SIGNS = {"+": "for", "-": "against", "o": "abstain", "x": "illegible", ".": ""}


def _rows(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _tree(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def of_kind(events: Sequence[Event], kind: str) -> list[Mapping[str, Json]]:
    return [event.says for event in events if event.kind == kind and event.says]


def method_files(events: Sequence[Event]) -> dict[str, bytes]:
    """The method of every prepared round in its public JSON."""
    return {
        f"methods/{facts['round']}.json": journal_line(facts.get("method")) + b"\n"
        for facts in of_kind(events, "RoundSealed")
    }


def result_files(events: Sequence[Event]) -> dict[str, bytes]:
    """Every announced result as its public JSON, and as a table for people."""
    files: dict[str, bytes] = {}
    for facts in of_kind(events, "ResultAnnounced"):
        outcome = _tree(facts.get("outcome"))
        files[f"results/{facts['round']}.json"] = journal_line(outcome) + b"\n"
        files[f"results/{facts['round']}.csv"] = _table(outcome)
    return files


def _table(outcome: Mapping[str, Json]) -> bytes:
    items = _rows(outcome.get("items"))
    names = [name for name in COLUMNS if any(name in item for item in items)]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(item.get(name)) for name in names] for item in items)
    return b"\xef\xbb\xbf" + text.getvalue().encode()  # a spreadsheet program asks for the mark


def _cell(value: Json) -> str:
    """Text that no spreadsheet program takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text


def check_methods(events: Sequence[Event]) -> None:
    """Refuse a first round by another method than the meeting adopted for its paper."""
    adopted: dict[Json, Json] = {}
    for event in events:
        facts = event.says
        if event.kind == "MethodVoted" and facts.get("adopted"):
            adopted[facts.get("paper")] = facts.get("method")
        if event.kind == "RoundSealed" and facts.get("follows") is None:
            if facts.get("paper") not in adopted:
                raise Refused("method-never-adopted", round=facts.get("round"))
            if facts.get("method") != adopted[facts.get("paper")]:
                raise Refused("method-not-adopted-one", round=facts.get("round"))


def check_announced(events: Sequence[Event]) -> None:
    """Refuse an announced result that is not the one that was counted, or not counted."""
    counted: dict[Json, Json] = {}
    for event in events:
        facts = event.says
        if event.kind == "RoundCounted":
            counted[facts.get("round")] = facts.get("outcome")
        if event.kind == "ResultAnnounced":
            round = facts.get("round")
            if round not in counted or counted[round] != facts.get("outcome"):
                raise Refused("result-not-counted", round=round)


def check_by_name(events: Sequence[Event]) -> None:
    """Count the ballots by name again, in the modes whose marks add up; refuse other figures.

    Every other mode is left open: `mode-not-recounted`.
    """
    methods = {f.get("round"): _tree(f.get("method")) for f in of_kind(events, "RoundSealed")}
    listed = {f.get("round"): _rows(f.get("ballots")) for f in of_kind(events, "BallotsListed")}
    others = []
    for facts in of_kind(events, "RoundCounted"):
        round = facts.get("round")
        if facts.get("kind") != "recorded":
            continue
        if round not in listed or round not in methods:
            raise Refused("ballots-not-listed", round=round)
        if methods[round].get("mode") not in COUNTED_PLAINLY or methods[round].get(
            "budget_cap"
        ):
            others.append(round)
            continue
        _recount(str(round), methods[round], listed[round], _tree(facts.get("outcome")))
    if others:
        raise Unchecked("mode-not-recounted", rounds=others)


def _recount(
    round: str,
    method: Mapping[str, Json],
    ballots: Sequence[Mapping[str, Json]],
    said: Mapping[str, Json],
) -> None:
    marks = [str(one.get("marks", "")) for one in ballots]
    valid = [text for text in marks if _is_valid(method, text)]
    items = _rows(said.get("items"))
    if (said.get("returned"), said.get("valid")) != (len(marks), len(valid)):
        raise Refused("recount-differs", round=round)
    for at, item in enumerate(items):
        if any(len(text) != len(items) or text[at] not in SIGNS for text in marks):
            raise Refused("ballots-not-listed", round=round)
        found = Counter(SIGNS[text[at]] for text in valid)
        found["abstain" if method.get("blank") == "abstain" else "not_marked"] += found.pop(
            "", 0
        )
        for name in ("for", "against", "abstain", "not_marked", "illegible"):
            if item.get(name) != found[name]:
                raise Refused("recount-differs", round=round, no=item.get("no"))


def _is_valid(method: Mapping[str, Json], text: str) -> bool:
    """Whether a ballot counts at all; 选举法 Art. 44, as the method has it."""
    made, most, least = text.count("+"), method.get("max_marks"), method.get("min_marks")
    if method.get("mode") == "choose_one":
        most = 1
    over = isinstance(most, int) and made > most and method.get("over_marked") == "spoils"
    under = isinstance(least, int) and made < least and method.get("under_marked") == "spoils"
    return not over and not under
