"""Refusals of online consultations and drafts."""

from web.refusals import _

ONLINE_SENTENCES: dict[str, str] = {
    "no-voice": _("This phone has no voice here yet. Please scan your stool card or badge."),
    "window-backwards": _("It closes before it opens. Please check the two times."),
    "window-not-yet": _("This consultation is not open yet."),
    "window-over": _("The time of this consultation is over. What was said is kept."),
    "moment-unreadable": _("“%(typed)s” is no time. Write it as 2026-03-01T08:00."),
    "outside-not-taken": _("Voices from outside are not heard in this consultation."),
    "outside-says-nothing": _(
        "From outside you can agree or disagree. To say something of your own, scan your stool "
        "card or badge."
    ),
    "draft-too-many": _(
        "These are %(found)s paragraphs; at most %(most)s can be laid open as one draft."
    ),
    "draft-unreadable": _("The file %(name)s is no plain text. Please paste the text instead."),
}
