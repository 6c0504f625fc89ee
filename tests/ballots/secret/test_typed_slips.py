"""The slips of an archive: counted beside the phones, and bound to what the journal tells."""

from dataclasses import replace

import pytest

from tests.ballots.secret.hall import Told
from tests.ballots.secret.test_story import HALL, PLAIN, SLIPS, place, whys, without

INVENTED = ("SlipGiven", "SlipsTyped")


def test_invented_slips_are_told_by_the_journal() -> None:
    """Signed anew in every place but the journal, which was published as it grew."""
    lying = HALL.archive([1], change=lambda told: [without(kind)(told) for kind in INVENTED])
    assert whys(lying) == {
        "announced": "announced-figures",
        "slips-given": "more-slips-than-given",
        "slips-typed": "slips-not-typed",
    }


def test_other_slips_than_were_typed_are_told_by_the_journal() -> None:
    rows = [*SLIPS["items"][:2], SLIPS["items"][2] | {"against": 2, "abstain": 1}]
    lying = replace(HALL, slips=SLIPS | {"items": rows})

    def truly_typed(told: list[Told]) -> None:
        told[:] = [
            (kind, facts | {"count": SLIPS} if kind == "SlipsTyped" else facts)
            for kind, facts in told
        ]

    assert whys(lying.archive([1], change=truly_typed)) == {
        "slips-typed": "slips-typed-otherwise"
    }


@pytest.mark.parametrize("kinds", [("SlipGiven",), ("SlipsTyped",), INVENTED])
def test_slips_that_are_left_out_are_told_by_the_journal(kinds: tuple[str, ...]) -> None:
    given: list[Told] = [("SlipGiven", {"round": "round-1", "given": no}) for no in range(1, 5)]
    typed: list[Told] = [
        ("SlipsTyped", {"round": "round-1", "count": SLIPS, "by": by})
        for by in ("孙强", "周敏")
    ]

    def truly_given(told: list[Told]) -> None:
        for before, slips in (("RoundClosed", given), ("RoundCounted", typed)):
            at = place(told, before)
            told[at:at] = [one for one in slips if one[0] in kinds]

    assert whys(PLAIN.archive([1], change=truly_given))["slips-typed"] == "slips-left-out"


def test_who_types_again_has_typed_the_last() -> None:
    """One is corrected until two agree; what two had agreed on before does not stand."""

    def corrected(told: list[Told]) -> None:
        wrong = {"round": "round-1", "count": SLIPS | {"returned": 3, "invalid": 0}}
        for by in ("周敏", "孙强", "赵丽"):
            told.insert(place(told, "SlipsTyped"), ("SlipsTyped", wrong | {"by": by}))

    assert whys(HALL.archive([1], change=corrected)) == {}


def test_when_two_and_two_have_typed_otherwise_nothing_is_agreed() -> None:
    def quarrel(told: list[Told]) -> None:
        wrong = {"round": "round-1", "count": SLIPS | {"returned": 3, "invalid": 0}}
        for by in ("赵丽", "钱远"):
            told.insert(place(told, "SlipsTyped"), ("SlipsTyped", wrong | {"by": by}))

    assert whys(HALL.archive([1], change=quarrel)) == {"slips-typed": "slips-not-typed"}
