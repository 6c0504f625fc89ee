"""The words of what was decided and promised, and of the photos that show it is done."""

from web.refusals import _

DECIDED_SENTENCES: dict[str, str] = {
    "followed-already": _("One of these is followed already. Load the page again."),
    "day-before-decision": _("It was decided on %(day)s: no day can be before that."),
    "photos-many": _("At most %(most)s photos."),
    "photo-large": _("A photo has at most %(most)s MB."),
}

# The text of a matter that comes of a promise, until the office writes a better one.
PROMISED = _(
    "Contribution %(point)s: %(asked)s\nPromised: %(words)s\nDone by: %(who)s\n"
    "Everybody will see it by this: %(seen)s\nChecked by: %(checks)s"
)
