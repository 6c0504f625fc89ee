"""How long a record is kept: the three classes of the files of a meeting. Pure."""

from enum import StrEnum


class Retention(StrEnum):
    """保管期限, as meeting files are usually kept: for good, 30 years or 10 years."""

    PERMANENT = "permanent"
    THIRTY_YEARS = "thirty_years"
    TEN_YEARS = "ten_years"


LONGEST_FIRST = tuple(Retention)


def shorter(one: Retention, other: Retention) -> Retention:
    """The class that ends first."""
    return max(one, other, key=LONGEST_FIRST.index)
