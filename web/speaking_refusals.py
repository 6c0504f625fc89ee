"""A sentence for every way in which the floor says no."""

from web.refusals import _

SPEAKING_SENTENCES: dict[str, str] = {
    "may-not-speak": _("%(name)s is neither a deputy nor an attendee, so cannot speak here."),
    "item-over": _("“%(title)s” is over; nobody can speak on it any more."),
    "item-not-on": _("“%(title)s” is not on now. Until then one can only register to speak."),
    "list-closed": _("The list of speakers is closed. Only the chair can open it again."),
    "speaking-now": _("%(name)s has the floor at this moment."),
    "spoken-enough": _(
        "%(name)s has spoken on this matter as often as the rules allow: %(most)s times."
    ),
    "nothing-to-reply-to": _("There is no speech of somebody else to reply to."),
    "replied-already": _("This speech has had its direct reply; there is one for each."),
    "not-unheard": _("%(name)s has spoken, or waits to speak."),
    "asked-often": _(
        "You have come onto this list %(most)s times. Please turn to the clerk, who can still "
        "put you on it."
    ),
    "not-waiting": _("This entry is no longer on the list of speakers."),
    "first-timers-wait": _("First speakers are still waiting: %(count)s. Call them first."),
    "floor-moved": _(
        "Meanwhile the floor has gone to somebody else. Look at the list and decide again."
    ),
    "speaker-not-here": _("%(name)s is not here, so cannot be called."),
    "turn-over": _("This turn is over already."),
    "without-limit": _("This word has no limit, so there is nothing to extend."),
    "nobody-found": _("Nobody on the roster has the name or the seat “%(typed)s”."),
    "several-found": _("Several have the name “%(typed)s”. Please give the seat instead."),
    "questions-open": _(
        "You have %(most)s questions without an answer. Please wait for these."
    ),
    "not-your-question": _("This question is for %(unit)s, or for the clerk to answer."),
    "date-unreadable": _("“%(typed)s” is not a date such as 2026-03-31."),
    "date-over": _("The date %(day)s is over already."),
    "still-speaking": _("%(name)s is still speaking."),
    "not-your-speech": _("Only the speaker can do this."),
    "no-summary-yet": _("The recorder has not sent a summary of this speech yet."),
}
