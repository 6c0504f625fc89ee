"""Templates: each is a real agenda, and each line has its words in both languages."""

from itertools import pairwise

import pytest

from core.errors import NotHere
from core.ids import MeetingId
from sessions.agenda.commands import new_item, written
from sessions.agenda.item import Item, ItemKind, check_item
from sessions.agenda.templates import AGENDAS, SESSIONS
from sessions.agenda.tree import LEVELS, arranged
from web.agenda_words import (
    AGENDA_LINES,
    AGENDA_NAMES,
    SESSION_NAMES,
    agenda_name,
    lines_of,
    plans_of,
)
from web.language import Language


def drafted(language: Language, template: str) -> list[Item]:
    found: list[Item] = []
    for depth, values in lines_of(language, template):
        check_item(values, len(found))
        found.append(new_item(MeetingId("m"), written(values), depth))
    return arranged(found)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("template", AGENDAS)
def test_a_template_is_an_agenda_in_either_language(template: str, language: Language) -> None:
    agenda = drafted(language, template)
    assert agenda[0].depth == 0
    for one, later in pairwise(agenda):
        assert later.depth <= min(one.depth + 1, LEVELS - 1)
    for one in agenda:
        assert one.is_heading is (one.lasts is None), "what is gone through has its minutes"
        assert not (one.is_heading and one.kind is ItemKind.VOTE)


def test_every_line_has_words_that_differ_by_language_and_none_is_left_over() -> None:
    codes = {line.code for lines in AGENDAS.values() for line in lines}
    assert codes == set(AGENDA_LINES)
    assert (set(AGENDAS), set(SESSIONS)) == (set(AGENDA_NAMES), set(SESSION_NAMES))
    for template in AGENDAS:
        titles = [[one.title for one in drafted(each, template)] for each in Language]
        assert not set(titles[0]) & set(titles[1])
        assert agenda_name(Language.EN, template) != agenda_name(Language.ZH, template)


def test_a_congress_session_begins_with_its_preparatory_meeting() -> None:
    titles = [title for title, _ in plans_of(Language.ZH, "annual")]
    assert titles[0] == "预备会议"
    assert len([one for one in titles if "全体会议" in one]) == 3
    assert len([one for one in titles if "主席团" in one]) == 2


@pytest.mark.parametrize("read", [lines_of, plans_of])
def test_an_unknown_template_is_not_here(read: object) -> None:
    with pytest.raises(NotHere):
        read(Language.EN, "carnival")  # type: ignore[operator]
