"""The files of Pol.is: written, read back, and refused by their line."""

import csv
import io

import numpy as np
import pytest

from consult.exports.cells import Fault, Unreadable
from consult.exports.comments import comments_csv, read_comments
from consult.exports.conversation import Conversation, Moderation, Statement
from consult.exports.participants import participants_csv, read_groups, read_participants
from consult.exports.reading import read_matrix
from consult.exports.summary import read_summary, summary_csv
from consult.exports.votes import read_votes, votes_csv
from consult.opinion.consensus import consensus, labels_of
from consult.opinion.matrix import Vote
from tests.consult.opinion.golden import bg2050

AT = 1_726_860_676_783
STATEMENTS = (
    Statement("0", '村道, "要修" \r\n第二行 ', "7", AT, Moderation.IN, seed=True),
    Statement("1", "=HYPERLINK(1)", "7", AT, Moderation.OUT),
    Statement("2", "'-1 is text", "8", AT, meta=True),
)
VOTES = (
    Vote("7", "0", 1, AT),
    Vote("8", "0", -1, AT + 1),
    Vote("8", "0", 0, AT + 2),
    Vote("8", "1", -1, AT + 3),
)
TALK = Conversation(STATEMENTS, VOTES, "@topic", "多行\n说明", "https://x.cn/c/1", {"7": "0"})


def test_votes_come_back_as_they_were() -> None:
    assert read_votes(votes_csv(TALK)) == VOTES
    lines = votes_csv(TALK).decode().splitlines()
    assert lines[0] == "timestamp,datetime,comment-id,voter-id,vote"
    assert lines[1] == f"{AT},2024-09-20T19:31:16.783+00:00,0,7,1"


def test_statements_come_back_as_they_were() -> None:
    assert read_comments(comments_csv(TALK)) == STATEMENTS


def test_a_statement_is_no_formula_for_who_opens_the_file() -> None:
    bodies = [
        row["comment-body"]
        for row in csv.DictReader(io.StringIO(comments_csv(TALK).decode(), newline=""))
    ]
    assert bodies[1:] == ["'=HYPERLINK(1)", "''-1 is text"]


def test_last_votes_make_a_table_with_counts_and_groups() -> None:
    content = participants_csv(TALK)
    assert content.decode().splitlines() == [
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2",
        "7,0,2,1,1,0,1,,",
        "8,,1,2,0,1,0,-1,",
    ]
    found = read_participants(content)
    assert (found.groups, found.statements) == ({"7": "0"}, ("0", "1", "2"))
    assert np.array_equal(found.matrix.cells, TALK.matrix.cells, equal_nan=True)


def test_the_summary_counts() -> None:
    found = read_summary(summary_csv(TALK))
    assert found == {
        "topic": "@topic",
        "url": "https://x.cn/c/1",
        "voters": "2",
        "voters-in-conv": "2",
        "commenters": "2",
        "comments": "3",
        "groups": "1",
        "conversation-description": "多行\n说明",
    }


def test_both_files_give_the_same_matrix() -> None:
    long, wide = (
        read_matrix(one, STATEMENTS) for one in (votes_csv(TALK), participants_csv(TALK))
    )
    assert np.array_equal(long.cells, wide.cells, equal_nan=True)
    assert (long.people, long.statements) == (wide.people, wide.statements)
    assert long.hidden.tolist() == [False, True, False]


def test_every_published_consensus_of_bg2050_comes_out() -> None:
    content, told = bg2050()
    found = read_participants(content)
    table = found.matrix
    ours = consensus(table, labels_of(table, found.groups)[1]).product
    assert len(told) == 371
    assert ours == pytest.approx([told[one] for one in table.statements], abs=1e-12)


LONG = "timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,0,8,-1\n"
WIDE = "participant,group-id,0,1\n7,0,1,\n8,1,-1,0\n"


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (b"", Fault.EMPTY, 1),
        (b"a,b\n1,2\n", Fault.NOT_VOTES, 1),
        (LONG.encode().split(b"\n")[0], Fault.NO_VOTES, 1),
        (LONG.replace("vote\n", "wote\n").encode(), Fault.NO_COLUMN, 1),
        (LONG.replace("comment-id", "vote").encode(), Fault.COLUMN_TWICE, 1),
        (LONG.replace("8,-1", "8").encode(), Fault.WIDTH, 3),
        (LONG.replace("8,-1", "8,2").encode(), Fault.NOT_A_VOTE, 3),
        (LONG.replace("8,-1", "8,").encode(), Fault.NOT_A_VOTE, 3),
        (LONG.replace("0,8", "0,").encode(), Fault.NO_NAME, 3),
        (LONG.replace("2,0,8", "soon,0,8").encode(), Fault.NOT_WHOLE, 3),
        (LONG.replace("2,0,8", '2,0,"8').encode(), Fault.NO_CELLS, 3),
        (LONG.replace("8", "村").encode("gb18030"), Fault.NOT_UTF_8, 3),
        (WIDE.replace("8,1", "7,1").encode(), Fault.TWICE, 3),
        (WIDE.replace("8,1,-1", "8,1,yes").encode(), Fault.NOT_A_VOTE, 3),
    ],
)
def test_a_bad_file_is_refused_by_its_line(content: bytes, fault: Fault, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read_matrix(content)
    assert (refused.value.fault, refused.value.facts["line"]) == (fault, line)


def test_a_file_that_would_fill_the_memory_is_refused() -> None:
    rows = "".join(f"1,{one},{one},1\n" for one in range(5_000))
    with pytest.raises(Unreadable) as refused:
        read_matrix(f"timestamp,comment-id,voter-id,vote\n{rows}".encode())
    assert refused.value.fault is Fault.TOO_LARGE


def test_who_is_in_no_group_is_left_out() -> None:
    assert read_groups("voter-id,group\n7,东\n8,\n".encode("utf-8-sig")) == {"7": "东"}
