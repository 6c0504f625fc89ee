"""summary.csv: the whole conversation in eight lines, each a name and a value. Pure."""

from consult.exports.cells import SHOWN, Fault, Unreadable, bare, lines, written
from consult.exports.conversation import Conversation
from consult.opinion.grouping import clustered

NAMES: tuple[str, ...] = (
    "topic",
    "url",
    "voters",
    "voters-in-conv",
    "commenters",
    "comments",
    "groups",
)
NAMES += ("conversation-description",)


def summary_csv(conversation: Conversation) -> bytes:
    table = conversation.matrix
    authors = {one.author for one in conversation.statements if one.author}
    values = (
        conversation.topic,
        conversation.url,
        len(table.people),
        int(clustered(table).sum()),
        len(authors),
        len(conversation.statements),
        len(set(conversation.groups.values())),
        conversation.description,
    )
    return written(zip(NAMES, values, strict=True))


def read_summary(content: bytes) -> dict[str, str]:
    """Name to value. Refuses (`Unreadable`) a line that is not of two cells, or named twice."""
    found: dict[str, str] = {}
    for line, cells in lines(content):
        if len(cells) != 2:
            raise Unreadable(Fault.WIDTH, line, found=len(cells), wanted=2)
        name, value = map(bare, cells)
        if name in found:
            raise Unreadable(Fault.COLUMN_TWICE, line, column=name[:SHOWN])
        found[name] = value
    return found
