"""What the count decides, with the real figures of real congresses."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from ballots.deciding.decision import decide, threshold
from ballots.method import Base, Candidate, Compare, Mode, Share, Shortfall, Tie, VoteMethod
from ballots.outcome import (
    Because,
    Next,
    Outcome,
    Turnout,
    check_turnout,
    outcome_from_facts,
    outcome_to_facts,
)
from ballots.paper import Mark, ballot
from ballots.tally import ItemCount, Tally, empty_tally, tally
from core.errors import Refused

FOR, AGAINST, ABSTAIN, ILLEGIBLE = Mark
HALF = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)
TWO_THIRDS = Share(Base.ALL_MEMBERS, Fraction(2, 3), Compare.AT_LEAST)
LISHUI = Turnout(members=327, present=314, issued=314)


def items(candidates: int, seats: int) -> VoteMethod:
    return VoteMethod(
        title="票决办法",
        mode=Mode.FOR_AGAINST_ABSTAIN,
        candidates=tuple(Candidate(no, f"项目{no}") for no in range(1, candidates + 1)),
        seats=seats,
        majority=(HALF,),
        quorum_open=TWO_THIRDS,
    )


def count(returned: int, votes: Sequence[int], invalid: int = 0) -> Tally:
    """A count by its for-votes in the order of the paper; the rest is against."""
    valid = returned - invalid
    rows = (ItemCount(no, for_, valid - for_) for no, for_ in enumerate(votes, start=1))
    return Tally(returned, valid, invalid, tuple(rows))


def reason(outcome: Outcome) -> tuple[str, dict[str, object]]:
    return outcome.because.code, dict(outcome.because.facts)


def test_the_majority_is_of_all_members_not_of_those_present() -> None:
    outcome = decide(items(3, 2), count(314, [164, 163, 158]), LISHUI)
    assert outcome.threshold == 164
    assert [item.passes for item in outcome.items] == [True, False, False]
    assert outcome.chosen == (1,)


@pytest.mark.parametrize(
    ("base", "least"),
    [
        (Base.ALL_MEMBERS, 164),
        (Base.PRESENT, 158),
        (Base.VOTERS, 156),
        (Base.VALID, 151),
    ],
)
def test_each_base_of_the_majority_has_its_own_threshold(base: Base, least: int) -> None:
    method = replace(items(1, 1), majority=(replace(HALF, of=base),))
    assert threshold(method, count(310, [200], invalid=10), LISHUI) == least


def test_a_double_gate_must_be_passed_twice() -> None:
    two_thirds_of_valid = replace(TWO_THIRDS, of=Base.VALID)
    method = replace(items(2, 2), majority=(HALF, two_thirds_of_valid))
    outcome = decide(method, count(314, [209, 210]), LISHUI)
    assert outcome.threshold == 210
    assert outcome.chosen == (2,)


def test_siping_chose_one_of_two_with_42_of_45() -> None:
    turnout = Turnout(members=45, present=45, issued=45)
    outcome = decide(items(2, 1), count(45, [42, 3]), turnout)
    assert (outcome.issued, outcome.returned, outcome.threshold) == (45, 45, 23)
    assert (outcome.chosen, outcome.next) == ((1,), Next.NONE)
    assert reason(outcome) == ("chosen-all-seats", {"chosen": 1, "seats": 1, "threshold": 23})


def test_dongyang_ranked_281_before_276() -> None:
    turnout = Turnout(members=282, present=282, issued=282)
    outcome = decide(items(2, 2), count(282, [276, 281]), turnout)
    assert [(item.for_, item.against) for item in outcome.items] == [(276, 6), (281, 1)]
    assert [item.rank for item in outcome.items] == [2, 1]
    assert outcome.chosen == (2, 1)


def test_nanchang_chose_ten_of_twelve_without_9_and_11() -> None:
    votes = [300, 299, 298, 297, 296, 295, 294, 293, 170, 292, 169, 291]
    outcome = decide(items(12, 10), count(314, votes), LISHUI)
    assert outcome.chosen == (1, 2, 3, 4, 5, 6, 7, 8, 10, 12)
    losers = [(item.no, item.passes) for item in outcome.items if not item.chosen]
    assert losers == [(9, True), (11, True)]
    assert (outcome.unfilled, outcome.tied, outcome.next) == (0, (), Next.NONE)


def test_xinyi_went_by_number_of_votes_alone() -> None:
    turnout = Turnout(members=300, present=285, issued=285)
    plurality = replace(items(4, 3), majority=())
    outcome = decide(plurality, count(285, [273, 12, 279, 276]), turnout)
    assert (outcome.threshold, outcome.chosen) == (0, (3, 4, 1))


@pytest.mark.parametrize(("present", "met"), [(218, True), (217, False)])
def test_two_thirds_of_327_are_218(present: int, met: bool) -> None:
    turnout = Turnout(members=327, present=present, issued=present)
    outcome = decide(items(2, 1), count(present, [200, 17]), turnout)
    assert (outcome.quorum_met, outcome.vote_valid) == (met, met)
    assert outcome.chosen == ((1,) if met else ())


def test_without_a_quorum_nothing_is_chosen() -> None:
    turnout = Turnout(members=327, present=217, issued=217)
    outcome = decide(items(2, 1), count(217, [200, 200]), turnout)
    assert reason(outcome) == (
        "quorum-not-met",
        {"present": 217, "needed": 218, "members": 327},
    )
    assert (outcome.chosen, outcome.tied, outcome.tied_seats) == ((), (), 0)
    assert (outcome.unfilled, outcome.next) == (1, Next.NONE)
    assert not any(item.chosen for item in outcome.items)


@pytest.mark.parametrize(
    ("base", "returned", "needed", "out_of"),
    [(Base.ALL_MEMBERS, 163, 164, 327), (Base.PRESENT, 157, 158, 314)],
)
def test_too_few_may_be_present_and_yet_not_vote(
    base: Base, returned: int, needed: int, out_of: int
) -> None:
    method = replace(items(2, 1), quorum_vote=replace(HALF, of=base))
    outcome = decide(method, count(returned, [150, 7]), LISHUI)
    assert not outcome.quorum_met
    assert not outcome.vote_valid
    facts = {"returned": returned, "needed": needed, "out_of": out_of}
    assert reason(outcome) == ("vote-quorum-not-met", facts)
    assert decide(method, count(needed, [150, 7]), LISHUI).quorum_met


def test_more_returned_than_issued_voids_the_vote() -> None:
    outcome = decide(items(2, 1), count(315, [300, 15]), LISHUI)
    assert (outcome.quorum_met, outcome.vote_valid) == (True, False)
    assert (outcome.chosen, outcome.next) == ((), Next.NONE)
    assert reason(outcome) == ("more-returned-than-issued", {"returned": 315, "issued": 314})
    assert decide(items(2, 1), count(314, [300, 14]), LISHUI).vote_valid


def test_a_tie_at_the_cut_goes_to_a_run_off() -> None:
    outcome = decide(items(5, 3), count(314, [250, 200, 200, 200, 180]), LISHUI)
    assert (outcome.chosen, outcome.tied, outcome.tied_seats) == ((1,), (2, 3, 4), 2)
    assert (outcome.unfilled, outcome.next) == (0, Next.RUN_OFF)
    assert [item.chosen for item in outcome.items] == [True, False, False, False, False]
    facts = {"tied": [2, 3, 4], "votes": 200, "chosen": 1, "tied_seats": 2}
    assert reason(outcome) == ("tie-at-cut", facts)


def test_a_tie_at_the_cut_may_be_left_to_the_presidium() -> None:
    method = replace(items(3, 2), tie=Tie.PRESIDIUM)
    outcome = decide(method, count(314, [250, 200, 200]), LISHUI)
    assert (outcome.tied, outcome.next) == ((2, 3), Next.PRESIDIUM)


def test_all_tied_are_chosen_where_the_meeting_said_so() -> None:
    method = replace(items(4, 2), tie=Tie.ALL)
    outcome = decide(method, count(314, [250, 200, 200, 180]), LISHUI)
    assert (outcome.chosen, outcome.tied, outcome.tied_seats) == ((1, 2, 3), (), 0)
    assert (outcome.unfilled, outcome.next) == (0, Next.NONE)
    facts = {"tied": [2, 3], "votes": 200, "chosen": 3, "seats": 2}
    assert reason(outcome) == ("tie-all-chosen", facts)


def test_a_tie_inside_the_seats_has_no_effect() -> None:
    outcome = decide(items(4, 3), count(314, [200, 250, 200, 180]), LISHUI)
    assert (outcome.chosen, outcome.tied, outcome.next) == ((2, 1, 3), (), Next.NONE)


def test_a_tie_below_the_majority_is_no_tie() -> None:
    outcome = decide(items(3, 2), count(314, [250, 163, 163]), LISHUI)
    assert (outcome.chosen, outcome.tied, outcome.unfilled) == ((1,), (), 1)


def test_equal_votes_share_a_rank_and_the_next_is_left_out() -> None:
    outcome = decide(items(5, 5), count(314, [250, 280, 250, 100, 249]), LISHUI)
    assert [item.rank for item in outcome.items] == [2, 1, 2, 5, 4]


@pytest.mark.parametrize("shortfall", Shortfall)
def test_places_stay_empty_when_too_few_pass(shortfall: Shortfall) -> None:
    method = replace(items(4, 3), shortfall=shortfall)
    outcome = decide(method, count(314, [164, 163, 162, 161]), LISHUI)
    assert (outcome.chosen, outcome.unfilled) == ((1,), 2)
    assert outcome.next == shortfall.value
    facts = {"passing": 1, "seats": 3, "threshold": 164, "unfilled": 2}
    assert reason(outcome) == ("too-few-pass", facts)


def test_nobody_may_pass_at_all() -> None:
    outcome = decide(items(2, 1), count(314, [163, 150]), LISHUI)
    assert (outcome.chosen, outcome.unfilled, outcome.next) == ((), 1, Next.ASK)
    assert reason(outcome) == ("none-pass", {"threshold": 164, "seats": 1})


def test_absent_abstaining_and_spoilt_all_weigh_as_not_for() -> None:
    method = replace(items(1, 1), max_marks=1)
    heap = [ballot({1: FOR})] * 163 + [ballot({1: ABSTAIN})] * 90 + [ballot({1: ILLEGIBLE})]
    assert decide(method, tally(method, heap), LISHUI).chosen == ()
    assert decide(method, tally(method, [*heap, ballot({1: FOR})]), LISHUI).chosen == (1,)


def test_without_a_quorum_in_the_method_none_is_asked() -> None:
    method = replace(items(1, 1), quorum_open=None)
    turnout = Turnout(members=327, present=170, issued=170)
    assert decide(method, count(170, [165]), turnout).chosen == (1,)


def test_a_count_of_another_paper_decides_nothing() -> None:
    with pytest.raises(Refused, match="tally-of-another-method"):
        decide(items(3, 1), empty_tally(items(2, 1)), LISHUI)


@pytest.mark.parametrize(
    ("turnout", "code", "field"),
    [
        (Turnout(-1, 0, 0), "number-negative", "members"),
        (Turnout(3, -1, 0), "number-negative", "present"),
        (Turnout(3, 3, -1), "number-negative", "issued"),
        (Turnout(3, 4, 3), "present-above-members", "present"),
    ],
)
def test_a_hall_cannot_hold_such_figures(turnout: Turnout, code: str, field: str) -> None:
    with pytest.raises(Refused) as no:
        check_turnout(turnout)
    assert (no.value.code, no.value.field) == (code, field)


def test_a_real_turnout_is_fine() -> None:
    check_turnout(LISHUI)
    check_turnout(Turnout(0, 0, 0))


def test_the_outcome_is_told_in_the_words_of_the_contract() -> None:
    facts = outcome_to_facts(decide(items(1, 1), count(314, [200]), LISHUI))
    row = {"no": 1, "name": "项目1", "for": 200, "against": 114, "abstain": 0, "not_marked": 0}
    row |= {"illegible": 0, "passes": True, "rank": 1, "chosen": True}
    assert facts["items"] == [row]
    assert facts["because"] == {
        "code": "chosen-all-seats",
        "facts": {"chosen": 1, "seats": 1, "threshold": 164},
    }
    assert " ".join(facts) == (
        "quorum_met issued returned valid invalid vote_valid threshold items chosen tied"
        " tied_seats unfilled next because"
    )


@pytest.mark.parametrize("facts", [{}, {"items": [{}]}, {"items": []}, {"items": "1"}])
def test_a_damaged_outcome_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(Refused, match="outcome-unreadable"):
        outcome_from_facts(facts)


def test_a_reason_may_need_no_figures() -> None:
    assert Because("nothing").facts == {}
