"""Words and refusals of hall consultations."""

from web.refusals import _

HALL_WORDS: dict[str, str] = {
    "InviteReply.waiting": _("No reply yet"),
    "InviteReply.comes": _("Comes"),
    "InviteReply.sends": _("Sends somebody else"),
    "InviteReply.declines": _("Does not come"),
    "Conflict.none": _("No conflict of interest found"),
    "Conflict.party": _("Conflict of interest: works for a party to this topic"),
    "Conflict.unknown": _("Workplace unknown: a conflict of interest cannot be checked"),
    "Adoption.adopted": _("Adopted"),
    "Adoption.partly": _("Adopted in part"),
    "Adoption.not": _("Not adopted"),
    "Answered.open": _("Not answered yet"),
    "Answered.promised": _("To be answered later"),
    "Answered.given": _("Answered"),
}

HALL_SENTENCES: dict[str, str] = {
    "department-invited": _("%(name)s is invited already."),
    "departments-many": _("No more than %(most)s departments can be invited."),
    "expert-is-party": _(
        "This expert works for a party to the topic. Please write down why they are picked "
        "all the same; everybody will read it."
    ),
    "adoption-open": _("Please say whether this opinion is adopted."),
    "adoptions-open": _(
        "It is not written down whether contribution %(numbers)s is adopted (%(count)s in all)."
    ),
    "adoption-without-reason": _("What is not adopted in full needs its reason."),
    "hall-questions-open": _(
        "Question %(numbers)s has neither an answer nor a day by which there will be one "
        "(%(count)s in all)."
    ),
    "record-by-hands": _(
        "Here the resolution is confirmed by hands; a record is confirmed one by one in a "
        "hall consultation."
    ),
    "record-not-ready": _(
        "The record can be confirmed when the talk is over and everything that was said has "
        "its ending."
    ),
}

HALL_ACTS: dict[str, str] = {
    "HallNoticePublished": _("Notice of the topic published"),
    "HallDepartmentInvited": _("Department invited"),
    "HallDepartmentReplied": _("Department replied to the invitation"),
    "HallDepartmentDropped": _("Invitation of a department taken back"),
    "HallExpertPicked": _("Expert picked"),
    "HallExpertDropped": _("Expert no longer picked"),
    "HallQuestionPut": _("Question to a department written down"),
    "HallAnswerPromised": _("Answer to a question promised"),
    "HallQuestionAnswered": _("Answer to a question written down"),
    "HallRecordObjected": _("Objection to the record"),
    "HallRecordTold": _("Confirmations of the record counted"),
}
