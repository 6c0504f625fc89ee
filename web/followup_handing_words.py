"""The words of handing over, of time and of plans; and what each act of a matter does."""

from web.refusals import _

HANDING_SENTENCES: dict[str, str] = {
    "plan-line": _("Line %(line)s cannot be read. Write the fields with | between them."),
    "milestone-reached": _("A milestone that has been reached stays in the plan."),
    "reopen-code": _("This is not the code of a report or of a rating slip of this matter."),
    "line-booked": _("A budget line with money on it stays in the plan."),
}

HANDING_WORDS: dict[str, str] = {
    "Achieved.A": _("A: solved"),
    "Achieved.B": _("B: being solved, in the plan"),
    "Achieved.C": _("C: later, the conditions are lacking"),
    "Achieved.D": _("D: kept for reference"),
    "Hint.PlanChanged": _(
        "Milestones and money as they are now agreed; the old plan stays in the life line."
    ),
    "Hint.Assigned": _("The unit is told, and has to accept within its time."),
    "Hint.Accepted": _("Your unit takes it on; the clock of its duties runs."),
    "Hint.Returned": _("Once, within the time for it, and with a reason that everybody reads."),
    "Hint.ExtensionAsked": _("The congress office decides; until then the old day counts."),
    "Hint.Extended": _("The unit has until that day; the reason is public."),
    "Hint.MilestoneDone": _("What can be seen of it, in words and with photos."),
    "Hint.Committed": _("What is bound by a contract; a negative amount corrects."),
    "Hint.Paid": _("What has left the account; a negative amount corrects."),
    "Hint.Reported": _("How it stands at the end of the quarter, for everybody to read."),
    "Hint.Answered": _("The answer to those who asked, as they will read it."),
    "Hint.ClaimedDone": _("The congress office comes and looks before it counts."),
    "Hint.Verified": _("What you saw on the spot. Not passed: the unit goes on with the work."),
    "Hint.Suspended": _("All clocks stand still; the reason is public."),
    "Hint.Resumed": _("The clocks go on; the days in between are not counted."),
    "Hint.Closed": _("It is finished; it can be opened again within the time for it."),
    "Hint.Escalated": _("To an office above, when it cannot be solved here."),
    "Hint.Noted": _(
        "A word beside the facts, such as an explanation. No colour changes by it."
    ),
    "Hint.Hidden": _("The text is taken from the public page; it stays in the record."),
}
