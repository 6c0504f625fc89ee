"""An announcement is issued once for each number, after the result, as it was read."""

import hashlib

from ballots.rounds.commands import announce_result
from core.ids import PaperId
from sessions.archive import queries as archives
from sessions.archive.terms import Copy
from sessions.commands import close_meeting
from sessions.congress import store
from sessions.congress.commands import form_session
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import adopted


async def counted(congress: Congress) -> tuple[PaperId, str]:
    paper = await adopted(congress, 3, 2)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+-+"] * 5)
    await congress.count(round)
    return paper, round


def asked(paper: str, number: str, **more: str) -> dict[str, str]:
    return {"of": paper, "number": number, "year": "2026", "government": "某县人民政府", **more}


def issue(clerk: Browser, congress: Congress, typed: dict[str, str]) -> None:
    at = f"/m/{congress.meeting}/documents/issue"
    query = "&".join(f"{name}={value}" for name, value in typed.items())
    clerk.done(f"{at}?{query}", "/issued")


def test_it_is_a_draft_until_it_is_issued_and_stays_as_it_was(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    paper, round = hall.do(counted, congress)
    clerk = hall.visitor(congress, congress.clerk, CHINESE)
    at = f"/m/{congress.meeting}/documents"
    typed = asked(paper, "3")
    assert clerk.get(f"{at}/issue", params=typed).status_code == 404, "no result, no text"
    hall.do(announce_result, congress.db, congress.chair, round)
    draft = clerk.get(f"{at}/announcement.txt", params=typed).text
    assert "（草稿）" in draft
    issue(clerk, congress, typed)
    told = clerk.get(f"{at}/announcement.txt", params={"of": paper, "number": "3"}).text
    assert told == draft.replace("（草稿）\n", "")
    fact = hall.do(congress.journal)[-1]
    assert (fact.kind, fact.facts["number"], fact.facts["text"]) == (
        "AnnouncementIssued",
        3,
        told,
    )
    assert fact.facts["sha256"] == hashlib.sha256(told.encode()).hexdigest()
    page = clerk.see(at)
    assert "第3号公告" in page.text.replace(" ", "")
    assert "第3号公告" in clerk.see(f"/m/{congress.meeting}/minutes").text.replace(" ", "")


def test_a_number_is_issued_once_and_a_correction_beside_it(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    paper, round = hall.do(counted, congress)
    hall.do(announce_result, congress.db, congress.chair, round)
    chair = hall.visitor(congress, congress.chair)
    at = f"/m/{congress.meeting}/documents/issue"
    text = chair.get(at, params=asked(paper, "1"))
    issue(chair, congress, asked(paper, "1"))
    assert "was issued already" in chair.get(at, params=asked(paper, "1")).text
    sent = {**asked(paper, "1"), "sha256": "0" * 64}
    answer = chair.act(f"{at}d", sent)
    assert (answer.status_code, "was issued already" in answer.text) == (422, True)
    assert "某县人民政府" in answer.text, "what was typed is still there"
    assert "number: 1, 2, 3" in chair.get(at, params=asked(paper, "x")).text
    answer = chair.act(f"{at}d", {**sent, "number": "2"})
    assert "Read it again" in answer.text
    issue(chair, congress, asked(paper, "2", counts="1"))
    issued = [one for one in hall.do(congress.journal) if one.kind == "AnnouncementIssued"]
    assert [one.facts["number"] for one in issued] == [1, 2]
    assert text.status_code == 200


async def sit_together(one: Congress, other: Congress) -> None:
    session = await form_session(one.db, one.clerk, "第四次会议")
    async with one.db.transaction() as tx:
        await store.add_sitting(tx.connection, other.meeting, session)


def test_a_number_is_of_the_whole_session_and_not_of_one_sitting(
    hall: Hall, sitting: Called
) -> None:
    first, second = sitting(), sitting()
    papers = []
    for congress in (first, second):
        paper, round = hall.do(counted, congress)
        hall.do(announce_result, congress.db, congress.chair, round)
        papers.append(paper)
    hall.do(sit_together, first, second)
    issue(hall.visitor(first, first.clerk), first, asked(papers[0], "1"))
    clerk = hall.visitor(second, second.clerk)
    at = f"/m/{second.meeting}/documents/issue"
    assert "was issued already" in clerk.get(at, params=asked(papers[1], "1")).text
    answer = clerk.act(f"{at}d", {**asked(papers[1], "1"), "sha256": "0" * 64})
    assert "was issued already" in answer.text
    issue(clerk, second, asked(papers[1], "2"))


def test_only_chair_and_clerk_issue(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    paper, round = hall.do(counted, congress)
    hall.do(announce_result, congress.db, congress.chair, round)
    at = f"/m/{congress.meeting}/documents/issue"
    for who in (congress.deputies[1], congress.scrutineer):
        visitor = hall.visitor(congress, who)
        assert visitor.act(f"{at}d", asked(paper, "1")).status_code == 403
        assert visitor.get(at, params=asked(paper, "1")).status_code == 403


def test_issued_after_the_close_it_makes_a_further_edition(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    paper, round = hall.do(counted, congress)
    hall.do(announce_result, congress.db, congress.chair, round)
    hall.do(close_meeting, congress.db, congress.chair)
    hall.do(hall.house.keeper.settled)
    issue(hall.visitor(congress, congress.clerk), congress, asked(paper, "1"))
    hall.do(hall.house.keeper.settled)
    kept = hall.do(congress.read, archives.of_meeting, congress.meeting)
    names = {}
    for one in kept:
        files = hall.house.keeper.files(one.hash)
        names[one.edition, one.copy] = {name for name in files if "announcement" in name}
    assert {edition for edition, _ in names} == {1, 2}
    assert "documents/announcement-1.zh.pdf" in names[1, Copy.PUBLIC]
    assert "documents/announcement-1-1.zh.pdf" in names[2, Copy.PUBLIC]
    assert "documents/announcement-1.zh.pdf" not in names[2, Copy.PUBLIC]
