"""What a verifier says: one plain sentence for each check and for each reason. Pure.

What stands in an archive is a stranger's: of its text only what can be printed gets through.
"""

from collections.abc import Mapping

from core.checking import Check, State

LONGEST, MOST = 120, 5  # of a fact's text, and members of a list

CHECKS = {  # what is so when the check holds
    "manifest": "The manifest can be read and does not contradict itself.",
    "file-names": "The archive has no files that do not belong in it.",
    "manifest-hash": "The manifest is the one the hall saw.",
    "key-proofs": "No paper's key can sign in several ways, so none could mark its holder.",
    "client-files": "The phones were sent the files the manifest names.",
    "journal": "The journal is whole: every entry is chained to the one before.",
    "journal-manifest": "The journal has the opening of the box, with this manifest.",
    "journal-order": "Opening, close, freeze, count and announcement are told once, in order.",
    "checkpoints": "Every checkpoint is signed by the server.",
    "checkpoint-chain": "The checkpoints are chained, from the server's first one on.",
    "checkpoint-round": "The last checkpoint is of this round and this manifest.",
    "journal-checkpoint": "The journal has the freeze of the box, with this checkpoint.",
    "papers": "The records of all papers can be read one by one.",
    "records": "Every paper was signed blindly for this round, is unaltered and legal.",
    "serials": "No paper is there twice.",
    "roots": "The papers are those frozen before the count: none added or missing.",
    "issued": "The register of who was handed papers can be read; nobody is there twice.",
    "cast-issued-entitled": "No more papers than were handed out, all to the entitled.",
    "device-signatures": "Everybody in the register asked for papers, signed by a device.",
    "devices-enrolled": "The devices in the register are those in the journal.",
    "cosigned-manifest": "Every scrutineer's device signed the manifest.",
    "cosigned-checkpoint": "Every scrutineer's device signed the frozen box.",
    "result": "The result is signed by the server.",
    "result-round": "The result is of this round and of the frozen box.",
    "journal-result": "The journal ends where it ended when the result was made.",
    "recount": "Counting the papers again gives the published figures.",
    "outcome": "The chosen are ahead, by papers and slips together, and ties are named.",
    "announced": "What was announced, last in the journal, is this result in every figure.",
    "majority": "The chosen reached the majority they needed.",
    "slips": "The slips counted by hand add up, and are not too many.",
    "slips-given": "No more slips were counted than the journal says were given out.",
    "slips-typed": "The slips are as two people typed them, and none were left out.",
    "receipts": "The papers of all given receipts lie in the box.",
    "verifier": "The verify.py in the archive is this program's.",
}

REASONS = {
    # the file
    "archive-unreadable": "This is no archive: it does not begin as a zip does.",
    "archive-too-large": "The archive is larger than any archive may be ({most}).",
    "archive-names": "The archive holds a file under a name that no archive has: {name}.",
    "archive-altered": "The archive is not byte for byte as it was published: it was damaged or"
    " changed, or unpacked and packed again. Take the file as it was downloaded.",
    "file-missing": "The file {file} is missing.",
    "file-unknown": "The archive holds files that do not belong in it: {files}.",
    "json-unreadable": "The file is no JSON.",
    "json-not-canonical": "The JSON of the file is not in its one spelling.",
    "json-text": "The JSON of the file has broken text in it.",
    "json-deep": "The JSON of the file is nested too deeply.",
    "json-value": "The JSON of the file has a value of a kind that is not used: {kind}.",
    "base64-unreadable": "A key or signature is not in base64url, or not in its one spelling.",
    "fields-wrong": "An object has not exactly the fields it must have: {expected}.",
    "field-wrong": "The field {field} has a value it cannot have.",
    "needs": "Could not be made: a check above found no good {missing}.",
    # what was given
    "words-unreadable": "These are not six words as the screen in the hall shows them.",
    "hash-unreadable": "This is no SHA-256: it has 64 digits, 0 to 9 and a to f.",
    "receipt-unreadable": "This is no receipt and no list of receipts.",
    # manifest and keys
    "manifest-hash": "The manifest is not the one the hall saw; its hash is {hash}.",
    "hall-hash-not-given": "Nobody said which manifest the hall saw: give its words or hash.",
    "manifest-version": "The manifest is of another version than this program knows.",
    "manifest-people": "People of {field} are not in order in the manifest, or there twice.",
    "manifest-server-key": "The manifest has no proper key of the server.",
    "manifest-items": "Candidates, their numbers or the seats make no sense in the manifest.",
    "manifest-marks": "How many marks may be made makes no sense in the manifest.",
    "manifest-budget": "The costs or the cap make no sense in the manifest.",
    "manifest-papers": "The papers do not ask about all candidates, each once and in order.",
    "manifest-apart": "Marks that count together are on papers of their own.",
    "value-unknown": "The manifest has {value} for {field}, which is not known.",
    "key-unreadable": "The key of a paper cannot be read.",
    "key-size": "The key of a paper has {bits} bits, not 2048 or 3072.",
    "key-exponent": "The key of a paper has the exponent {e}, not 65537.",
    "key-doubled": "Two paper numbers have the same key.",
    "key-proof": "It is not proven that a paper's key signs in one way only: it could mark.",
    "client-files": "An archive cannot show what was sent to the phones. Compare the"
    " {files} hashes in the manifest with what a phone was sent.",
    # journal and checkpoints
    "journal-broken": "Line {number} of the journal is not as it was written.",
    "box-not-opened": "No entry of the journal opens a box with this manifest.",
    "box-opened-twice": "Several entries of the journal open a box with this manifest.",
    "box-not-frozen": "The journal does not say that the box was frozen as it is here.",
    "told-once": "The journal has {entries} entries {kind} of this round, not one.",
    "told-out-of-order": "The journal has {kind} of this round where it cannot be.",
    "signature-wrong": "The server's signature is not over this.",
    "checkpoint-missing": "The checkpoints are not numbered one by one: {files}.",
    "checkpoint-papers": "The paper numbers in a checkpoint are not in order.",
    "checkpoint-box-root": "The box root of a checkpoint is not that of its papers.",
    "checkpoint-chain": "A checkpoint does not name the one before it.",
    "checkpoint-other-round": "The last checkpoint is of another round or manifest.",
    "earlier-checkpoints": "The first checkpoint follows another that is not here: {before}.",
    # papers
    "papers-length": "The records of paper number {paper} do not end with a whole record.",
    "papers-withheld": "Fewer than five were cast, so not published: paper numbers {papers}.",
    "record-length": "A record is too long or too short.",
    "record-choice": "Record {index} of paper number {paper} has a choice that does not exist.",
    "record-range": "Record {index} of paper number {paper} has a signature out of range.",
    "record-signature": "Record {index} of paper number {paper} was altered, or never signed.",
    "over-marked": "Record {index} of paper number {paper} has more marks than allowed.",
    "under-marked": "Record {index} of paper number {paper} has fewer marks than needed.",
    "rank-twice": "Record {index} of paper number {paper} has one number twice.",
    "over-budget": "Record {index} of paper number {paper} is for more than the cap allows.",
    "serials-not-rising": "Records of paper number {paper} are out of order, or there twice.",
    "root-differs": "The records of paper number {paper} are not those that were frozen:"
    " {cast} are here, {said} were frozen.",
    "paper-unknown": "The round has no paper number {paper}.",
    # register and witnesses
    "issued-order": "The register is out of order, or has somebody twice.",
    "issued-differs": "The register has {issued} people and the frozen box {said}, or somebody"
    " in it was not entitled.",
    "more-cast-than-issued": "{cast} papers were cast, but only {issued} people got any.",
    "device-signature": "No device signed the request for papers of {person}.",
    "device-unknown": "The journal does not have the device of {person} in the register.",
    "devices-not-in-journal": "The journal names no devices to compare the register with.",
    "cosignatures-order": "The cosignatures are out of order, or somebody signed twice.",
    "cosignature-wrong": "The cosignature of {person} is not that of a scrutineer's device.",
    "cosignatures-missing": "{signed} of {of} scrutineers' devices signed.",
    # result
    "result-other-round": "The result is of another round or another frozen box.",
    "journal-cut": "The entry the journal ended with when the result was made is not there.",
    "journal-after-result": "The journal goes on after the result: entries {entries}.",
    "recount-differs": "The published figures are not what the papers give.",
    "count-wrong": "The figures of paper number {paper} do not add up.",
    "candidate-unknown": "The result has a candidate that did not stand: number {no}.",
    "outcome-wrong": "Chosen and tied are not what the votes say: some are in both, too many,"
    " unequal or unknown.",
    "outcome-order": "Somebody is ranked above another with as many votes or more.",
    "tie-settled": "Some have as many votes as others who were chosen: a tie that the method"
    " leaves to the {tie}, which no archive shows.",
    "not-announced": "The journal does not end with the announcement of this round.",
    "announced-not-counted": "What was announced is not what the journal says was counted.",
    "announced-chosen": "Others were announced as chosen or tied than the result has.",
    "announced-figures": "Other figures were announced than papers and slips give.",
    "majority-not-in-manifest": "The majority needed stands in the adopted method, not here.",
    "slips-order": "The counts of slips are out of order, or there twice.",
    "more-slips-than-people": "{slips} slips and {issued} people with papers: only {people} are"
    " entitled.",
    "slips-counted-by-hand": "Slips were counted by hand, {slips} of them: count them.",
    "more-slips-than-given": "{slips} slips were counted, but {given} were given out.",
    "slips-left-out": "{given} slips were given out, but the result has none.",
    "slips-not-typed": "No two people typed the same count of the slips.",
    "slips-typed-otherwise": "The slips in the result are not as two people typed them.",
    # receipts and verifier
    "no-receipts-given": "No receipts were given.",
    "receipt-signature": "A receipt is not signed by the server of this round.",
    "receipt-other": "A receipt is of another round.",
    "receipt-without-paper": "The server gave a receipt for a paper that is not in the box:"
    " paper number {paper}, leaf {leaf}.",
    "verifier-absent": "The archive has no verify.py. Nothing else depends on it.",
    "verifier-differs": "The verify.py in the archive is not this program's: do not run it"
    " unless you trust where it came from. Nothing else depends on it.",
}


class Blanks(dict[str, object]):
    """A fact that was not told leaves a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def reason(code: str, facts: Mapping[str, object]) -> str:
    """Why something fails or could not be checked."""
    known = {name: printable(value) for name, value in facts.items()}
    return REASONS.get(code, f"{printable(code)}.").format_map(Blanks(known))


def sentence(check: Check) -> str:
    """What is so when it holds, else why it does not."""
    if check.state is State.HOLDS:
        return CHECKS.get(check.name, check.name)
    return reason(check.why, check.facts)


def printable(value: object) -> str:
    """A fact as text that neither floods nor steers a terminal."""
    if isinstance(value, list | tuple):
        shown = ", ".join(map(printable, value[:MOST]))
        return f"{shown} and {len(value) - MOST} more" if value[MOST:] else shown
    text = "".join(sign if sign.isprintable() else "?" for sign in str(value)[: LONGEST + 1])
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
