"""The checks of an archive that concern the result: counted again, and in the right order."""

from itertools import pairwise

from ballots.secret import archive
from ballots.secret.archive import COUNTS, Result, count_choices
from ballots.secret.canonical import Json, Reader, canonical
from ballots.secret.case import Case, Unchecked, check_all_shown, given, withheld
from ballots.secret.checkpoint import Signed
from ballots.secret.manifest import Manifest
from core.errors import Refused

COUNT, ROW = "no returned valid invalid items", " ".join(("no", "illegible", *COUNTS))


def read_result(case: Case) -> Result:
    return signed_result(given(case.manifest), case.file(archive.RESULT))


def signed_result(manifest: Manifest, octets: bytes) -> Result:
    """Refuses a result that the server of this round did not sign."""
    body = archive.signed_from_json(manifest.server_key, Signed.RESULT, octets)
    return archive.result_from_json(body)


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
        raise Refused("journal-after-result", entries=later)


def check_count(case: Case) -> None:
    manifest, papers, said = given(case.manifest), given(case.papers), given(case.result).papers
    if len(said) != len(manifest.papers):
        raise Refused("recount-differs")
    for no, reads in papers.items():
        counted = count_choices(manifest, no, [read.choices for read in reads if read.choices])
        if canonical(counted) != canonical(said[no - 1]):
            raise Refused("recount-differs", paper=no)
    _check_unseen(case)
    check_all_shown(case)


def _check_unseen(case: Case) -> None:
    """Records that are withheld cannot be counted, but their number stands in the box root."""
    manifest, said = given(case.manifest), given(case.result).papers
    for no in withheld(case):
        count = said[no - 1]
        place, returned, valid = _check_sums(manifest, count)
        cast = case.checkpoint[1].papers[no - 1].cast if case.checkpoint else returned
        if (place, returned, valid) != (no, cast, cast):
            raise Refused("recount-differs", paper=no)


def _check_sums(manifest: Manifest, count: Json) -> tuple[int, int, int]:
    """Paper number, returned and valid of a count; refuses one whose numbers do not add up."""
    fields = Reader(count, COUNT)
    no, returned, valid = map(fields.number, ("no", "returned", "valid"))
    rows = [Reader(row, ROW) for row in fields.list("items")]
    sums = {sum(map(row.number, (*COUNTS, "illegible"))) for row in rows}
    if tuple(row.number("no") for row in rows) != manifest.paper(no).questions:
        raise Refused("count-wrong", paper=no)
    if sums != {valid} or returned != valid + fields.number("invalid"):
        raise Refused("count-wrong", paper=no)
    return no, returned, valid


def votes_for(manifest: Manifest, result: Result) -> dict[int, int]:
    """The marks for each candidate, on records and slips together."""
    totals = dict.fromkeys(manifest.numbers, 0)
    for count in (*result.papers, *result.slips):
        for row in Reader(count, COUNT).list("items"):
            fields = Reader(row, ROW)
            if (no := fields.number("no")) not in totals:
                raise Refused("candidate-unknown", no=no)
            totals[no] += fields.number("for")
    return totals


def check_order(case: Case) -> None:
    """The chosen have more marks than all others; the tied are level, and at the cut."""
    manifest, result = given(case.manifest), given(case.result)
    votes = votes_for(manifest, result)
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
    """Nobody can count the slips again here, but they can be too many or not add up."""
    manifest, issues = given(case.manifest), given(case.issues)
    counts = [_check_sums(manifest, count) for count in given(case.result).slips]
    numbers = [no for no, _, _ in counts]
    if numbers != sorted(set(numbers)):
        raise Refused("slips-order")
    most = max((returned for _, returned, _ in counts), default=0)
    if most + len(issues) > len(manifest.entitled):  # who got a slip was handed no papers
        people = len(manifest.entitled)
        raise Refused("more-slips-than-people", slips=most, issued=len(issues), people=people)
    if counts:
        raise Unchecked("slips-counted-by-hand", slips=most)
