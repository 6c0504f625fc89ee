"""The words of agendas: templates in the clerk's language, numbers as they are said."""

from core.errors import NotHere
from sessions.agenda.item import Item
from sessions.agenda.numbering import official, official_whole
from sessions.agenda.templates import AGENDAS, SESSIONS
from web.language import Language, translations
from web.refusals import _

# The meeting that a template is for, as its title would say it.
AGENDA_NAMES: dict[str, str] = {
    "preparatory": _("Preparatory meeting"),
    "presidium-first": _("First meeting of the presidium"),
    "plenary-opening": _("First plenary"),
    "plenary-second": _("Second plenary"),
    "presidium-second": _("Second meeting of the presidium"),
    "plenary-closing": _("Third plenary"),
    "township": _("Township congress"),
    "standing-committee": _("Meeting of the standing committee"),
    "village": _("Meeting of the villagers' representatives"),
}
SESSION_NAMES: dict[str, str] = {"annual": _("Annual session of a county or city congress")}

AGENDA_LINES: dict[str, str] = {
    "presidium-elected": _("Election of the presidium and the secretary-general"),
    "session-agenda": _("Adoption of the agenda of the session"),
    "preparations": _("Decisions on other preparations"),
    "standing-chairs": _("Election of the standing chairs of the presidium"),
    "presiding-chairs": _("Choice of the presiding chairs of the plenaries"),
    "deputy-secretaries": _("Decision on the deputy secretaries-general"),
    "session-timetable": _("Adoption of the timetable of the session"),
    "bills-deadline": _("Decision on the deadline for bills of deputies"),
    "method-drafted": _("Deliberation of the draft vote method for livelihood projects"),
    "opening": _("Opening and national anthem"),
    "government-report": _("Report on the work of the government"),
    "plan-and-budget": _("Examination of the plan and the budget"),
    "plan-report": _("Examination of the report on the economic and social plan"),
    "budget-report": _("Examination of the report on the budget"),
    "projects-explained": _("Explanation of the candidate livelihood projects"),
    "work-reports": _("Work reports"),
    "committee-report": _("Report on the work of the standing committee"),
    "court-report": _("Report on the work of the people's court"),
    "procuratorate-report": _("Report on the work of the people's procuratorate"),
    "delegations-heard": _("Reports of the delegations on their deliberation"),
    "resolutions-drafted": _("Deliberation of the draft resolutions, to be put to the vote"),
    "projects-submitted": _("Deliberation of the candidate projects, to be put to the vote"),
    "scrutineers-proposed": _("Nomination of the scrutineers"),
    "scrutineers-adopted": _("Adoption of the list of scrutineers"),
    "projects-vote": _("Vote on the livelihood projects"),
    "resolutions": _("Votes on the resolutions"),
    "government-resolution": _("Resolution on the report of the government"),
    "plan-resolution": _("Resolution on the economic and social plan"),
    "budget-resolution": _("Resolution on the budget"),
    "committee-resolution": _("Resolution on the report of the standing committee"),
    "court-resolution": _("Resolution on the report of the people's court"),
    "procuratorate-resolution": _("Resolution on the report of the people's procuratorate"),
    "closing": _("Closing"),
    "township-presidium-elected": _("Election of the presidium, adoption of the agenda"),
    "township-government-report": _("Report on the work of the township government"),
    "township-presidium-report": _("Report on the work of the presidium of the congress"),
    "in-groups": _("Deliberation in groups"),
    "committee-agenda": _("Adoption of the agenda"),
    "law-studied": _("Study of laws"),
    "special-report": _("Hearing and deliberation of a special work report"),
    "special-report-heard": _("Hearing of the report"),
    "special-report-deliberated": _("Deliberation of the report"),
    "projects-progress": _("Report on the progress of the livelihood projects"),
    "budget-carried-out": _("Examination of how the budget is carried out"),
    "satisfaction": _("Satisfaction vote on the livelihood projects"),
    "appointments": _("Appointments and removals"),
    "oath": _("Oath to the constitution"),
    "decisions": _("Votes on draft resolutions and decisions"),
    "village-opening": _("Count of those present, opening"),
    "village-followed-up": _("What has become of the decisions of the last meeting"),
    "village-accounts": _("Disclosure of village affairs and accounts"),
    "village-matter": _("Discussion and decision of a matter"),
    "village-matter-explained": _("Explanation of the matter"),
    "village-matter-discussed": _("Discussion by the representatives"),
    "village-matter-voted": _("Vote on the matter"),
    "village-questions": _("Questions and suggestions"),
    "village-announced": _("Announcement of the result, signatures, public notice"),
}

TAKES: dict[str, str] = {
    "Take.agenda": _("the agenda, as it was planned"),
    "Take.times": _("its times of day"),
    "Take.roster": _("the roster: everybody with delegation and role; badges stay valid"),
    "Take.offices": _("the offices: presiding chair, clerks, tellers, scrutineers"),
    "Take.seats": _("the seats"),
}


def lines_of(language: Language, template: str) -> list[tuple[int, dict[str, str]]]:
    """The lines of a template as the clerk would have typed them, each with its depth."""
    if template not in AGENDAS:
        raise NotHere("template")
    say = translations(language).gettext
    return [
        (
            line.depth,
            {
                "title": say(AGENDA_LINES[line.code]),
                "kind": str(line.kind),
                "lasts": str(line.lasts or ""),
            },
        )
        for line in AGENDAS[template]
    ]


def plans_of(
    language: Language, session: str
) -> list[tuple[str, list[tuple[int, dict[str, str]]]]]:
    """The meetings of a whole session: each its title and its lines."""
    if session not in SESSIONS:
        raise NotHere("template")
    agendas = SESSIONS[session]
    return [(agenda_name(language, one), lines_of(language, one)) for one in agendas]


def agenda_name(language: Language, template: str) -> str:
    """The name of a template of an agenda, or of a whole session."""
    return translations(language).gettext({**AGENDA_NAMES, **SESSION_NAMES}[template])


def sign(language: Language, item: Item) -> str:
    """What stands before an item in a list: 一、 in Chinese, 1 elsewhere."""
    return official(item.path) if language is Language.ZH and item.path else item.number


def numbered(language: Language, item: Item) -> str:
    """The number of an item within a sentence: 三(二), or 3.2."""
    return official_whole(item.path) if language is Language.ZH and item.path else item.number
