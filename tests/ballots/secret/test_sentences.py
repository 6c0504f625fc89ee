"""Every check and every reason has a sentence, and no stranger's text steers a terminal."""

import re

import pytest

from ballots.secret.sentences import CHECKS, LONGEST, REASONS, printable, reason, sentence
from ballots.secret.sources import house_sources
from ballots.secret.verify import STEPS
from core.checking import Check, State
from tests.web.codes import said_in

SAYERS = {"Refused": 0, "Unchecked": 0, "Check": 2}
BLANK = re.compile(r"{(\w+)}")
# Said to a voter's phone or to a program only; no archive can bring them about.
NOT_HERE = {"seed-length", "blinding-unfit", "blind-signature", "leaf-missing", "path-wrong"}
NOT_HERE |= {"device-key", "not-here", "bad-rows"}
LATER = {"field", "paper", "index", "missing"}  # facts that `case` and `verify` put in


def facts_by_code() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, text in house_sources().items():
        # A record's problem is a refusal's code; where it was made it is seen.
        source = text.replace("read.problem,", "read.code,").replace(
            "problem.code, ", "x.code, "
        )
        for one in said_in(source, name, SAYERS):
            found.setdefault(one.code, set()).update(one.facts or ())
    return found


FOUND = facts_by_code()


def test_every_check_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert {step.name for step in STEPS} | {"verifier"} == set(CHECKS)


def test_every_reason_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert len(FOUND) > 70, "need all of them"
    assert set(FOUND) - NOT_HERE == set(REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_sentence_asks_only_for_facts_that_are_told(code: str) -> None:
    assert set(BLANK.findall(REASONS[code])) <= FOUND[code] | LATER


def test_a_check_that_holds_says_what_is_so_and_another_why_not() -> None:
    assert sentence(Check("roots", State.HOLDS)) == CHECKS["roots"]
    told = sentence(Check("issued", State.FAILS, "file-missing", {"file": "issued.json"}))
    assert told == "The file issued.json is missing."
    assert reason("file-missing", {}) == "The file ? is missing."
    assert reason("unheard-of", {"no": 1}) == "unheard-of."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("\x1b[31mred\x9b0m\n", "?[31mred?0m?"),
        ("{0.__class__} [bold]", "{0.__class__} [bold]"),
        (["a", "b\r"], "a, b?"),
        (list(range(9)), "0, 1, 2, 3, 4 and 4 more"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * 10_000, "x" * LONGEST + "…"),
        ("杏花\u202e春雨", "杏花?春雨"),
    ],
)
def test_a_strangers_text_neither_floods_nor_steers_a_terminal(
    value: object, shown: str
) -> None:
    assert printable(value) == shown
    assert reason("file-missing", {"file": value}) == f"The file {shown} is missing."
