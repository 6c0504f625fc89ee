"""What can be set: deadlines, thresholds of colours, the least number that is shown. Pure."""

from dataclasses import asdict, dataclass
from typing import Any

from core.errors import Refused

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Terms:
    """Working days unless named otherwise. Assumptions of ours are marked *."""

    assign_days: int = 7  # hand-over after receipt: Shanghai 7 working days
    accept_days: int = 7  # 退办: Shanghai, Yulin 7 working days
    urgent_receive_days: int = 1  # * 小微急, domain 6.5
    urgent_assign_days: int = 2  # *
    urgent_accept_days: int = 1  # *
    urgent_answer_days: int = 15  # *
    urgent_warn_percent: int = 80  # * of the time, from when an urgent duty is white
    answer_months: int = 3  # 代表法 2025 art. 51
    report_days: int = 10  # * after the end of a quarter
    verify_days: int = 10  # *
    invite_days: int = 10  # *
    face_to_face_months: int = 1  # Zhejiang, Henan, Shandong, Shanghai
    deliver_days: int = 5  # *
    reopen_days: int = 90  # calendar days
    reopen_residents: int = 3
    k: int = 5  # fewer raters than that are not shown, of residents
    below_percent: int = 20  # * share of residents below satisfied that asks for a hearing
    soon_days: int = 5  # white from here
    yellow_after: int = 5  # late by more than this
    red_after: int = 15
    yellow_percent: int = 85  # of the weight that was planned by now
    red_percent: int = 60
    reports_missing: int = 2
    office_after: int = 3  # * yellow for so long: the congress office hears of it
    presidium_after: int = 10  # * red for so long: the presidium hears of it


def terms_from(facts: dict[str, Any]) -> Terms:
    """The terms as they are kept; what is missing has its default."""
    known = {name: value for name, value in facts.items() if name in asdict(Terms())}
    return check_terms(Terms(**known))


def check_terms(terms: Terms) -> Terms:
    for name, value in asdict(terms).items():
        if not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
            raise Refused("number-outside-range", name, least=0, most=MOST_DAYS)
    if terms.red_after < terms.yellow_after or terms.red_percent > terms.yellow_percent:
        raise Refused("terms-order", "red_after")
    return terms
