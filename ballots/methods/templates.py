"""The methods that meetings commonly adopt, to begin a draft from. Pure.

domain.md 3.1, 3.2 and 6.6 have the articles and the real votes they are taken from.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ballots.method import (
    Base,
    Blank,
    Compare,
    LiveTally,
    Mode,
    Secrecy,
    Share,
    Shortfall,
    Tie,
    VoteMethod,
)


class Template(StrEnum):
    COUNTY = "county"  # 地方组织法 Art. 14, 25, 29
    TOWNSHIP = "township"  # the same articles; 浙江乡镇条例 Art. 22
    STREET = "street"  # 衡阳石鼓: the double gate of a residents' council
    VILLAGE = "village"  # 村组法 Art. 22
    COMMITTEE = "committee"  # 地方组织法 Art. 51
    ADVISORY = "advisory"  # 费县 2022: 114 -> 80
    SATISFACTION = "satisfaction"  # 镇海: the grade of last year's projects
    APPRAISAL = "appraisal"  # 费县: officials are appraised, secretly
    MOTION = "motion"  # one item, yes or no
    RANKING = "ranking"  # 溧阳 2010: 20 candidates numbered by urgency


def _share(of: Base, compare: Compare, fraction: str, group: str | None = None) -> Share:
    return Share(of, Fraction(fraction), compare, group)


ALL, PRESENT, OVER, LEAST = Base.ALL_MEMBERS, Base.PRESENT, Compare.OVER, Compare.AT_LEAST
HALF_OF_ALL = _share(ALL, OVER, "1/2")
TWO_THIRDS_HERE = _share(ALL, LEAST, "2/3")
HALF_HERE = _share(ALL, OVER, "1/2")
# The group is whatever the roster calls that delegation; the clerk chooses it in the form.
DEPUTIES = "人大代表"

TERMS: Mapping[Template, Mapping[str, Any]] = {
    Template.COUNTY: {},
    # 45 deputies mark one sheet: the ballot is capped as the paper one is. 选举法 Art. 44
    Template.TOWNSHIP: {"mode": Mode.PICK, "blank": Blank.NOT_MARKED},
    Template.STREET: {
        "majority": (_share(ALL, OVER, "1/2", DEPUTIES), _share(ALL, OVER, "2/3")),
        "secrecy": Secrecy.RECORDED,
        "shortfall": Shortfall.EMPTY,
    },
    Template.VILLAGE: {
        "majority": (_share(PRESENT, OVER, "1/2"),),
        "quorum_open": HALF_HERE,
        "secrecy": Secrecy.HANDS,
    },
    Template.COMMITTEE: {"quorum_open": HALF_HERE},
    Template.ADVISORY: {
        "mode": Mode.PICK,
        "blank": Blank.NOT_MARKED,
        "majority": (),
        "quorum_open": None,
        "tie": Tie.ALL,  # advice: the government makes the second cut
        "shortfall": Shortfall.EMPTY,
    },
    Template.SATISFACTION: {"mode": Mode.GRADE, "majority": ()},
    Template.APPRAISAL: {
        "mode": Mode.GRADE,
        "majority": (),
        "quorum_open": HALF_HERE,
        "live_tally": LiveTally.NONE,
    },
    Template.MOTION: {
        "secrecy": Secrecy.HANDS,
        "shortfall": Shortfall.EMPTY,
        "rounds_max": 1,
    },
    Template.RANKING: {
        "mode": Mode.RANK,
        "majority": (),
        "secrecy": Secrecy.RECORDED,
        "shortfall": Shortfall.EMPTY,
    },
}


def from_template(template: Template, draft: VoteMethod) -> VoteMethod:
    """The template's rules with the title, the candidates and the places of `draft`.

    What the template leaves open is as a county congress has it: for, against or abstain on
    each, more than half of all members, two thirds present, a run-off at a tie.
    """
    seats = min(draft.seats, max(1, len(draft.candidates)))
    plain = VoteMethod(
        title=draft.title,
        mode=Mode.FOR_AGAINST_ABSTAIN,
        candidates=draft.candidates,
        seats=seats,
        majority=(HALF_OF_ALL,),
        quorum_open=TWO_THIRDS_HERE,
    )
    method = replace(plain, **TERMS[template])
    if method.mode is Mode.PICK:
        return replace(method, max_marks=seats)
    return replace(method, seats=1) if method.mode is Mode.GRADE else method
