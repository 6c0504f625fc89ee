"""How long which data are kept, with the law that says so: the one list of it. Pure.

Files of a meeting belong to the archives: when their term is over they are appraised by people
and handed over or destroyed by the rules of the archives, never by a program. What is no file
of the meeting is deleted by this program, and only after a person has confirmed it.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Retention(StrEnum):
    """保管期限, as meeting files are usually kept: for good, 30 years or 10 years."""

    PERMANENT = "permanent"
    THIRTY_YEARS = "thirty_years"
    TEN_YEARS = "ten_years"


LONGEST_FIRST = tuple(Retention)
MONTHS: dict[Retention, int | None] = {
    Retention.PERMANENT: None,
    Retention.THIRTY_YEARS: 30 * 12,
    Retention.TEN_YEARS: 10 * 12,
}
SHORT = 6  # months, of all that is deleted; no log of the network is kept for less


def shorter(one: Retention, other: Retention) -> Retention:
    """The class that ends first."""
    return max(one, other, key=LONGEST_FIRST.index)


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
    """A class of data, and the class of its files; None for what is no file of the meeting."""

    kind: DataClass
    kept: Retention | None
    laws: tuple[Law, ...]

    @property
    def months(self) -> int | None:
        """From the close of the meeting; None means for ever."""
        return SHORT if self.kept is None else MONTHS[self.kept]

    @property
    def disposal(self) -> Disposal:
        if self.kept is None:
            return Disposal.DELETED
        return Disposal.KEPT if self.months is None else Disposal.APPRAISED


TERMS: tuple[Term, ...] = (
    Term(DataClass.RECORD, Retention.PERMANENT, (Law.FILES_6, Law.FILES_7)),
    Term(DataClass.ATTENDANCE, Retention.THIRTY_YEARS, (Law.FILES_6,)),
    Term(DataClass.NOTICES, Retention.TEN_YEARS, (Law.FILES_6,)),
    Term(DataClass.SIGN_IN, None, (Law.PIPL_19, Law.CYBER_23)),
    Term(DataClass.REFUSALS, None, (Law.PIPL_19, Law.CYBER_23)),
    Term(DataClass.ID_TAILS, None, (Law.PIPL_19,)),
)


def terms_when(chosen: Retention) -> tuple[Term, ...]:
    """The terms of a meeting whose files are kept as was chosen: none of them longer."""
    return tuple(
        replace(term, kept=shorter(term.kept, chosen)) if term.kept else term for term in TERMS
    )


def kept_as(kind: DataClass, chosen: Retention) -> Retention:
    """The class of such files in a meeting that is kept as was chosen; `kind` has files."""
    [kept] = [term.kept for term in terms_when(chosen) if term.kind is kind]
    return kept or chosen


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
