"""What an auditor makes of journal.jsonl alone, with no server and no database."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ballots.deciding.cut import Drawing
from ballots.deciding.decision import decide
from ballots.methods.contract import method_from_json
from ballots.outcome import Turnout, outcome_to_facts
from ballots.paper import decode_marks
from ballots.tally import tally
from core.journal import Entry, check_chain
from tests.evening.people import HERE, Session
from tests.web.documents.papers import made
from tests.web.records import entries_of
from web.documents.shelf import Kept, Shape, Wanted


def journal(session: Session) -> list[Entry]:
    """The file as the clerk downloads it, its chain unbroken."""
    found = entries_of(session.clerk.get(f"{session.at}/desk/journal.jsonl").content)
    check_chain(found)
    return found


def told(entries: Sequence[Entry], kind: str) -> list[dict[str, Any]]:
    return [one.facts for one in entries if one.kind == kind]


def wanted(paper: str) -> list[Wanted]:
    """What goes into the file of a meeting and of one of its votes; the last is public."""
    of_meeting = (Kept.MINUTES, Kept.ATTENDANCE, Kept.SPEECHES)
    return [*map(Wanted, of_meeting), Wanted(Kept.ANNOUNCEMENT, paper)]


def check_document(entries: Sequence[Entry], one: Wanted, files: dict[str, bytes]) -> None:
    """The same bytes as the server gave, in every shape."""
    for shape, content in files.items():
        assert made(entries, one, Shape(shape)) == content, (one.kind, shape)


def check_tallies(entries: Sequence[Entry]) -> None:
    """Every count again from its ballots: the same outcome as was announced."""
    listed = {one["round"]: one["ballots"] for one in told(entries, "BallotsListed")}
    announced = told(entries, "ResultAnnounced")
    assert [len(one) for one in listed.values()] == [len(HERE)] * 4
    assert listed.keys() == {one["round"] for one in announced}
    for one in announced:
        marks = [ballot["marks"] for ballot in listed[one["round"]]]
        assert recounted(one, marks) == one["outcome"]


def recounted(announced: dict[str, Any], marks: Sequence[str]) -> dict[str, object]:
    method = method_from_json(msgspec.json.encode(announced["method"]))
    count = tally(method, [decode_marks(method, text) for text in marks])
    issued = announced["outcome"]["issued"]
    turnout = Turnout(announced["members"], announced["present"], issued)
    drawing = Drawing(announced["number"])
    facts = outcome_to_facts(decide(method, count, turnout, drawing))
    again: dict[str, object] = msgspec.json.decode(msgspec.json.encode(facts))
    return again
