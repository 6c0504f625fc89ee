"""What lies in the box of a round of ratings until it is closed. Pure.

Who was invited, and that they have rated, is kept in one place; what was said in another. They
share no id and no moment: a rating has a token made for it alone, the box is written whole and
in the order of these tokens, and its ratings come into the journal all at once, at the closing,
in that order. So neither the order nor the time of anything tells who said what.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from core.errors import Refused
from followup.evaluation import Grade3
from followup.office import Office

TEXT_LENGTH = 200  # characters of the sentence that may go with a rating
MOST_DEPUTIES = 400
MOST_RESIDENTS = 400  # slips: fifty sheets
CODE_LENGTH = 12  # of a slip, as of every id: 59 bits


class Graded(StrEnum):
    """As a form spells the grades."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    UNSATISFIED = "unsatisfied"


GRADES = {
    Graded.SATISFIED: Grade3.SATISFIED,
    Graded.BASICALLY: Grade3.BASICALLY,
    Graded.UNSATISFIED: Grade3.UNSATISFIED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One rating: by which kind of rater, never by whom."""

    token: str
    office: Office
    attitude: int
    result: int
    text: str = ""


def said(token: str, office: Office, attitude: Graded, result: Graded, text: str) -> Said:
    """A rating; `token` is made for it alone, and was never anybody's."""
    return Said(token, office, int(GRADES[attitude]), int(GRADES[result]), text)


def box_text(ratings: Iterable[Said]) -> str:
    """The box as it is kept: always in the order of the tokens, which is nobody's."""
    rows = sorted((asdict(one) for one in ratings), key=lambda row: str(row["token"]))
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def box_from(text: str) -> tuple[Said, ...]:
    rows = json.loads(text)
    return tuple(Said(**{**row, "office": Office(row["office"])}) for row in rows)


def counted(ratings: Iterable[Said]) -> dict[Office, int]:
    """How many of each kind of raters are in."""
    return Counter(one.office for one in ratings)


def shown_code(code: str) -> str:
    """In groups of four, as it is read aloud and typed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(typed: str) -> str:
    """The code in what somebody typed off a slip."""
    return "".join(one for one in typed.casefold() if one.isalnum())[:CODE_LENGTH]


def check_invited(deputies: int, residents: int) -> None:
    """Refuse a round that asks nobody, or more than can be printed or listed."""
    if not deputies and not residents:
        raise Refused("nobody-invited", "residents")
    if deputies > MOST_DEPUTIES:
        raise Refused("number-outside-range", "deputies", least=0, most=MOST_DEPUTIES)
    if not 0 <= residents <= MOST_RESIDENTS:
        raise Refused("number-outside-range", "residents", least=0, most=MOST_RESIDENTS)
