"""What is hidden leaves the projector and the phones without anybody loading a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.contribution.commands import contribute
from consult.contribution.said import EntryId, MergeAnswered, Moderated
from consult.merges.commands import Pair, answer_merge, ask_merge
from consult.remarks.commands import moderate
from tests.cast import in_session
from tests.consult.yard import gathered, stool, words
from tests.web.served import Served, on_a_port

A, B, C = (EntryId(sign * 32) for sign in "abc")


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    with on_a_port(served), served.opened:
        yield served


def test_hiding_and_merging_reach_projector_and_phones_at_once(yard: Served) -> None:
    db = yard.house.db
    congress = yard.do(in_session, db, 3)
    codes = yard.do(gathered, congress)
    one, two = (yard.do(stool, congress, number) for number in (1, 2))
    phone = yard.browser()
    phone.act(f"/t/{codes[3]}")
    token = yard.house.signer.screen_token(congress.meeting)
    board = yard.watch(f"/s/{token}/consult/live")
    pocket = yard.watch(f"/m/{congress.meeting}/live/stool", phone)
    for stool_, id, text in ((one, A, "村口路灯坏了"), (two, B, "小学门口太黑")):
        yard.do(contribute, db, stool_, words(text), id)
    board.hear_words("yard", "小学门口太黑")
    yard.do(ask_merge, db, congress.clerk, Pair(A, B), C)
    pocket.hear_words("said", "do these say the same?")
    for number, author in enumerate((one, two)):
        yard.do(answer_merge, db, author, MergeAnswered(C, True), str(number) * 32)
    board.hear_words("yard", "2 behind it")
    yard.do(moderate, db, congress.clerk, Moderated(A, "辱骂他人"), "d" * 32)
    said = pocket.hear_words("said", "hidden: 辱骂他人")["parts"]["said"]
    shown = board.hear(
        lambda news: "路灯坏了" not in news.get("parts", {}).get("yard", "路灯坏了")
    )
    assert "路灯坏了" not in said
    assert "小学门口太黑" in said
    assert "behind it" not in shown["parts"]["yard"], "the link rests while one is hidden"
