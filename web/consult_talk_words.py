"""Words and refusals of talking and of hands in the yard."""

from web.refusals import _

TALK_WORDS: dict[str, str] = {
    "Hand.for": _("In favour"),
    "Hand.against": _("Against"),
    "Hand.abstain": _("Abstaining"),
    "column.sex": _("Sex"),
    "column.grid": _("Grid"),
}

TALK_SENTENCES: dict[str, str] = {
    "talk-speaking": _("This person has the floor already."),
    "talk-no-reply": _("There is no statement to reply to, or it has had its one reply."),
    "talk-own-statement": _("Nobody replies to their own statement."),
    "talk-nobody-here": _("Please tick at least one stool that is taken."),
    "talk-moved": _("The list has moved on in the meantime. Please look who comes next now."),
    "talk-nobody-found": _(
        "“%(typed)s” is no stool here and no name on the roster. Please type the number of the "
        "stool."
    ),
    "talk-time-strange": _(
        "A time lies in the future or more than seven days back. Please check the day and the "
        "times."
    ),
    "talk-day-unreadable": _("“%(typed)s” is no day. Please write it like 2026-05-01."),
    "talk-time-unreadable": _("“%(typed)s” is no time of day. Please write it like 19:05."),
    "talk-spoken-unreadable": _(
        "“%(typed)s” is no length. Please write it like 1:40, or tick “Passed”."
    ),
    "hands-open": _("Another question is on. Please close it first."),
    "hands-closed": _("This question is closed."),
    "hands-not-seated": _(
        "Your stool is not among those that are counted. Please tell the person who leads."
    ),
    "hands-counted-already": _(
        "The hands around you have been counted, and yours with them. Nobody counts twice."
    ),
    "hands-moved": _(
        "A phone has answered in the meantime. These stools have answered by phone now: "
        "%(stools)s. Please count the hands of the others once more."
    ),
    "hands-beyond-block": _(
        "%(total)s hands were typed in, but in %(block)s only %(most)s are to be counted."
    ),
    "hands-uncounted": _("These blocks have not been counted yet: %(blocks)s."),
}
