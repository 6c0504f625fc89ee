"""A sentence for every way in which a file of ballots or a rarer rule says no."""

from web.refusals import _

RULE_SENTENCES: dict[str, str] = {
    # the ballots of a vote as a table
    "ballots-not-utf-8": _("Line %(line)s: this is no text in UTF-8."),
    "ballots-line": _("Line %(line)s cannot be parted into cells; is a quote left open?"),
    "ballots-header": _(
        "Line %(line)s, column %(column)s: the header has “%(value)s” where “%(wanted)s” "
        "must stand."
    ),
    "ballots-number-unknown": _(
        "Line %(line)s, column %(column)s: “%(value)s” is no number of a candidate."
    ),
    "ballots-number-twice": _(
        "Line %(line)s, column %(column)s: number %(value)s has a column already."
    ),
    "ballots-number-missing": _("Line %(line)s: number %(no)s has no column."),
    "ballots-width": _("Line %(line)s has %(found)s cells, but the header has %(wanted)s."),
    "ballots-twice": _(
        "Line %(line)s, column 1: the ballot “%(ballot)s” stands on line %(first)s already."
    ),
    "ballots-cell": _(
        "Line %(line)s, column %(column)s: “%(value)s” beside number %(no)s must be one of "
        "%(known)s, or empty."
    ),
    "returned-below-ballots": _(
        "%(returned)s ballots are said to be returned, but the file has %(ballots)s."
    ),
}
