"""The figures of a count: how choices are counted, and how a published count is read. Pure.

The words are those of `ballots.tally.tally_to_facts`. Needs nothing but `cryptography`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ballots.secret.manifest import Manifest
from ballots.secret.modes import GRADE, RANK
from core.canonical import Json, Reader
from core.errors import Refused

COUNTS = ("for", "against", "abstain", "not_marked", "illegible")
GRADES = ("satisfied", "basically", "unsatisfied")  # k = 1, 2, 3
BY_MODE = {GRADE: GRADES, RANK: ("rank_sum",)}  # left out of a row where it is 0
Figures = dict[str, int]


def names(mode: str) -> tuple[str, ...]:
    """The figures of one candidate, without its number."""
    return (*COUNTS, *BY_MODE.get(mode, ()))


def count_choices(
    manifest: Manifest, no: int, ballots: Sequence[Sequence[int]]
) -> dict[str, Json]:
    """Count legal choices of one paper number, in the words of `tally_to_facts`."""
    asked = manifest.paper(no).questions
    items: list[Json] = [
        _row(manifest, candidate, [ballot[index] for ballot in ballots])
        for index, candidate in enumerate(asked)
    ]
    cast = len(ballots)
    return {"no": no, "returned": cast, "valid": cast, "invalid": 0, "items": items}


def _row(manifest: Manifest, candidate: int, marks: Sequence[int]) -> dict[str, Json]:
    times, blank = Counter(marks), marks.count(0)
    found = dict.fromkeys(names(manifest.mode), 0)
    match manifest.mode:
        case "rank":
            # Without a number an item counts as the last place.
            last = len(manifest.items)
            found |= {"for": len(marks) - blank, "rank_sum": sum(marks) + last * blank}
        case "grade":
            found |= {name: times[k] for k, name in enumerate(GRADES, start=1)}
        case _:
            found |= {"for": times[1], "against": times[2], "abstain": times[3]}
    found["abstain" if manifest.blank == "abstain" else "not_marked"] += blank
    kept = {name: votes for name, votes in found.items() if votes or name in COUNTS}
    return {"no": candidate, **kept}


def read_row(manifest: Manifest, row: Json) -> tuple[int, Figures]:
    """The candidate of a row and all figures of the mode; refuses a row with other fields."""
    more = BY_MODE.get(manifest.mode, ())
    written = [name for name in more if isinstance(row, dict) and name in row]
    fields = Reader(row, " ".join(("no", *COUNTS, *written)))
    found = dict.fromkeys(names(manifest.mode), 0)
    return fields.number("no"), found | {
        name: fields.number(name) for name in (*COUNTS, *written)
    }


def adds_up(manifest: Manifest, figures: Mapping[str, int], valid: int) -> bool:
    """Whether so many valid ballots can have given these figures."""
    if sum(figures.values()) - figures.get("rank_sum", 0) != valid:
        return False
    if manifest.mode != RANK:
        return True
    last, numbered = len(manifest.items), figures["for"]
    written = figures["rank_sum"] - last * (valid - numbered)
    return numbered <= written <= last * numbered


def summed(manifest: Manifest, rows: Iterable[Json]) -> dict[int, Figures]:
    """The figures of each candidate, over all rows; refuses a candidate that does not stand."""
    found = {no: dict.fromkeys(names(manifest.mode), 0) for no in manifest.numbers}
    for row in rows:
        no, figures = read_row(manifest, row)
        if no not in found:
            raise Refused("candidate-unknown", no=no)
        found[no] = {name: found[no][name] + figures[name] for name in figures}
    return found


def height(mode: str, figures: Mapping[str, int]) -> tuple[int, ...]:
    """What candidates are ordered by, the higher the better: `ballots.deciding.cut.height`."""
    if mode == GRADE:
        return figures["satisfied"], figures["satisfied"] + figures["basically"]
    return (-figures["rank_sum"] if mode == RANK else figures["for"],)
