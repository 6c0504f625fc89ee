"""Who stands again when places are left unfilled. Pure."""

from ballots.method import Candidate, VoteMethod
from ballots.outcome import Outcome


def still_standing(method: VoteMethod, outcome: Outcome) -> tuple[Candidate, ...]:
    """Whoever was not chosen, where places are unfilled, in the order of the votes."""
    short = {one.category for one in outcome.categories if one.unfilled}
    rank = {item.no: item.rank for item in outcome.items if not item.chosen}
    rank = {no: place for no, place in rank.items() if no not in outcome.tied}
    stand = [
        each
        for each in method.candidates
        if each.no in rank and (not outcome.categories or each.category in short)
    ]
    return tuple(sorted(stand, key=lambda each: rank[each.no]))
