"""What a verifier says of the archive of a meeting: a sentence for each check and reason.

The doors translate them; `verify.py` and the terminal say them as they stand.
"""

from collections.abc import Callable

from ballots.secret.sentences import CHECKS as OF_ROUNDS
from ballots.secret.sentences import REASONS as OF_ROUND_REASONS
from ballots.secret.sentences import Blanks, printable
from core.checking import Check, State


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue."""
    return sentence


CHECKS = {  # what is so when the check holds
    "zip": _("The file is byte for byte as such an archive is written."),
    "manifest": _("The manifest can be read and does not contradict itself."),
    "manifest-hash": _("The manifest is the one you named."),
    "signature": _("The server whose key the manifest names signed it."),
    "file-names": _("Every file of the manifest is here, and no other."),
    "file-hashes": _("Every file has the size and the hash of the manifest."),
    "journal": _("The journal is whole: every entry is chained to the one before."),
    "journal-meeting": _("Notice, terms, edition and end are those of the journal."),
    "journal-shown": _("Every entry of the journal is shown in full."),
    "files": _("Agenda, attendance, methods and results follow from the journal."),
    "file-kinds": _("There is no file that does not belong in such an archive."),
    "documents": _("The documents are those made anew from the journal, byte for byte."),
    "methods": _("Every first round was held by the method the meeting adopted."),
    "announced": _("What was announced is what was counted."),
    "recount": _("Counting the ballots by name again gives the recorded results."),
    "rounds": _("The archive of every secret round is here, holds, and fits the journal."),
    "verifier": _("The verify.py in the archive is this program's."),
}

REASONS = {
    "archive-unreadable": _("This is no archive: it does not begin as a zip does."),
    "archive-too-large": _("The archive is larger than any archive may be ({most})."),
    "archive-names": _("The archive holds a file under a name that no archive has: {name}."),
    "archive-altered": _(
        "The archive is not byte for byte as it was made: it was damaged or changed, or "
        "unpacked and packed again. Take the file as it was downloaded."
    ),
    "manifest-hash": _("The manifest is not the one you named; its hash is {hash}."),
    "hall-hash-not-given": _(
        "Nobody said which manifest it should be: compare the six words or the hash with "
        "those on the page of the meeting."
    ),
    "signature-wrong": _("The server's signature is not over this."),
    "file-missing": _("The file {file} is missing."),
    "file-unknown": _("The archive holds files that do not belong in it: {files}."),
    "file-altered": _("The file {file} is not the one the manifest names."),
    "file-not-of-journal": _("The file {file} does not follow from the journal."),
    "journal-broken": _("Line {number} of the journal is not as it was written."),
    "journal-length": _("The journal has {entries} entries; the manifest says {said}."),
    "journal-cut": _("The journal does not end with the entry the manifest names."),
    "journal-other-meeting": _("The journal is of another meeting, or of several."),
    "journal-unusable": _("The journal holds something that no program wrote ({problem})."),
    "edition-wrong": _("The manifest says edition {edition}; the journal has {found}."),
    "manifest-not-of-journal": _("Notice, terms or end in the manifest are not the journal's."),
    "entries-hidden": _("The internal copy hides entries of its journal: {entries}."),
    "entries-withheld": _(
        "A public copy: {withheld} of {of} entries are here by their hash only, {told} of "
        "them with words beside that only the server vouches for."
    ),
    "needs-minyi": _("Only Minyi itself can make the documents again; this program cannot."),
    "worded-otherwise": _(
        "The archive was made by version {program}, which words documents in another way "
        "(the first is {file})."
    ),
    "document-unmakeable": _("The document {file} cannot be made from this journal."),
    "method-never-adopted": _("No adoption of the method of round {round} is recorded."),
    "method-not-adopted-one": _("Round {round} was held by another method than was adopted."),
    "result-not-counted": _("The result announced of round {round} is not what was counted."),
    "ballots-not-listed": _("The ballots of round {round} are not recorded as they should be."),
    "recount-differs": _("The recorded ballots of round {round} give another result."),
    "mode-not-recounted": _("Not counted again here: rounds {rounds}."),
    "rounds-not-listed": _("Secret rounds without their archive, or the other way: {rounds}."),
    "rounds-withheld": _(
        "The archives of secret rounds that name people are left out of this public copy; "
        "their hashes are here: {rounds}."
    ),
    "rounds-open": _("In the archives of secret rounds could not be checked: {checks}."),
    "round-fails": _("The archive of round {round} does not hold: {checks}."),
    "round-of-another-server": _("The archive of round {round} is another round's."),
    "round-of-another-journal": _("The archive of round {round} has another journal."),
    "verifier-differs": _(
        "The verify.py in the archive is another version's: it was made with it, and is "
        "covered by the signature."
    ),
    "needs": _("Could not be made: a check above found no good {missing}."),
}


def sentence(check: Check, say: Callable[[str], str] = _) -> str:
    """What is so when it holds, else why it does not; `say` translates."""
    if check.state is State.HOLDS:
        return say(CHECKS.get(check.name) or OF_ROUNDS.get(check.name, check.name))
    return reason(check.why, check.facts, say)


def reason(code: str, facts: object, say: Callable[[str], str] = _) -> str:
    known = facts.items() if isinstance(facts, dict) else ()
    text = REASONS.get(code) or OF_ROUND_REASONS.get(code, f"{printable(code)}.")
    return say(text).format_map(Blanks({name: printable(value) for name, value in known}))
