"""When a chosen project is to be finished, as its notice writes it."""

from datetime import date

import pytest

from followup.proposal import due_of


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026年10月", "2026-10-31"),
        ("2026-12", "2026-12-31"),
        ("2026年3月-2026年10月", "2026-10-31"),
        ("2026年3月至10月", "2026-10-31"),
        ("2026年3—9月", "2026-09-30"),
        ("2026-03-15", "2026-03-31"),
        ("2025-2026", "2026-11-30"),
        ("2026年底", "2026-11-30"),
        ("2026年13月", "2026-11-30"),
        ("", "2026-11-30"),
    ],
)
def test_a_project_is_due_when_its_last_month_ends(written: str, due: str) -> None:
    assert due_of(written, date(2026, 1, 20)).isoformat() == due
