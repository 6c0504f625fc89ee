"""Every act has its name in the audit log."""

from tests.facts import every_fact
from web.hygiene_words import ACTS


def test_every_fact_has_a_word_and_every_word_a_fact() -> None:
    assert every_fact() - ACTS.keys() == set()
    assert ACTS.keys() - every_fact() == set()
