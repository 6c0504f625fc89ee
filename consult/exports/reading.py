"""The votes in whichever of the two files of Pol.is that hold them. Pure."""

from collections.abc import Sequence

from consult.exports.cells import Fault, Unreadable, header
from consult.exports.conversation import Moderation, Statement
from consult.exports.participants import read_participants
from consult.exports.votes import read_votes
from consult.opinion.matrix import Matrix, Vote, matrix

MOST_CELLS = 20_000_000  # people x statements; the largest open conversation of Pol.is fits


def read_matrix(content: bytes, known: Sequence[Statement] = ()) -> Matrix:
    """The matrix of a votes.csv or a participants-votes.csv, told apart by their header.

    `known` adds statements that nobody voted on, and says which were moderated out.
    """
    names = header(content)
    votes: tuple[Vote, ...]
    statements: tuple[str, ...] = tuple(one.id for one in known)
    if "participant" in names:
        found = read_participants(content)
        votes, statements = found.votes, statements + found.statements
    elif "voter-id" in names:
        votes = read_votes(content)
    else:
        raise Unreadable(Fault.NOT_VOTES, 1)
    if not votes:
        raise Unreadable(Fault.NO_VOTES, 1)
    people = len({one.person for one in votes})
    columns = len({one.statement for one in votes} | set(statements))
    if people * columns > MOST_CELLS:
        raise Unreadable(Fault.TOO_LARGE, 1, people=people, statements=columns)
    out = [one.id for one in known if one.moderated is Moderation.OUT]
    return matrix(votes, statements, out)
