"""The attendance record and the register of a vote as tables for the file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from ballots.register.queries import RegisterView
from core.people import Role
from sessions.attendance.attendee import kind_of, others_present
from sessions.attendance.record import State, Sums, state_of, sums_by_delegation, sums_of
from sessions.attendance.rollcall import Line, is_late
from web import words
from web.language import Language, clock_time

Rows = list[list[object]]

# The first columns are a roster's: the record can be imported for the next meeting.
RECORD = {
    Language.ZH: "姓名 代表团 身份 类别 座位 出席 到会时间 迟到 离会时间 返回时间 "
    "请假事由 请假起 请假止",
    Language.EN: "name delegation role kind seat attendance arrived late left back "
    "reason leave-from leave-to",
}
SUMS = {
    Language.ZH: "代表团 应到 实到 其中迟到 离会 请假 缺席",
    Language.EN: "delegation entitled present of-these-late left on-leave absent",
}
REGISTER = {
    Language.ZH: "姓名 代表团 开启时 投票中补入 补入时间 可投票",
    Language.EN: "name delegation at-the-opening added added-at might-vote",
}
TOTAL = {Language.ZH: "合计", Language.EN: "total"}
YES = {Language.ZH: "是", Language.EN: "yes"}


def _clock(language: Language, zone: ZoneInfo) -> Callable[[datetime | None], str]:
    return lambda at: clock_time(at, language, zone) if at else ""


def record_rows(
    lines: Sequence[Line], opened_at: datetime | None, language: Language, zone: ZoneInfo
) -> Rows:
    """One line a person, in the roster's order."""
    say, hour = partial(words.word, language), _clock(language, zone)
    rows: Rows = [[*RECORD[language].split()]]
    for line in lines:
        kind = kind_of(line)
        late = is_late(line, opened_at) and Role.DEPUTY in line.roles
        rows.append(
            [
                line.name,
                line.delegation,
                ",".join(sorted(line.roles)),
                kind or "",
                line.seat,
                say(state_of(line, opened_at)),
                hour(line.arrived_at),
                YES[language] if late else "",
                hour(line.left_at),
                hour(line.back_at),
                line.reason,
                line.leave_from,
                line.leave_to,
            ]
        )
    return rows


def sums_rows(lines: Sequence[Line], opened_at: datetime | None, language: Language) -> Rows:
    """One line a delegation, their sum, then those without a vote by kind."""
    rows: Rows = [[*SUMS[language].split()]]
    by_delegation = sums_by_delegation(lines, opened_at)
    rows += [_sums_row(name, sums) for name, sums in by_delegation.items()]
    rows.append(_sums_row(TOTAL[language], sums_of(lines, opened_at)))
    for kind, (here, listed) in others_present(lines).items():
        rows.append([words.word(language, kind), listed, here, "", "", "", ""])
    return rows


def _sums_row(name: str, sums: Sums) -> list[object]:
    figures = (sums.entitled, sums.present, sums.late, sums.left, sums.on_leave, sums.absent)
    return [name, *figures]


def record_json(lines: Sequence[Line], opened_at: datetime | None) -> dict[str, Any]:
    """The same for machines: words of the domain, moments as ISO 8601 in UTC."""
    return {
        "people": [_person(line, opened_at) for line in lines],
        "delegations": [
            {"delegation": name, **_figures(sums)}
            for name, sums in sums_by_delegation(lines, opened_at).items()
        ],
        "total": _figures(sums_of(lines, opened_at)),
        "others": {
            kind: {"present": here, "listed": listed}
            for kind, (here, listed) in others_present(lines).items()
        },
    }


def _person(line: Line, opened_at: datetime | None) -> dict[str, Any]:
    kind, state = kind_of(line), state_of(line, opened_at)
    return {
        "name": line.name,
        "delegation": line.delegation,
        "roles": sorted(line.roles),
        "kind": kind,
        "seat": line.seat,
        "state": State.PRESENT if kind and state is State.LATE else state,
        "arrived_at": _iso(line.arrived_at),
        "left_at": _iso(line.left_at),
        "back_at": _iso(line.back_at),
        "reason": line.reason,
        "leave_from": line.leave_from,
        "leave_to": line.leave_to,
    }


def _figures(sums: Sums) -> dict[str, int]:
    names = ("entitled", "present", "late", "left", "on_leave", "absent")
    return {name: getattr(sums, name) for name in names}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def register_rows(view: RegisterView, language: Language, zone: ZoneInfo) -> Rows:
    """Who might vote; its last line has the SHA-256 that stands in the journal."""
    hour = _clock(language, zone)
    rows: Rows = [[*REGISTER[language].split()]]
    for one in view.lines:
        voter = one.voter
        rows.append(
            [
                voter.name,
                voter.delegation,
                words.named(language, f"Attendance.{voter.attendance}"),
                YES[language] if one.added else "",
                hour(one.added_at),
                YES[language] if one.might_vote else "",
            ]
        )
    rows.append(["SHA-256", view.hash, "", "", "", ""])
    return rows
