"""Days off and moved working days of 2022 to 2026, from the State Council's yearly notices.

They are the ground; what the congress office writes into the table goes before them. Pure.
"""

from datetime import date

from followup.calendar import DAY, Special

# Year: the notice, the days off (first to last), the weekend days that are worked.
NOTICES: dict[int, tuple[str, str, str]] = {
    2022: (
        "国办发明电〔2021〕11号",
        "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: (
        "国办发明电〔2022〕16号",
        "0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006",
        "0128 0129 0423 0506 0625 1007 1008",
    ),
    2024: (
        "国办发明电〔2023〕7号",
        "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: (
        "国办发明电〔2024〕12号",
        "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
        "0126 0208 0427 0928 1011",
    ),
    2026: (
        "国办发明电〔2025〕7号",
        "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}


def _day(year: int, written: str) -> date:
    return date(year, int(written[:2]), int(written[2:]))


def _days() -> list[Special]:
    found = []
    for year, (notice, off, worked) in NOTICES.items():
        for span in off.split():
            first, last = (_day(year, end) for end in span.split("-"))
            count = (last - first).days + 1
            found += [Special(first + DAY * one, False, notice) for one in range(count)]
        found += [Special(_day(year, one), True, notice) for one in worked.split()]
    return found


SEEDED: tuple[Special, ...] = tuple(_days())
