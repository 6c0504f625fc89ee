"""The papers of a vote: method, slips, count sheet, report, announcement."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ballots.method import Mode, VoteMethod
from core.errors import NotHere
from web.documents.dossier import Dossier, Issued, PaperFile, RoundFile, before
from web.documents.model import A3_SLIP, A4_FORM, A4_SLIP, Document, Part, Sheet, Slips
from web.documents.scribe import Scribe

GOVERNMENT_LENGTH = 60


class Layout(StrEnum):
    """How many slips stand on a sheet."""

    A4 = "a4"
    A4_TWO = "a4-2"
    A4_FOUR = "a4-4"
    A3 = "a3"


SHEETS: Mapping[Layout, tuple[Sheet, int, int]] = {  # sheet, copies, side by side
    Layout.A4: (A4_SLIP, 1, 1),
    Layout.A4_TWO: (A4_SLIP, 2, 1),
    Layout.A4_FOUR: (A4_SLIP, 4, 2),
    Layout.A3: (A3_SLIP, 1, 1),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """What the presidium decides about the announcement."""

    number: int = 0  # 第 k 号; 0 for none
    year: str = ""
    government: str = ""  # whose projects they are; empty for other matters
    counts: bool = False


def _method_of(paper: PaperFile) -> VoteMethod:
    if paper.method is None:
        raise NotHere("document")
    return paper.method


def compose_method(scribe: Scribe, dossier: Dossier, paper: PaperFile) -> Document:
    """票决办法, as adopted or as a draft."""
    parts = scribe.parts(
        "documents/method.html",
        dossier=dossier,
        paper=paper,
        method=_method_of(paper),
        members=dossier.members,
    )
    return scribe.document(paper.title, parts)


def compose_slips(
    scribe: Scribe, dossier: Dossier, paper: PaperFile, layout: Layout
) -> Document:
    """表决票: one sheet, to be printed as often as it is needed and cut apart.

    By the last round that is prepared, for a run-off has other candidates than the vote.
    """
    rounds = [one for one in paper.rounds if not one.is_void]
    sheet, copies, across = SHEETS[layout]
    slip = scribe.parts(
        "documents/slip.html",
        dossier=dossier,
        paper=paper,
        method=rounds[-1].method if rounds else _method_of(paper),
        projects={one["no"]: one for one in paper.projects},
        whole=copies == 1,
    )
    return scribe.document(paper.title, [Slips(slip, copies, across)], sheet, paged=False)


def compose_count(scribe: Scribe, dossier: Dossier, paper: PaperFile) -> Document:
    """计票单, empty."""
    method = _method_of(paper)
    rounds = [one for one in paper.rounds if not one.is_void]
    parts = scribe.parts(
        "documents/count.html",
        dossier=dossier,
        paper=paper,
        method=rounds[-1].method if rounds else method,
    )
    return scribe.document(paper.title, parts, A4_FORM)


def compose_report(scribe: Scribe, dossier: Dossier, round: RoundFile) -> Document:
    """计票结果报告单: from the count on, for the scrutineers sign it before it is announced."""
    if round.counted is None or round.is_void:
        raise NotHere("document")
    parts = scribe.parts("documents/report.html", dossier=dossier, round=round)
    return scribe.document(round.method.title, parts, A4_FORM)


def compose_announcement(
    scribe: Scribe,
    dossier: Dossier,
    paper: PaperFile,
    asked: Announced,
    *,
    is_draft: bool = True,
) -> Document:
    """公告: what was chosen, once it was announced to the meeting.

    Under a number that was issued, it is what was issued; else a draft, and says so unless
    it is the text that is being issued.
    """
    told = [one for one in paper.rounds if one.announced]
    if not told:
        raise NotHere("document")
    number = asked.number or None
    issued = next((one for one in paper.issued if one.facts["number"] == number), None)
    if issued is not None:
        return _as_issued(scribe, dossier, paper, issued)
    return _announcement(scribe, dossier, paper, asked, is_draft=is_draft)


def _as_issued(scribe: Scribe, dossier: Dossier, paper: PaperFile, issued: Issued) -> Document:
    then, facts = before(dossier, issued.entry), issued.facts
    asked = Announced(
        facts["number"], facts["year"], facts["government"], counts=facts["counts"]
    )
    return _announcement(scribe, then, then.papers[paper.id], asked, is_draft=False)


def _announcement(
    scribe: Scribe, dossier: Dossier, paper: PaperFile, asked: Announced, *, is_draft: bool
) -> Document:
    told = [one for one in paper.rounds if one.announced]
    parts: tuple[Part, ...] = scribe.parts(
        "documents/announcement.html",
        dossier=dossier,
        paper=paper,
        round=told[0],
        asked=asked,
        votes=_votes(told),
        is_draft=is_draft,
    )
    return scribe.document(paper.title, parts)


def _votes(rounds: list[RoundFile]) -> dict[int, int]:
    """The votes for each chosen item in the round that chose it."""
    votes: dict[int, int] = {}
    for round in rounds:
        outcome = (round.announced or {})["outcome"]
        if round.method.mode in (Mode.RANK, Mode.GRADE):
            continue
        for item in outcome["items"]:
            if item["chosen"]:
                votes.setdefault(item["no"], item["for"])
    return votes
