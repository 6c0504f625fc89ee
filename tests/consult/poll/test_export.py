"""Tables to take home tell nothing by their order."""

from consult.poll.export import answer_rows
from consult.poll.poll import Wave
from consult.poll.questionnaire import Questionnaire, Scale, questions
from consult.poll.report import Answer

ASKED = Questionnaire(1, "", questions(["一", "二"], Scale.TEN))
ANSWERS = [
    Answer("c", Wave.BEFORE, {"q1": 10, "q2": 2}),
    Answer("a", Wave.BEFORE, {"q1": 9}),
    Answer("c", Wave.AFTER, {"q1": 3, "q2": 2}),
    Answer("b", Wave.AFTER, {"q2": 7}),
]


def test_answers_stand_in_the_order_of_what_they_say() -> None:
    rows = answer_rows(ASKED, ANSWERS)
    assert rows == answer_rows(ASKED, ANSWERS[::-1])
    assert rows == [
        ["before_q1", "before_q2", "after_q1", "after_q2"],
        ["", "", "", 7],
        [9, "", "", ""],
        [10, 2, 3, 2],
    ]
