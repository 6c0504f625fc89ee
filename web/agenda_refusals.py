"""A sentence for every way in which an agenda or a congress session says no."""

from web.refusals import _

AGENDA_SENTENCES: dict[str, str] = {
    "item-aside": _("“%(title)s” is postponed or withdrawn. Take it back first."),
    "item-is-heading": _(
        "“%(title)s” is a heading. Begin one of the items under it; the heading itself is not "
        "gone through."
    ),
    "heading-no-vote": _(
        "“%(title)s” is a vote, and nothing can stand under a vote: what has items under it is "
        "a heading, and is never on itself."
    ),
    "item-has-parts": _("Other items stand under “%(title)s”. Move or remove them first."),
    "agenda-too-deep": _("An agenda has at most %(levels)s levels (“%(title)s”)."),
    "agenda-not-empty": _("There is an agenda already. A template fills an empty one."),
    "not-aside": _("Choose whether it is postponed or withdrawn."),
    "part-is-on": _("“%(title)s” is on just now. End it first, or put it aside alone."),
    "nothing-under-it": _("Under “%(title)s” there is nothing to which that could be done."),
    "item-decided": _("The result of this item has been announced; it stays on the agenda."),
    "session-already": _("The meeting belongs to a congress session already."),
    "no-session": _("The meeting belongs to no congress session yet."),
    "session-full": _("A congress session has at most %(most)s meetings."),
    "time-unreadable": _("“%(typed)s” is not a time of day, such as 09:30."),
    "date-unreadable": _("“%(typed)s” is not a day, such as 2027-01-20."),
    "date-far": _("The year must lie between %(least)s and %(most)s."),
}
