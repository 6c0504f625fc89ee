"""The checks of an archive that concern the result: counted again, and in the right order."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from ballots.secret import archive
from ballots.secret.archive import Result
from ballots.secret.case import Case, check_all_shown, withheld
from ballots.secret.checkpoint import Signed
from ballots.secret.figures import (
    Figures,
    adds_up,
    count_choices,
    height,
    read_row,
    summed,
)
from ballots.secret.manifest import Manifest
from ballots.secret.modes import GRADE
from core.canonical import Json, Reader, canonical
from core.checking import Unchecked, given
from core.errors import Refused

COUNT = "no returned valid invalid items"
SETTLED = {"lot", "presidium"}  # ties that others settle than the votes


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
    rows = [read_row(manifest, row) for row in fields.list("items")]
    if tuple(candidate for candidate, _ in rows) != manifest.paper(no).questions:
        raise Refused("count-wrong", paper=no)
    if not all(adds_up(manifest, figures, valid) for _, figures in rows):
        raise Refused("count-wrong", paper=no)
    if returned != valid + fields.number("invalid"):
        raise Refused("count-wrong", paper=no)
    return no, returned, valid


def totals(manifest: Manifest, result: Result) -> dict[int, Figures]:
    """The figures of each candidate, on records and slips together."""
    counts = (*result.papers, *result.slips)
    return summed(
        manifest, (row for count in counts for row in Reader(count, COUNT).list("items"))
    )


def check_order(case: Case) -> None:
    """The chosen are above all others; the tied are level, and at the cut."""
    manifest, result = given(case.manifest), given(case.result)
    votes = totals(manifest, result)
    chosen, tied = set(result.chosen), set(result.tied)
    if chosen & tied or not chosen | tied <= votes.keys():
        raise Refused("outcome-wrong")
    if len(chosen) < len(result.chosen) or len(tied) < len(result.tied):
        raise Refused("outcome-wrong")
    if manifest.mode == GRADE and chosen | tied:
        raise Refused("outcome-wrong")  # nothing is chosen by grades
    settled = [_check_places(manifest, result, votes, *cut) for cut in _cuts(manifest)]
    if any(settled):
        raise Unchecked("tie-settled", tie=manifest.tie)


def _cuts(manifest: Manifest) -> list[tuple[int, list[int]]]:
    """The seats and who stands for them: all together, or each category apart."""
    places = manifest.seats_by_category
    if places is None:
        return [(manifest.seats, [*manifest.numbers])]
    return [
        (seats, [item.no for item in manifest.items if item.category == name])
        for name, seats in places.items()
    ]


def _check_places(
    manifest: Manifest,
    result: Result,
    votes: Mapping[int, Figures],
    seats: int,
    standing: Sequence[int],
) -> bool:
    """Whether a tie here was settled by somebody else than the votes."""
    tall = {no: height(manifest.mode, votes[no]) for no in standing}
    chosen = [no for no in standing if no in result.chosen]
    tied = [no for no in standing if no in result.tied]
    if len({tall[no] for no in tied}) > 1:
        raise Refused("outcome-wrong")
    if tied and not len(chosen) < seats < len(chosen) + len(tied):
        raise Refused("outcome-wrong")
    above = [no for no in chosen if tall[no] > min(tall[one] for one in chosen)]
    if len(chosen) > seats and (manifest.tie != "all" or len(above) >= seats):
        raise Refused("outcome-wrong")
    rest = _who_passed(votes, {*chosen, *tied}, standing)
    ranks = [[tall[no] for no in rank] for rank in (chosen, tied, rest) if rank]
    if all(min(upper) > max(lower) for upper, lower in pairwise(ranks)):
        return False
    is_drawn = manifest.tie in SETTLED and not tied and len(chosen) == seats
    if not is_drawn or min(ranks[0]) < max(ranks[1]):
        raise Refused("outcome-order")
    return True


def _who_passed(
    votes: Mapping[int, Figures], ahead: Collection[int], standing: Sequence[int]
) -> list[int]:
    """Of the others, those who reached any majority that the chosen and the tied reached.

    Ranked, somebody with a good sum but too few numbers can have missed it.
    """
    least = min((votes[no]["for"] for no in ahead), default=0)
    return [no for no in standing if no not in ahead and votes[no]["for"] >= least]


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
