"""What the time limits and thresholds of matters are called."""

from web.refusals import _

TERMS_WORDS: dict[str, str] = {
    "Terms.assign_days": _("Hand over within (working days)"),
    "Terms.accept_days": _("Accept or return within (working days)"),
    "Terms.urgent_receive_days": _("Take up a small and urgent report within (working days)"),
    "Terms.urgent_assign_days": _("Hand over an urgent matter within (working days)"),
    "Terms.urgent_warn_percent": _(
        "White for an urgent matter after this share of its time (percent)"
    ),
    "Terms.urgent_accept_days": _("Accept an urgent matter within (working days)"),
    "Terms.urgent_answer_days": _("Answer an urgent matter within (working days)"),
    "Terms.answer_months": _("Answer within (months)"),
    "Terms.report_days": _("Report after the end of a quarter within (working days)"),
    "Terms.verify_days": _("Check on the spot within (working days)"),
    "Terms.invite_days": _("Ask for ratings within (working days)"),
    "Terms.face_to_face_months": _("Hearing within (months)"),
    "Terms.deliver_days": _("Tell those without a phone within (working days)"),
    "Terms.reopen_days": _("May be opened again within (days)"),
    "Terms.reopen_residents": _("Residents who open a matter again"),
    "Terms.k": _("Counts are shown from so many raters on"),
    "Terms.below_percent": _(
        "Share of dissatisfied residents that leads to a hearing (percent)"
    ),
    "Terms.soon_days": _("White from so many working days before"),
    "Terms.yellow_after": _("Yellow when late by more than (working days)"),
    "Terms.red_after": _("Red when late by more than (working days)"),
    "Terms.yellow_percent": _("Yellow below this share of planned progress (percent)"),
    "Terms.red_percent": _("Red below this share of planned progress (percent)"),
    "Terms.reports_missing": _("Missing reports that turn a matter red"),
    "Terms.office_after": _("Yellow for so long is told to the congress office (working days)"),
    "Terms.presidium_after": _("Red for so long is told to the presidium (working days)"),
}
