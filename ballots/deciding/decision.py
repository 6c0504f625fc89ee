"""What the count decides by the adopted method. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ballots.deciding.cut import Cut, Drawing, cuts, empty_cuts, ordered, ranks
from ballots.deciding.reason import graded, reason
from ballots.deciding.standing import still_standing
from ballots.method import Base, Grade, Mode, Share, Shortfall, Tie, VoteMethod
from ballots.outcome import Because, CategoryOutcome, ItemOutcome, Next, Outcome, Turnout
from ballots.tally import ItemCount, Tally
from core.errors import Refused

AFTER_TIE = {
    Tie.RUN_OFF: Next.RUN_OFF,
    Tie.LOT: Next.LOT,  # until the seed is known
    Tie.PRESIDIUM: Next.PRESIDIUM,
}
AFTER_SHORTFALL = {
    Shortfall.ASK: Next.ASK,
    Shortfall.EMPTY: Next.EMPTY,
    Shortfall.SECOND_ROUND: Next.SECOND_ROUND,
    Shortfall.NEXT_SESSION: Next.NEXT_SESSION,
}
AGAIN = {Next.RUN_OFF, Next.SECOND_ROUND}
FIRST = Drawing()


def decide(
    method: VoteMethod, tally: Tally, turnout: Turnout, drawing: Drawing = FIRST
) -> Outcome:
    """Apply the adopted method to the count. Exact.

    地方组织法 Art. 25 and 29: a majority first, then the most votes, and a tie at the cut is
    voted again. Refuses a count of other candidates, and a group whose size is not told.
    """
    if tuple(item.no for item in tally.items) != method.numbers:
        raise Refused("tally-of-another-method")
    no_quorum = _missing_quorum(method, tally, turnout)
    void = no_quorum or _too_many_returned(tally, turnout)
    passing = [item for item in tally.items if _passes(method, tally, turnout, item)]
    places = _places(method, passing, drawing, void is not None)
    chosen = {no for cut in places for no in cut.chosen}
    items = _items(method, tally, turnout, chosen, void is not None)
    least = threshold(method, tally, turnout)
    then = Next.NONE if void else _next(method, places, drawing.round)
    outcome = Outcome(
        quorum_met=no_quorum is None,
        issued=turnout.issued,
        returned=tally.returned,
        valid=tally.valid,
        invalid=tally.invalid,
        vote_valid=void is None,
        threshold=least,
        items=items,
        chosen=_by_votes(method, tally, chosen),
        tied=tuple(no for cut in places for no in cut.tied),
        tied_seats=sum(cut.tied_seats for cut in places),
        unfilled=sum(cut.unfilled for cut in places),
        next=then,
        because=void or _because(method, places, least, passing, items),
        categories=_categories(places),
        group_thresholds=group_thresholds(method, tally, turnout),
    )
    if then is not Next.SECOND_ROUND:
        return outcome
    again = still_standing(method, outcome)
    return replace(outcome, standing=tuple(each.no for each in again))


def threshold(method: VoteMethod, tally: Tally, turnout: Turnout) -> int:
    """The smallest number of for-votes that satisfies every majority entry; 0 without any.

    In mode grade, of satisfied-votes that make the grade. Entries of a group ask for votes of
    that group: `group_thresholds` has them.
    """
    if method.mode is Mode.GRADE:
        return _needed(method.grading.satisfied, tally, turnout)
    whole = (share for share in method.majority if share.group is None)
    return max((_needed(share, tally, turnout) for share in whole), default=0)


def group_thresholds(method: VoteMethod, tally: Tally, turnout: Turnout) -> dict[str, int]:
    """The for-votes each group with a majority of its own must give at the least.

    Hengyang Shigu: more than half of the deputies, and more than two thirds of all.
    """
    least: dict[str, int] = {}
    if method.mode is not Mode.GRADE:
        for share in method.majority:
            if share.group is not None:
                needed = _needed(share, tally, turnout)
                least[share.group] = max(needed, least.get(share.group, 0))
    return least


def _needed(share: Share, tally: Tally, turnout: Turnout) -> int:
    return share.votes_needed(_size(share, tally, turnout))


def _size(share: Share, tally: Tally, turnout: Turnout) -> int:
    members = turnout.members
    if share.group is not None:
        if share.group not in turnout.groups:
            raise Refused("group-members-missing", group=share.group)
        members, tally = turnout.groups[share.group], tally.groups[share.group]
    return {
        Base.ALL_MEMBERS: members,
        Base.PRESENT: turnout.present,
        Base.VOTERS: tally.returned,
        Base.VALID: tally.valid,
    }[share.of]


def _missing_quorum(method: VoteMethod, tally: Tally, turnout: Turnout) -> Because | None:
    present, members, returned = turnout.present, turnout.members, tally.returned
    share = method.quorum_open
    if share and not share.reached_by(present, members):
        facts = {"present": present, "needed": share.smallest(members), "members": members}
        return Because("quorum-not-met", facts)
    share = method.quorum_vote  # 广东议事规则 Art. 60: enough must take part in the vote itself
    if share and not share.reached_by(returned, out_of := _size(share, tally, turnout)):
        facts = {"returned": returned, "needed": share.smallest(out_of), "out_of": out_of}
        return Because("vote-quorum-not-met", facts)
    return None


def _too_many_returned(tally: Tally, turnout: Turnout) -> Because | None:
    # 重庆乡镇人大条例 Art. 24: more returned than issued voids the whole vote
    if tally.returned > turnout.issued:
        facts = {"returned": tally.returned, "issued": turnout.issued}
        return Because("more-returned-than-issued", facts)
    # 选举法 Art. 44: more ballots than voters do
    if tally.returned > turnout.present:
        facts = {"returned": tally.returned, "present": turnout.present}
        return Because("more-returned-than-present", facts)
    return None


def _passes(method: VoteMethod, tally: Tally, turnout: Turnout, item: ItemCount) -> bool:
    if method.mode is Mode.GRADE:
        return _grade(method, tally, turnout, item) is not Grade.UNSATISFIED
    apart = group_thresholds(method, tally, turnout)
    given = _for_by_group(tally, item)
    enough = item.for_ >= threshold(method, tally, turnout)
    return enough and all(given[group] >= least for group, least in apart.items())


def _for_by_group(tally: Tally, item: ItemCount) -> dict[str, int]:
    return {
        group: next(one.for_ for one in apart.items if one.no == item.no)
        for group, apart in tally.groups.items()
    }


def _grade(method: VoteMethod, tally: Tally, turnout: Turnout, item: ItemCount) -> Grade:
    rule = method.grading
    if item.satisfied >= _needed(rule.satisfied, tally, turnout):
        return Grade.SATISFIED
    if item.satisfied + item.basically >= _needed(rule.basically, tally, turnout):
        return Grade.BASICALLY
    return Grade.UNSATISFIED


def _places(
    method: VoteMethod, passing: Sequence[ItemCount], drawing: Drawing, is_void: bool
) -> tuple[Cut, ...]:
    if method.mode is Mode.GRADE:
        return ()
    return empty_cuts(method) if is_void else cuts(method, passing, drawing)


def _by_votes(method: VoteMethod, tally: Tally, numbers: Collection[int]) -> tuple[int, ...]:
    best = ordered(method.mode, tally.items)
    return tuple(item.no for item in best if item.no in numbers)


def _items(
    method: VoteMethod,
    tally: Tally,
    turnout: Turnout,
    chosen: Collection[int],
    is_void: bool,
) -> tuple[ItemOutcome, ...]:
    numbered = zip(method.candidates, tally.items, ranks(method.mode, tally.items), strict=True)
    found = []
    for candidate, item, rank in numbered:
        outcome = ItemOutcome(
            no=item.no,
            name=candidate.name,
            for_=item.for_,
            against=item.against,
            abstain=item.abstain,
            not_marked=item.not_marked,
            illegible=item.illegible,
            passes=_passes(method, tally, turnout, item),
            rank=rank,
            chosen=item.no in chosen,
            rank_sum=item.rank_sum if method.mode is Mode.RANK else None,
            for_by_group=_for_by_group(tally, item),
        )
        if method.mode is Mode.GRADE:
            grade = None if is_void else _grade(method, tally, turnout, item)
            outcome = _with_grade(outcome, item, grade)
        found.append(outcome)
    return tuple(found)


def _with_grade(outcome: ItemOutcome, item: ItemCount, grade: Grade | None) -> ItemOutcome:
    return replace(
        outcome,
        satisfied=item.satisfied,
        basically=item.basically,
        unsatisfied=item.unsatisfied,
        grade=grade,
    )


def _next(method: VoteMethod, places: Sequence[Cut], round: int) -> Next:
    """A tie is settled before a shortfall; after `rounds_max` rounds the congress is asked."""
    then = Next.NONE
    if any(cut.tied for cut in places):
        then = AFTER_TIE[method.tie]
    elif any(cut.unfilled for cut in places):
        then = AFTER_SHORTFALL[method.shortfall]
    return Next.ASK if then in AGAIN and round >= method.rounds_max else then


def _because(
    method: VoteMethod,
    places: Sequence[Cut],
    least: int,
    passing: Sequence[ItemCount],
    items: Sequence[ItemOutcome],
) -> Because:
    return reason(method, places, least, passing) if places else graded(items)


def _categories(places: Sequence[Cut]) -> tuple[CategoryOutcome, ...]:
    return tuple(
        CategoryOutcome(
            cut.category, cut.seats, cut.chosen, cut.tied, cut.tied_seats, cut.unfilled
        )
        for cut in places
        if cut.category is not None
    )
