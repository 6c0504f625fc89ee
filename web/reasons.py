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
        "Projects %(tied)s have %(votes)s votes each and compete for the last places "
        "(%(tied_seats)s); chosen in this round: %(chosen)s."
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
    "more-returned-than-present": _(
        "The vote is void: %(returned)s ballots came back, but only %(present)s people are "
        "present."
    ),
    "chosen-by-rank": _(
        "The %(chosen)s projects with the lowest sums of ranks fill all %(seats)s places."
    ),
    "chosen-by-category": _(
        "The %(chosen)s projects with the most votes in their categories fill all %(seats)s "
        "places."
    ),
    "tie-at-cut-by-rank": _(
        "Projects %(tied)s have the same sum of ranks, %(votes)s, and compete for the last "
        "places (%(tied_seats)s); chosen in this round: %(chosen)s."
    ),
    "tie-in-categories": _(
        "Projects %(tied)s are level for the last %(tied_seats)s places of their categories "
        "(%(categories)s); chosen in this round: %(chosen)s."
    ),
    "tie-all-level": _(
        "Projects %(tied)s are level at the cut; by the method all of them are chosen."
    ),
    "tie-by-lot": _("Projects %(tied)s were level at the cut; the lot fell on %(drawn)s."),
    "too-few-in-categories": _(
        "Too few projects passed in these categories: %(categories)s. %(unfilled)s of "
        "%(seats)s places stay open."
    ),
    "too-few-pass-gates": _(
        "Only %(passing)s projects passed all majorities, those of the groups included; "
        "%(unfilled)s of %(seats)s places stay open."
    ),
    "graded": _(
        "Satisfactory: %(satisfied)s; basically satisfactory: %(basically)s; unsatisfactory: "
        "%(unsatisfied)s."
    ),
}
