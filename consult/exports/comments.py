"""comments.csv: every statement, one a line, with how many agree. Pure."""

from consult.exports.cells import SHOWN, Fault, Row, Unreadable, moment, rows, written
from consult.exports.conversation import Conversation, Moderation, Statement
from consult.opinion.matrix import counts

COLUMNS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "comment-body",
)
TRUTH = {True: "true", False: "false"}


def comments_csv(conversation: Conversation) -> bytes:
    """The statements in their own order. Counts are those of everybody's last votes."""
    table = conversation.matrix
    found = counts(table.cells)
    numbers = dict(
        zip(table.statements, zip(found.agrees, found.disagrees, strict=True), strict=True)
    )
    lines = [
        (
            *(one.at, moment(one.at), one.id, one.author, *numbers[one.id]),
            *(int(one.moderated), TRUTH[one.meta], TRUTH[one.seed], one.text),
        )
        for one in conversation.statements
    ]
    return written([COLUMNS, *lines])


def read_comments(content: bytes) -> tuple[Statement, ...]:
    """The statements of a comments.csv, of which only comment-id must be there."""
    found: dict[str, Statement] = {}
    first: dict[str, int] = {}
    for row in rows(content, ["comment-id"]):
        name = row.name("comment-id")
        if name in first:
            facts = {"column": "comment-id", "typed": name[:SHOWN], "first": first[name]}
            raise Unreadable(Fault.TWICE, row.line, **facts)
        found[name], first[name] = _statement(name, row), row.line
    return tuple(found.values())


def _statement(name: str, row: Row) -> Statement:
    return Statement(
        name,
        row.cells.get("comment-body", ""),
        row.plain("author-id"),
        row.whole("timestamp") if row.plain("timestamp") else 0,
        _moderation(row),
        row.plain("is-meta") == TRUTH[True],
        row.plain("is-seed") == TRUTH[True],
    )


def _moderation(row: Row) -> Moderation:
    number = row.whole("moderated") if row.plain("moderated") else 0
    return Moderation.OUT if number < 0 else Moderation.IN if number else Moderation.OPEN
