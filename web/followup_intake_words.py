"""The words of reports."""

from web.refusals import _

INTAKE_SENTENCES: dict[str, str] = {
    "report-settled": _("This report has been dealt with already. Load the page again."),
    "reports-hurry": _(
        "At most %(most)s reports an hour from one phone. Nothing is lost: send it later."
    ),
}

INTAKE_WORDS: dict[str, str] = {
    "ReportState.received": _("received, waiting for the congress office"),
    "ReportState.turned": _("has become a matter"),
    "ReportState.joined": _("joined to the same report of somebody else"),
    "ReportState.declined": _("not taken up"),
}
