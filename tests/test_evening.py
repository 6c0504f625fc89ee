"""An annual session, from a new server to an archive on another one. Over a real network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from minyi.serve import first_start
from tests.evening import again, desk, hall, keeping, votes
from tests.evening.people import DEPUTIES, HERE, LATE, NAMES, HallClock, Session
from tests.web.served import HOST, Served, on_a_port


@pytest.fixture
def session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Session]:
    yield from fresh(tmp_path / "here", capsys)


@pytest.fixture
def elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Session]:
    """Another server, in another town."""
    yield from fresh(tmp_path / "elsewhere", capsys)


def fresh(data: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Session]:
    """A new server, and the badge that its first start prints."""
    data.mkdir()
    clock = HallClock()
    served = Served(data, clock)
    first_start(served.house.settings, HOST, 8000)
    [badge] = re.findall(r"(/b/\w{26})", capsys.readouterr().out)
    with on_a_port(served), served.opened:
        yield Session(served, badge, clock)


def test_an_annual_session_from_the_notice_to_the_archive_on_another_server(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    prepares(session)
    sits(session)
    votes_on_three_papers(session)
    copies = closes_and_signs(session)
    is_made_again(session)
    is_kept(elsewhere, copies, tmp_path)


def prepares(session: Session) -> None:
    desk.calls_a_preparatory_meeting(session)
    session.prints_badges()
    plenary = desk.adds_a_plenary(session)
    session.clerk.done(f"{session.at}/desk", "/gather")
    session.gathers(name for name in session.badges if name != LATE)
    hall.holds_the_preparatory_meeting(session)
    session.at = plenary
    desk.writes_the_agenda(session)
    desk.prepares_three_votes(session)
    desk.uploads_papers(session)


def sits(session: Session) -> None:
    hall.reads_papers(session)
    hall.fills(session)
    hall.comes_and_goes(session)
    hall.hears_speeches(session)
    hall.answers_a_question(session)
    hall.confirms_a_summary(session)


def votes_on_three_papers(session: Session) -> None:
    hall.turns_to(session, desk.VOTE)
    votes.adopts_the_methods(session)
    wall = votes.wall(session)
    votes.cast_three(session)
    turnout = wall.hear_words("turnout", f"<b>{len(HERE)}</b>")
    assert f"<b>{len(HERE)}</b>" in turnout["parts"]["turnout"]
    session.presides("/close")
    votes.tells_three_results(session, wall)
    votes.decides_the_tie(session)
    hall.shows_on_screens(session)


def closes_and_signs(session: Session) -> dict[str, bytes]:
    """The meeting is over, its minutes are signed and closed, and its archive is made."""
    hall.turns_to(session, desk.CLOSING)
    session.presides("/close")
    check_minutes(session)
    keeping.signs_the_minutes(session)
    return keeping.archives(session)


def is_made_again(session: Session) -> None:
    """From journal.jsonl alone: the documents byte for byte, and every count."""
    entries = again.journal(session)
    results = again.told(entries, "ResultAnnounced")
    assert [one["no"] for one in results[-1]["chosen"]] == [1, 2, 3]
    again.check_tallies(entries)
    for wanted in again.wanted(results[0]["paper"]):
        again.check_document(entries, wanted, keeping.documents(session, wanted))
    announced = keeping.documents(session, again.wanted(results[0]["paper"])[-1])["html"]
    assert "第3号民生实事" in announced.decode()
    assert "第4号民生实事" not in announced.decode()


def check_minutes(session: Session) -> None:
    minutes = session.sees_minutes()
    titles = (desk.REPORT, desk.VOTE, desk.GRADING, desk.RESOLUTION, desk.WHY_LATER)
    said = (hall.QUESTION, hall.ANSWER, hall.SUMMARY, hall.ILLNESS)
    for words in (desk.CONGRESS, *NAMES[-2:], *titles, *said):
        assert words in minutes, words
    for title in (desk.VOTE, desk.GRADING, desk.RESOLUTION):
        assert f"{title} 宣布第 1 轮表决结果" in minutes, "each result says of which paper"
    for figure in (DEPUTIES, len(HERE), 28, 25, 20, 17, 12):
        assert re.search(rf"(?<!\d){figure}(?!\d)", minutes), figure


def is_kept(elsewhere: Session, copies: dict[str, bytes], folder: Path) -> None:
    """Both copies hold; the other server takes them in, finds words in them, checks them."""
    for octets in copies.values():
        assert keeping.verified(folder / "copy.zip", octets) == 0
    bad = keeping.damaged(copies["internal"])
    assert keeping.verified(folder / "bad.zip", bad) == 1
    keeping.begins(elsewhere)
    clerk = elsewhere.clerk
    at = keeping.takes_in(clerk, copies["internal"])
    assert keeping.holds_there(clerk, at)
    assert keeping.finds(clerk, "食堂") == [at]
    assert keeping.finds(clerk, "地铁") == []
    assert clerk.act("/archives/import", file=("file", "a.zip", bad)).status_code == 422
    keeping.is_open_to_all(elsewhere, copies["public"])


def test_the_story_has_a_tie_at_the_cut() -> None:
    support = sorted((len(voters) for voters in votes.SUPPORT.values()), reverse=True)
    assert support[2] == support[3] > DEPUTIES // 2, "need a tie for this to mean anything"
