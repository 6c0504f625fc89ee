"""A sentence for every way in which the big screens say no."""

from web.refusals import _

SCREEN_SENTENCES: dict[str, str] = {
    "screen-name-taken": _("There is a screen named “%(name)s” already."),
    "screens-full": _("A meeting can have at most %(most)s big screens."),
    "main-screen-stays": _("The main screen cannot be removed. You can make it a new link."),
    "result-not-announced": _("Only a result that has been announced can be shown."),
    "countdown-without-end": _("Please say for how many minutes, or until which clock time."),
    "countdown-passed": _("%(time)s has just passed. Please give a later time."),
    "clock-unreadable": _("Please write a clock time as 10:30."),
}
