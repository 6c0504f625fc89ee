"""What the chair says in the ceremony of a vote, and how the minutes tell it."""

from collections.abc import Mapping
from typing import Any

from web.refusals import _

RITES: dict[str, str] = {
    "Rite.attendance": _("Attendance"),
    "Rite.officers": _("Scrutineers and tellers"),
    "Rite.candidates": _("Candidates and how to mark"),
    "Rite.recount": _("Those present are counted again"),
    "Rite.box": _("The box is inspected and sealed"),
    "Rite.validity": _("Ballots issued and returned"),
    "Rite.report": _("The scrutineers' report"),
}

# By rite and, where it differs, by what is in its figures: see `pattern`.
SPOKEN: dict[str, str] = {
    "attendance": _(
        "%(members)s deputies are entitled to attend, %(on_leave)s are on leave, %(present)s "
        "are present. That is the quorum the law asks for."
    ),
    "attendance-missing": _(
        "%(members)s deputies are entitled to attend, %(on_leave)s are on leave, %(present)s "
        "are present. The quorum of %(needed)s is not there."
    ),
    "officers": _(
        "Proposed as scrutineers are %(scrutineers)s, with %(chief)s as chief scrutineer; the "
        "tellers are %(tellers)s. Who is for this list, please raise your hand. Who is "
        "against? Who abstains?"
    ),
    "officers-alone": _(
        "Proposed as scrutineers are %(scrutineers)s, with %(chief)s as chief scrutineer. Who "
        "is for this list, please raise your hand. Who is against? Who abstains?"
    ),
    "recount": _(
        "Of %(members)s deputies %(present)s are present now. That is the quorum of the vote."
    ),
    "recount-missing": _(
        "Of %(members)s deputies %(present)s are present now. The quorum of %(needed)s is not "
        "there."
    ),
    "box-secret": _(
        "The box is empty and sealed. Scrutineers, please compare these six words with your "
        "devices: %(words)s."
    ),
    "box-recorded": _(
        "The vote is by name, on the phones. The list of ballots is empty; scrutineers, please "
        "look at it on the big screen."
    ),
    "validity": _(
        "%(issued)s ballots were issued and %(returned)s came back, no more than were issued. "
        "The vote is valid. The ballots are counted now."
    ),
    "validity-broken": _(
        "%(issued)s ballots were issued and %(returned)s came back: more than were issued. The "
        "vote cannot be valid."
    ),
    "report": _(
        "The chief scrutineer reports the count of “%(title)s”: issued %(issued)s, returned "
        "%(returned)s, valid %(valid)s, invalid %(invalid)s."
    ),
    "issue": _(
        "The ballots are handed out now, to %(present)s deputies present. Is there anybody who "
        "has none, or one too many?"
    ),
    "cast": _(
        "Please mark your ballot and cast it. Is there anybody who has not cast yet? The vote "
        "is about to be closed."
    ),
    "result": _(
        "By the scrutineers' report and by the vote method, these %(number)s are decided: "
        "%(chosen)s."
    ),
    "result-none": _("By the scrutineers' report and by the vote method, none is decided."),
    "mark-pick": _(
        "“%(title)s”: %(candidates)s candidate projects for %(seats)s places. Mark those you "
        "are for, at most %(most)s."
    ),
    "mark-for_against_abstain": _(
        "“%(title)s”: %(candidates)s candidate projects for %(seats)s places. Mark each one "
        "for, against or abstain, at most %(most)s for."
    ),
    "mark-choose_one": _(
        "“%(title)s”: %(candidates)s candidates for %(seats)s place. Mark one, no more."
    ),
    "mark-rank": _(
        "“%(title)s”: %(candidates)s candidate projects for %(seats)s places. Number them by "
        "rank, the most important first."
    ),
    "mark-grade": _(
        "“%(title)s”: %(candidates)s items. Grade each one satisfied, basically satisfied or "
        "unsatisfied."
    ),
    "over-spoils": _("A ballot with more marks is invalid."),
    "over-valid": _("A ballot with more marks stays valid."),
    "free-pick": _(
        "“%(title)s”: %(candidates)s candidate projects for %(seats)s places. Mark those you "
        "are for; there is no upper limit."
    ),
    "free-for_against_abstain": _(
        "“%(title)s”: %(candidates)s candidate projects for %(seats)s places. Mark each one "
        "for, against or abstain; there is no upper limit."
    ),
}


def pattern(rite: str, figures: Mapping[str, Any]) -> str:
    """Which sentence of SPOKEN a rite has with these figures."""
    match rite:
        case "attendance" | "recount" if figures["present"] < figures["needed"]:
            return f"{rite}-missing"
        case "officers" if not figures["tellers"]:
            return "officers-alone"
        case "result" if not figures["number"]:
            return "result-none"
        case "box":
            return "box-secret" if figures["words"] else "box-recorded"
        case "validity" if figures["returned"] > figures["issued"]:
            return "validity-broken"
    return rite


def marking(paper: Mapping[str, Any]) -> list[str]:
    """The sentences on how one ballot is marked."""
    if paper["mode"] not in ("pick", "for_against_abstain"):
        return [f"mark-{paper['mode']}"]
    if paper["most"] is None:
        return [f"free-{paper['mode']}"]
    return [f"mark-{paper['mode']}", f"over-{paper['over']}"]
