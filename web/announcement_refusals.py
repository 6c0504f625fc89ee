"""A sentence for every way in which issuing an announcement is refused."""

from web.refusals import _

ANNOUNCEMENT_SENTENCES: dict[str, str] = {
    "announcement-unnumbered": _("An announcement is issued under a number: 1, 2, 3 …"),
    "announcement-before-result": _(
        "The result has not been announced to the meeting yet; only then is it issued."
    ),
    "announcement-taken": _(
        "Announcement No. %(number)s was issued already. A correction is a new announcement "
        "under a number of its own."
    ),
    "announcement-moved": _(
        "Something happened in the meeting while you read the announcement. Read it again, "
        "then issue it."
    ),
}
