"""A sentence for every way to say no. Each says what is wrong and what to do about it."""


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue; it is translated when it is said."""
    return sentence


SENTENCES: dict[str, str] = {
    # doors
    "not-yourself": _("You cannot take yourself off the roster."),
    "not-here": _("There is no such thing here, or it is not yours to see."),
    "no-badge": _("Please scan your badge first."),
    "not-your-door": _("This page is for another role in this meeting."),
    "not-your-move": _("Only this role may do that: %(roles)s."),
    "no-such-move": _("That is not possible now (%(now)s)."),
    "other-site": _(
        "This request came from another website, so it was refused. Open the page "
        "again from your badge link."
    ),
    "too-many-tries": _("Too many tries with this badge. Please wait %(seconds)s seconds."),
    "too-large": _("That is too large."),
    "bad-request": _("This request cannot be understood."),
    "fault": _("Something went wrong on our side. Nothing was lost; please try again."),
    "bad-form": _("Please correct the marked fields."),
    # badges
    "badge-revoked": _(
        "This badge has been replaced by a new one. Please ask the secretariat."
    ),
    "other-device": _(
        "This badge is already in use on another device. The secretariat has been told "
        "and can release it for you."
    ),
    "pin-to-set": _("Your role runs the meeting, so please choose a PIN of 6 to 12 digits."),
    "pin-needed": _("This is a new device. Please enter your PIN."),
    "pin-wrong": _("The PIN is wrong. After 5 wrong tries the badge is locked for 5 minutes."),
    "pin-locked": _(
        "Too many wrong PINs. Please wait %(seconds)s seconds, or ask the secretariat "
        "for a new badge."
    ),
    "pin-shape": _("A PIN has %(least)s to %(most)s digits and nothing else."),
    "pin-too-easy": _("This PIN is too easy to guess. Please choose another."),
    "pin-differs": _("The two PINs are not the same."),
    "sign-in-not-open": _("Sign-in for this meeting has not begun, or is over."),
    "badges-all-printed": _(
        "Everybody on the roster has a badge already. To print one again, reissue it."
    ),
    # the meeting
    "field-empty": _("Please fill this in."),
    "field-too-long": _("Too long: %(length)s characters, at most %(most)s."),
    "not-a-number": _("“%(typed)s” is not a whole number."),
    "number-outside-range": _("Please enter a whole number from %(least)s to %(most)s."),
    "choose-one": _("Please choose one."),
    "meeting-begun": _("The meeting has been opened; its notice can no longer be changed."),
    "meeting-closed": _("The meeting is closed."),
    "meeting-not-open": _("The meeting has not been opened, or is closed."),
    "no-members": _("There is no deputy on the roster yet."),
    "quorum-missing": _("No quorum: %(present)s of %(members)s present, %(needed)s needed."),
    "item-begun": _("“%(title)s” has begun and can no longer be changed."),
    "item-has-vote": _("This item has a vote, so it cannot be removed from the agenda."),
    "agenda-full": _("The agenda is full: at most %(most)s items."),
    # tables
    "bad-rows": _(
        "%(count)s lines cannot be taken. Nothing was imported. Please correct them "
        "and import again."
    ),
    "file-too-big": _("The file is larger than %(most)s MB."),
    "file-unpacks-too-big": _(
        "This workbook is far larger inside than a list should be (over %(most)s MB). "
        "Copy the list into a new workbook."
    ),
    "file-not-a-table": _(
        "%(filename)s is not a table. Please save the list as .xlsx or .csv."
    ),
    "file-old-excel": _(
        "%(filename)s is an old Excel file (.xls). Open it and save it as .xlsx."
    ),
    "file-password": _("%(filename)s is protected by a password. Save it without one."),
    "file-encoding": _(
        "The characters of %(filename)s cannot be read. Save it as .xlsx or as CSV UTF-8."
    ),
    "file-damaged": _(
        "%(filename)s is damaged. Open it in your spreadsheet program and save it again."
    ),
    "file-row-broken": _(
        "Row %(line)s cannot be taken apart: a quotation mark is probably left open."
    ),
    "file-too-many-rows": _(
        "The table has more than %(most)s rows. Delete unused rows below the list, or split it."
    ),
    "file-too-many-columns": _("Row %(line)s has more than %(most)s columns."),
    "file-cell-too-long": _("Cell %(column)s%(line)s has more than %(most)s characters."),
    "file-control-sign": _(
        "Cell %(column)s%(line)s contains an invisible control character. Type the cell again."
    ),
    "file-number-rounded": _(
        "The spreadsheet has rounded the long number in cell %(column)s%(line)s. Format "
        "the column as text and enter the number again."
    ),
    "file-missing": _("Please choose a file."),
    "file-empty": _("The file is empty."),
    "header-missing": _(
        "There is no column “%(column)s”. The first line must name the columns."
    ),
    "header-doubled": _("The column “%(column)s” stands twice in the first line."),
    "header-unit-unknown": _(
        "The unit “%(unit)s” of the column “%(column)s” is not known; amounts are in "
        "10,000 yuan (万元)."
    ),
    "name-empty": _("The name is missing."),
    "cell-too-long": _("The column “%(column)s” has more than %(most)s characters."),
    "text-too-long": _("The column “%(column)s” has %(length)s characters, at most %(most)s."),
    "role-unknown": _("The role “%(role)s” is not known."),
    "roles-contradict": _("A person cannot be both a deputy and a non-voting attendee."),
    "person-doubled": _(
        "“%(name)s” stands in line %(line)s already. Two people of one name need "
        "different delegations or identity numbers."
    ),
    "roster-empty": _("There is nobody in the file."),
    "roster-too-long": _("%(count)s people are too many: at most %(most)s."),
    "roster-frozen": _(
        "The meeting has been opened; the roster is the base of every majority and can "
        "no longer be changed."
    ),
    "number-outside": _("“%(value)s” is not a number from %(least)s to %(most)s."),
    "number-doubled": _("Number %(no)s stands in line %(first)s already."),
    "investment-not-a-number": _("The amount “%(value)s” is not a number."),
    "investment-negative": _("The amount “%(value)s” is below zero."),
    "too-many-projects": _("At most %(most)s projects are possible."),
    "no-projects": _("There is no project in the file."),
    # the method
    "method-locked": _("The method has been adopted and is locked."),
    "template-over-draft": _(
        "You have changed the method in the form. The template would take its place; nothing "
        "has been changed yet."
    ),
    "method-not-adopted": _("“%(title)s” has not been adopted yet."),
    "method-unreadable": _("This is not a vote method."),
    "mode-unknown": _("The way of marking “%(value)s” is not known."),
    "value-unknown": _("The value “%(value)s” is not known."),
    "wrong-type": _("Expected %(expected)s."),
    "field-missing": _("The field “%(name)s” is missing."),
    "field-unknown": _("The field “%(name)s” is not known."),
    "field-doubled": _("The field “%(name)s” is given twice."),
    "title-empty": _("Please give the vote a title."),
    "no-candidates": _("There are no candidate projects yet."),
    "candidate-doubled": _(
        "Two projects have number %(no)s. Every project needs its own number."
    ),
    "candidate-number-below-one": _("Project numbers begin with 1, but there is a %(no)s."),
    "candidate-unnamed": _("Project %(no)s has no name."),
    "candidate-unknown": _("There is no number %(no)s on this ballot."),
    "cost-impossible": _("The investment of project %(no)s must be a number, not below zero."),
    "seats-outside": _("%(seats)s places cannot be filled from %(candidates)s candidates."),
    "surplus-negative": _("The surplus cannot be below zero."),
    "surplus-too-small": _(
        "The surplus of candidates is %(surplus)s of the places, at least %(least)s is "
        "asked for."
    ),
    "max-marks-missing": _("Please say how many projects may be marked."),
    "max-marks-outside": _("Please choose a number from 1 to %(candidates)s."),
    "min-marks-outside": _("Please choose a number from 0 to %(most)s."),
    "fraction-outside": _("The share %(fraction)s is not between 0 and 1."),
    "fraction-unreadable": _("“%(value)s” is not a fraction such as 1/2."),
    "share-beyond-reach": _(
        "“More than” the whole can never be reached. Choose “at least”, or less than 1."
    ),
    "quorum-base-unfit": _("A quorum cannot be counted on “%(of)s”."),
    "run-off-without-choice": _("A run-off needs more tied projects than places left."),
    "number-negative": _("Please enter a number that is not below zero."),
    "hands-too-many": _("%(shown)s hands were counted, but only %(present)s are present."),
    # rounds and ballots
    "round-exists": _("This round has been prepared already."),
    "vote-unfinished": _(
        "The vote “%(title)s” has no announced result yet. Announce it, or declare it void."
    ),
    "item-not-current": _("This vote belongs to another item than the one that is on."),
    "method-changed": _(
        "Method or candidates were changed after this page was opened. Look again first."
    ),
    "other-meetings": _(
        "This person runs another meeting as well. A clerk of that meeting, or the operator"
        " of the server, must replace the badge."
    ),
    "method-in-use": _(
        "A ballot has been prepared by this method; it can no longer be changed."
    ),
    "kind-not-adopted": _("The adopted method asks for another way of voting."),
    "counted-once": _("These ballots have been counted; the count cannot change."),
    "vote-still-open": _("A vote is open. Close it first."),
    "session-incomplete": _(
        "%(papers)s papers are cast together. Reload the page; nothing was counted yet."
    ),
    "session-changed": _(
        "One paper of this session is void. Your marks are kept: look at the others and cast "
        "them."
    ),
    "papers-too-many": _("At most %(most)s papers can be cast together."),
    "session-with-itself": _("A paper cannot be joined to itself."),
    "session-has-others": _("Other papers are joined to this one. Part them first."),
    "session-ways-differ": _(
        "“%(title)s” is voted on in another way. Papers cast together are all secret or all "
        "by name, on phones."
    ),
    "another-round-open": _("Another vote is open. Close it first."),
    "round-not-open": _("Voting has not been opened yet."),
    "round-closed": _("Voting is closed; no ballot is taken any more."),
    "round-void": _("This vote was declared void; none of its ballots is counted."),
    "round-not-by-phone": _("This vote is by show of hands, not by phone."),
    "not-present": _(
        "You are not signed in as present, so you cannot vote. Please ask the secretariat."
    ),
    "already-cast": _("Your ballot was counted before. What counts is what you sent first."),
    "over-marked": _(
        "You have marked %(marked)s projects, at most %(most)s are allowed. Nothing was sent."
    ),
    "under-marked": _(
        "You have marked %(marked)s projects, at least %(least)s are needed. Nothing was sent."
    ),
    "mark-illegible": _("The mark for number %(no)s cannot be read."),
    "mark-outside-mode": _("Number %(no)s cannot be marked like this in this vote."),
    "mark-unknown": _("The mark for number %(no)s is not known."),
    "marks-length": _("This ballot has %(length)s marks for %(candidates)s candidates."),
    "totals-needed": _("Please enter the totals of the show of hands."),
    "total-missing": _("The total for number %(no)s is missing."),
    "total-too-large": _("Number %(no)s: %(total)s hands, but only %(returned)s are present."),
    "totals-over-marked": _(
        "%(raised)s hands for projects in all, but at most %(most)s are possible."
    ),
    "present-above-members": _(
        "More are present (%(present)s) than there are members (%(members)s)."
    ),
    "not-announced": _("The result of this round has not been announced."),
    "not-counted": _("This round has not been counted."),
    "tallies-differ": _("These counts are of different candidates."),
    "tally-of-another-method": _("This count belongs to another vote."),
    "tally-unreadable": _("This count cannot be read."),
    "outcome-unreadable": _("This result cannot be read."),
    "journal-broken": _("The journal is broken at entry %(number)s."),
}
