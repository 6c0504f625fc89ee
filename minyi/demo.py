"""The demonstration: a congress on a real list, in which most deputies act by themselves.

The list is Nanchang 2020, 12 candidates for 10 places (domain.md 8.3). Everybody in it is made
up. What the simulated deputies do goes through the same commands as a phone: no result is
written in here, only how likely each deputy is to leave a project out.
"""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import uvicorn

from ballots import commands as votes
from ballots.project import read_projects
from core.clock import system_clock
from core.database import Database, SharedCommit
from core.ids import PersonId
from core.people import Role
from core.spreadsheet import read_table
from minyi.doors import print_doors
from minyi.players import play
from minyi.serve import address, allow_many_sockets, config, is_taken
from minyi.serve import run as serve
from minyi.tls import Tls
from sessions import commands as meetings
from sessions import queries as sessions
from sessions.agenda import commands as agenda
from sessions.attendance import commands as attendance
from sessions.attendance.rollcall import Attendance, Line
from sessions.attendance.roster import RosterLine
from sessions.queries import Member
from sessions.signin import commands as door
from sessions.signin.owner import commands as owner
from web.app import create_app
from web.badge import Signer
from web.settings import Settings, secret_key

SAMPLE = Path(__file__).parent / "sample" / "nanchang-2020.csv"
SURNAMES = "王李张刘陈杨黄赵周吴徐孙"
GIVEN = ("建国", "秀英", "志强", "丽华", "海涛", "雪梅")
GROUPS = ("第一代表团", "第二代表团", "第三代表团", "第四代表团", "第五代表团", "第六代表团")
SCRUTINEER = "监票人甲"
ON_LEAVE = 3
MISSING = 2
NOTICE = {
    "congress": "示例市第十六届人民代表大会",
    "title": "第五次会议第三次全体会议",
    "place": "市会议中心",
    "held_on": "",
}
AGENDA = (
    ("听取和审议政府工作报告", "report", "市长"),
    ("听取关于民生实事候选项目的说明", "report", "副市长"),
    ("票决2020年民生实事项目", "vote", ""),
    ("通过关于政府工作报告的决议", "other", ""),
)


def run(settings: Settings, host: str, port: int, tls: Tls | None = None) -> int:
    """Make the demonstration when its folder is new, print its doors, and serve."""
    if is_taken(host, port):
        return serve(settings, host, port)
    made = demonstration(settings)
    print("\nMinyi (民议) is running with a demonstration congress. Its doors:\n")
    where = address(settings, host, port, tls)
    print_doors([(name, where + path) for name, path in made.doors])
    print("Chair, clerk and scrutineer choose a PIN first. The other deputies are simulated.")
    print(
        "Open each door in its own browser (or private window): a badge belongs to one device."
    )
    print("Stop with Ctrl-C. A new start goes on where this one ended; delete the folder")
    print(f"{settings.data} to begin anew.\n", flush=True)
    asyncio.run(_serve(settings, host, port, tls, made.players))
    return 0


async def _serve(
    settings: Settings, host: str, port: int, tls: Tls | None, players: Sequence[PersonId]
) -> None:
    allow_many_sockets()
    app = create_app(settings)
    server = uvicorn.Server(config(app, host, port, tls))
    playing = asyncio.create_task(play(app.state.house, players))
    await server.serve()
    playing.cancel()
    with suppress(asyncio.CancelledError):
        await playing


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What is needed to go on with it after a restart; kept beside the database."""

    doors: list[tuple[str, str]]  # name and path
    players: list[PersonId]  # the deputies who act by themselves


def demonstration(settings: Settings) -> Demonstration:
    """The demonstration in this data folder, made when the folder is new."""
    kept = settings.data / "demo.json"
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=Demonstration)
    made = asyncio.run(_make(settings))
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(msgspec.json.encode(made))
    return made


def roster() -> list[RosterLine]:
    """Sixty made-up deputies in six delegations, the first of them the presiding chair."""
    lines = []
    for index in range(60):
        name = SURNAMES[index % 12] + GIVEN[(index // 10 + index) % 6]
        roles = {Role.DEPUTY, Role.CHAIR} if index == 0 else {Role.DEPUTY}
        seat = f"{index // 10 + 1}排{index % 10 + 1}座"
        lines.append(
            RosterLine(name, GROUPS[index // 10], frozenset(roles), seat, f"{index:04}")
        )
    lines.append(RosterLine(SCRUTINEER, "", frozenset({Role.SCRUTINEER}), "", ""))
    return lines


async def _make(settings: Settings) -> Demonstration:
    db = Database(settings.database, system_clock, lambda _: None)
    try:
        await db.migrate()
        return await _make_congress(db, Signer(secret_key(settings.data)))
    finally:
        await db.close()


async def _make_congress(db: Database, signer: Signer) -> Demonstration:
    first = await owner.first_badge(db, "秘书处")
    if first is None:
        raise SystemExit("This folder holds another server's data; choose an empty one: --data")
    office, office_code = first
    meeting = await meetings.call_meeting(db, office, "秘书处", NOTICE)
    async with db.reading() as connection:
        clerk = await sessions.find_member(connection, meeting, office)
    assert clerk is not None, "whoever calls a meeting is its clerk"
    await attendance.import_roster(db, clerk, roster())
    await _write_agenda(db, clerk)
    codes = await door.print_badges(db, clerk, None)
    await meetings.open_sign_in(db, clerk)
    async with db.reading() as connection:
        lines = await sessions.roster(connection, meeting)
    chair, one, two, *others = [line for line in lines if Role.DEPUTY in line.roles]
    watching = next(line for line in lines if Role.SCRUTINEER in line.roles)
    await _fill_hall(db, clerk, others, codes)
    doors = [
        ("Chair 执行主席", f"/b/{codes[chair.person]}"),
        ("Projector 大屏", f"/s/{signer.screen_token(meeting)}"),
        ("Clerk 秘书处", f"/b/{office_code}"),
        ("Deputy 代表 1", f"/b/{codes[one.person]}"),
        ("Deputy 代表 2", f"/b/{codes[two.person]}"),
        ("Scrutineer 监票人", f"/b/{codes[watching.person]}"),
    ]
    return Demonstration(doors, [line.person for line in others])


async def _write_agenda(db: Database, clerk: Member) -> None:
    """The agenda, and under its vote the real list with the usual method."""
    for title, kind, speaker in AGENDA:
        values = {"title": title, "kind": kind, "speaker": speaker}
        item = await agenda.add_item(db, clerk, values)
        if kind == "vote":
            paper = await votes.draft_paper(db, clerk, item, title)
            projects = read_projects(read_table(SAMPLE.name, SAMPLE.read_bytes()))
            await votes.list_projects(db, clerk, paper, projects)
            method = replace(votes.first_draft(title), seats=10, max_marks=10)
            await votes.draft_method(db, clerk, paper, method)


async def _fill_hall(
    db: Database, clerk: Member, others: Sequence[Line], codes: dict[PersonId, str]
) -> None:
    """All but a few have come, each with a badge and a phone of their own."""
    for line in others[:ON_LEAVE]:
        await attendance.mark_attendance(
            db, clerk, line.person, Attendance.ON_LEAVE, "因病请假"
        )
    desk = SharedCommit(db, door.sign_in_all)
    await asyncio.gather(
        *(
            door.sign_in(db, desk, codes[line.person], f"simulated {line.person}", "")
            for line in others[ON_LEAVE + MISSING :]
        )
    )
