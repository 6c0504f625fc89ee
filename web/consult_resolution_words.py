"""Words and refusals of what becomes of a contribution, and of its way up."""

from web.refusals import _

RESOLUTION_WORDS: dict[str, str] = {
    "Ending.answered": _("Answered on the spot"),
    "Ending.promised": _("Promised"),
    "Ending.explained": _("Explained why not"),
    "Ending.sent_up": _("Sent up"),
    "Assent.yes": _("For the resolution"),
    "Assent.no": _("Against the resolution"),
    "Assent.abstain": _("I abstain"),
    "Appraisal.satisfied": _("Satisfied"),
    "Appraisal.basically": _("Basically satisfied"),
    "Appraisal.unsatisfied": _("Unsatisfied"),
    "StepKind.sent": _("Sent up"),
    "StepKind.received": _("Received"),
    "StepKind.sent_on": _("Sent on up"),
    "StepKind.passed_across": _("Passed to a neighbour"),
    "StepKind.moved_up": _("Moved up: time ran out"),
    "StepKind.answered": _("Answered"),
}

RESOLUTION_SENTENCES: dict[str, str] = {
    "without-ending": _(
        "The consultation cannot close yet: nothing is written down of what becomes of "
        "contribution %(numbers)s (%(count)s in all)."
    ),
    "not-confirmed": _(
        "The consultation cannot close yet: the resolution as it stands has to be read aloud "
        "and confirmed by hands."
    ),
    "nothing-to-confirm": _(
        "First every contribution needs its ending: only then can the resolution be confirmed."
    ),
    "hands-are-counted": _("The hands have been counted already."),
    "more-hands-than-people": _(
        "%(hands)s hands are more than there can be: %(present)s are here, and %(phones)s of "
        "them have answered by phone."
    ),
    "promise-checks-itself": _("Whoever promises cannot be the one who checks."),
    "promise-without-day": _("A promise needs its day."),
    "promise-in-the-past": _("The day of a promise cannot be over already."),
    "level-not-above": _("Choose a level above “%(level)s”."),
    "nothing-promised": _("Only a promise can be appraised."),
    "referral-answered": _("This is answered already."),
    "referral-received": _("This is received already."),
    "nothing-above": _("There is no level above the county."),
    "sideways-once": _(
        "This was passed to a neighbour once already. It must be answered here, or sent up."
    ),
    "nothing-ran-out": _("No time has run out here."),
}
