"""How long which data are kept, with the law that says so. Pure.

Only the short classes are deleted by this program, and only after a person has confirmed it.
Files of a meeting belong to the archives: when their term is over they are appraised by people
and handed over or destroyed by the rules of the archives, never by a program.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Law(StrEnum):
    """Where a term comes from; `QUOTED` has the words."""

    PIPL_19 = "个人信息保护法第十九条"
    CYBER_23 = "网络安全法（2025年修正）第二十三条第三项"  # Art. 21 of the text of 2016
    FILES_6 = "机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）第六条"
    FILES_7 = "机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）第七条"


QUOTED: dict[Law, str] = {
    Law.PIPL_19: "除法律、行政法规另有规定外，"
    "个人信息的保存期限应当为实现处理目的所必要的最短时间。",
    Law.CYBER_23: "采取监测、记录网络运行状态、网络安全事件的技术措施，"
    "并按照规定留存相关的网络日志不少于六个月；",
    Law.FILES_6: "机关文书档案的保管期限定为永久、定期两种。定期一般分为30年、10年。",
    Law.FILES_7: "永久保管的文书档案主要包括：……"
    "（二）本机关召开重要会议、举办重大活动等形成的主要档案材料；",
}


class Disposal(StrEnum):
    KEPT = "kept"  # for ever
    APPRAISED = "appraised"  # by people, when the term is over
    DELETED = "deleted"  # by this program, when a person confirms


class DataClass(StrEnum):
    RECORD = "record"  # journal, minutes, methods, results, boxes, registers, announcements
    ATTENDANCE = "attendance"  # who was here, on leave and why
    NOTICES = "notices"  # notices, drafts, what was sent round
    SIGN_IN = "sign_in"  # badges, the phones bound to them, PINs
    REFUSALS = "refusals"  # devices that were turned away
    ID_TAILS = "id_tails"  # the last characters of identity numbers


@dataclass(frozen=True, slots=True)
class Term:
    """A class of data. `months` run from the close of the meeting; None means for ever."""

    kind: DataClass
    months: int | None
    disposal: Disposal
    laws: tuple[Law, ...]


TERMS: tuple[Term, ...] = (
    Term(DataClass.RECORD, None, Disposal.KEPT, (Law.FILES_6, Law.FILES_7)),
    Term(DataClass.ATTENDANCE, 30 * 12, Disposal.APPRAISED, (Law.FILES_6,)),
    Term(DataClass.NOTICES, 10 * 12, Disposal.APPRAISED, (Law.FILES_6,)),
    Term(DataClass.SIGN_IN, 6, Disposal.DELETED, (Law.PIPL_19, Law.CYBER_23)),
    Term(DataClass.REFUSALS, 6, Disposal.DELETED, (Law.PIPL_19, Law.CYBER_23)),
    Term(DataClass.ID_TAILS, 6, Disposal.DELETED, (Law.PIPL_19,)),
)
SHORT = 6  # months, of all classes that are deleted; no log of the network is kept for less


def due_on(closed_at: datetime, months: int) -> datetime:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(closed_at.year * 12 + closed_at.month - 1 + months, 12)
    day = min(closed_at.day, monthrange(year, month + 1)[1])
    return closed_at.replace(year=year, month=month + 1, day=day)


def is_due(term: Term, closed_at: datetime | None, at: datetime) -> bool:
    """Whether the term of a meeting's data is over; never before the meeting is closed."""
    if closed_at is None or term.months is None:
        return False
    return due_on(closed_at, term.months) <= at


@dataclass(frozen=True, slots=True)
class Due:
    """How much of the short classes may be deleted now. Figures only, no names."""

    badges: int = 0
    devices: int = 0
    refusals: int = 0
    pins: int = 0
    id_tails: int = 0

    @property
    def figures(self) -> dict[DataClass, int]:
        return {
            DataClass.SIGN_IN: self.badges + self.devices + self.pins,
            DataClass.REFUSALS: self.refusals,
            DataClass.ID_TAILS: self.id_tails,
        }

    @property
    def total(self) -> int:
        return sum(self.figures.values())

    @property
    def fingerprint(self) -> str:
        """What a person confirms: if it has changed meanwhile, they look again."""
        figures = (self.badges, self.devices, self.refusals, self.pins, self.id_tails)
        return "-".join(map(str, figures))


@dataclass(frozen=True, slots=True)
class LastSeen:
    """A holder of a badge, and when anything last happened with it."""

    person: str
    seen_at: datetime | None


def ripe_people(
    people: Iterable[LastSeen], still_needed: Iterable[str], at: datetime
) -> set[str]:
    """Whose sign-in data may go: all their meetings are long over, and so is the last use.

    `still_needed` are people of any meeting whose term is not over.
    """
    kept = set(still_needed)
    return {
        one.person
        for one in people
        if one.person not in kept and (one.seen_at is None or due_on(one.seen_at, SHORT) <= at)
    }
