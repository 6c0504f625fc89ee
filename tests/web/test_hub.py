"""Who is looking at what: everybody is told, and nobody is waited for."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.web.patience import WITHIN, come_true
from web import hub as hubs
from web.hub import BEHIND, SENT_AWAY, Audience, Group, Hub, Listener, Message
from web.language import Language


class Window:
    """The far end of a screen's socket: it takes all, or nothing while it is shut."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.is_open = asyncio.Event()
        self.is_open.set()
        self.is_gone = False

    async def send(self, message: Message) -> None:
        await self.is_open.wait()
        if self.is_gone:
            raise ConnectionError("gone")
        self.taken.append(message)

    @property
    def texts(self) -> list[str]:
        return [one["text"] for one in self.taken if "text" in one]

    @property
    def codes(self) -> list[int]:
        return [one["code"] for one in self.taken if "code" in one]


def screen(
    window: Window,
    meeting: str = "m",
    audience: Audience = Audience.PHONE,
    language: Language = Language.ZH,
    person: str | None = None,
) -> Listener:
    return Listener(meeting, audience, language, window.send, person)


@contextmanager
def looking(hub: Hub, *listeners: Listener) -> Iterator[None]:
    with ExitStack() as stack:
        for one in listeners:
            stack.enter_context(hub.listen(one))
        yield


def tell(hub: Hub, text: str) -> None:
    hub.publish("m", Group(Audience.PHONE, Language.ZH), text)


def refreshing(hub: Hub) -> list[str]:
    """Let the hub draw numbered pictures; the list grows by one with each."""
    drawn: list[str] = []

    async def refresh(_: Listener) -> Message:
        drawn.append(f"picture {len(drawn) + 1}")
        return {"type": "websocket.send", "text": drawn[-1]}

    hub.refresh = refresh
    return drawn


async def test_news_goes_to_its_meeting_audience_and_language_alone() -> None:
    hub, mine = Hub(), Window()
    others = [
        screen(Window(), meeting="another"),
        screen(Window(), audience=Audience.SCREEN),
        screen(Window(), language=Language.EN),
    ]
    with looking(hub, screen(mine), *others):
        tell(hub, "news")
        watched = hub.watching("m")
    assert mine.texts == ["news"]
    assert watched == {
        Group(Audience.PHONE, Language.ZH),
        Group(Audience.SCREEN, Language.ZH),
        Group(Audience.PHONE, Language.EN),
    }


async def test_whoever_hangs_up_is_forgotten() -> None:
    hub = Hub()
    with hub.listen(screen(Window())), hub.listen(screen(Window(), meeting="another")):
        assert (hub.count("m"), sorted(hub.meetings())) == (1, ["another", "m"])
    assert (hub.count("m"), hub.meetings(), hub.watching("m")) == (0, [], set())
    tell(hub, "to nobody")


async def test_a_screen_that_is_gone_is_dropped_and_the_others_are_told() -> None:
    hub, dead, alive = Hub(), Window(), Window()
    dead.is_gone = True
    with hub.listen(screen(dead)), hub.listen(screen(alive)):
        tell(hub, "news")
        assert (alive.texts, hub.count("m")) == (["news"], 1)


async def test_nobody_waits_for_a_stalled_screen() -> None:
    hub, stalled, quick = Hub(), Window(), Window()
    refreshing(hub)
    stalled.is_open.clear()
    with hub.listen(screen(stalled)), hub.listen(screen(quick)):
        for number in range(100):
            tell(hub, str(number))
        assert quick.texts == [str(number) for number in range(100)], "without one await"
        assert stalled.texts == []


async def test_a_screen_that_drains_is_shown_the_present_and_not_the_past() -> None:
    hub, stalled = Hub(), Window()
    drawn = refreshing(hub)
    stalled.is_open.clear()
    with hub.listen(listener := screen(stalled)):
        for number in range(100):
            tell(hub, str(number))
        stalled.is_open.set()
        await come_true(lambda: listener.slow is None)
        assert stalled.texts[-1] == drawn[-1]
        assert len(stalled.texts) <= 2, "one picture, not a hundred"
        tell(hub, "next")
        assert stalled.texts[-1] == "next"


async def test_what_happens_while_a_picture_is_drawn_is_drawn_again() -> None:
    hub, stalled = Hub(), Window()
    drawn = refreshing(hub)
    stalled.is_open.clear()
    with hub.listen(listener := screen(stalled)):
        tell(hub, "a")
        await come_true(lambda: drawn)
        tell(hub, "b")
        stalled.is_open.set()
        await come_true(lambda: listener.slow is None)
        assert stalled.texts == ["picture 1", "picture 2"]


async def test_a_screen_that_does_not_drain_in_time_is_sent_home_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "PATIENCE", 0.02)
    hub, stalled = Hub(), Window()
    drawn = refreshing(hub)
    stalled.is_open.clear()
    with hub.listen(screen(stalled)):
        tell(hub, "news")
        await come_true(lambda: drawn)
        monkeypatch.setattr(hubs, "PATIENCE", WITHIN)  # for the goodbye
        await come_true(lambda: hub.count("m") == 0)
        stalled.is_open.set()
        await come_true(lambda: stalled.codes == [BEHIND])


async def test_a_screen_that_dies_while_it_drains_is_dropped() -> None:
    hub, stalled = Hub(), Window()
    refreshing(hub)
    stalled.is_open.clear()
    with hub.listen(listener := screen(stalled)):
        tell(hub, "news")
        stalled.is_gone = True
        stalled.is_open.set()
        await come_true(lambda: listener.slow is None)
        assert hub.count("m") == 0


async def test_a_lost_badge_closes_its_screens_in_every_meeting_and_no_others() -> None:
    hub, mine, far, theirs, wall = Hub(), Window(), Window(), Window(), Window()
    with looking(
        hub,
        screen(mine, person="li"),
        screen(far, meeting="another", person="li"),
        screen(theirs, person="wang"),
        screen(wall, audience=Audience.SCREEN),
    ):
        hub.send_away("li")
        await come_true(lambda: mine.codes and far.codes)
        assert (mine.codes, far.codes) == ([SENT_AWAY], [SENT_AWAY])
        assert (theirs.codes, wall.codes) == ([], [])
        assert (hub.count("m"), hub.count("another")) == (2, 0)


async def test_when_roles_may_have_changed_all_but_the_wall_must_ask_again() -> None:
    hub, mine, far, wall = Hub(), Window(), Window(), Window()
    with looking(
        hub,
        screen(mine, person="li"),
        screen(far, meeting="another", person="li"),
        screen(wall, audience=Audience.SCREEN),
    ):
        hub.call_back("m")
        await come_true(lambda: mine.codes)
        assert (mine.codes, far.codes, wall.codes) == ([BEHIND], [], [])
