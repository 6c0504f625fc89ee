"""The words of boards and figures: each figure has one definition."""

from web.refusals import _

BOARD_WORDS: dict[str, str] = {
    "Figure.closed": _("Closing rate"),
    "Figure.achieved": _("Achieved"),
    "Figure.on_time": _("On time"),
    "Figure.replied": _("Replied"),
    "Figure.met_in_person": _("Met in person"),
    "Figure.satisfied": _("Satisfied with the result"),
    "Figure.satisfied_or_basically": _("Satisfied or basically satisfied"),
    "Figure.first_satisfied": _("Satisfied at the first rating"),
    "Figure.attitude": _("Satisfied with the attitude"),
    "FigureMeans.closed": _("closed / all matters"),
    "FigureMeans.achieved": _("solved (class A) / said to be done"),
    "FigureMeans.on_time": _("duties met on time / (duties met + open and late)"),
    "FigureMeans.replied": _("answered / answers due by now or given"),
    "FigureMeans.met_in_person": _("answered in person / answered"),
    "FigureMeans.satisfied": _("result: satisfied / rated, without basically satisfied"),
    "FigureMeans.satisfied_or_basically": _("result: satisfied or basically satisfied / rated"),
    "FigureMeans.first_satisfied": _("result: satisfied / rated, first ratings alone"),
    "FigureMeans.attitude": _("attitude: satisfied / rated"),
    "PartedBy.unit": _("By unit"),
    "PartedBy.level": _("By level"),
    "PartedBy.year": _("By year of the decision"),
}

COLUMNS: dict[str, str] = {
    "no": _("Number"),
    "title": _("Title"),
    "kind": _("Kind"),
    "level": _("Level"),
    "place": _("Place"),
    "decided_on": _("Decided on"),
    "lead_name": _("Lead unit"),
    "state": _("State"),
    "colour": _("Colour"),
    "late": _("Working days late"),
    "duty": _("Next duty"),
    "due": _("Due on"),
    "percent": _("Percent shown by evidence"),
    "claimed": _("Percent as the unit says"),
    "reports": _("Reports"),
    "planned": _("Money planned, 10,000 yuan"),
    "paid": _("Money paid, 10,000 yuan"),
    "round": _("Hand-overs"),
}
FIGURE_COLUMNS = (
    _("Name"),
    _("Figure"),
    _("Rated by"),
    _("Counted"),
    _("Of"),
    _("Percent"),
    _("Definition"),
)
