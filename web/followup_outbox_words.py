"""The words of messages to offices."""

from followup.outbox.message import Topic
from web.refusals import _

OUTBOX_SENTENCES: dict[str, str] = {
    "not-an-address": _("Write one e-mail address, such as roads@example.org."),
    "message-settled": _("This message has been dealt with already. Load the page again."),
}

OUTBOX_WORDS: dict[str, str] = {
    "Channel.smtp": _("by e-mail"),
    "Channel.webhook": _("by webhook"),
    "Channel.paper": _("on paper"),
}

OUTBOX_ACTS: dict[str, str] = {
    "AddressSet": _("E-mail address of a unit set"),
    "MessageCancelled": _("Message cancelled"),
    "MessageHanded": _("Message handed over on paper"),
}

# What a message says in one line, and what is to be done.
LINES: dict[Topic, tuple[str, str]] = {
    Topic.ASSIGNED: (
        _("Handed over to you: %(title)s"),
        _("Please accept it or hand it back by %(accept_by)s. To be finished by %(due)s."),
    ),
    Topic.RETURNED: (
        _("%(unit)s hands back: %(title)s"),
        _("Reason: %(reason)s Please hand it to another unit."),
    ),
    Topic.EXTENSION_ASKED: (
        _("%(unit)s asks for more time: %(title)s"),
        _("Reason: %(reason)s Please decide on it."),
    ),
    Topic.EXTENDED: (
        _("More time is given: %(title)s"),
        _("The new day for “%(duty)s” is %(due)s."),
    ),
    Topic.CLAIMED: (
        _("%(unit)s says that it is done: %(title)s"),
        _("%(reason)s Please look at it on the spot."),
    ),
    Topic.SENT_BACK: (
        _("Not done yet when looked at: %(title)s"),
        _("%(reason)s Please go on with the work."),
    ),
    Topic.HEARING: (
        _("Rated below satisfied: %(title)s"),
        _("A face-to-face hearing is due."),
    ),
    Topic.UNSETTLED: (
        _("Below satisfied again after the hearing: %(title)s"),
        _("Please hand the matter over a second time, with a new deadline."),
    ),
    Topic.ESCALATED: (_("Sent up to you: %(title)s"), _("Reason: %(reason)s")),
    Topic.DUE: (
        _("Due soon: %(title)s"),
        _("“%(duty)s” is due on %(due)s; working days left: %(days)s."),
    ),
    Topic.LATE: (
        _("Late: %(title)s"),
        _("“%(duty)s” was due on %(due)s; working days late: %(days)s."),
    ),
    Topic.WARNING: (
        _("Warning: %(title)s"),
        _("The matter has turned %(colour)s on %(on)s. The page says why."),
    ),
}
LEFT_OUT = _("not set")
