"""The auditor's door: every act and who did it, whether the chain holds, and no ballot."""

import json
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from ballots import queries as ballots
from core.errors import NotHere
from core.journal import Entry
from core.spreadsheet import write_csv
from sessions import queries as sessions
from sessions.audit import queries as audit
from sessions.audit.log import LogLine, log
from web.access import Who, page
from web.downloads import attachment
from web.hygiene_words import ACTS
from web.language import translations
from web.routes.attendance import export, vote_register
from web.routes.meeting import M
from web.visit import Visit

PAGE = f"{M}/audit"
SHOWN = 200  # lines at once, the newest first


async def _entries(connection: AsyncConnection, visit: Visit) -> list[Entry]:
    """The journal as far as the hall has been told of it: a count is nobody's before that."""
    whole = await sessions.journal_since(connection, visit.me.meeting, 0)
    return [*ballots.told_so_far(whole)]


async def show(visit: Visit) -> Response:
    query = visit.request.query_params
    everybody, kind = bool(query.get("all")), query.get("kind", "")
    async with visit.house.db.reading() as connection:
        entries = await _entries(connection, visit)
        view = await sessions.meeting_view(connection, visit.me.meeting)
        house = await audit.house_entries(connection)
        votes = await ballots.votes(connection, visit.me.meeting)
    lines = [one for one in log(entries, all_acts=everybody) if kind in ("", one.kind)]
    before = query.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        lines = [one for one in lines if one.number < int(before)]
    return visit.render(
        "sessions/audit.html",
        view=view,
        lines=lines[::-1][:SHOWN],
        more=len(lines) > SHOWN,
        chain=audit.chain_of(entries),
        house=log(house)[::-1],
        house_chain=audit.chain_of(house),
        kinds=sorted({one.kind for one in log(entries, all_acts=True)}),
        kind=kind,
        everybody=everybody,
        rounds=[one.round for vote in votes for one in vote.rounds if one.round.opened_at],
        act_word=lambda kind: act_word(visit, kind),
        facts=shown_facts,
    )


def act_word(visit: Visit, kind: str) -> str:
    return translations(visit.language).gettext(ACTS[kind]) if kind in ACTS else kind


def shown_facts(line: LogLine) -> str:
    """What an act said, as the journal has it."""
    return json.dumps(line.facts, ensure_ascii=False, sort_keys=True)


async def log_csv(visit: Visit) -> Response:
    """Everything at once: the acts of this meeting, then what was done outside any."""
    async with visit.house.db.reading() as connection:
        entries = await _entries(connection, visit)
        house = await audit.house_entries(connection)
    rows: list[list[Any]] = [["journal", "number", "at", "act", "name", "who", "facts"]]
    for name, known in (("meeting", entries), ("house", house)):
        for line in log(known, all_acts=True):
            said, at = act_word(visit, line.kind), line.at.isoformat()
            who, facts = line.who, shown_facts(line)
            rows.append([name, line.number, at, line.kind, said, who, facts])
    return attachment("audit.csv", write_csv(rows))


async def journal(visit: Visit) -> Response:
    """The chain itself, to be checked elsewhere; of ballots by name only their hash."""
    async with visit.house.db.reading() as connection:
        entries = await _entries(connection, visit)
    if not entries:
        raise NotHere("journal")
    return attachment("audit.jsonl", audit.veiled_lines(entries))


routes = [
    page(PAGE, show, Who.AUDITOR),
    page(f"{M}/audit.csv", log_csv, Who.AUDITOR),
    page(f"{M}/audit.jsonl", journal, Who.AUDITOR),
    *(
        page(f"{PAGE}/{name}", export, Who.AUDITOR)
        for name in ("attendance.csv", "attendance-sums.csv", "attendance.xlsx")
    ),
    page(f"{PAGE}/rounds/{{round:str}}/register.csv", vote_register, Who.AUDITOR),
    page(f"{PAGE}/rounds/{{round:str}}/register.json", vote_register, Who.AUDITOR),
]
