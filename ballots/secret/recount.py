"""The checks of an archive that concern the result: counted again, and in the right order."""

from collections.abc import Sequence
from itertools import pairwise

from ballots.secret import archive
from ballots.secret.archive import COUNTS, Result, count_choices
from ballots.secret.canonical import Json, Reader, canonical
from ballots.secret.case import Case, Unchecked, given
from ballots.secret.checkpoint import Signed
from ballots.secret.manifest import Manifest
from core.errors import Refused


def read_result(case: Case) -> Result:
    key = given(case.manifest).server_key
    octets = case.file(archive.RESULT)
    return archive.result_from_json(archive.signed_from_json(key, Signed.RESULT, octets))


def check_round(case: Case) -> None:
    result, (digest, last) = given(case.result), given(case.checkpoint)
    if (result.round, result.checkpoint_hash) != (last.round, digest):
        raise Refused("result-other-round")


def check_journal(case: Case) -> None:
    hashes = [event.hash for event in given(case.events)]
    if given(case.result).journal not in hashes:
        raise Refused("journal-cut")
    later = len(hashes) - 1 - hashes.index(given(case.result).journal)
    if later:
        raise Unchecked("journal-after-result", entries=later)


def check_count(case: Case) -> None:
    manifest, papers, said = given(case.manifest), given(case.papers), given(case.result).papers
    if len(said) != len(manifest.papers):
        raise Refused("recount-differs")
    for no, reads in papers.items():
        counted = count_choices(manifest, no, [read.choices for read in reads if read.choices])
        if canonical(counted) != canonical(said[no - 1]):
            raise Refused("recount-differs", paper=no)
    if len(papers) < len(said):
        raise Unchecked("papers-withheld")


def _totals(manifest: Manifest, counts: Sequence[Json]) -> dict[int, int]:
    """The marks for each candidate, on records and slips together."""
    totals = dict.fromkeys(manifest.numbers, 0)
    for count in counts:
        for row in Reader(count, "no returned valid invalid items").list("items"):
            fields = Reader(row, " ".join(("no", "illegible", *COUNTS)))
            if (no := fields.number("no")) not in totals:
                raise Refused("candidate-unknown", no=no)
            totals[no] += fields.number("for")
    return totals


def check_order(case: Case) -> None:
    """The chosen have more marks than all others; the tied are level, and at the cut."""
    manifest, result = given(case.manifest), given(case.result)
    votes = _totals(manifest, [*result.papers, *result.slips])
    chosen, tied = set(result.chosen), set(result.tied)
    if chosen & tied or not chosen | tied <= votes.keys():
        raise Refused("outcome-wrong")
    if len(chosen) < len(result.chosen) or len(tied) < len(result.tied):
        raise Refused("outcome-wrong")
    ranks = [chosen, tied, votes.keys() - chosen - tied]
    heights = [[votes[no] for no in rank] for rank in ranks if rank]
    for upper, lower in pairwise(heights):
        if min(upper) <= max(lower):
            raise Refused("outcome-order")
    above = [no for no in chosen if votes[no] > min(votes[one] for one in chosen)]
    if len({votes[no] for no in tied}) > 1 or len(above) >= manifest.seats:
        raise Refused("outcome-wrong")
    if tied and not len(chosen) < manifest.seats < len(chosen) + len(tied):
        raise Refused("outcome-wrong")


def check_majority(case: Case) -> None:
    raise Unchecked("majority-not-in-manifest", seats=given(case.manifest).seats)


def check_slips(case: Case) -> None:
    if given(case.result).slips:
        raise Unchecked("slips-counted-by-hand")
