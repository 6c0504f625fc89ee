"""Words and refusals of retention, deletion and audit; the others are in `words`."""

from web.refusals import _

HYGIENE_WORDS: dict[str, str] = {
    "DataClass.record": _("Journal, minutes, methods, results, sealed boxes, registers"),
    "DataClass.attendance": _("Attendance, leave and its reasons"),
    "DataClass.notices": _("Notices and drafts"),
    "DataClass.sign_in": _("Badges, the phones bound to them, PINs"),
    "DataClass.refusals": _("Devices that were turned away"),
    "DataClass.id_tails": _("Last four characters of identity numbers"),
    "Disposal.kept": _("kept for ever"),
    "Disposal.appraised": _("appraised by people when the term is over"),
    "Disposal.deleted": _("deleted when a person confirms"),
}

HYGIENE_SENTENCES: dict[str, str] = {
    "auditor-apart": _(
        "The auditor reads what others did, and so cannot be %(roles)s of the same meeting."
    ),
    "auditor-no-ballots": _("The auditor sees nobody's ballot, not even in votes by name."),
    "nothing-due": _("There is nothing to delete: no term is over."),
    "due-changed": _(
        "What is due has changed since you looked. Please look again before you confirm."
    ),
}

# What an act is called in the audit log; one without a name stands there under its own.
ACTS: dict[str, str] = {
    "MeetingCalled": _("Meeting called"),
    "MeetingAmended": _("Notice corrected"),
    "RosterImported": _("Roster imported"),
    "MemberRemoved": _("Taken off the roster"),
    "RolesChanged": _("Offices changed"),
    "AgendaChanged": _("Agenda changed"),
    "SignInOpened": _("Sign-in opened"),
    "PersonArrived": _("Arrived"),
    "PersonLeft": _("Left"),
    "PersonReturned": _("Came back"),
    "AttendanceMarked": _("Attendance marked"),
    "ManyMarked": _("Attendance of several marked"),
    "MarkUndone": _("Mark taken back"),
    "PresentRecounted": _("Those present counted again"),
    "MeetingOpened": _("Meeting opened"),
    "ItemStarted": _("Item begun"),
    "ItemEnded": _("Item ended"),
    "MeetingClosed": _("Meeting closed"),
    "BadgesPrinted": _("Badges printed"),
    "BadgeReissued": _("Badge reissued"),
    "DeviceRefused": _("Second device refused"),
    "DeviceReleased": _("Device released"),
    "DeviceEnrolled": _("Phone enrolled for secret votes"),
    "OwnerBadgeMade": _("Badge made at the terminal"),
    "PersonalDataDeleted": _("Personal data deleted"),
    "ProjectsListed": _("Candidate projects listed"),
    "PapersJoined": _("Votes joined"),
    "MethodDrafted": _("Method drafted"),
    "MethodDeliberated": _("Method deliberated"),
    "MethodReopened": _("Method opened for amendment"),
    "MethodVoted": _("Method put to hands"),
    "CeremonyBegun": _("Ceremony of a vote begun"),
    "RiteHeld": _("Step of the ceremony held"),
    "RitePassedOver": _("Step of the ceremony passed over"),
    "OfficersRejected": _("List of scrutineers rejected"),
    "RoundSealed": _("Round prepared"),
    "BoxPrepared": _("Secret papers made"),
    "BoxOpened": _("Box opened"),
    "RegisterFrozen": _("Register frozen"),
    "RegisterExtended": _("Register added to"),
    "RoundOpened": _("Vote opened"),
    "SlipGiven": _("Paper slip given"),
    "SlipsTyped": _("Slips typed"),
    "RoundClosed": _("Vote closed"),
    "BoxFrozen": _("Box frozen"),
    "BoxWitnessed": _("Box witnessed"),
    "BallotsListed": _("Ballots by name counted (not shown here)"),
    "RoundCounted": _("Vote counted"),
    "RoundSigned": _("Count signed"),
    "RoundVoided": _("Round voided"),
    "ResultAnnounced": _("Result announced"),
    "PlacesSettled": _("Open places settled"),
    "ComplaintProven": _("Complaint proven"),
    "AdviceAttached": _("Residents' approvals attached"),
    "FunnelBegun": _("Selection begun"),
    "FunnelEntriesListed": _("Collected projects listed"),
    "FunnelStagesPlanned": _("Stages planned"),
    "FunnelVotesTyped": _("Votes of delegations typed"),
    "FunnelStageConcluded": _("Stage concluded"),
}
