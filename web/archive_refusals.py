"""A sentence for every way in which an archive says no, and the words of archives."""

from web.refusals import _

ARCHIVE_SENTENCES: dict[str, str] = {
    "archive-too-large": _("The file is larger than any archive may be."),
    "archive-not-of-meeting": _(
        "This is no archive of a whole meeting. Choose the file that was downloaded from the "
        "page of an archive; what was unpacked and packed again is refused."
    ),
    "archive-fails": _(
        "The archive was not taken in, because it does not hold. Failed checks: %(checks)s."
    ),
    "archive-internal": _("An internal copy is never open to anybody; only a public one is."),
}

ARCHIVE_WORDS: dict[str, str] = {
    "Retention.permanent": _("permanent"),
    "Retention.thirty_years": _("30 years"),
    "Retention.ten_years": _("10 years"),
    "Copy.internal": _("internal copy"),
    "Copy.public": _("public copy"),
    "Style.open": _("names stay as they are"),
    "Style.surname": _("only the first character and one star: 张*"),
    "Style.length": _("as many stars as characters: 张**"),
}
