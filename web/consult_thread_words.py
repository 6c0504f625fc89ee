"""Refusals of threads, merges, photos and voice notes."""

from web.refusals import _

THREAD_SENTENCES: dict[str, str] = {
    "second-own": _("A stool cannot add its voice here: these are its own words."),
    "merge-unfit": _("These two are not for the same readers, so they stay apart."),
    "merge-asked": _("Their authors have been asked already."),
    "merge-settled": _("This question has been answered already."),
    "stool-hurries": _(
        "That was a lot in one minute. Please wait a little; what you typed is still here."
    ),
    "photo-unreadable": _("This photo cannot be read. Please choose a JPEG or PNG picture."),
    "sound-unknown": _("This is no recording that can be played here."),
    "sound-empty": _("There is nothing in this recording. Please record it once more."),
    "sound-too-big": _("This recording is too long: at most %(most)s MB."),
    "recordings-full": _("There is no room for files on this server. The words alone can go."),
}
