"""The page of documents: who reads what, and the same files again from the journal alone."""

import json
from collections.abc import Sequence

import pytest

from ballots.rounds.commands import announce_result
from core.journal import Entry
from sessions.commands import close_meeting
from tests.cast import Congress, make_congress
from tests.web.browse import ENGLISH, Hall
from tests.web.conftest import Called
from tests.web.documents.papers import made
from tests.web.scenes import adopted
from web.documents.shelf import Kept, Shape, Wanted
from web.language import Language


async def evening(congress: Congress) -> dict[str, str]:
    """A meeting with one announced vote that is over. What stands in the addresses."""
    await congress.gather()
    await congress.open()
    paper = await adopted(congress, 3, 2)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+-+", "+-+", "+-+", "+-+", "+-o"])
    await congress.announce(round)
    await close_meeting(congress.db, congress.chair)
    return {"paper": paper, "round": round}


OF = {Kept.REPORT: "round", Kept.MINUTES: "", Kept.ATTENDANCE: "", Kept.SPEECHES: ""}


def exported(lines: bytes) -> Sequence[Entry]:
    return [Entry(**json.loads(line)) for line in lines.splitlines()]


def test_an_exported_journal_gives_the_files_that_the_server_serves(hall: Hall) -> None:
    congress = hall.do(make_congress, hall.house.db, 6)
    names = hall.do(evening, congress)
    hall.do(hall.house.keeper.settled)  # the archive's own entry is in the journal
    clerk = hall.visitor(congress, congress.clerk)
    journal = exported(clerk.get(f"/m/{congress.meeting}/desk/journal.jsonl").content)
    for kind in Kept:
        of = names.get(OF.get(kind, "paper"), "")
        for shape in Shape:
            for language in Language:
                answer = clerk.get(
                    f"/m/{congress.meeting}/documents/{kind}.{shape}?lang={language}&of={of}"
                )
                assert answer.status_code == 200, (kind, shape, answer.text[:500])
                again = made(journal, Wanted(kind, of), shape, language)
                assert answer.content == again, (kind, shape, language)


def test_the_page_leads_to_every_document(hall: Hall) -> None:
    congress = hall.do(make_congress, hall.house.db, 6)
    hall.do(evening, congress)
    for who in (congress.clerk, congress.chair):
        visitor = hall.visitor(congress, who)
        page = visitor.see(f"/m/{congress.meeting}/documents?in=en")
        assert page.sins == []
        links = [one for one in page.links if "/documents/" in one]
        assert len(links) == 3 * 5, "minutes, attendance, method, count sheet, report"
        for link in links:
            assert visitor.get(link).status_code == 200
        forms = [one.action.rpartition("/")[2] for one in page.sheets]
        assert forms == ["slips.html", "announcement.html"]
        assert {one.values["lang"] for one in page.sheets} == {"en"}


def test_desk_and_console_lead_to_the_documents(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    for who, place in ((congress.clerk, "desk"), (congress.chair, "chair")):
        page = hall.visitor(congress, who).see(f"/m/{congress.meeting}/{place}")
        assert f"/m/{congress.meeting}/documents" in page.links


def test_a_count_is_on_paper_for_the_chair_and_the_scrutineer_before_the_clerk(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.count, round)
    report = f"/m/{congress.meeting}/documents/report.txt?of={round}"
    clerk = hall.visitor(congress, congress.clerk)
    chair = hall.visitor(congress, congress.chair)
    scrutineer = hall.visitor(congress, congress.scrutineer)
    assert clerk.get(report).status_code == 404
    assert "Report of the count" in chair.get(report).text
    for reader in (clerk, chair):
        minutes = reader.get(f"/m/{congress.meeting}/documents/minutes.txt").text
        assert "was closed" in minutes
        assert "was counted" not in minutes, "minutes tell no count before it is announced"
    signing = scrutineer.see(f"/m/{congress.meeting}/rounds/{round}")
    [link] = [one for one in signing.links if one.endswith("/report.pdf")]
    assert scrutineer.get(link).content.startswith(b"%PDF-")
    hall.do(announce_result, congress.db, congress.chair, round)
    assert clerk.get(report).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        *("minutes.exe", "minutes", "nothing.pdf", "method.pdf?of=nothing", "report.pdf"),
        *(".pdf", "slips.pdf?layout=a9", "announcement.pdf?of=%00&number=99999"),
    ],
)
def test_what_is_no_document_is_not_there(hall: Hall, sitting: Called, name: str) -> None:
    congress = sitting()
    clerk = hall.visitor(congress, congress.clerk)
    assert clerk.get(f"/m/{congress.meeting}/documents/{name}").status_code == 404


def test_a_document_has_the_name_and_kind_of_its_file(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    clerk = hall.visitor(congress, congress.clerk, ENGLISH)
    at = f"/m/{congress.meeting}/documents/minutes"
    assert clerk.get(f"{at}.pdf").headers["content-type"] == "application/pdf"
    word = clerk.get(f"{at}.docx").headers
    assert word["content-disposition"] == 'attachment; filename="minutes.docx"'
    assert word["content-type"].endswith("wordprocessingml.document")


def test_the_announcement_takes_what_is_typed_as_text(hall: Hall) -> None:
    congress = hall.do(make_congress, hall.house.db, 6)
    names = hall.do(evening, congress)
    clerk = hall.visitor(congress, congress.clerk)
    answer = clerk.get(
        f"/m/{congress.meeting}/documents/announcement.html",
        params={
            "of": names["paper"],
            "number": "7",
            "year": "2026",
            "government": "<script>x</script>",
            "counts": "1",
        },
    )
    assert "&lt;script&gt;x" in answer.text
    assert "(No. 7)" in answer.text
    assert "(5 for)" in answer.text
