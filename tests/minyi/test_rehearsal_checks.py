"""The rehearsal's own checks, on records with something wrong in them."""

import json
from collections import Counter

from minyi.rehearsal.checks import wrong_ballots, wrong_receipts, wrong_result
from minyi.rehearsal.phone import Answer, Phone
from minyi.rehearsal.voters import Voter


def voter(number: int = 1, *receipts: tuple[str, bool]) -> Voter:
    made = Voter(number, f"代表{number}", Phone(0), {"mark-1": "for", "mark-2": "against"})
    for code, repeated in receipts:
        body = {"marks": "+-", "code": code, "repeated": repeated}
        made.answers.append(Answer(200, body=json.dumps(body).encode()))
    return made


def row(name: str, first: str = "for") -> dict[str, str]:
    return {"ballot": name, "group": "", "1": first, "2": "against"}


async def test_one_receipt_heard_twice_is_right() -> None:
    assert wrong_receipts(voter(1, ("A", False), ("A", True))) == []


async def test_two_different_receipts_are_seen() -> None:
    assert "two different" in wrong_receipts(voter(1, ("A", False), ("B", True)))[0]


async def test_a_ballot_counted_as_new_twice_is_seen() -> None:
    assert wrong_receipts(voter(1, ("A", False), ("A", False), ("A", True))) != []


async def test_a_refused_ballot_is_seen() -> None:
    refused = voter(1)
    refused.answers.append(Answer(500, body=b"fault"))
    assert "500 fault" in wrong_receipts(refused)[0]


async def test_a_lost_and_a_doubled_and_a_changed_ballot_are_seen() -> None:
    voters = [voter(1), voter(2), voter(3)]
    found = wrong_ballots([row("代表1"), row("代表1"), row("代表2", "abstain")], voters)
    assert Counter(len(problem) > 0 for problem in found) == {True: 3}
    assert [name in "".join(found) for name in ("代表1", "代表2", "代表3")] == [True] * 3


async def test_a_result_with_a_vote_too_many_is_seen() -> None:
    items = [
        {"no": 1, "for": 2, "against": 0, "abstain": 0},
        {"no": 2, "for": 0, "against": 2, "abstain": 0},
    ]
    right = {"items": items, "returned": 2, "valid": 2}
    assert wrong_result(right, [voter(1), voter(2)]) == []
    assert wrong_result({**right, "returned": 3}, [voter(1), voter(2)]) != []
    items[0]["for"] = 3
    assert "project 1 has 3 for" in wrong_result(right, [voter(1), voter(2)])[0]
