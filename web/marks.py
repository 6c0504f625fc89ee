"""The marks of a ballot as a form sends them."""

from typing import Any

from ballots.casting.queries import Sheet
from ballots.method import Grade, Mode, VoteMethod
from ballots.paper import Answer, Mark
from core.errors import Refused
from web.forms import Form

MOST_PAPERS = 20  # of a voting session; each costs the urn a look
NO_DIGITS = 3  # a candidate's number is at most 999, and so is a rank
ANSWERS: dict[str, Answer] = {
    str(answer): answer for answer in (Mark.FOR, Mark.AGAINST, Mark.ABSTAIN, *Grade)
}


def papers_of(form: Form, round: str) -> dict[str, str]:
    """The rounds whose ballots a form holds, with how the names of their fields begin.

    A ballot by itself has plain names; those of a voting session begin with the round's id.
    """
    papers = [one for one in form.values.get("papers", "").split(",") if one]
    if len(papers) > MOST_PAPERS:
        raise Refused("papers-too-many", most=MOST_PAPERS)
    return {one: f"{one}." for one in papers} if len(papers) > 1 else {round: ""}


def papers(sheet: Sheet, form: Form) -> list[dict[str, Any]]:
    """The ballots of a page, each with what is marked on it."""
    alone = len(sheet.beside) < 2
    found = []
    for view in sheet.beside:
        prefix = "" if alone else f"{view.round.id}."
        marks = raw_marks(form, view.round.method, prefix)
        found.append({"view": view, "prefix": prefix, "marks": marks})
    return found


def typed_marks(form: Form, method: VoteMethod, prefix: str = "") -> dict[int, Answer]:
    """What is marked in a sent form. An unknown mark is refused, a missing one is blank."""
    marks = {}
    for no, typed in raw_marks(form, method, prefix).items():
        if method.mode is Mode.RANK and not _is_number(typed):
            raise Refused("rank-unreadable", f"mark-{no}", no=no, typed=typed[:10])
        marks[no] = _answer(no, typed)
    return marks


def raw_marks(form: Form, method: VoteMethod, prefix: str = "") -> dict[int, str]:
    """The marks as they were typed, right or wrong: a refused ballot gives them back."""
    typed = {no: form.values.get(f"{prefix}mark-{no}", "").strip() for no in method.numbers}
    return {no: text for no, text in typed.items() if text}


def all_marks(form: Form, prefix: str = "") -> dict[int, Answer]:
    """What is marked in a sent form. Whether it stands on the ballot, the urn will say."""
    marks = {}
    for name, text in form.values.items():
        no, typed = name.removeprefix(f"{prefix}mark-"), text.strip()
        if typed and no != name and no.isascii() and _is_number(no):
            marks[int(no)] = _answer(int(no), typed)
    return marks


def _is_number(typed: str) -> bool:
    return typed.isdecimal() and len(typed) <= NO_DIGITS


def _answer(no: int, typed: str) -> Answer:
    if _is_number(typed):
        return int(typed)
    if typed not in ANSWERS:
        raise Refused("mark-unknown", f"mark-{no}", no=no, sign=typed[:10])
    return ANSWERS[typed]
