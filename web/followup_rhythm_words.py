"""The words of reviews, and the questions that a meeting puts in each."""

from followup.rhythm.review import Review
from web.refusals import _

RHYTHM_SENTENCES: dict[str, str] = {
    "review-which": _("Tick the matters to be reviewed, %(most)s at most."),
}

RHYTHM_WORDS: dict[str, str] = {
    "Review.plan": _("Plan asked at the start of the year"),
    "Review.mid_year": _("Progress asked in the middle of the year"),
    "Review.year_end": _("Result asked at the end of the year"),
    "Review.look_back": _("Looked back at in the year after"),
    "Review.spring": _("Special inspection, first half"),
    "Review.autumn": _("Special inspection, second half"),
    "Finding.satisfied": _("Satisfied"),
    "Finding.basically": _("Basically satisfied"),
    "Finding.unsatisfied": _("Unsatisfied"),
    "Event.ReviewPlanned": _("Review planned"),
    "Event.Reviewed": _("Review held"),
}

# What is asked of the unit, in one line of the agenda.
QUESTIONS: dict[Review, str] = {
    Review.PLAN: _("Questions: are the unit, the money and the milestones settled?"),
    Review.MID_YEAR: _("Questions: half the time is gone; is half the work done?"),
    Review.YEAR_END: _("Questions: is it done, and what shows it?"),
    Review.LOOK_BACK: _("Questions: does what was done still hold and serve?"),
    Review.SPRING: _("Questions: does what was reported agree with what was seen on the spot?"),
    Review.AUTUMN: _("Questions: does what was reported agree with what was seen on the spot?"),
}
REPORT = _("Report on how it is handled")
GRADES = _("Grades: satisfied, basically satisfied, unsatisfied")
MEETING = _("%(year)s: %(review)s")
