"""A sentence for every way in which a paper or a notice is refused."""

from web.refusals import _

HANDOUT_SENTENCES: dict[str, str] = {
    "handout-empty": _("%(filename)s is empty."),
    "handout-too-big": _("%(filename)s is larger than %(most)s MB."),
    "handout-unknown": _(
        "%(filename)s is no PDF, Word file (.docx), JPEG or PNG. What counts is what is in the "
        "file, not its name. Save it as one of these."
    ),
    "handout-old-word": _(
        "%(filename)s is an old Word file (.doc), or one with a password. Open it and save it "
        "as .docx without a password."
    ),
    "handout-damaged": _(
        "%(filename)s is damaged or not complete. Open it in its program and save it again."
    ),
    "handout-locked": _("%(filename)s is protected by a password. Save it without one."),
    "handout-active": _(
        "%(filename)s holds something that acts by itself: a script, a macro, an attached "
        "file, or something that is fetched from elsewhere. Print it into a new PDF and take "
        "that one."
    ),
    "handout-unreadable": _(
        "%(filename)s is packed in a way that cannot be looked through. Print it into a new "
        "PDF and take that one."
    ),
    "handout-unpacks": _("%(filename)s is far larger inside than it looks: over %(most)s MB."),
    "handout-pixels": _("The picture %(filename)s is too large: at most %(most)s megapixels."),
    "handout-disk-full": _(
        "There is no room left on the server's disk for %(filename)s. Nothing was lost; please "
        "call the operator."
    ),
    "handout-same": _("This is the very file that “%(title)s” has already."),
    "handout-released": _(
        "“%(title)s” has been released. It can be withdrawn or replaced, but not changed."
    ),
    "handout-not-released": _("“%(title)s” is not released, or it has ended already."),
    "handouts-full": _("This meeting has %(most)s papers; no more can be taken."),
    "handouts-at-once": _("At most %(most)s files at once, please."),
    "notices-full": _("This meeting has had %(most)s notices; no more can be given."),
    "notice-withdrawn": _("This notice has been withdrawn already."),
}
