"""How long and how often one may speak: the rules of real bodies as data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refused

REPLY = 60  # seconds: a direct reply is short
POINT = 60  # seconds: so is a point of order
BELL = 30  # seconds before the end
LONGEST = 120  # minutes that any limit may have
MOST_SPEECHES = 9
MOST_EXTENSION = 30  # minutes in one act
VILLAGE_PATIENCE = 10  # minutes: five first speeches of two minutes


class Preset(StrEnum):
    NPC = "npc"
    BEIJING = "beijing"
    SHANDONG = "shandong"
    PRESIDIUM = "presidium"
    STANDING = "standing"
    STANDING_GROUP = "standing_group"
    VILLAGE = "village"
    OWN = "own"


class Ordering(StrEnum):
    FAIR = "fair"
    REQUEST = "request"  # strictly as asked for


@dataclass(frozen=True, slots=True)
class Limits:
    """Minutes of a first speech and of any later one, and how many speeches on one matter."""

    first: int
    later: int
    most: int
    patience: int  # minutes; who has waited longer comes first in the fair order
    source: str = ""

    def seconds(self, times: int) -> int:
        """How long somebody may speak who has spoken so many times on this matter."""
        return 60 * (self.first if times == 0 else self.later)


def _of(first: int, later: int, source: str) -> Limits:
    """Two speeches each on a matter, and patience for five first speeches.

    Ten minutes are five turns of a village; with turns of ten minutes, everybody would have
    waited for more than ten after a single one, and the fair order would be none.
    """
    return Limits(first, later, most=2, patience=5 * first, source=source)


LIMITS: Mapping[Preset, Limits] = {
    Preset.NPC: _of(
        10,
        5,
        "全国人民代表大会议事规则第56条至第58条；河南省人民代表大会议事规则第44条、第45条",
    ),
    Preset.BEIJING: _of(15, 5, "北京市人民代表大会议事规则第49条、第50条"),
    Preset.SHANDONG: _of(15, 10, "山东省人民代表大会议事规则第62条至第64条"),
    Preset.PRESIDIUM: _of(15, 10, "全国人民代表大会议事规则第56条至第58条（主席团会议）"),
    Preset.STANDING: _of(10, 10, "全国人大常委会议事规则第43条、第44条（全体会议）"),
    Preset.STANDING_GROUP: _of(15, 10, "全国人大常委会议事规则第43条、第44条（分组会议）"),
    Preset.VILLAGE: Limits(2, 1, MOST_SPEECHES, VILLAGE_PATIENCE),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk or the chair has chosen for one item."""

    order: Ordering
    preset: Preset
    limits: Limits


STANDARD = Terms(Ordering.FAIR, Preset.NPC, LIMITS[Preset.NPC])


def check_limits(limits: Limits) -> None:
    """Refuse minutes or a number of speeches that no meeting could mean."""
    for field in ("first", "later", "patience"):
        _check(field, getattr(limits, field), LONGEST)
    _check("most", limits.most, MOST_SPEECHES)


def _check(field: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise Refused("number-outside-range", field=field, least=1, most=most)


def check_extension(minutes: int) -> None:
    _check("minutes", minutes, MOST_EXTENSION)
