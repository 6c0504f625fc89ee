"""Words and refusals of the courtyard."""

from web.refusals import _

CONSULT_WORDS: dict[str, str] = {
    "ConsultForm.bench": _("Bench meeting"),
    "ConsultForm.hall": _("Hall consultation"),
    "ConsultForm.village_talk": _("Village talk"),
    "ConsultForm.online": _("Online consultation"),
    "ConsultPhase.gathering": _("gathering"),
    "ConsultPhase.talking": _("talking"),
    "ConsultPhase.resolving": _("resolving"),
    "ConsultPhase.closed": _("consultation closed"),
    "ContributionKind.problem": _("Problem"),
    "ContributionKind.worry": _("Worry"),
    "ContributionKind.demand": _("Demand"),
    "ContributionKind.proposal": _("Proposal"),
    "Circle.public": _("Everybody"),
    "Circle.deputy": _("Deputies only"),
    "Circle.unit": _("The responsible unit only"),
    "Opinion.agree": _("Agree"),
    "Opinion.disagree": _("Disagree"),
    "Opinion.pass": _("Unsure"),
    "Level.county": _("County"),
    "Level.town": _("Town"),
    "Level.village": _("Village"),
    "Level.centre": _("Centre grid"),
    "Level.unit": _("Unit grid"),
    "Level.household": _("Household"),
    "Sex.female": _("Woman"),
    "Sex.male": _("Man"),
    "AgeBand.under_35": _("under 35"),
    "AgeBand.to_59": _("35 to 59"),
    "AgeBand.from_60": _("60 and over"),
    "column.code": _("Code"),
    "column.level": _("Level"),
    "column.head": _("Grid head"),
    "column.worker": _("Grid worker"),
    "column.deputies": _("Deputies"),
}

CONSULT_SENTENCES: dict[str, str] = {
    "meeting-there": _("This meeting is here already."),
    "parcel-unreadable": _(
        "This is no consultation that was taken along, or one of another version of Minyi. "
        "Nothing has been changed."
    ),
    "parcel-forged": _(
        "This file was changed on its way: its signature does not fit. Nothing has been "
        "changed here. Please bring the file from the laptop once more."
    ),
    "parcel-elsewhere": _("This file belongs to another meeting: %(title)s."),
    "courier-unknown": _(
        "This file was signed by a machine nobody here has vouched for. Its fingerprint is "
        "%(fingerprint)s. Compare it with what stands on that machine, and enter it below."
    ),
    "fingerprint-unreadable": _(
        "A fingerprint has eight groups of four figures and letters from a to f."
    ),
    "no-stool": _("This phone has not joined a stool here. Please scan your stool card."),
    "stool-taken": _(
        "Stool %(number)s has been joined by another phone. Whoever records here can release "
        "it in a moment."
    ),
    "stools-none-there": _("There are no stools from %(first)s to %(last)s."),
    "no-badge-here": _("There is no such badge with a voice in this meeting."),
    "badge-tied": _("This badge is one voice with another stool already."),
    "stool-tied": _(
        "Stool %(number)s is one voice with another badge already. Whoever records here can "
        "undo that."
    ),
    "consult-closed": _("This consultation is closed."),
    "consult-not-talking": _(
        "Nothing can be said just now: the consultation is at “%(phase)s”."
    ),
    "entry-taken": _("This was sent before with other words. Please write it once more."),
    "entry-unreadable": _("This entry cannot be read. Please load the page again."),
    "grid-doubled": _("The code %(grid)s stands in line %(line)s already."),
    "grid-cell-empty": _("“%(column)s” is empty."),
    "grid-level-unknown": _(
        "“%(level)s” is no level. There are county, town, village, centre grid, unit grid and "
        "household."
    ),
    "grid-parent-unknown": _("There is no grid with the code %(grid)s above it."),
    "grid-parent-below": _("%(name)s cannot lie in %(above)s: that is no higher level."),
}

# What an act is called in the audit log.
CONSULT_ACTS: dict[str, str] = {
    "ConsultationSetUp": _("Consultation set up"),
    "ConsultationMoved": _("Consultation moved on"),
    "ContributionMade": _("Contribution made"),
    "ContributionWithdrawn": _("Contribution taken back"),
    "ContributionRemarked": _("Contribution replied or objected to"),
    "ContributionAmended": _("Contribution worded anew"),
    "ContributionHidden": _("Contribution hidden"),
    "ContributionUnhidden": _("Contribution shown again"),
    "ContributionsLinked": _("Contributions merged"),
    "ContributionsUnlinked": _("Contributions parted again"),
    "ContributionSettled": _("Ending of a contribution written down"),
    "ContributionSentUp": _("Contribution sent up"),
    "ResolutionConfirmed": _("Resolution confirmed by hands"),
    "DissentRecorded": _("Objection to the resolution recorded"),
    "PromiseMade": _("Promise made"),
    "PromiseHandled": _("Handling of a promise written down"),
    "ReferralStepped": _("Step of a contribution sent up"),
    "LadderTermsSet": _("Days of each level set"),
    "TalkTold": _("Talk summed up"),
    "HandsTold": _("Hands counted beside phones"),
    "WindowSet": _("Opened online"),
    "DraftLaid": _("Draft laid open to comments"),
    "DraftRemoved": _("Draft taken away"),
    "StoolsPrinted": _("Stool cards printed"),
    "StoolReissued": _("Stool card reissued"),
    "StoolReleased": _("Stool released"),
    "VoicesTied": _("Card and badge noted as one voice"),
    "VoicesUntied": _("Card and badge noted as two voices"),
    "GridsImported": _("Grids imported"),
    "LogMerged": _("Log of another machine merged"),
    "CourierTrusted": _("Machine trusted"),
    "CourierDropped": _("Machine trusted no longer"),
    "ExpertListed": _("Expert listed"),
    "ExpertRemoved": _("Expert removed"),
}
