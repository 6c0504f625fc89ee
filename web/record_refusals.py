"""A sentence for every way in which the record of a meeting says no."""

from web.refusals import _

RECORD_SENTENCES: dict[str, str] = {
    "remark-place": _("There is no such place in the minutes. Load the page again."),
    "minutes-not-begun": _(
        "The minutes begin when the meeting is opened; until then nothing can be added."
    ),
    "minutes-before-end": _(
        "The meeting has not been closed yet. Its minutes can be signed when it is over."
    ),
    "minutes-closed": _(
        "These minutes are signed and closed. Add a correction first; it is then signed by "
        "itself."
    ),
    "minutes-signed-already": _("The minutes are signed in this office already."),
    "minutes-two-people": _(
        "Presiding chair and recorder must be two people: you have signed already."
    ),
    "minutes-moved": _(
        "Something was added to the minutes while you read them. Read them again, then sign."
    ),
    "minutes-unsigned": _(
        "Only minutes that the presiding chair and the recorder have signed can be closed."
    ),
}
