"""The words of the domain: every state and choice has one, in both languages."""

import re
from dataclasses import fields
from enum import StrEnum

import pytest

from ballots.adoption import Standing
from ballots.ceremony.ceremony import Rite
from ballots.funnel.funnel import StageKind
from ballots.method import (
    Base,
    Blank,
    Compare,
    Effect,
    Grade,
    LiveTally,
    Mode,
    OverBudget,
    Secrecy,
    Shortfall,
    Tie,
)
from ballots.paper import Mark
from ballots.round import Kind, Phase
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.said import Circle, ContributionKind
from consult.grids.grid import Level
from consult.hall.adoption import Adoption
from consult.hall.department import InviteReply
from consult.hall.picking import Conflict
from consult.hall.record.record import Answered
from consult.hands.said import Hand
from consult.ladder.referral import StepKind
from consult.poll.poll import PanelPlace, PollPhase, Wave
from consult.poll.questionnaire import Scale
from consult.poll.statistics import PollTest
from consult.reactions.reaction import Opinion
from consult.resolution.entries import Appraisal, Assent, Ending
from consult.stools.stool import AgeBand, Sex
from core.errors import BadRow, BadRows, Refused
from core.moves import check_move
from core.people import Role
from followup.acts import MatterState
from followup.deliveries.delivery import Way
from followup.event import KINDS
from followup.figures.counting import PartedBy
from followup.intake.report import ReportState
from followup.life import COUNTED
from followup.matter import Achieved, Duty, MatterKind
from followup.office import Office as Post
from followup.office import OrgKind, Tier
from followup.outbox.message import Channel
from followup.rating.given import Graded
from followup.rhythm.review import Finding, Review
from followup.statistics import Figure
from followup.terms import Terms
from followup.warning import Colour
from sessions.agenda.item import ItemKind, ItemState
from sessions.archive.terms import Copy, Style
from sessions.attendance.attendee import AttendeeKind
from sessions.attendance.record import State
from sessions.attendance.rollcall import Attendance
from sessions.congress.session import Take
from sessions.handouts.handout import End, FileKind, Release
from sessions.meeting import MEETING_MOVES, MeetingPhase
from sessions.notices.notice import To
from sessions.record.record import Office
from sessions.retention import DataClass, Disposal, Retention
from sessions.screens.screen import Ratio, Shows, Theme
from sessions.speaking.limits import Ordering, Preset
from sessions.speaking.questions.question import QuestionState
from sessions.speaking.summaries.summary import SummaryState
from sessions.speaking.word import Category, Listing, Stage, Word
from web.documents.vote import Layout
from web.foresight import Sight
from web.language import Language
from web.method_form import CHOICES
from web.routes.followup_desk import FORMS
from web.words import SAID, WORDS, because, named, refusal_json, sentence, word

BLANK = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("language", Language)
def test_every_sentence_can_be_said_in_both_languages(language: Language) -> None:
    for code, pattern in SAID.items():
        facts = {match[1]: f"<{match[1]}>" for match in BLANK.finditer(pattern)}
        said_now = sentence(language, Refused(code, **facts))
        assert "%" not in said_now
        assert all(fact in said_now for fact in facts.values())


def test_a_state_is_worded_by_its_own_kind() -> None:
    with pytest.raises(Refused) as caught:
        check_move(MEETING_MOVES, MeetingPhase.OPEN, MeetingPhase.OPEN, {Role.CHAIR})
    assert "in session" in sentence(Language.EN, caught.value)
    assert "会议进行中" in sentence(Language.ZH, caught.value)


SHOWN: list[type[StrEnum]] = [
    *(Role, MeetingPhase, Attendance, ItemKind, ItemState, Mark, Grade, Kind, Phase, Standing),
    *(Mode, Base, Compare, Effect, Blank, Tie, Shortfall, LiveTally, OverBudget, Secrecy),
    *(StageKind, FileKind, Release, End, To, Theme, Ratio, Shows, Sight, Office, Layout, Take),
    *(Word, Category, Ordering, Listing, Stage, Preset, QuestionState, SummaryState),
    *(Adoption, Answered, Conflict, InviteReply),
    *(ConsultForm, ConsultPhase, ContributionKind, Circle, Hand, Opinion, Level, Sex, AgeBand),
    *(
        MatterState,
        ReportState,
        Duty,
        MatterKind,
        Tier,
        OrgKind,
        Post,
        Colour,
        PartedBy,
        Figure,
        Achieved,
    ),
    *(Channel, Way, Review, Finding),
    *(PollPhase, PanelPlace, Wave, Scale, PollTest),
    *(Ending, Assent, Appraisal, StepKind),
    Graded,
    *(Rite, Retention, Copy, Style, State, AttendeeKind, DataClass, Disposal),
]


def test_every_state_and_choice_has_a_word_and_no_word_is_left_over() -> None:
    members = [member for kind in SHOWN for member in kind]  # equal texts of unlike kinds
    shown = {f"{type(one).__name__}.{one}" for one in members}
    shown |= {f"Event.{kind}" for kind, of in KINDS.items() if of not in COUNTED}
    shown |= {f"Hint.{kind}" for kind in FORMS}
    shown |= {f"FigureMeans.{one}" for one in Figure}
    shown |= {f"Terms.{one.name}" for one in fields(Terms)}
    others = {name for name in WORDS if name == "Mark." or name.startswith("column.")}
    assert shown == set(WORDS) - others


def test_what_the_method_form_offers_has_a_word_in_both_languages() -> None:
    offered = [choice for choices in CHOICES.values() for choice in choices]
    assert len(offered) > 20, "need the whole form"
    for choice in offered:
        assert word(Language.EN, choice) != word(Language.ZH, choice)


def test_a_blank_mark_has_a_word_of_its_own() -> None:
    assert word(Language.ZH, None) == "未表决"
    assert word(Language.ZH, Mark.ABSTAIN) == named(Language.ZH, "Mark.abstain") == "弃权"


def test_facts_that_are_words_of_the_domain_are_said_in_the_readers_language() -> None:
    mine = Refused("not-your-move", then="open", roles=["chair", "clerk"])
    assert sentence(Language.EN, mine) == "Only this role may do that: Presiding chair, Clerk."
    assert "执行主席、秘书处工作人员" in sentence(Language.ZH, mine)
    base = Refused("quorum-base-unfit", of="valid")
    assert "“有效票”" in sentence(Language.ZH, base)
    assert "“代表团”" in sentence(
        Language.ZH, BadRow(2, "cell-too-long", {"column": "delegation", "most": 40})
    )


def test_the_letter_of_a_spreadsheets_column_stays_a_letter() -> None:
    cell = Refused("file-cell-too-long", column="B", line=7, most=2000)
    assert "B7" in sentence(Language.ZH, cell)


def test_a_result_without_a_threshold_is_explained_without_one() -> None:
    facts = {"chosen": 1, "seats": 1, "threshold": 0}
    assert "不少于" not in because(Language.ZH, "chosen-all-seats", facts)
    assert "不少于 16 票" in because(Language.ZH, "chosen-all-seats", facts | {"threshold": 16})


def test_a_script_is_told_code_field_sentence_and_every_bad_line() -> None:
    rows = BadRows([BadRow(3, "name-empty"), BadRow(5, "role-unknown", {"role": "村长"})])
    told = refusal_json(Language.EN, [rows])
    assert [(one["code"], one["field"], one["facts"]) for one in told["refused"]] == [
        ("bad-rows", "file", {"count": 2})
    ]
    assert [line["line"] for line in told["lines"]] == [3, 5]
    assert told["lines"][1]["sentence"] == "The role “村长” is not known."
