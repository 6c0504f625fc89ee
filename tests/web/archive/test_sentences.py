"""Every check has its sentence, and so has every reason why one does not hold."""

import re
from pathlib import Path

from ballots.secret.sentences import REASONS as OF_ROUNDS
from core.checking import Check, State
from tests.web.codes import REFUSALS, is_for_auditors, said_in
from web.archive.audit import STEPS
from web.archive.sentences import CHECKS, REASONS, sentence

HOUSE = Path(__file__).parents[3]
FILES = [
    file
    for room in ("core", "sessions", "ballots", "web")
    for file in sorted((HOUSE / room).rglob("*.py"))
    if is_for_auditors(file)
]
SAYS = REFUSALS | {"Unchecked": 0}
SAID = [one for file in FILES for one in said_in(file.read_text("utf-8"), file.name, SAYS)]


def test_every_check_has_a_sentence_and_every_sentence_a_check() -> None:
    assert {step.name for step in STEPS} | {"zip"} == set(CHECKS)


def test_every_reason_has_a_sentence() -> None:
    assert len(FILES) > 15, "need all that read archives for this to mean anything"
    assert len(SAID) > 50
    missing = {one.code for one in SAID} - REASONS.keys() - OF_ROUNDS.keys()
    assert missing == set()


def test_every_blank_is_filled() -> None:
    for one in SAID:
        text = REASONS.get(one.code) or OF_ROUNDS[one.code]
        asked = set(re.findall(r"{(\w+)}", text))
        assert one.facts is None or asked <= one.facts | {"field"}, one


def test_a_strangers_fact_cannot_steer_a_terminal() -> None:
    check = Check("files", State.FAILS, "file-missing", {"file": "\x1b[2J{x}" * 99})
    said = sentence(check)
    assert "\x1b" not in said
    assert len(said) < 200
