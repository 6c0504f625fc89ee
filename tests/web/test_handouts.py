"""Meeting papers: who gets them, how they are served, and how many have opened them."""

import errno
import io
import os
import zipfile
from collections.abc import Sequence
from typing import NoReturn

import pytest
from httpx2 import Response

from sessions import queries
from sessions.handouts.commands import replace_handout, withdraw_handout
from sessions.handouts.handout import Release
from tests.cast import Congress
from tests.sessions.handouts.files import HTML, docx, jpeg, pdf, png
from tests.web.browse import CHINESE, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.papers import paper
from tests.web.scenes import desk

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


@pytest.fixture
def deputy(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1])


@pytest.fixture
def guest(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.guest)


def at(congress: Congress, handout: str = "", end: str = "") -> str:
    return f"/m/{congress.meeting}/handouts" + (f"/{handout}{end}" if handout else end)


def send(clerk: Browser, congress: Congress, files: Sequence[tuple[str, bytes]]) -> Response:
    sent = [("file", (name, io.BytesIO(content))) for name, content in files]
    return clerk.post(f"{desk(congress)}/handouts", data={"form": "add"}, files=sent)


def test_the_clerk_adds_several_papers_and_releases_them_at_one_moment(
    clerk: Browser, deputy: Browser, guest: Browser, congress: Congress
) -> None:
    files = [("工作报告.docx", docx("各位代表：")), ("预算.pdf", pdf()), ("会场.jpg", jpeg())]
    answer = send(clerk, congress, files)
    assert answer.status_code == 303
    assert "工作报告" not in deputy.see(at(congress)).text, "drafts are the clerk's"
    page = f"{desk(congress)}/handouts"
    shown = clerk.done(page, "/handouts/release", {"to": "deputies"})
    assert "released to the deputies" in shown.text
    seen = deputy.see(at(congress)).text
    assert all(title in seen for title in ("工作报告", "预算", "会场"))
    assert "工作报告" not in guest.see(at(congress)).text
    clerk.done(page, "/release", {"to": "all"})
    assert "工作报告" in guest.see(at(congress)).text


def test_the_good_files_are_taken_and_each_bad_one_is_named(
    clerk: Browser, congress: Congress
) -> None:
    answer = send(
        clerk, congress, [(f"{SCRIPT}.pdf", HTML), ("预算.pdf", pdf()), ("空.pdf", b"")]
    )
    page = Page(answer.text)
    assert (answer.status_code, page.sins) == (422, [])
    assert "空.pdf is empty" in page.text
    assert "is no PDF" in page.text
    assert "预算.pdf" in page.text, "and the good one is there"


def test_without_a_file_or_with_too_many_it_says_so(clerk: Browser, congress: Congress) -> None:
    assert "choose a file" in Page(send(clerk, congress, []).text).text
    answer = send(clerk, congress, [("a.pdf", pdf())] * 11)
    assert (answer.status_code, "At most 10" in answer.text) == (422, True)


def test_more_than_a_form_may_hold_is_refused(clerk: Browser, congress: Congress) -> None:
    answer = send(clerk, congress, [("a.pdf", bytes(35 * 2**20))] * 3)
    assert answer.status_code == 413


@pytest.mark.parametrize("release", Release)
def test_a_paper_is_there_for_those_it_is_for_and_for_nobody_else(
    hall: Hall, congress: Congress, release: Release
) -> None:
    made = hall.do(paper, hall.house, congress, release)
    open_to = {
        Release.DRAFT: {"clerk"},
        Release.DEPUTIES: {"clerk", "deputy", "chair"},
        Release.ALL: {"clerk", "deputy", "chair", "guest", "scrutineer"},
    }[release]
    for name in ("clerk", "deputy", "chair", "guest", "scrutineer"):
        who = congress.deputies[1] if name == "deputy" else getattr(congress, name)
        browser = hall.visitor(congress, who)
        for end in ("", "/file", "/file?download"):
            found = browser.get(at(congress, made, end)).status_code
            assert found == (200 if name in open_to else 404), (name, end)
    assert hall.browser().get(at(congress, made, "/file")).status_code == 401


def test_a_file_is_served_so_that_nothing_in_it_can_act(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    made = hall.do(paper, hall.house, congress, Release.ALL, None, "年度\n报告“一”.pdf")
    answer = deputy.get(at(congress, made, "/file"))
    assert answer.content == pdf()
    given = answer.headers
    assert given["content-type"] == "application/pdf"
    assert given["x-content-type-options"] == "nosniff"
    assert given["content-disposition"].startswith("inline; ")
    assert "filename*=UTF-8''%E5%B9%B4%E5%BA%A6" in given["content-disposition"]
    assert given["content-security-policy"].startswith("default-src 'none'")
    kept = deputy.get(at(congress, made, "/file?download")).headers["content-disposition"]
    assert kept.startswith("attachment; ")
    part = deputy.get(at(congress, made, "/file"), headers={"range": "bytes=0-7"})
    assert (part.status_code, part.content) == (206, pdf()[:8])
    again = deputy.get(at(congress, made, "/file"), headers={"if-none-match": given["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_stands_in_the_page_and_is_sandboxed(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    made = hall.do(paper, hall.house, congress, Release.ALL, png(), "图.png")
    assert at(congress, made, "/file") in deputy.see(at(congress, made)).links
    answer = deputy.get(at(congress, made, "/file"))
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_word_file_is_read_as_text_and_its_original_is_kept(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    content = docx("各位代表：", SCRIPT)
    made = hall.do(paper, hall.house, congress, Release.ALL, content, "报告.docx")
    page = deputy.see(at(congress, made))
    assert ("各位代表：" in page.text, SCRIPT in page.text, page.sins) == (True, True, [])
    assert {"h2", "h3", "td"} & set(page.tags) >= {"td"}
    answer = deputy.get(at(congress, made, "/file"))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content == content


def test_withdrawn_and_replaced_papers_say_so_and_are_shut(
    hall: Hall, congress: Congress, deputy: Browser, guest: Browser, clerk: Browser
) -> None:
    house = hall.house
    gone = hall.do(paper, house, congress, Release.DEPUTIES)
    old = hall.do(paper, house, congress, Release.ALL, png(), "图.png")
    hall.do(withdraw_handout, house.db, congress.clerk, gone, "数字有误")
    corrected = io.BytesIO(png(60, 60))
    new = hall.do(
        replace_handout, house.db, house.shelf, congress.clerk, old, corrected, "b.png", "改图"
    )
    assert "数字有误" in deputy.see(at(congress, gone)).text
    assert guest.get(at(congress, gone)).status_code == 404, "it was never theirs to know"
    page = deputy.see(at(congress, old))
    assert ("改图" in page.text, at(congress, new) in page.links) == (True, True)
    for one in (gone, old):
        assert deputy.get(at(congress, one, "/file")).status_code == 404
        assert clerk.get(at(congress, one, "/file")).status_code == 200
    listed = deputy.see(at(congress)).links
    assert (at(congress, new) in listed, at(congress, old) in listed) == (True, False)
    assert at(congress, old) in clerk.see(f"{desk(congress)}/handouts").links


def test_the_reason_is_asked_for_where_it_was_forgotten(
    hall: Hall, congress: Congress, clerk: Browser
) -> None:
    made = hall.do(paper, hall.house, congress)
    page = clerk.refused(f"{desk(congress)}/handouts", "/withdraw", {"reason": " "})
    assert "Please fill this in." in page.text
    assert clerk.get(at(congress, made, "/file")).status_code == 200


def test_how_many_have_opened_it_is_counted_once_a_browser_and_names_nobody(
    hall: Hall, congress: Congress, deputy: Browser, clerk: Browser
) -> None:
    made = hall.do(paper, hall.house, congress, Release.DEPUTIES)
    for _ in range(3):
        deputy.see(at(congress, made))
        clerk.see(at(congress, made))
    assert "opened by 1 of 6" in clerk.see(f"{desk(congress)}/handouts").text
    hall.visitor(congress, congress.deputies[2]).see(at(congress, made))
    assert "opened by 2 of 6" in clerk.see(f"{desk(congress)}/handouts").text
    told = [entry.facts for entry in hall.do(congress.journal)]
    assert not any("opened" in facts for facts in told)


def test_the_zip_holds_what_i_may_read_in_the_agendas_order(
    hall: Hall, congress: Congress, deputy: Browser, guest: Browser
) -> None:
    item = hall.do(congress.add_item, "听取报告", "report")
    hall.do(paper, hall.house, congress, Release.DEPUTIES, png(), "../密.png", item)
    hall.do(paper, hall.house, congress, Release.ALL, None, "须知.pdf")
    hall.do(paper, hall.house, congress, Release.DRAFT, docx(), "草稿.docx")

    def names(browser: Browser) -> list[str]:
        answer = browser.get(at(congress, end=".zip"))
        assert answer.headers["content-type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
            assert parts.testzip() is None
            return parts.namelist()

    assert names(deputy) == ["00-01 须知.pdf", "01-01 密.png"]
    assert names(guest) == ["00-01 须知.pdf"]


def test_without_papers_there_is_no_zip(congress: Congress, deputy: Browser) -> None:
    assert deputy.get(at(congress, end=".zip")).status_code == 404


def test_a_deleted_draft_takes_its_file_along_unless_another_has_it(
    hall: Hall, congress: Congress, clerk: Browser
) -> None:
    for name in ("一.pdf", "二.pdf"):
        hall.do(paper, hall.house, congress, Release.DRAFT, None, name)
    folder = hall.house.shelf.folder
    for left in (1, 0):
        clerk.done(f"{desk(congress)}/handouts", "/drop")
        assert len(list(folder.iterdir())) == left


def test_released_papers_stand_in_the_minutes(
    hall: Hall, congress: Congress, deputy: Browser
) -> None:
    made = hall.do(paper, hall.house, congress)
    hall.do(withdraw_handout, hall.house.db, congress.clerk, made, "数字有误")
    deputy.headers["accept-language"] = CHINESE
    text = deputy.see(f"/m/{congress.meeting}/minutes").text
    assert "文件“报告”印发全体与会人员" in text
    assert "文件“报告”撤回：数字有误" in text


def test_a_disk_that_fills_up_is_said_and_the_meeting_goes_on(
    hall: Hall, congress: Congress, clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hall.do(congress.read, queries.last_number, congress.meeting)

    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as system:
        system.setattr(os, "fsync", full)
        answer = send(clerk, congress, [("a.pdf", pdf())])
    assert answer.status_code == 422
    assert "no room left" in Page(answer.text).text
    assert list(hall.house.shelf.folder.iterdir()) == []
    assert hall.do(congress.read, queries.last_number, congress.meeting) == before
    assert send(clerk, congress, [("a.pdf", pdf())]).status_code == 303
