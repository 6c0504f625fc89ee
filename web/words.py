"""The words of the domain on the screen, in the person's language."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from ballots.methods.meaning import Point
from core.errors import BadRow, BadRows, Refused
from web.agenda_refusals import AGENDA_SENTENCES
from web.agenda_words import TAKES
from web.announcement_refusals import ANNOUNCEMENT_SENTENCES
from web.archive_refusals import ARCHIVE_SENTENCES, ARCHIVE_WORDS
from web.attendance_words import ATTENDANCE_SENTENCES, ATTENDANCE_WORDS
from web.box_refusals import BOX_SENTENCES
from web.ceremony_words import RITES, SPOKEN, marking, pattern
from web.consult_hall_words import HALL_SENTENCES, HALL_WORDS
from web.consult_online_words import ONLINE_SENTENCES
from web.consult_resolution_words import RESOLUTION_SENTENCES, RESOLUTION_WORDS
from web.consult_talk_words import TALK_SENTENCES, TALK_WORDS
from web.consult_thread_words import THREAD_SENTENCES
from web.consult_words import CONSULT_SENTENCES, CONSULT_WORDS
from web.followup_board_words import BOARD_WORDS
from web.followup_decided_words import DECIDED_SENTENCES
from web.followup_delivery_words import DELIVERY_SENTENCES, DELIVERY_WORDS
from web.followup_handing_words import HANDING_SENTENCES, HANDING_WORDS
from web.followup_intake_words import INTAKE_SENTENCES, INTAKE_WORDS
from web.followup_outbox_words import OUTBOX_SENTENCES, OUTBOX_WORDS
from web.followup_rating_words import RATING_SENTENCES, RATING_WORDS
from web.followup_rhythm_words import RHYTHM_SENTENCES, RHYTHM_WORDS
from web.followup_terms_words import TERMS_WORDS
from web.followup_words import FOLLOWUP_SENTENCES, FOLLOWUP_WORDS
from web.funding_refusals import FUNDING_SENTENCES
from web.handout_refusals import HANDOUT_SENTENCES
from web.handout_words import HANDOUT_WORDS
from web.hygiene_words import HYGIENE_SENTENCES, HYGIENE_WORDS
from web.language import Language, translations
from web.meanings import MEANINGS, TEMPLATES
from web.poll_refusals import POLL_SENTENCES, POLL_WORDS
from web.reasons import REASONS
from web.record_refusals import RECORD_SENTENCES
from web.refusals import SENTENCES, _
from web.rule_refusals import RULE_SENTENCES
from web.screen_refusals import SCREEN_SENTENCES
from web.screen_words import SCREEN_WORDS
from web.speaking_refusals import SPEAKING_SENTENCES
from web.speaking_words import SPEAKING_WORDS

SAID = {**SENTENCES, **BOX_SENTENCES, **RULE_SENTENCES, **FUNDING_SENTENCES}
SAID |= HANDOUT_SENTENCES
SAID |= SCREEN_SENTENCES
SAID |= RECORD_SENTENCES
SAID |= AGENDA_SENTENCES
SAID |= SPEAKING_SENTENCES
SAID |= ARCHIVE_SENTENCES
SAID |= CONSULT_SENTENCES | ONLINE_SENTENCES | TALK_SENTENCES
SAID |= FOLLOWUP_SENTENCES | INTAKE_SENTENCES | HANDING_SENTENCES
SAID |= DECIDED_SENTENCES
SAID |= OUTBOX_SENTENCES | DELIVERY_SENTENCES
SAID |= RATING_SENTENCES
SAID |= RHYTHM_SENTENCES
SAID |= POLL_SENTENCES
SAID |= THREAD_SENTENCES
SAID |= RESOLUTION_SENTENCES | HALL_SENTENCES
SAID |= ATTENDANCE_SENTENCES | HYGIENE_SENTENCES | ANNOUNCEMENT_SENTENCES

WORDS: dict[str, str] = {
    **ATTENDANCE_WORDS,
    **HYGIENE_WORDS,
    **CONSULT_WORDS,
    **RESOLUTION_WORDS,
    **TALK_WORDS,
    **HALL_WORDS,
    **RITES,
    # roles
    "Role.deputy": _("Deputy"),
    "Role.chair": _("Presiding chair"),
    "Role.clerk": _("Clerk"),
    "Role.teller": _("Teller"),
    "Role.scrutineer": _("Scrutineer"),
    "Role.non_voting": _("Non-voting attendee"),
    "Role.auditor": _("Auditor"),
    # the meeting
    "MeetingPhase.draft": _("in preparation"),
    "MeetingPhase.gathering": _("signing in"),
    "MeetingPhase.open": _("in session"),
    "MeetingPhase.closed": _("closed"),
    "Attendance.absent": _("not here"),
    "Attendance.present": _("here"),
    "Attendance.on_leave": _("on leave"),
    "ItemKind.report": _("Report"),
    "ItemKind.deliberation": _("Deliberation"),
    "ItemKind.vote": _("Vote"),
    "ItemKind.other": _("Other"),
    "ItemState.planned": _("planned"),
    "ItemState.current": _("now"),
    "ItemState.done": _("done"),
    "ItemState.postponed": _("postponed"),
    "ItemState.withdrawn": _("withdrawn"),
    # the vote
    "Mark.for": _("For"),
    "Mark.against": _("Against"),
    "Mark.abstain": _("Abstain"),
    "Mark.x": _("Illegible"),
    "Mark.": _("Not marked"),
    "Grade.satisfied": _("Satisfied"),
    "Grade.basically": _("Basically satisfied"),
    "Grade.unsatisfied": _("Unsatisfied"),
    "Kind.secret": _("secret, on phones"),
    "Kind.recorded": _("by name, on phones"),
    "Kind.hands": _("by show of hands"),
    "Phase.draft": _("draft"),
    "Phase.sealed": _("prepared"),
    "Phase.open": _("voting is open"),
    "Phase.closed": _("voting is closed"),
    "Phase.counted": _("counted"),
    "Phase.signed": _("counted and signed"),
    "Phase.announced": _("announced"),
    "Phase.void": _("void"),
    "Standing.draft": _("draft"),
    "Standing.deliberated": _("deliberated"),
    "Standing.adopted": _("adopted"),
    "Standing.rejected": _("rejected"),
    "Mode.pick": _("Tick the projects you want"),
    "Mode.for_against_abstain": _("For, against or abstain on each project"),
    "Mode.grade": _("Grade each: satisfied, basically, not"),
    "Mode.rank": _("Number by urgency"),
    "Mode.choose_one": _("Choose one of several"),
    "Base.all_members": _("all members"),
    "Base.present": _("those present"),
    "Base.voters": _("those who voted"),
    "Base.valid": _("valid ballots"),
    "Compare.>": _("more than"),
    "Compare.>=": _("at least"),
    "Effect.spoils": _("makes the ballot invalid"),
    "Effect.valid": _("is allowed"),
    "Blank.abstain": _("counts as abstaining"),
    "Blank.not_marked": _("counts as not marked"),
    "Tie.run_off": _("run-off among the tied"),
    "Tie.all": _("all of the tied are chosen"),
    "Tie.lot": _("a public lot"),
    "Tie.presidium": _("the presidium decides"),
    "Shortfall.ask": _("the congress is asked"),
    "Shortfall.empty": _("places stay empty"),
    "Shortfall.second_round": _("a second round"),
    "Shortfall.next_session": _("left to the next session"),
    "OverBudget.warn": _("is told to the voter, and counts"),
    "OverBudget.refuse": _("is not taken"),
    "LiveTally.none": _("nothing"),
    "LiveTally.turnout": _("how many have voted"),
    "LiveTally.full": _("the running count"),
    "Secrecy.secret": _("secret, on phones (papers can be mixed in)"),
    "Secrecy.recorded": _("by name, on phones"),
    "Secrecy.hands": _("by show of hands"),
    "StageKind.advisory": _("Vote by delegations, advisory"),
    "StageKind.decision": _("Decision of an organ"),
    "StageKind.congress": _("Vote of the congress"),
    "Office.chair": _("Presiding chair"),
    "Office.recorder": _("Recorder"),
    "Layout.a4": _("A4, one slip"),
    "Layout.a4-2": _("A4, two short slips"),
    "Layout.a4-4": _("A4, four short slips"),
    "Layout.a3": _("A3, one slip"),
    # columns of imported tables
    "column.name": _("name"),
    "column.delegation": _("delegation"),
    "column.seat": _("seat"),
    "column.content": _("content"),
    "column.unit": _("responsible unit"),
    "column.workplace": _("place of work"),
    "column.completes": _("completion date"),
    "column.category": _("category"),
    "column.investment": _("investment"),
    "column.no": _("number"),
    **TAKES,
}
WORDS |= FOLLOWUP_WORDS | BOARD_WORDS | INTAKE_WORDS | HANDING_WORDS | TERMS_WORDS
WORDS |= OUTBOX_WORDS | DELIVERY_WORDS
WORDS |= RATING_WORDS
WORDS |= RHYTHM_WORDS
WORDS |= HANDOUT_WORDS
WORDS |= SCREEN_WORDS
WORDS |= SPEAKING_WORDS
WORDS |= ARCHIVE_WORDS
WORDS |= POLL_WORDS


def word(language: Language, value: object) -> str:
    """The word for a member of one of the domain's enums; None is a blank mark."""
    return named(language, "Mark." if value is None else f"{type(value).__name__}.{value}")


def named(language: Language, name: str) -> str:
    """The word by its name in the dictionary, such as `Base.all_members`."""
    return translations(language).gettext(WORDS[name])


def sentence(language: Language, refusal: Refused | BadRow) -> str:
    """What a refusal says. A code without a sentence is a bug that a test finds."""
    pattern = translations(language).gettext(SAID[refusal.code])
    return pattern % _worded(language, refusal.facts)


def meaning(language: Language, point: Point) -> str:
    """What one rule of a method means, with its figures."""
    pattern = translations(language).gettext(MEANINGS[point.code])
    return pattern % _worded(language, point.facts)


def template_words(language: Language, template: str) -> tuple[str, str]:
    """The name of a template of methods, and where it is used."""
    name, used = (translations(language).gettext(text) for text in TEMPLATES[template])
    return name, used


def listed(language: Language, words: Iterable[object]) -> str:
    """One after the other in a sentence."""
    return ("、" if language is Language.ZH else ", ").join(map(str, words))


def group_words(language: Language, groups: Sequence[str]) -> str:
    """The name of a line of a breakdown: a delegation, or several that are told together."""
    say = translations(language).gettext
    if len(groups) == 1:
        return groups[0] or say(_("Without a delegation"))
    return say(_("Other delegations"))


def each_group(language: Language, groups: Sequence[str]) -> str:
    """The delegations by name, one after the other."""
    return listed(language, (group_words(language, [one]) for one in groups))


def spoken(language: Language, rite: str, figures: Mapping[str, Any]) -> str:
    """What the chair says in a rite of the ceremony, with these figures."""
    say = translations(language).gettext
    if rite == "candidates":
        parts = [(code, one) for one in figures["papers"] for code in marking(one)]
        told = (say(SPOKEN[code]) % _worded(language, one) for code, one in parts)
        return ("" if language is Language.ZH else " ").join(told)
    return say(SPOKEN[pattern(rite, figures)]) % _worded(language, figures)


def because(language: Language, code: str, facts: Mapping[str, Any]) -> str:
    """The one sentence why a result is what it is."""
    if code == "chosen-all-seats" and not facts["threshold"]:
        code = "chosen-most-votes"  # a run-off has no majority to reach
    return translations(language).gettext(REASONS[code]) % _worded(language, facts)


def _worded(language: Language, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _fact(language, name, value) for name, value in facts.items()}


def _fact(language: Language, name: str, value: object) -> object:
    say = translations(language).gettext
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed(language, (_fact(language, name, one) for one in value))
    dictionary = type(value).__name__ if isinstance(value, StrEnum) else FACTS.get(name)
    for known in (f"{dictionary}.{value}", f"{name}.{value}"):
        if known in WORDS:
            return say(WORDS[known])
    return value


# Which dictionary a fact is looked up in, unless it brings its own kind.
FACTS = {"roles": "Role", "offices": "Office", "of": "Base", "column": "column"}


def refusal_json(language: Language, refusals: Sequence[Refused]) -> dict[str, Any]:
    """The same refusals for a script: code, sentence, field, and bad lines if there are any."""
    first = refusals[0]
    return {
        "refused": [
            {
                "code": one.code,
                "field": one.field,
                "sentence": sentence(language, one),
                "facts": {name: _plain(value) for name, value in one.facts.items()},
            }
            for one in refusals
        ],
        "lines": [
            {"line": row.line, "sentence": sentence(language, row)}
            for row in (first.rows if isinstance(first, BadRows) else ())
        ],
    }


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | list | None) else str(value)
