"""The big screens as chair and clerk set them, and as the hall sees them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ids import ScreenId
from sessions.screens import commands, store
from sessions.screens.queries import screens_of
from sessions.screens.screen import Look, Picture, Screen, Shows
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}\u202egpj.exe"


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair)


@pytest.fixture
def at(congress: Congress) -> str:
    return f"/m/{congress.meeting}/screens"


def screens(hall: Hall, congress: Congress) -> tuple[Screen, ...]:
    return hall.do(congress.read, screens_of, congress.meeting)


def link(hall: Hall, screen: Screen) -> str:
    return f"/s/{hall.house.signer.screen_token(screen.id, screen.edition)}"


def seen(hall: Hall, congress: Congress, number: int = 0, language: str = ENGLISH) -> Page:
    """What the hall sees on the first screen, or on another."""
    page = hall.browser(language).see(link(hall, screens(hall, congress)[number]))
    assert page.sins == []
    return page


def stage(hall: Hall, screen: Screen) -> str:
    """The picture of a screen, byte by byte."""
    html = hall.browser().get(link(hall, screen)).text
    return html[html.index('<section id="stage"') : html.rindex("</section>")]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_console_puts_other_pictures_on_the_screen_and_comes_back(
    hall: Hall, congress: Congress, language: str
) -> None:
    chair = hall.visitor(congress, congress.chair, language)
    console, main = f"/m/{congress.meeting}/chair", congress.meeting
    followed = seen(hall, congress, language=language).part("stage")
    for shows in ("agenda", "attendance", "title"):
        data = {"shows": shows, "chosen": main}
        answer = chair.act(f"{console[:-6]}/screens/{main}/show", data)
        assert answer.headers["location"] == f"{console}?screen={main}"
        assert seen(hall, congress, language=language).part("stage") != followed
    page = chair.done(console, f"{main}/show", {"shows": "meeting"})
    assert page.part("screens")
    assert seen(hall, congress, language=language).part("stage") == followed


def test_blank_shows_nothing_and_then_what_was_there(
    hall: Hall, congress: Congress, chair: Browser
) -> None:
    console = f"/m/{congress.meeting}/chair"
    before = seen(hall, congress).part("stage")
    page = chair.done(console, "/blank")
    assert seen(hall, congress).part("stage") == ""
    assert "No big screen follows the meeting" in page.part("console")
    assert "No big screen follows" not in chair.done(console, "/unblank").part("console")
    assert seen(hall, congress).part("stage") == before


def test_the_console_says_what_the_hall_will_see(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    hall.do(adopted, congress, 3, 1)
    console = f"/m/{congress.meeting}/chair"
    assert "The hall will see: that the ballot is ready" in chair.see(console).part("console")
    chair.done(at, "/screens", {"name": "Left wall"})
    chair.act(f"{at}/{congress.meeting}/blank")
    assert "The hall will see, on Left wall only:" in chair.see(console).part("console")


def test_a_message_lies_over_the_picture_and_is_taken_away(
    hall: Hall, congress: Congress, chair: Browser
) -> None:
    console = f"/m/{congress.meeting}/chair"
    before = seen(hall, congress).part("stage")
    page = chair.done(console, "/say", {"text": "请关闭手机铃声"})
    assert "请关闭手机铃声" in page.part("screens")
    assert seen(hall, congress).part("stage") == f"{before} 请关闭手机铃声"
    chair.done(console, "/lift")
    assert seen(hall, congress).part("stage") == before


@pytest.mark.parametrize("way", ["band", "message", "title"])
def test_hostile_words_are_words(
    hall: Hall, congress: Congress, chair: Browser, at: str, way: str
) -> None:
    assert chair.act(f"{at}/say", {"text": HOSTILE, "as": way}).status_code == 303
    page = seen(hall, congress)
    assert '<img src=x onerror=alert(1)>"' in page.part("stage")
    assert "img" not in page.tags
    assert "\u202e" not in page.text, "no sign that turns the words around"
    console = chair.see(f"/m/{congress.meeting}/chair")
    assert console.sins == []
    assert "onerror=alert(1)" in console.part("screens")


def test_too_long_a_message_is_refused_and_kept(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    long = "很" * 201
    page = chair.refused(f"/m/{congress.meeting}/chair", "/say", {"text": long})
    assert page.sheet("/say").values["text"] == long
    assert seen(hall, congress).part("stage").count("很") == 0


@pytest.mark.parametrize(
    ("typed", "shown"), [({"minutes": "10"}, "09:10"), ({"clock": "9:30"}, "09:30")]
)
def test_a_countdown_says_its_end_and_survives_a_reload(
    hall: Hall,
    congress: Congress,
    chair: Browser,
    clock: FixedClock,
    typed: dict[str, str],
    shown: str,
) -> None:
    chair.done(f"/m/{congress.meeting}/chair", "/countdown", {**typed, "caption": "休息"})
    before = seen(hall, congress).part("stage")
    assert before.startswith("青禾县第十八届人民代表大会 休息")
    assert shown in before
    clock.advance(minutes=3)
    assert seen(hall, congress).part("stage") == before


@pytest.mark.parametrize(
    "typed", [{}, {"minutes": "0"}, {"minutes": "x"}, {"clock": "25:00"}, {"clock": "08:59"}]
)
def test_a_countdown_without_an_end_is_refused(
    hall: Hall, congress: Congress, chair: Browser, typed: dict[str, str]
) -> None:
    typed |= {"caption": "休息"}
    page = chair.refused(f"/m/{congress.meeting}/chair", "/countdown", typed)
    assert page.sheet("/countdown").values["caption"] == "休息"
    assert screens(hall, congress)[0].follows


def test_an_announced_result_can_be_shown_again_and_no_other(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    data = {"shows": "result", "round": round}
    assert chair.act(f"{at}/{congress.meeting}/show", data).status_code == 422
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.announce, round)
    result = seen(hall, congress).part("stage")
    hall.do(adopted, congress, 3, 1)
    assert seen(hall, congress).part("stage") != result
    assert chair.act(f"{at}/{congress.meeting}/show", data).status_code == 303
    assert seen(hall, congress).part("stage") == result


def test_each_screen_has_its_own_link_and_picture(
    hall: Hall, congress: Congress, at: str
) -> None:
    clerk = hall.visitor(congress, congress.clerk)
    page = clerk.done(at, "/screens", {"name": "Left wall", "theme": "dark"})
    assert "Left wall" in page.text
    left = screens(hall, congress)[1]
    clerk.done(at, f"{left.id}/show", {"shows": "agenda"})
    assert seen(hall, congress, 1).part("stage") != seen(hall, congress, 0).part("stage")
    assert 'class="stage with-list dark fill"' in stage(hall, left)


def test_a_link_that_was_replaced_or_removed_opens_nothing(
    hall: Hall, congress: Congress, at: str
) -> None:
    clerk = hall.visitor(congress, congress.clerk)
    clerk.done(at, "/screens", {"name": "Left wall"})
    main, left = screens(hall, congress)
    old, gone = link(hall, main), link(hall, left)
    clerk.done(at, f"{main.id}/link")
    clerk.done(at, f"{left.id}/remove")
    for dead in (old, gone, f"{old}/test"):
        assert hall.browser().get(dead).status_code == 404
    assert seen(hall, congress).part("stage"), "the new link is good"
    assert link(hall, screens(hall, congress)[0]) in clerk.see(at).links


@pytest.mark.parametrize(
    "act", ["", "/say", "/lift", "/countdown", "/{}/show", "/{}/blank", "/{}/link", "/{}/look"]
)
def test_a_deputy_sets_nothing(hall: Hall, congress: Congress, at: str, act: str) -> None:
    deputy = hall.visitor(congress, congress.deputies[1])
    data = {"text": "x", "name": "x", "shows": "agenda", "minutes": "5"}
    answer = deputy.act(at + act.format(congress.meeting), data)
    assert answer.status_code == 403
    assert screens(hall, congress) == (screens(hall, congress)[0],)
    assert screens(hall, congress)[0].follows
    assert deputy.get(at).status_code == 403


def test_the_screen_of_another_meeting_is_not_set(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    theirs = congress.outsider.meeting
    for act, data in [(f"{theirs}/blank", {}), ("say", {"text": "x", "screen": theirs})]:
        assert chair.act(f"{at}/{act}", data).status_code == 404


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_test_picture_has_words_of_both_languages(
    hall: Hall, congress: Congress, language: str
) -> None:
    page = hall.browser(language).see(f"{link(hall, screens(hall, congress)[0])}/test")
    assert page.sins == []
    assert "民生实事 Project" in page.text
    assert page.sheets == []


def test_the_console_names_who_is_missing_and_nothing_of_their_ballots(
    hall: Hall, called: Called
) -> None:
    congress = called(6)
    hall.do(congress.gather, 5)
    hall.do(congress.open)
    away = congress.deputies[-1]
    chair = hall.visitor(congress, congress.chair)
    console = f"/m/{congress.meeting}/chair"
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    before = chair.see(console).part("missing")
    assert away.name in before
    assert congress.deputies[1].name not in before
    hall.do(congress.cast_all, round, ["+--"] * 2)
    assert chair.see(console).part("missing") == before


PICTURES = st.one_of(
    st.sampled_from([Picture(one) for one in (Shows.MEETING, Shows.AGENDA, Shows.TITLE)]),
    st.builds(Picture, st.just(Shows.MESSAGE), st.sampled_from(["请安静", "a < b"])),
)
ACTS = st.one_of(
    PICTURES,
    st.booleans(),
    st.sampled_from(["", "请就座"]),
)


@given(st.lists(ACTS, min_size=1, max_size=5))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_picture_follows_from_what_is_stored_and_from_nothing_else(
    hall: Hall, congress: Congress, clock: FixedClock, acts: list[Picture | bool | str]
) -> None:
    """However a screen came to its state, it shows what a new one in that state shows."""
    hall.do(play, congress, acts)
    main, twin = screens(hall, congress)[0], hall.do(twin_of, congress)
    shown = stage(hall, main)
    clock.advance(hours=1)
    assert stage(hall, twin) == shown == stage(hall, main)


async def play(congress: Congress, acts: list[Picture | bool | str]) -> None:
    for act in acts:
        by, main = congress.chair, congress.meeting
        match act:
            case Picture():
                await commands.show(congress.db, by, main, act)
            case bool():
                await commands.set_blank(congress.db, by, main, act)
            case str():
                await commands.lay_band(congress.db, by, main, act)


async def twin_of(congress: Congress) -> Screen:
    """A screen nobody ever touched, put at once into the state of the main one."""
    main = (await congress.read(screens_of, congress.meeting))[0]
    twin = Screen(
        ScreenId("twin"), main.meeting, 1, Look("twin"), main.picture, main.band, main.is_blank
    )
    async with congress.db.transaction() as tx:
        await store.keep_screen(tx.connection, twin)
    return twin
