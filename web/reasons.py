"""The one sentence why a result is what it is, for every reason there can be."""

from web.refusals import _

REASONS: dict[str, str] = {
    "chosen-all-seats": _(
        "The %(chosen)s projects with the most votes, each with at least "
        "%(threshold)s, fill all %(seats)s places."
    ),
    "chosen-most-votes": _(
        "The %(chosen)s projects with the most votes fill all %(seats)s places."
    ),
    "tie-at-cut": _(
        "Projects %(tied)s have %(votes)s votes each and compete for the last "
        "%(tied_seats)s places; %(chosen)s are chosen."
    ),
    "tie-all-chosen": _(
        "Projects %(tied)s have %(votes)s votes each at the cut; by the method all of "
        "them are chosen."
    ),
    "too-few-pass": _(
        "Only %(passing)s projects reached the %(threshold)s votes needed; "
        "%(unfilled)s of %(seats)s places stay open."
    ),
    "none-pass": _("No project reached the %(threshold)s votes needed."),
    "quorum-not-met": _(
        "The vote is void: %(present)s of %(members)s were present, %(needed)s are needed."
    ),
    "vote-quorum-not-met": _(
        "The vote is void: %(returned)s of %(out_of)s took part, %(needed)s are needed."
    ),
    "more-returned-than-issued": _(
        "The vote is void: %(returned)s ballots came back, but only %(issued)s were issued."
    ),
}
