"""News to screens: told after the commit, joined in a rush, rendered once for all."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from ballots.rounds.commands import close_round
from core.journal import TICK
from sessions.agenda.commands import add_item
from sessions.commands import open_meeting, open_sign_in
from sessions.events import SignInOpened
from sessions.meeting import MeetingPhase
from sessions.screens.commands import add_screen, renew_link, show
from sessions.screens.screen import Look, Picture, Shows
from sessions.signin.commands import sign_in
from tests.cast import Congress, FixedClock, in_session, make_congress, refused
from tests.web.patience import come_true
from tests.web.scenes import adopted
from web import wire as wires
from web.app import create_app
from web.house import House
from web.hub import Audience, Listener, Message
from web.language import Language
from web.pages import Pages
from web.settings import settings


@asynccontextmanager
async def started(data: Path) -> AsyncIterator[House]:
    app = create_app(settings(data), FixedClock())
    async with app.router.lifespan_context(app):
        yield app.state.house


class Screen:
    """A screen that takes everything at once and remembers it."""

    def __init__(self, house: House, meeting: str, audience: Audience, lang: Language) -> None:
        self.heard: list[dict[str, Any]] = []
        wall = meeting if audience is Audience.SCREEN else ""
        self.listener = Listener(meeting, audience, lang, self.send, screen=wall)
        self._open = house.hub.listen(self.listener)
        self._open.__enter__()

    async def send(self, message: Message) -> None:
        self.heard.append(json.loads(message["text"]))

    def shows(self, part: str, words: str) -> bool:
        return any(words in one.get("parts", {}).get(part, "") for one in self.heard)


def watching(
    house: House,
    congress: Congress,
    audience: Audience = Audience.DESK,
    language: Language = Language.EN,
) -> Screen:
    return Screen(house, congress.meeting, audience, language)


async def quiet(house: House) -> None:
    """Wait until all news has been told."""
    await come_true(lambda: not house.wire._flushing)


async def test_news_is_told_after_the_commit_with_the_journals_number(
    empty_house: Path, tmp_path: Path
) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall = watching(house, congress, Audience.SCREEN)
        await open_sign_in(house.db, congress.clerk)
        await come_true(lambda: wall.heard)
        assert wall.heard[0]["number"] == (await congress.journal())[-1].number
        shown = {"stage", "attendance", "turnout", "lectern"}
        assert set(wall.heard[0]["parts"]) == shown


async def test_a_refused_act_is_told_to_nobody(tmp_path: Path) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall = watching(house, congress, Audience.SCREEN)
        with refused("no-such-move", now=MeetingPhase.DRAFT):
            await open_meeting(house.db, congress.chair)
        assert not house.wire._flushing
        assert wall.heard == []


async def test_a_transaction_that_fails_at_the_end_is_told_to_nobody(tmp_path: Path) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall = watching(house, congress, Audience.SCREEN)
        with pytest.raises(ZeroDivisionError):
            await fail_after_recording(house, congress)
        await quiet(house)
        assert wall.heard == []
        assert [one.kind for one in await congress.journal()][-1] == "BadgesPrinted"


async def fail_after_recording(house: House, congress: Congress) -> None:
    async with house.db.transaction() as tx:
        tx.record(SignInOpened(meeting=congress.meeting, by="nobody"))
        raise ZeroDivisionError


async def test_ticks_are_pushed_and_never_journalled(tmp_path: Path) -> None:
    async with started(tmp_path) as house:
        congress = await in_session(house.db, 6)
        round = await congress.open_round(await adopted(congress, 3, 1))
        before, desk = await congress.journal(), watching(house, congress, Audience.CHAIR)
        await congress.cast_all(round, ["+--"] * 5)
        await come_true(lambda: desk.heard)
        await quiet(house)
        assert await congress.journal() == before
        assert {one["number"] for one in desk.heard} == {before[-1].number}
        assert TICK not in [one.number for one in before]


async def test_a_rush_of_sign_ins_is_a_handful_of_pushes(tmp_path: Path) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 300)
        await open_sign_in(house.db, congress.clerk)
        await quiet(house)
        desk, phone = watching(house, congress), watching(house, congress, Audience.PHONE)
        codes = [congress.codes[one.person] for one in congress.deputies if not one.is_powerful]
        await asyncio.gather(*(sign_in(house.db, house.desk, code, code, "") for code in codes))
        await come_true(lambda: desk.shows("attendance", f"<b>{len(codes)}</b>"))
        await quiet(house)
        assert len(desk.heard) < 20, "299 people, a few pictures"
        assert phone.heard == [], "an arrival is no news to the phones"


async def test_news_is_rendered_once_for_each_audience_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        screens = [
            watching(house, congress, Audience.PHONE, language)
            for language in Language
            for _ in range(10)
        ]
        rendered = count_renders(monkeypatch)
        await open_sign_in(house.db, congress.clerk)
        await come_true(lambda: all(one.heard for one in screens))
        parts = ("live/now.html", "live/notices.html", "live/queue.html")
        assert rendered == {(one, part): 1 for one in Language for part in parts}


def count_renders(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str]]:
    rendered: Counter[tuple[str, str]] = Counter()
    render = Pages.render

    def counting(pages: Pages, language: Language, template: str, **context: object) -> str:
        rendered[language, template] += 1
        return render(pages, language, template, **context)

    monkeypatch.setattr(Pages, "render", counting)
    return rendered


async def test_screens_that_come_back_together_share_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        screen = watching(house, congress, Audience.PHONE)
        rendered = count_renders(monkeypatch)
        pictures = await asyncio.gather(
            *(house.wire.picture(screen.listener) for _ in range(200))
        )
        assert max(rendered.values()) <= 2, "of each part"
        assert len({one.number for one in pictures}) == 1


async def test_a_later_picture_has_a_higher_version_also_after_a_restart(
    tmp_path: Path,
) -> None:
    versions: list[int] = []
    for _ in range(2):
        async with started(tmp_path) as house:
            congress = await make_congress(house.db, 6)
            wall = watching(house, congress, Audience.SCREEN)
            for title in ("甲", "乙", "丙"):
                await add_item(house.db, congress.clerk, {"title": title, "kind": "report"})
                picture = await house.wire.full(wall.listener)
                versions.append(json.loads(picture["text"])["version"])
            await quiet(house)
            heard = [one["version"] for one in wall.heard]
            assert heard == sorted(set(heard))
    assert versions == sorted(set(versions))


async def test_a_screen_that_connects_sees_what_was_told_while_it_did(tmp_path: Path) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall = watching(house, congress, Audience.SCREEN)  # listens first …
        await open_sign_in(house.db, congress.clerk)  # … then this happens …
        picture = await house.wire.full(wall.listener)  # … and then it reads
        house.hub.tell(wall.listener, picture)
        await quiet(house)
        newest = max(wall.heard, key=lambda one: one["version"])
        assert newest["number"] == (await congress.journal())[-1].number


async def test_a_fault_in_one_push_does_not_silence_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall = watching(house, congress, Audience.SCREEN)
        with monkeypatch.context() as broken:
            broken.setattr(wires, "hall", None)
            await open_sign_in(house.db, congress.clerk)
            await come_true(lambda: caplog.records)
        await add_item(house.db, congress.clerk, {"title": "甲", "kind": "report"})
        await come_true(lambda: wall.heard)


async def test_screens_hear_a_beat_when_there_is_no_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "BEAT", 0.01)
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        phone = watching(house, congress, Audience.PHONE)
        await come_true(lambda: len(phone.heard) > 3)
        assert phone.heard[0] == {}


async def test_a_meeting_nobody_watches_costs_no_rendering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(tmp_path) as house:
        rendered = count_renders(monkeypatch)
        congress = await in_session(house.db, 6)
        round = await congress.open_round(await adopted(congress, 3, 1))
        await close_round(house.db, congress.chair, round)
        await quiet(house)
        assert rendered.total() == 0


async def test_a_screen_is_told_its_own_picture_and_closed_with_its_link(
    tmp_path: Path,
) -> None:
    async with started(tmp_path) as house:
        congress = await make_congress(house.db, 6)
        wall, chair = watching(house, congress, Audience.SCREEN), congress.chair
        console = watching(house, congress, Audience.CHAIR)
        other = await add_screen(house.db, congress.clerk, Look("left"))
        await quiet(house)
        await show(house.db, chair, other, Picture(Shows.MESSAGE, "only left"))
        await come_true(lambda: console.shows("screens", "only left"))
        await quiet(house)
        assert not wall.shows("stage", "only left")
        await show(house.db, chair, congress.meeting, Picture(Shows.MESSAGE, "to all"))
        await come_true(lambda: wall.shows("stage", "to all"))
        await renew_link(house.db, chair, congress.meeting)
        assert (Audience.SCREEN, Language.EN, congress.meeting) not in house.hub.watching(
            congress.meeting
        )
