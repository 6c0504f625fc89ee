"""A sentence for every way in which a secret vote says no; the others are in `refusals`."""

from web.refusals import _

BOX_SENTENCES: dict[str, str] = {
    "secret-needs-https": _(
        "A secret vote needs an encrypted connection (https), so that nobody on the network "
        "can read along. Ask whoever runs the server to turn it on (--cert and --key, for a "
        "rehearsal --self-signed, behind a proxy MINYI_ORIGIN), or vote by show of hands."
    ),
    "too-few-for-secret": _(
        "A secret vote needs at least %(least)s people present, and %(present)s are here: the "
        "totals alone would tell who voted how. Vote by show of hands or on paper."
    ),
    "secret-live-tally": _(
        "A secret vote shows how many ballots are in the box, but no running count. Choose "
        "another setting for the big screen."
    ),
    "secret-ranks": _(
        "%(candidates)s candidates are too many to be ranked on a secret paper; at most "
        "%(most)s are possible."
    ),
    "secret-budget": _("These amounts are too large for a secret vote."),
    "box-not-prepared": _("The secret papers have not been made yet."),
    "box-fixed": _("The vote has been opened; its papers can no longer be made anew."),
    "box-outdated": _(
        "The roster has changed since the secret papers were made. Please make them again."
    ),
    "box-not-frozen": _("The box is not frozen yet. It takes a few seconds after the close."),
    "box-still-open": _("Ballots on their way are still taken in."),
    "box-busy": _("The box is being frozen just now. Please try again."),
    "box-not-open": _("The vote has not been opened yet."),
    "box-full": _("The disk of the server is full. Nothing was lost; please try again."),
    "box-copy-differs": _(
        "The frozen box differs from the live one. Please call the operator."
    ),
    "box-unreadable": _("The file of the box cannot be read. Please call the operator."),
    "box-schema": _("The file of the box holds something strange. Please call the operator."),
    "round-not-secret": _("This vote is not a secret one."),
    "round-not-closed": _("This vote has not been closed."),
    "counted-from-the-box": _("A secret vote is counted from its frozen box."),
    "papers-elsewhere": _(
        "Your papers for this vote were handed to another phone. Use that one, or your rescue "
        "code; in the next vote this phone gets papers."
    ),
    "paper-slip-given": _("You have been given a paper slip for this vote."),
    "papers-on-phone": _("%(name)s has papers on a phone already, so there is no slip."),
    "device-unknown": _("This phone is not known yet. Please open the meeting page once."),
    "device-key": _("This is not the key of a browser."),
    "device-signature": _("This was not signed by the phone that it names."),
    "blinded-value": _("What the phone asks for has the wrong form."),
    "base64-unreadable": _("This request cannot be understood."),
    "witness-not-named": _(
        "Your phone was not known when the papers were made. The chair can make them again "
        "before the vote is opened."
    ),
    "slips-not-now": _("Slips are counted after the close and before the count."),
    "slips-not-agreed": _("Two people have to type the same totals of the paper slips first."),
    "slips-too-many": _("%(returned)s slips returned, but only %(given)s were given out."),
    "slips-total": _("Number %(no)s: %(total)s slips are typed, but only %(valid)s are valid."),
    "slips-over-marked": _(
        "%(marks)s marks in all, but so many slips can hold at most %(most)s."
    ),
    "slips-over-budget": _(
        "The marks typed cost %(cost)s together; so many slips, each within the budget, can "
        "hold at most %(most)s."
    ),
    "rank-sum-impossible": _(
        "Number %(no)s: so many numbers add up to at least %(least)s and at most %(most)s."
    ),
    "ranks-impossible": _(
        "All numbers together are %(sum)s; on so many slips, each number once, they are "
        "at least %(least)s and at most %(most)s. Please count again."
    ),
    "slips-invalid": _("No more slips can be invalid than were returned (%(returned)s)."),
}
