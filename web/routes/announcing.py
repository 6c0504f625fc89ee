"""An announcement is read once more, and issued: from then on it stands under its number."""

from asyncio import to_thread
from collections.abc import Collection, Mapping
from hashlib import sha256

from starlette.responses import Response

from ballots.announcing.announcement import Issue, check_issue
from ballots.announcing.commands import issue_announcement
from ballots.announcing.queries import numbers_taken
from ballots.project import clean
from ballots.secret.words import words_en, words_zh
from core.errors import NotHere, Refused
from web.access import Who, act, page
from web.documents.dossier import Dossier
from web.documents.plain import write_text
from web.documents.scribe import Scribe
from web.documents.vote import GOVERNMENT_LENGTH, Announced, compose_announcement
from web.language import Language
from web.routes.documents import DOCUMENTS, read
from web.visit import Visit

ISSUE = f"{DOCUMENTS}/issue"
ISSUED_IN = Language.ZH  # an English page is a translation of it
DIGITS, YEAR_LENGTH = 4, 20


async def reading(visit: Visit) -> Response:
    """The text as it would be issued, and what stands in the way of it."""
    dossier = await read(visit)
    issue = _issue(visit.form.values or visit.request.query_params)
    if not issue.paper:  # the votes to choose from stand there
        return _back(visit)
    async with visit.house.db.reading() as connection:
        taken = await numbers_taken(connection, visit.me.meeting)
    wrong = visit.refusals[0] if visit.refusals else _wrong(issue, dossier, taken)
    text = await to_thread(_text, visit, dossier, issue)
    digest = sha256(text.encode())
    await to_thread(lambda: (words_zh(digest.digest()), words_en(digest.digest())))
    return visit.render(
        "documents/issue.html",
        issue=issue,
        text=text,
        sha256=digest.hexdigest(),
        wrong=wrong,
    )


def _wrong(issue: Issue, dossier: Dossier, taken: Collection[int]) -> Refused | None:
    try:
        check_issue(issue, dossier.entries, taken)
    except Refused as refusal:
        return refusal
    return None


def _text(visit: Visit, dossier: Dossier, issue: Issue) -> str:
    paper = dossier.papers.get(issue.paper)
    if paper is None:
        raise NotHere("document")
    asked = Announced(issue.number, issue.year, issue.government, counts=issue.counts)
    scribe = Scribe(visit.house.pages, ISSUED_IN)
    made = compose_announcement(scribe, dossier, paper, asked, is_draft=False)
    return write_text(made)


async def issue_it(visit: Visit) -> Response:
    issue, seen = _issue(visit.form.values), visit.form.text("sha256", 64)
    visit.form.check()
    dossier = await read(visit)
    text = await to_thread(_text, visit, dossier, issue)
    upto = dossier.minutes.last_number
    await issue_announcement(visit.house.db, visit.me, issue, text, upto, seen)
    return _back(visit)


def _back(visit: Visit) -> Response:
    return visit.go(f"/m/{visit.me.meeting}/documents")


def _issue(asked: Mapping[str, str]) -> Issue:
    number = asked.get("number", "").strip()
    is_number = number.isascii() and number.isdecimal() and len(number) <= DIGITS
    return Issue(
        paper=asked.get("of", ""),
        number=int(number) if is_number else 0,
        year=clean(asked.get("year", ""))[:YEAR_LENGTH],
        government=clean(asked.get("government", ""))[:GOVERNMENT_LENGTH],
        counts=bool(asked.get("counts")),
    )


routes = [
    page(ISSUE, reading, Who.CONVENER),
    act(f"{DOCUMENTS}/issued", issue_it, Who.CONVENER, again=reading),
]
