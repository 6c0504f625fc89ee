"""votes.csv: every vote that was ever cast, one a line. Pure. Agree is 1, disagree -1."""

from consult.exports.cells import SHOWN, Fault, Row, Unreadable, moment, rows, written
from consult.exports.conversation import Conversation
from consult.opinion.matrix import AGREE, DISAGREE, PASS, Vote

COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
# Some programs write whole numbers with a point.
MARKS = {"1": AGREE, "0": PASS, "-1": DISAGREE, "1.0": AGREE, "0.0": PASS, "-1.0": DISAGREE}


def votes_csv(conversation: Conversation) -> bytes:
    """The votes in the order of time; of one moment, of statements and people."""
    told = sorted(
        conversation.votes, key=lambda one: (one.at, one.statement, one.person, one.value)
    )
    lines = [(one.at, moment(one.at), one.statement, one.person, one.value) for one in told]
    return written([COLUMNS, *lines])


def read_votes(content: bytes) -> tuple[Vote, ...]:
    """The votes of a votes.csv. Refuses (`Unreadable`) what is none, by its line."""
    wanted = [name for name in COLUMNS if name != "datetime"]
    return tuple(
        Vote(
            row.name("voter-id"),
            row.name("comment-id"),
            mark(row, "vote"),
            row.whole("timestamp"),
        )
        for row in rows(content, wanted)
    )


def mark(row: Row, column: str) -> int:
    if (typed := row.plain(column)) not in MARKS:
        facts = {"column": column[:SHOWN], "typed": typed[:SHOWN]}
        raise Unreadable(Fault.NOT_A_VOTE, row.line, **facts)
    return MARKS[typed]
