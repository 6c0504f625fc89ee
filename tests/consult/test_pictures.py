"""From what is in the database to the picture: the same votes, the same picture."""

import json
import random
from dataclasses import asdict

import numpy as np

from consult.contribution.fold import Contribution, State
from consult.contribution.said import Circle, Contributed, ContributionKind, EntryId, Voice
from consult.drafts.draft import paragraphs_of
from consult.exports.participants import participants_csv
from consult.opinion.ladder import Shown, WhyNot
from consult.opinion.picture import examine
from consult.pictures.poll import Poll, conversation, poll
from consult.pictures.shown import Glance
from consult.reactions.reaction import Opinion, Reaction
from consult.stools.stool import Sex, Stool, voice_of
from core.ids import MeetingId
from tests.cast import refused

CHOICES = {1: Opinion.AGREE, 0: Opinion.PASS, -1: Opinion.DISAGREE}


def seat(number: int) -> Stool:
    sex = Sex.FEMALE if number % 2 else Sex.MALE
    return Stool(f"s{number:04}", MeetingId("m"), number, "", "", sex, None, "", True, 0, None)


def said(number: int, circle: Circle = Circle.PUBLIC, about: str = "") -> Contribution:
    body = Contributed(ContributionKind.PROBLEM, f"第{number}条", circle, about=about)
    return Contribution(EntryId(f"{number:032x}"), str(number), Voice("x"), "", body)


def village(people: int, statements: int = 8, seed: int = 1) -> tuple[list[Reaction], State]:
    """Two camps that disagree on half of the statements."""
    dice, reactions = random.Random(seed), []
    for number in range(people):
        for place in range(statements):
            mean = 1 if place % 2 or number % 2 else -1
            value = CHOICES[mean if dice.random() < 0.93 else 0]
            id = EntryId(f"{place:032x}")
            reactions.append(Reaction(id, voice_of(f"s{number:04}"), value, "", id, ""))
    contributions = {one.id: one for one in map(said, range(statements))}
    return reactions, State(contributions)


def glance(people: int, **more: int) -> Glance:
    reactions, state = village(people, **more)
    found = poll(state, reactions, [seat(number) for number in range(people)])
    return Glance(found, found.picture(examine(found.matrix)))


def told(one: Glance) -> str:
    """All a screen shows, as text."""
    shown = [one.agreed, one.divided, one.unclear, one.separating, one.counts]
    lists = [[asdict(line) for line in each] for each in shown]
    more = [*map(asdict, one.strata), *map(asdict, one.dots)]
    return json.dumps([lists, more, one.groups, str(one.why_not)])


def test_the_same_votes_give_the_same_picture_in_whatever_order_they_came() -> None:
    reactions, state = village(40)
    seats = [seat(number) for number in range(40)]
    first = poll(state, reactions, seats)
    random.Random(7).shuffle(reactions)
    other = poll(state, reactions, seats[::-1])
    one, two = (Glance(each, each.picture(examine(each.matrix))) for each in (first, other))
    assert told(one) == told(two)
    assert np.array_equal(one.picture.points, two.picture.points)
    reactions[0] = Reaction(**(asdict(reactions[0]) | {"value": Opinion.DISAGREE}))
    changed = poll(state, reactions, seats)
    assert told(Glance(changed, changed.picture())) != told(one)


def test_the_ladder_says_what_a_few_a_dozen_and_a_hall_may_be_shown() -> None:
    few, dozen, hall = glance(7), glance(14), glance(40)
    assert (few.why_not, few.may("lists")) == (WhyNot.FEW_PEOPLE, False)
    assert (dozen.why_not, dozen.may("lists")) == (WhyNot.FEW_FOR_LINE, True)
    assert (hall.why_not, hall.may("map"), len(hall.dots)) == (None, True, 40)
    assert sorted(hall.groups) == [20, 20]
    assert {Shown.STRATA} <= dozen.picture.rung.shown, "seven women and seven men"


def test_only_what_everybody_may_read_is_in_the_picture() -> None:
    reactions, state = village(8)
    for one in (said(90, Circle.UNIT), said(91, about="d-1")):
        state.contributions[one.id] = one
        reactions.append(Reaction(one.id, voice_of("s0000"), Opinion.AGREE, "", one.id, ""))
    found = poll(state, reactions, [])
    assert len(found.statements) == 8
    assert len(found.votes) == 64


def test_no_file_leads_from_a_vote_to_a_stool_or_a_minute() -> None:
    found: Poll = glance(9).poll
    files = participants_csv(conversation(found, "路灯", 0, {})).decode()
    assert "s0000" not in files
    assert "stool" not in files
    assert len(files.splitlines()) == 10
    assert {one.at for one in conversation(found, "路灯", 5, {}).votes} == {5}
    assert {one.author for one in conversation(found, "路灯", 0, {}).statements} == {""}


def test_a_pasted_text_is_parted_by_blank_lines_or_else_by_lines() -> None:
    pasted = "第一条\r\n\r\n第二条\n接着\n\u3000\n第三条"
    assert paragraphs_of(pasted) == ("第一条", "第二条\n接着", "第三条")
    assert paragraphs_of("一\n二\n\u3000三 ") == ("一", "二", "三")
    for text, code in ((" \n ", "field-empty"), ("一\n" * 301, "draft-too-many")):
        with refused(code):
            paragraphs_of(text)
