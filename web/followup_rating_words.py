"""The words of ratings."""

from web.refusals import _

RATING_SENTENCES: dict[str, str] = {
    "nobody-invited": _("Invite at least one deputy or one resident."),
    "no-such-deputy": _("One of the invited is no deputy with a badge any more."),
    "rater-of-unit": _("Somebody of a unit that has this matter cannot rate it."),
    "not-invited": _("You are not invited to rate this matter."),
    "rated-already": _(
        "You have rated this matter. Your rating counts once and stays as it was."
    ),
    "slip-unknown": _(
        "No slip has this code. Compare it with the slip, or ask for a new one: of slips that "
        "were printed again, only the last ones are good."
    ),
    "slip-used": _(
        "This slip has been used. The rating counts once and stays as it was given first."
    ),
    "rating-over": _("This rating is closed. Nothing can be added to it any more."),
    "grade-missing": _("Choose one of the three answers."),
    "hearing-day": _("The hearing was on a day from %(first)s until today."),
    "deadline-past": _("The new deadline must be a day to come."),
    "ratings-hidden": _("Whoever has a post in a unit cannot read ratings."),
}

RATING_WORDS: dict[str, str] = {
    "Graded.satisfied": _("Satisfied"),
    "Graded.basically": _("Basically satisfied"),
    "Graded.unsatisfied": _("Unsatisfied"),
}
