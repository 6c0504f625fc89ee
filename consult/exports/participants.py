"""participants-votes.csv: everybody's last votes as a table; and groups by voter. Pure."""

from collections import Counter
from dataclasses import dataclass

from consult.exports.cells import SHOWN, Fault, Row, Unreadable, header, rows, written
from consult.exports.conversation import Conversation
from consult.exports.votes import mark
from consult.opinion.matrix import Matrix, Vote, matrix

COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
ABOUT = {*COLUMNS, "xid"}
GROUPED = ("voter-id", "group")


@dataclass(frozen=True, slots=True)
class Participants:
    """People's last votes, the statements in their columns, and the group of who is in one."""

    votes: tuple[Vote, ...]
    statements: tuple[str, ...]
    groups: dict[str, str]

    @property
    def matrix(self) -> Matrix:
        return matrix(self.votes, self.statements)


def participants_csv(conversation: Conversation) -> bytes:
    """One line a person who has voted, one column a statement; empty where nothing was said."""
    table = conversation.matrix
    authored = Counter(one.author for one in conversation.statements)
    lines = []
    for person, said in zip(table.people, table.cells.tolist(), strict=True):
        votes = ["" if vote != vote else int(vote) for vote in said]
        numbers = (len(said) - votes.count(""), votes.count(1), votes.count(-1))
        group = conversation.groups.get(person, "")
        lines.append((person, group, authored[person], *numbers, *votes))
    return written([(*COLUMNS, *table.statements), *lines])


def read_participants(content: bytes) -> Participants:
    """The table of a participants-votes.csv. Refuses (`Unreadable`) a bad one, by its line."""
    names = header(content)
    last = max((names.index(name) for name in ABOUT if name in names), default=0)
    statements = tuple(names[last + 1 :])
    votes: list[Vote] = []
    groups: dict[str, str] = {}
    first: dict[str, int] = {}
    for row in rows(content, ["participant"]):
        person = _once(row, "participant", first)
        said = [one for one in statements if row.plain(one)]
        votes += [Vote(person, one, mark(row, one)) for one in said]
        if group := row.plain("group-id"):
            groups[person] = group
    return Participants(tuple(votes), statements, groups)


def read_groups(content: bytes) -> dict[str, str]:
    """Voter to group, from a table `voter-id,group`. Who has an empty group is in none."""
    first: dict[str, int] = {}
    found = {
        _once(row, "voter-id", first): row.plain("group") for row in rows(content, GROUPED)
    }
    return {person: group for person, group in found.items() if group}


def _once(row: Row, column: str, first: dict[str, int]) -> str:
    name = row.name(column)
    if name in first:
        facts = {"column": column, "typed": name[:SHOWN], "first": first[name]}
        raise Unreadable(Fault.TWICE, row.line, **facts)
    first[name] = row.line
    return name
