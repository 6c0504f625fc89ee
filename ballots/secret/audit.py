"""One look at an archive file, by whichever program: what is asked and answered. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ballots.secret.archive import MANIFEST, RESULT, VERIFIER
from ballots.secret.case import Spread
from ballots.secret.checkpoint import Receipt, receipt_from_json
from ballots.secret.figures import BY_MODE, height
from ballots.secret.manifest import Manifest, manifest_from_json, manifest_hash
from ballots.secret.recount import signed_result, totals
from ballots.secret.verify import verify_archive
from ballots.secret.words import CHARACTERS, words_en, words_zh
from core.canonical import canonical
from core.checking import Check, Report, State
from core.errors import Refused
from core.zipped import read_zip

HOLDS, FAILS, OPEN = 0, 1, 2  # exit codes
# What stays open by nature: the caller could have asked for it, or no archive can show it.
BY_NATURE = frozenset(
    {
        "hall-hash-not-given",
        "no-receipts-given",
        "client-files",
        "majority-not-in-manifest",
        "tie-settled",
        "verifier-absent",
        "verifier-differs",
    }
)
VERDICTS = {
    HOLDS: "Nothing fails. What was not checked needs you, or no archive can show it.",
    FAILS: "THIS ARCHIVE DOES NOT HOLD.",
    OPEN: "Nothing fails, but not everything an archive can show could be checked here.",
}
NOT_A_HASH = b""  # equal to no hash
OTHER_SIGNS = re.compile(r"[\W_]+")
ENGLISH, CHINESE = re.compile("[a-z]{30}"), re.compile(f"[{CHARACTERS}]{{12}}")


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows beside the archive; empty is not known."""

    receipts: Sequence[Receipt] = ()
    words: str = ""  # of the manifest's hash, as the hall saw them
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the archive says of a candidate: a true archive of another result is no proof."""

    no: int
    name: str
    votes: int  # for, papers and slips together; ranked, the ballots with a number for it
    place: str  # chosen, tied, or empty
    more: Mapping[str, int] = field(default_factory=dict)  # what only its mode counts


@dataclass(frozen=True, slots=True)
class Audit:
    report: Report
    manifest_hash: bytes
    title: str = ""  # of the round; empty when the manifest cannot be read
    standings: tuple[Standing, ...] = ()  # the signed result; empty when it cannot be read

    @property
    def code(self) -> int:
        """The exit code. Not for what stays open by nature: that would be every time."""
        if not self.report.holds:
            return FAILS
        unmade = [check for check in self.report.checks if check.state is State.UNCHECKED]
        return OPEN if any(check.why not in BY_NATURE for check in unmade) else HOLDS

    @property
    def verdict(self) -> str:
        if self.code != FAILS:
            return VERDICTS[self.code]
        return f"{VERDICTS[FAILS]} Failed: {', '.join(self.report.named(State.FAILS))}."

    @property
    def words(self) -> tuple[str, str]:
        """Of the manifest in the archive, to compare by eye: English and Chinese."""
        return " ".join(words_en(self.manifest_hash)), " ".join(words_zh(self.manifest_hash))


def audit(octets: bytes, known: Known, own: bytes, spread: Spread = map) -> Audit:
    """Check an archive file; `own` is the verifier this program would put into it.

    Refuses a file that is no archive (codes of `read_zip`) and words or a hash that nobody can
    have seen (`words-unreadable`, `hash-unreadable`); all else is in the report.
    """
    said = hall_words(known.words), hall_digest(known.hash)
    files = read_zip(octets)
    digest = manifest_hash(files.get(MANIFEST, b""))
    report = verify_archive(files, known.receipts, seen(digest, *said), spread)
    checks = (*report.checks, compare(files.get(VERIFIER), own))
    try:
        manifest = manifest_from_json(files.get(MANIFEST, b""))
    except Refused:
        return Audit(Report(checks), digest)
    return Audit(Report(checks), digest, manifest.title, standings(manifest, files))


def standings(manifest: Manifest, files: Mapping[str, bytes]) -> tuple[Standing, ...]:
    """The candidates by votes, as the result has them; none when it is not the server's."""
    try:
        result = signed_result(manifest, files.get(RESULT, b""))
        votes = totals(manifest, result)
    except Refused:
        return ()
    places = dict.fromkeys(result.tied, "tied") | dict.fromkeys(result.chosen, "chosen")
    best = sorted(
        manifest.items, key=lambda item: height(manifest.mode, votes[item.no]), reverse=True
    )
    more = BY_MODE.get(manifest.mode, ())
    return tuple(
        Standing(
            item.no,
            item.name,
            votes[item.no]["for"],
            places.get(item.no, ""),
            {name: votes[item.no][name] for name in more},
        )
        for item in best
    )


def compare(found: bytes | None, own: bytes) -> Check:
    """Never fails: another version's is another, and whoever doubts the archive has his own."""
    if found is None:
        return Check("verifier", State.UNCHECKED, "verifier-absent")
    if found != own:
        return Check("verifier", State.UNCHECKED, "verifier-differs")
    return Check("verifier", State.HOLDS)


def hall_words(text: str) -> str:
    """The words without what stands between them; refuses what no six words are."""
    words = OTHER_SIGNS.sub("", text.lower())
    if text and not ENGLISH.fullmatch(words) and not CHINESE.fullmatch(words):
        raise Refused("words-unreadable")
    return words


def hall_digest(text: str) -> str:
    digest = "".join(text.lower().split())
    if text and not re.fullmatch("[0-9a-f]{64}", digest):
        raise Refused("hash-unreadable")
    return digest


def seen(digest: bytes, words: str, said: str) -> bytes | None:
    """The manifest's own hash when the hall saw it, by words or hash; None if not told."""
    if not words and not said:
        return None
    spoken = {"".join(words_en(digest)), "".join(words_zh(digest))} if words else {""}
    return digest if words in spoken and said in ("", digest.hex()) else NOT_A_HASH


def receipts_from_json(octets: bytes) -> tuple[Receipt, ...]:
    """One receipt or a list, in any spelling of JSON; else `receipt-unreadable`."""
    try:
        tree = json.loads(octets)
        found = tree if isinstance(tree, list) else [tree]
        return tuple(receipt_from_json(canonical(one)) for one in found)
    except (Refused, ValueError, RecursionError):
        raise Refused("receipt-unreadable") from None
