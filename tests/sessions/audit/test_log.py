"""The audit log: every act of an office, nobody's ballot, and a chain that can be checked."""

import hashlib
import json
from dataclasses import replace

import pytest

from core.database import Database
from core.errors import BadRows
from core.journal import HOUSE, canonical
from core.people import RUNNING, Role
from sessions.attendance.commands import give_offices, import_roster
from sessions.attendance.roster import read_roster
from sessions.audit.log import log
from sessions.audit.queries import chain_of, house_entries, veiled_lines
from sessions.signin.owner.commands import first_badge, operator_badge
from tests.cast import HEADER, Congress, in_session, make_congress, refused


async def voted(db: Database) -> Congress:
    congress = await in_session(db, deputies=6)
    round = await congress.open_round(await congress.adopted(3, 1))
    await congress.cast_all(round, ["+--", "-+-", "--+", "+oo"])
    await congress.announce(round)
    return congress


async def test_the_log_has_every_act_of_an_office_and_who_did_it(db: Database) -> None:
    congress = await voted(db)
    lines = log(await congress.journal())
    assert all(line.who for line in lines)
    done = {line.kind: line.who for line in lines}
    assert done["MeetingOpened"] == congress.chair.name
    assert done["BadgesPrinted"] == congress.clerk.name
    assert "PersonArrived" not in done
    everybody = {line.kind: line.who for line in log(await congress.journal(), all_acts=True)}
    assert everybody["PersonArrived"] in {one.name for one in congress.deputies}


async def test_no_ballot_is_in_the_log_nor_in_the_journal_given_out(db: Database) -> None:
    congress = await voted(db)
    entries = await congress.journal()
    [listed] = [one for one in entries if one.kind == "BallotsListed"]
    marks = {one["marks"] for one in listed.facts["ballots"]}
    assert "+--" in marks, "need real ballots for this to mean anything"
    told = str([line.facts for line in log(entries, all_acts=True)])
    given = veiled_lines(entries).decode()
    assert not any(f"'{one}'" in told or f'"{one}"' in given for one in marks)


async def test_the_journal_without_ballots_still_proves_itself(db: Database) -> None:
    congress = await voted(db)
    before = "0" * 64
    for line in veiled_lines(await congress.journal()).splitlines():
        row = json.loads(line)
        said = (
            row.get("facts_hash")
            or hashlib.sha256(f"{row['salt']}{canonical(row['facts'])}".encode()).hexdigest()
        )
        body = [row[name] for name in ("meeting", "number", "at", "kind")] + [said, before]
        before = hashlib.sha256(canonical(body).encode()).hexdigest()
        assert before == row["hash"]


async def test_a_changed_entry_is_found(db: Database) -> None:
    entries = await (await voted(db)).journal()
    assert chain_of(entries).broken_at is None
    forged = [*entries]
    forged[4] = replace(forged[4], facts={"by": "别人"})
    assert chain_of(forged).broken_at == 5


async def test_what_the_terminal_did_is_logged_outside_any_meeting(db: Database) -> None:
    await first_badge(db, "秘书处")
    assert await operator_badge(db)
    async with db.reading() as connection:
        entries = await house_entries(connection)
    assert [one.facts["first"] for one in entries] == [True, False]
    assert {one.meeting for one in entries} == {HOUSE}
    assert [line.who for line in log(entries)] == ["terminal", "terminal"]


@pytest.mark.parametrize("role", ["工作人员", "执行主席", "计票人", "监票人"])
async def test_an_auditor_holds_no_office_that_runs_the_meeting(role: str) -> None:
    with pytest.raises(BadRows) as caught:
        read_roster([HEADER[:3], ["孟审", "", f"审计员、{role}"]])
    assert [row.code for row in caught.value.rows] == ["auditor-apart"]


async def test_nobody_becomes_auditor_of_what_they_run(db: Database) -> None:
    congress = await make_congress(db, deputies=3)
    for who in (congress.teller, congress.deputies[1]):
        offices = frozenset({Role.AUDITOR, *(who.roles & RUNNING)})
        if offices == {Role.AUDITOR}:
            await give_offices(db, congress.clerk, who.person, offices)
        else:
            with refused("auditor-apart"):
                await give_offices(db, congress.clerk, who.person, offices)
    with refused("auditor-apart", roles=["clerk"]):
        await give_offices(db, congress.clerk, congress.clerk.person, frozenset({Role.AUDITOR}))
    table = read_roster([HEADER[:3], [congress.clerk.name, "", "审计员"]])
    with refused("auditor-apart"):
        await import_roster(db, congress.clerk, table)
