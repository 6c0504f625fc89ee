"""The words for papers and notices; they are merged into `words.WORDS`."""

from web.refusals import _

HANDOUT_WORDS: dict[str, str] = {
    "FileKind.pdf": _("PDF"),
    "FileKind.docx": _("Word"),
    "FileKind.jpeg": _("Picture"),
    "FileKind.png": _("Picture"),
    "Release.draft": _("not released yet"),
    "Release.deputies": _("released to the deputies"),
    "Release.all": _("released to all"),
    "End.withdrawn": _("withdrawn"),
    "End.replaced": _("replaced"),
    "To.all": _("Everybody on the roster"),
    "To.deputies": _("All deputies"),
    "To.delegation": _("One delegation"),
}
