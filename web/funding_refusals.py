"""A sentence for every way in which a file of residents' approvals says no."""

from web.refusals import _

FUNDING_SENTENCES: dict[str, str] = {
    "funding-not-pabulib": _(
        "Line %(line)s: This is no .pb file: it must begin with a line META."
    ),
    "funding-section-order": _(
        "Line %(line)s: %(section)s stands here too early or twice; the order is META, "
        "PROJECTS, VOTES."
    ),
    "funding-section-missing": _(
        "Line %(line)s: The file ends without anything under %(section)s."
    ),
    "funding-column": _(
        "Line %(line)s: The names of the columns under %(section)s must have %(column)s once."
    ),
    "funding-line": _("Line %(line)s: This line cannot be parted into cells."),
    "funding-width": _(
        "Line %(line)s: There are %(found)s cells; the line of names has %(wanted)s."
    ),
    "funding-key-twice": _("Line %(line)s: %(key)s is said a second time."),
    "funding-key-missing": _("Line %(line)s: META ends without %(key)s."),
    "funding-vote-type": _(
        "Line %(line)s: Ballots of the type “%(typed)s” cannot be counted here. Only "
        "approval and choose-1 can: orders and points say more than approvals."
    ),
    "funding-amount": _(
        "Line %(line)s: %(column)s is “%(typed)s”, but must be an amount above 0, such as"
        " 1500 or 1500.50."
    ),
    "funding-count": _("Line %(line)s: %(column)s is “%(typed)s”, but must be a whole number."),
    "funding-project-id": _(
        "Line %(line)s: “%(typed)s” cannot be a project_id: it is empty or has a comma."
    ),
    "funding-project-twice": _(
        "Line %(line)s: The project %(project)s stands here a second time."
    ),
    "funding-project-unknown": _(
        "Line %(line)s: The ballot has %(project)s, which is not under PROJECTS."
    ),
    "funding-approved-twice": _("Line %(line)s: The ballot has %(project)s twice."),
    "funding-chose-several": _(
        "Line %(line)s: The ballot has %(found)s projects, where one may be chosen."
    ),
    "funding-voter-id": _("Line %(line)s: The ballot has no voter_id."),
    "funding-voter-twice": _(
        "Line %(line)s: This voter has a ballot on line %(first)s already."
    ),
    "funding-count-differs": _(
        "Line %(line)s: %(key)s is %(told)s, but the file has %(found)s. Was it cut off?"
    ),
    "funding-votes-differ": _(
        "Line %(line)s: %(project)s is said to have %(told)s votes; the ballots give it "
        "%(found)s."
    ),
    "funding-not-utf-8": _("Line %(line)s: This is no text in UTF-8."),
    "advice-not-candidates": _(
        "Line %(line)s: no candidate of this vote has such a number: %(projects)s. The "
        "project_id of a project must be the number of its candidate."
    ),
    "advice-candidates-missing": _(
        "Line %(line)s: PROJECTS ends without these candidates of the vote: %(numbers)s."
    ),
    "advice-to-grades": _(
        "A vote that only grades chooses nothing, so there is nothing to compare "
        "approvals with."
    ),
    "advice-after-opening": _(
        "The vote has been opened. Residents’ approvals can be attached only before that."
    ),
}
