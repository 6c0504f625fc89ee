"""The templates: each can be adopted and held, and means what its source says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ballots.commands import first_draft
from ballots.method import Base, Candidate, Mode, Secrecy, Tie, VoteMethod
from ballots.methods.check import check_method
from ballots.methods.contract import method_from_json, method_to_json
from ballots.methods.effect import EFFECT, has_effect
from ballots.methods.meaning import Point, meaning
from ballots.methods.templates import DEPUTIES, Template, from_template
from ballots.round import check_may_be_held
from web.meanings import TEMPLATES

# Candidates, places, members: of the real vote where there is one. domain.md 3.2
REAL = {
    Template.COUNTY: (30, 24, 327),
    Template.TOWNSHIP: (2, 1, 45),
    Template.STREET: (8, 6, 73),
    Template.VILLAGE: (5, 3, 200),
    Template.COMMITTEE: (12, 10, 29),
    Template.ADVISORY: (114, 80, 146),
    Template.SATISFACTION: (8, 1, 29),
    Template.APPRAISAL: (6, 1, 29),
    Template.MOTION: (1, 1, 327),
    Template.RANKING: (20, 10, 60),
}


def made(template: Template) -> VoteMethod:
    stand, seats, _ = REAL[template]
    named = tuple(Candidate(no, f"项目{no}", None, Decimal(1)) for no in range(1, stand + 1))
    return from_template(template, replace(first_draft("办法"), candidates=named, seats=seats))


def told(template: Template) -> dict[str, Point]:
    points = meaning(made(template), REAL[template][2], {DEPUTIES: 23})
    return {one.code: one for one in points}


@pytest.mark.parametrize("template", Template)
def test_every_template_can_be_adopted_and_held(template: Template) -> None:
    method = made(template)
    check_method(method)
    check_may_be_held(method)
    assert method_from_json(method_to_json(method)) == method
    assert method.title == "办法", "the clerk's title stays"


@pytest.mark.parametrize("template", Template)
def test_a_template_on_an_empty_list_is_a_draft_all_the_same(template: Template) -> None:
    assert from_template(template, first_draft("办法")).candidates == ()


@pytest.mark.parametrize(
    ("template", "code", "figure"),
    [
        (Template.COUNTY, "opens-with", "218"),
        (Template.COUNTY, "passes-of-all", "164"),
        (Template.COUNTY, "places", "25 %"),  # Ganyu 2020
        (Template.TOWNSHIP, "opens-with", "30"),
        (Template.TOWNSHIP, "passes-of-all", "23"),
        (Template.TOWNSHIP, "marks-up-to", "≤1"),
        (Template.STREET, "group-of-all", "12"),
        (Template.STREET, "passes-of-all", "49"),
        (Template.VILLAGE, "opens-with", "101"),
        (Template.VILLAGE, "passes-of-some-from", "51–101"),
        (Template.COMMITTEE, "opens-with", "15"),
        (Template.COMMITTEE, "passes-of-all", "15"),
        (Template.ADVISORY, "places", "42.5 %"),
        (Template.ADVISORY, "marks-up-to", "≤80"),
        (Template.SATISFACTION, "satisfied-of-all", "15"),
        (Template.SATISFACTION, "basically-of-all", "15"),
        (Template.APPRAISAL, "opens-with", "15"),
        (Template.MOTION, "passes-of-all", "164"),
        (Template.RANKING, "places", "100 %"),
    ],
)
def test_a_template_means_what_its_source_says(
    template: Template, code: str, figure: str
) -> None:
    assert told(template)[code].figure == figure


def test_advice_has_no_threshold_and_a_motion_no_choice() -> None:
    advice = made(Template.ADVISORY)
    assert (advice.majority, advice.tie) == ((), Tie.ALL)
    assert "places-motion" in told(Template.MOTION)
    assert made(Template.MOTION).mode is Mode.FOR_AGAINST_ABSTAIN
    assert made(Template.STREET).secrecy is Secrecy.RECORDED, "a group votes by name"
    assert [share.of for share in made(Template.VILLAGE).majority] == [Base.PRESENT]


def test_every_template_has_its_words() -> None:
    assert set(TEMPLATES) == set(map(str, Template))


def test_only_known_fields_are_without_effect_somewhere() -> None:
    assert set(EFFECT) <= set(VoteMethod.__dataclass_fields__)
    assert [mode for mode in Mode if not has_effect("seats", mode)] == [Mode.GRADE]
    assert all(has_effect("title", mode) for mode in Mode)
