"""A sentence for every way in which a deliberative poll says no, and the words of polls."""

from web.refusals import _

POLL_SENTENCES: dict[str, str] = {
    "poll-register-empty": _("No resident was found in this file."),
    "poll-register-long": _("A register holds at most %(most)s residents."),
    "poll-resident-doubled": _("%(name)s already stands in line %(line)s."),
    "poll-cell-empty": _("The column “%(column)s” is empty."),
    "poll-sex-unknown": _("“%(typed)s” is not understood as a sex; write 女 or 男."),
    "poll-age-unreadable": _("“%(typed)s” is no age between 1 and 120."),
    "poll-ages-unreadable": _("Write the ages where a band begins, rising, such as 40, 60."),
    "poll-too-many-seats": _(
        "There must be at least 1 seat, at most 1,000, and no more than residents "
        "(%(residents)s)."
    ),
    "poll-nothing-to-publish": _("Import the register and save the number of seats first."),
    "poll-list-published": _("The list is published and cannot be changed any more."),
    "poll-list-changed": _(
        "The register in the database is not the one that was published. Nothing was drawn; "
        "please call the operator."
    ),
    "poll-number-unreadable": _("Type the drawn number in digits only, at most 40 of them."),
    "poll-place-given": _(
        "This seat has already been given to a replacement. Please call the office."
    ),
    "poll-seating-over": _("The panel cannot be changed any more."),
    "poll-panel-changed": _("Somebody accepted or declined just now. Please try again."),
    "poll-groups-number": _(
        "%(people)s people who have accepted cannot make %(groups)s groups; a group has at "
        "least 3 people and one moderator."
    ),
    "poll-pins-unreadable": _("Write each as number:group, such as 12:3, 45:1."),
    "poll-pin-unknown": _(
        "Number %(no)s cannot be put into group %(group)s: there is no such group, or the "
        "person has not accepted."
    ),
    "poll-pins-overfill": _("Group %(group)s has fewer places than people put into it."),
    "poll-questions-number": _(
        "Ask %(least)s to %(most)s questions, or projects alone, or both."
    ),
    "poll-questions-fixed": _(
        "The questionnaire has been opened; both times the same is asked, so it stays."
    ),
    "poll-project-doubled": _("The number %(no)s stands twice."),
    "poll-project-number": _("“%(typed)s” is no number of a project."),
    "poll-projects-many": _("There can be at most %(most)s projects."),
    "poll-cost-unreadable": _("“%(typed)s” is no amount in 10,000 yuan."),
    "poll-cards-not-now": _("Cards are printed after the draw and before the last closing."),
    "poll-cards-many": _(
        "At most %(most)s cards, two a seat; %(printed)s are printed already. More cards than "
        "people would make the answers doubtful."
    ),
    "poll-no-cards": _("Print the answer cards first."),
    "poll-not-this-step": _("This is not the next step of the poll."),
    "poll-not-open": _("The questionnaire is not open at this time."),
    "poll-still-open": _("Answers can be downloaded when the second time is closed."),
    "poll-card-unknown": _("There is no answer card with this code. Please look again."),
    "poll-card-answered": _(
        "This card has already answered this time. Tick the box below if the sheet corrects it."
    ),
    "poll-answer-unreadable": _("“%(typed)s” is not a number."),
    "poll-answer-range": _("Choose a number from %(least)s to %(most)s."),
    "poll-answers-empty": _("Nothing was answered yet."),
    "poll-too-few": _(
        "Only %(pairs)s people answered both times. Below %(least)s a report would show what "
        "single people answered, so none is made."
    ),
    "poll-names-needed": _("Names can be deleted when the report has been made."),
}

POLL_WORDS: dict[str, str] = {
    "PollPhase.draft": _("register in preparation"),
    "PollPhase.published": _("list published"),
    "PollPhase.drawn": _("panel drawn"),
    "PollPhase.before": _("first questionnaire open"),
    "PollPhase.between": _("deliberation"),
    "PollPhase.after": _("second questionnaire open"),
    "PollPhase.answered": _("questionnaires closed"),
    "PollPhase.reported": _("report published"),
    "PanelPlace.none": _("not drawn"),
    "PanelPlace.reserve": _("replacement"),
    "PanelPlace.invited": _("invited"),
    "PanelPlace.accepted": _("accepted"),
    "PanelPlace.declined": _("declined"),
    "PanelPlace.unreached": _("not reached"),
    "Wave.before": _("before the deliberation"),
    "Wave.after": _("after the deliberation"),
    "Scale.three": _("against, undecided, for"),
    "Scale.five": _("1 to 5, strongly against to strongly for"),
    "Scale.ten": _("0 to 10"),
    "PollTest.sign": _("sign test"),
    "PollTest.wilcoxon": _("Wilcoxon"),
    "column.sex": _("sex"),
    "column.age": _("age"),
    "column.village": _("village"),
    "column.grid": _("grid"),
    "column.household": _("household"),
    "column.phone": _("phone"),
    "column.cost": _("investment"),
}

# What the acts are called in the audit log.
POLL_ACTS: dict[str, str] = {
    "PollBegun": _("Poll begun"),
    "PollRegisterImported": _("Register of a poll imported"),
    "PollListPublished": _("List of residents published"),
    "PollListWithdrawn": _("List of residents taken back"),
    "PollSeedDrawn": _("Number drawn in public"),
    "PollPanelDrawn": _("Panel drawn"),
    "PollSeatPassed": _("Seat passed on"),
    "PollGroupsMade": _("Small groups made"),
    "PollQuestionsDrafted": _("Questionnaire drafted"),
    "PollCardsPrinted": _("Answer cards printed"),
    "PollWaveOpened": _("Questionnaire opened"),
    "PollWaveClosed": _("Questionnaire closed"),
    "PollReported": _("Report of a poll published"),
    "PollNamesDeleted": _("Names of a register deleted"),
}
