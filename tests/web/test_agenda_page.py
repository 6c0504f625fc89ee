"""The agenda through its page: written, moved, edited, cut; begun, it is fixed."""

import pytest

from sessions.commands import start_item
from tests.cast import Congress
from tests.web.browse import Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import desk

SCRIPT = "<script>alert(1)</script>"
NOTICE = {"title": "第三次会议", "congress": "青禾县人大", "place": "", "held_on": ""}


@pytest.fixture
def congress(called: Called) -> Congress:
    return called()


@pytest.fixture
def clerk(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.clerk)


def titles(page: Page) -> list[str]:
    return [sheet.values["title"] for sheet in page.sheets if "speaker" in sheet.values][:-1]


def test_the_agenda_is_written_moved_edited_and_cut(clerk: Browser, congress: Congress) -> None:
    at = f"{desk(congress)}/agenda"
    for title in ("工作报告", SCRIPT, "票决"):
        clerk.act(at, {"title": title, "kind": "vote", "speaker": "县长"})
    page = clerk.see(at)
    assert (titles(page), page.sins) == (["工作报告", SCRIPT, "票决"], [])
    item = page.sheets[-2].action.split("/")[-2]
    clerk.act(f"{at}/{item}/move", {"step": "-1"})
    clerk.act(f"{at}/{item}", {"title": "投票", "kind": "vote"})
    assert titles(clerk.see(at)) == ["工作报告", "投票", SCRIPT]
    clerk.act(f"{at}/{item}/drop")
    assert titles(clerk.see(at)) == ["工作报告", SCRIPT]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": "", "kind": "report"}, "title"),
        ({"title": "长" * 121, "kind": "report"}, "title"),
        ({"title": "报告", "kind": "party"}, ""),
        ({"title": "报告", "kind": "report", "speaker": "长" * 61}, "speaker"),
    ],
)
def test_an_item_that_will_not_do_is_refused_on_its_field(
    clerk: Browser, congress: Congress, typed: dict[str, str], wrong: str
) -> None:
    answer = clerk.act(f"{desk(congress)}/agenda", typed)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.sheets[-1].values["title"] == typed["title"]
    assert not wrong or page.part(f"{wrong}-wrong")


@pytest.mark.parametrize("step", ["", "2", "-2", "up"])
def test_an_item_moves_one_step_at_a_time(
    hall: Hall, clerk: Browser, congress: Congress, step: str
) -> None:
    item = hall.do(congress.add_item)
    at = f"{desk(congress)}/agenda/{item}/move"
    assert clerk.act(at, {"step": step}).status_code == 422


def test_an_item_that_has_begun_is_no_longer_changed(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    item = hall.do(congress.add_item, "工作报告", "report")
    hall.do(start_item, hall.house.db, congress.chair, item)
    clerk, at = hall.visitor(congress, congress.clerk), f"{desk(congress)}/agenda"
    assert not clerk.see(at).offers(f"/{item}/drop")
    assert clerk.act(f"{at}/{item}", {"title": "别的", "kind": "vote"}).status_code == 422
    assert clerk.act(f"{at}/{item}/drop").status_code == 422
    assert "工作报告" in clerk.see(at).text


def test_an_item_with_a_vote_stays_on_the_agenda(
    hall: Hall, clerk: Browser, congress: Congress
) -> None:
    paper = hall.do(congress.vote_item, 3, 1)
    assert paper
    at = f"{desk(congress)}/agenda"
    [item] = [one.action.split("/")[-2] for one in clerk.see(at).sheets if "drop" in one.action]
    assert clerk.act(f"{at}/{item}/drop").status_code == 422
    assert item in "".join(clerk.see(at).links)
