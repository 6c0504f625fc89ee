"""Who takes part in the annual session, each before a browser of their own."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from core.clock import system_clock
from tests.cast import CHAIR, CLERK, GUEST, PIN, SCRUTINEER, TELLER, roster_rows
from tests.web.browse import Page, Person
from tests.web.qrcode import read_qr
from tests.web.served import Served

T = TypeVar("T")
R = TypeVar("R")

DEPUTIES = 30
HEAD, UNIT = "方远志", "县教育局"  # a department head answers for the unit
RESIDENT = "龚小明"
POWERFUL = frozenset({CHAIR, CLERK, SCRUTINEER, TELLER})
ROSTER = [
    ["姓名", "代表团", "身份", "座位", "证件号", "类别"],
    *([*row, ""] for row in roster_rows(DEPUTIES)[1:] if row[0] != GUEST),
    [CLERK, "", "工作人员", "", "", ""],
    [GUEST, "", "列席", "", "", "专家"],
    [HEAD, UNIT, "列席", "", "", "部门负责人"],
    [RESIDENT, "", "列席", "", "", "旁听"],
]
NAMES = tuple(row[0] for row in ROSTER[1 : DEPUTIES + 1])  # the chair is the first
LATE, ABSENT, RESTLESS = NAMES[-1], NAMES[-2], NAMES[7]
HERE = tuple(name for name in NAMES if name != ABSENT)


class HallClock:
    """The real time and what more the story lets pass: nobody waits for a speech."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self._ahead

    def passes(self, minutes: int) -> None:
        self._ahead += timedelta(minutes=minutes)


@dataclass
class Session:
    """The people of one congress session. `at` is the address of the meeting that is on."""

    served: Served
    first_badge: str
    clock: HallClock
    at: str = ""
    badges: dict[str, str] = field(default_factory=dict)  # the printed link, by name
    phones: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clerk = self.served.browser("zh-CN")  # the first clerk of the server

    @property
    def chair(self) -> Person:
        return self.phones[CHAIR]

    @property
    def recorder(self) -> Person:
        """A clerk as well, by the roster: a person's name signs the minutes."""
        return self.phones[CLERK]

    def prints_badges(self) -> None:
        """Each code is read from the picture on the sheet, as a phone's camera does."""
        sheet = self.clerk.press(f"{self.at}/desk", "/desk/badges").text
        cards = re.findall(r'(<svg.+?</svg>).+?"badge-name">(.+?)</p>', sheet, re.DOTALL)
        here = self.served.address.upper()
        self.badges = {name: read_qr(svg).removeprefix(here) for svg, name in cards}
        assert self.badges.keys() == {row[0] for row in ROSTER[1:]}

    def gathers(self, names: Iterable[str]) -> None:
        """They scan their printed codes, ten at a time."""
        came = list(names)
        for name in came:
            if name not in self.phones:
                self.phones[name] = self.served.browser("zh-CN")
        self.all_at_once(self.scans, came)

    def scans(self, name: str) -> None:
        pins = {"pin": PIN, "pin_again": PIN} if name in POWERFUL else {}
        assert name in self.phones[name].done(self.badges[name], "", pins).text

    def all_at_once(self, do: Callable[[T], R], whom: Iterable[T]) -> list[R]:
        with ThreadPoolExecutor(10) as hall:
            return list(hall.map(do, whom))

    def presides(self, *endings: str, typed: dict[str, str] | None = None) -> Page:
        """The chair presses these buttons of the console, one after the other."""
        for ending in endings:
            page = self.chair.done(f"{self.at}/chair", ending, typed)
        return page

    def sees_minutes(self) -> str:
        return self.clerk.see(f"{self.at}/minutes").text
