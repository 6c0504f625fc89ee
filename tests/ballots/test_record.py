"""Votes by name counted again from a journal: plainly, and in full."""

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from ballots.record import check_by_name, result_files
from ballots.replay import check_decided
from core.chain import Event
from core.checking import Unchecked
from core.database import Database
from tests.cast import in_session, refused


async def told(db: Database, marks: Sequence[str], **terms: Any) -> list[Event]:
    """The journal of a round by name with these ballots."""
    congress = await in_session(db, 6)
    round = await congress.open_round(await congress.adopted(3, 2, **terms))
    await congress.cast_all(round, marks)
    await congress.announce(round)
    entries = json.loads(json.dumps([[e.kind, e.facts] for e in await congress.journal()]))
    return [Event(number, kind, facts, "") for number, (kind, facts) in enumerate(entries, 1)]


def altered(events: Sequence[Event], kind: str, **change: Any) -> list[Event]:
    return [
        Event(
            one.number, one.kind, {**one.facts, **change} if one.kind == kind else one.facts, ""
        )
        for one in events
    ]


async def test_both_counts_give_what_was_recorded(db: Database) -> None:
    events = await told(db, ["++-", "+-o", "-+.", "+.."])
    check_by_name(events)
    check_decided(events)


async def test_a_ballot_more_or_other_is_found_by_both(db: Database) -> None:
    events = await told(db, ["++-", "+-o", "-+.", "+.."])
    [listed] = [one.facts["ballots"] for one in events if one.kind == "BallotsListed"]
    assert isinstance(listed, list)
    for ballots in (listed[1:], [*listed[1:], {"marks": "---"}]):
        wrong = altered(events, "BallotsListed", ballots=ballots)
        for check in (check_by_name, check_decided):
            with refused("recount-differs"):
                check(wrong)
    unreadable: list[Any] = [[{"marks": "?"}], 7, None]
    for ballots in unreadable:
        for check in (check_by_name, check_decided):
            with pytest.raises(Exception, match=r"ballots-not-listed|recount|mark"):
                check(altered(events, "BallotsListed", ballots=ballots))


async def test_a_budget_is_left_open_by_the_plain_count_only(db: Database) -> None:
    events = await told(db, ["+--", "-+-"], budget_cap=Decimal(900))
    check_decided(events)
    with pytest.raises(Unchecked, match="mode-not-recounted"):
        check_by_name(events)


async def test_who_is_chosen_is_decided_again(db: Database) -> None:
    events = await told(db, ["++-", "+-o", "++.", "++."])
    [outcome] = [one.facts["outcome"] for one in events if one.kind == "RoundCounted"]
    assert isinstance(outcome, dict)
    wrong = altered(events, "RoundCounted", outcome={**outcome, "chosen": [3]})
    with refused("recount-differs"):
        check_decided(wrong)


async def test_a_result_is_a_table_no_spreadsheet_runs(db: Database) -> None:
    events = await told(db, ["++-"])
    [facts] = [one.facts for one in events if one.kind == "ResultAnnounced"]
    outcome = facts["outcome"]
    assert isinstance(outcome, dict)
    outcome["items"][0]["name"] = '=HYPERLINK("x")'  # type: ignore[index,call-overload]
    files = result_files(events)
    [name] = [name for name in files if name.endswith(".csv")]
    rows = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
    assert rows[0][:3] == ["no", "name", "for"]
    assert rows[1][1] == '\'=HYPERLINK("x")'
