"""The checks of an archive that concern what the journal tells of its round. Pure.

A fact counts only in an entry of its kind and of this round, and in its place.
"""

from collections.abc import Sequence

from ballots.secret.archive import Result
from ballots.secret.case import Case
from ballots.secret.figures import Figures, names, read_row
from ballots.secret.manifest import Manifest
from ballots.secret.recount import totals
from core.canonical import Json, Reader, canonical
from core.chain import Event, journal_line
from core.checking import given
from core.errors import Refused

OPENED, CLOSED, FROZEN = "BoxOpened", "RoundClosed", "BoxFrozen"
COUNTED, ANNOUNCED = "RoundCounted", "ResultAnnounced"
ORDER = (OPENED, CLOSED, FROZEN, COUNTED, ANNOUNCED)
SLIP, TYPED = "SlipGiven", "SlipsTyped"
BETWEEN = {SLIP: (OPENED, CLOSED), TYPED: (CLOSED, COUNTED)}

BALLOTS = ("returned", "valid", "invalid")


def find_name(case: Case) -> str:
    """The round's name in the journal, by the one entry that opens a box with this manifest."""
    found = [
        Reader({"round": event.facts.get("round")}, "round").text("round")
        for event in given(case.events)
        if event.kind == OPENED and event.facts.get("manifest_hash") == case.hash.hex()
    ]
    if not found:
        raise Refused("box-not-opened")
    if len(found) > 1:
        raise Refused("box-opened-twice")
    return found[0]


def told(case: Case, kind: str) -> list[Event]:
    """The entries of this kind that are of this round."""
    return [
        event
        for event in given(case.events)
        if event.kind == kind and event.facts.get("round") == given(case.name)
    ]


def check_order(case: Case) -> None:
    places: dict[str, int] = {}
    for kind in ORDER:
        found = told(case, kind)
        if len(found) != 1:
            raise Refused("told-once", kind=kind, entries=len(found))
        if found[0].number < max(places.values(), default=0):
            raise Refused("told-out-of-order", kind=kind)
        places[kind] = found[0].number
    for kind, (first, last) in BETWEEN.items():
        if any(not places[first] < one.number < places[last] for one in told(case, kind)):
            raise Refused("told-out-of-order", kind=kind)


def check_frozen(case: Case) -> None:
    digest = given(case.checkpoint)[0].hex()
    if digest not in [one.facts.get("checkpoint_hash") for one in told(case, FROZEN)]:
        raise Refused("box-not-frozen")


def check_announced(case: Case) -> None:
    """The hall was told what is published, and what had been counted."""
    result, last = given(case.result), given(case.events)[-1:]
    if not last or [*last] != told(case, ANNOUNCED)[-1:]:
        raise Refused("not-announced")
    outcome = last[0].facts.get("outcome")
    counts = [one.facts.get("outcome") for one in told(case, COUNTED)]
    if [journal_line(one) for one in counts] != [journal_line(outcome)]:
        raise Refused("announced-not-counted")
    said = _some(outcome, "issued returned valid invalid items chosen tied")
    if (said.numbers("chosen"), said.numbers("tied")) != (result.chosen, result.tied):
        raise Refused("announced-chosen")
    issued = given(case.checkpoint)[1].issued + _given(case)
    manifest = given(case.manifest)
    rows = [_said(manifest, row) for row in said.list("items")]
    ballots = tuple(map(said.number, BALLOTS))
    found = _ballots(manifest, result)
    if said.number("issued") != issued or any(one != ballots for one in found):
        raise Refused("announced-figures")
    if rows != [*totals(manifest, result).items()]:
        raise Refused("announced-figures")


def _some(tree: Json, names: str) -> Reader:
    """These fields of an object that has others beside them."""
    known = tree if isinstance(tree, dict) else {}
    return Reader({name: known[name] for name in names.split() if name in known}, names)


def _said(manifest: Manifest, row: Json) -> tuple[int, Figures]:
    """The figures of a candidate as announced, with other fields beside them."""
    wanted = ("no", *names(manifest.mode))
    known = row if isinstance(row, dict) else {}
    return read_row(manifest, {name: known[name] for name in wanted if name in known})


def _ballots(manifest: Manifest, result: Result) -> list[tuple[int, ...]]:
    """Returned, valid and invalid ballots, records and slips together, by paper number."""
    found = {paper.no: [0, 0, 0] for paper in manifest.papers}
    for count in (*result.papers, *result.slips):
        fields = _some(count, f"no {' '.join(BALLOTS)}")
        manifest.paper(no := fields.number("no"))
        more = map(fields.number, BALLOTS)
        found[no] = [one + other for one, other in zip(found[no], more, strict=True)]
    return [tuple(one) for one in found.values()]


def _given(case: Case) -> int:
    """How many slips were given out: each entry has the number so far."""
    return max(
        (_some({**one.facts}, "given").number("given") for one in told(case, SLIP)), default=0
    )


def check_given(case: Case) -> None:
    """Who can sign for the server can count slips that nobody had, but not unsay the giving."""
    counts = [_some(count, "returned") for count in given(case.result).slips]
    most, slips = max((one.number("returned") for one in counts), default=0), _given(case)
    if most > slips:
        raise Refused("more-slips-than-given", slips=most, given=slips)
    people, issued = len(given(case.manifest).entitled), len(given(case.issues))
    if slips + issued > people:
        raise Refused("more-slips-than-people", slips=slips, issued=issued, people=people)


def check_typed(case: Case) -> None:
    agreed, said = _agreed(case), given(case.result).slips
    if not said and (agreed or _given(case)):
        raise Refused("slips-left-out", given=_given(case))
    if said and not agreed:
        raise Refused("slips-not-typed")
    if said and canonical(_by_paper(given(case.manifest), agreed[0])) != canonical([*said]):
        raise Refused("slips-typed-otherwise")


def _agreed(case: Case) -> list[Json]:
    """The count that two people have typed last; none while several have two."""
    last = {
        _some({**one.facts}, "by").text("by"): one.facts.get("count")
        for one in told(case, TYPED)
    }
    counts = [journal_line(count) for count in last.values()]
    agreed = {
        line: count
        for line, count in zip(counts, last.values(), strict=True)
        if counts.count(line) > 1
    }
    return [*agreed.values()] if len(agreed) == 1 else []


def _by_paper(manifest: Manifest, whole: Json) -> Sequence[Json]:
    """A count of all candidates, as the result has it: one for each paper number."""
    fields = _some(whole, f"{' '.join(BALLOTS)} items")
    rows = [(_some(row, "no").number("no"), row) for row in fields.list("items")]
    numbers: dict[str, Json] = {name: fields.number(name) for name in BALLOTS}
    return [
        {"no": paper.no, **numbers, "items": [row for no, row in rows if no in paper.questions]}
        for paper in manifest.papers
    ]
