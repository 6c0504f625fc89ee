"""Editions follow from the journal, and terms are read as they were written."""

import pytest

from sessions.archive.terms import (
    Masking,
    Style,
    Terms,
    editions,
    terms_from_facts,
    terms_of,
    terms_to_facts,
)
from sessions.retention import Retention, shorter
from tests.cast import refused


@pytest.mark.parametrize(
    ("kinds", "ends"),
    [
        ("MeetingOpened ArchiveTermsChosen", []),
        ("ArchiveTermsChosen MeetingClosed", [2]),
        ("MeetingClosed BadgeReissued ArchiveSealed", [1]),
        ("MeetingClosed ArchiveSealed MinutesSigned MinutesClosed", [1, 3, 4]),
        ("MeetingClosed MinutesClosed MinutesRemarked", [1, 2]),
        ("MeetingClosed MinutesClosed MinutesRemarked MinutesSigned", [1, 2, 4]),
        ("MeetingClosed ArchiveTermsChosen ArchiveTermsChosen", [1, 2, 3]),
    ],
)
def test_an_edition_ends_with_the_close_and_with_what_renews_it(
    kinds: str, ends: list[int]
) -> None:
    assert editions(enumerate(kinds.split(), start=1)) == ends


def test_terms_are_read_as_written_and_permanent_unless_chosen() -> None:
    chosen = Terms(Retention.TEN_YEARS, Masking(Style.LENGTH, deputies=False))
    assert terms_from_facts({**terms_to_facts(chosen), "by": "周敏"}) == chosen
    assert terms_of([]).retention is Retention.PERMANENT
    for bad in ({}, {**terms_to_facts(chosen), "names": "x"}):
        with refused("field-wrong"):
            terms_from_facts(bad)


def test_the_shorter_class_ends_first() -> None:
    assert shorter(Retention.PERMANENT, Retention.THIRTY_YEARS) is Retention.THIRTY_YEARS
    assert shorter(Retention.TEN_YEARS, Retention.THIRTY_YEARS) is Retention.TEN_YEARS
