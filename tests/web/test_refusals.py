"""Every way to say no has its sentence, and every sentence is told the facts it needs."""

import re
from pathlib import Path

import pytest

from tests.web.codes import REASONS as REASONING
from tests.web.codes import REFUSALS, Said, said, said_in
from web.reasons import REASONS
from web.words import SAID

HOUSE = Path(__file__).parents[2]
BLANK = re.compile(r"%\((\w+)\)s")

REFUSED = said(HOUSE, REFUSALS)
# What the concepts of the sealed box refuse and a screen may have to say.
OF_THE_BOX = {"base64-unreadable", "box-full", "box-copy-differs", "box-unreadable"}
OF_THE_BOX |= {"box-schema", "device-key", "counted-once"}
REASONED = said(HOUSE, REASONING)
SAID_IN_WORDS = {"chosen-most-votes"}  # `because` words a result without a threshold like this


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    assert len(REFUSED) > 100, "need all the rooms for this to mean anything"
    assert {one.code for one in REFUSED} | OF_THE_BOX == set(SAID)


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    assert {one.code for one in REASONED} | SAID_IN_WORDS == set(REASONS)


def unfilled(one: Said, sentences: dict[str, str]) -> set[str]:
    """The blanks of a sentence for which this place gives no fact."""
    asked = {match[1] for match in BLANK.finditer(sentences[one.code])}
    return asked - one.facts if one.facts is not None else set()


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: f"{one.code}@{one.place}")
def test_a_refusal_gives_the_facts_that_its_sentence_tells(one: Said) -> None:
    assert unfilled(one, SAID) == set()


@pytest.mark.parametrize("one", REASONED, ids=lambda one: one.code)
def test_a_reason_gives_the_facts_that_its_sentence_tells(one: Said) -> None:
    assert unfilled(one, REASONS) == set()


@pytest.mark.parametrize(
    ("source", "code", "facts"),
    [
        ("Refused('late', field='at', hour=1)", "late", {"hour"}),
        ("def f(x):\n c = 'late' if x else 'early'\n Forbidden(c)", "early", set()),
        ("def f(code, **facts):\n Refused(code, **facts)\nf('late', hour=1)", "late", {"hour"}),
        (
            "def f(self, line, code):\n BadRow(line, code, {'a': 1})\nf(3, 'late')",
            "late",
            set(),
        ),
        ("def f():\n d = {'a': 1}\n BadRow(1, 'late', d | {'b': 2})", "late", {"a", "b"}),
        ("Refused({404: 'late'}.get(status, 'early'))", "early", set()),
        ("super().__init__('late', thing=1)", "late", {"thing"}),
    ],
)
def test_a_code_is_found_however_it_is_said(source: str, code: str, facts: set[str]) -> None:
    found = {(one.code, one.facts) for one in said_in(source, "", REFUSALS)}
    assert (code, frozenset(facts)) in found


def test_a_code_that_cannot_be_read_is_not_passed_over() -> None:
    with pytest.raises(AssertionError, match="which code is"):
        said_in("Refused(made_up())", "", REFUSALS)
