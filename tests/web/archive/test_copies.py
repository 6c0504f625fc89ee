"""One meeting gives the same bytes, and its public copy keeps what is nobody's business."""

import pytest

from sessions import queries as sessions
from sessions.archive import queries
from sessions.archive.commands import choose_terms
from sessions.archive.terms import Copy, Masking, Style, Terms
from sessions.commands import close_meeting
from sessions.retention import Retention
from tests.cast import GUEST, Congress, FixedClock
from tests.web.archive.conftest import Archived, archived
from tests.web.archive.meetings import REASON, closed, held
from tests.web.browse import Hall
from tests.web.scenes import vote_secretly
from web.archive.make import Made

STRICT = Terms(Retention.TEN_YEARS, Masking(Style.LENGTH, deputies=False, officials=False))


def made_again(at: Archived) -> tuple[Made, Made]:
    house, meeting = at.hall.house, at.congress.meeting
    due = at.hall.do(at.congress.read, queries.edition, meeting, 1)
    return at.hall.do(house.keeper.make, house.db, meeting, due)


def test_made_again_it_is_the_same_byte_for_byte(secretly: Archived) -> None:
    internal, public = made_again(secretly)
    assert internal.octets == secretly.octets(Copy.INTERNAL)
    assert public.octets == secretly.octets(Copy.PUBLIC)


def test_the_internal_copy_has_all_and_the_public_one_has_less(plain: Archived) -> None:
    internal, public = plain.files(Copy.INTERNAL), plain.files(Copy.PUBLIC)
    record = {f"documents/attendance.zh.{ending}" for ending in ("html", "docx", "pdf")}
    assert set(internal) - set(public) == {"attendance.json", *record}
    assert REASON.encode() in internal["journal.jsonl"]
    assert GUEST.encode() in internal["attendance.json"]


@pytest.mark.parametrize("at", ["plain", "secretly"])
def test_no_reason_guest_or_vote_is_anywhere_in_a_public_copy(
    at: str, request: pytest.FixtureRequest
) -> None:
    here: Archived = request.getfixturevalue(at)
    octets = here.octets(Copy.PUBLIC)
    lines = here.hall.do(here.congress.read, sessions.roster, here.congress.meeting)
    tails = {one.id_tail for one in lines if one.id_tail}
    assert tails, "the roster has the ends of identity numbers"
    for secret in (REASON, GUEST, *(f'"{tail}"' for tail in tails)):
        assert secret.encode() not in octets, secret
    journal = here.files(Copy.PUBLIC)["journal.jsonl"]
    for person in here.congress.deputies:
        assert f'"{person.person}"'.encode() not in journal, "who came when, or voted how"


def test_strict_terms_leave_no_name_at_all(hall: Hall, clock: FixedClock) -> None:
    congress = hall.do(held, hall.house.db)
    hall.do(vote_secretly, hall, congress, clock)
    hall.do(choose_terms, hall.house.db, congress.clerk, STRICT)
    hall.do(close_meeting, hall.house.db, congress.chair)
    hall.do(hall.house.keeper.settled)
    here = archived(hall, congress)
    octets = here.octets(Copy.PUBLIC)
    people = {one.name for one in hall.do(congress.read, sessions.roster, congress.meeting)}
    for name in people:
        assert name.encode() not in octets, name
        assert name.encode() in here.octets(Copy.INTERNAL)
    assert here.kept[Copy.PUBLIC].retention is Retention.TEN_YEARS
    assert not [name for name in here.files(Copy.PUBLIC) if name.startswith("rounds/")]


def test_terms_chosen_later_make_a_further_edition(hall: Hall, clock: FixedClock) -> None:
    congress = closed(hall, clock)
    before = archived(hall, congress).octets(Copy.INTERNAL)
    hall.do(choose_terms, hall.house.db, congress.clerk, STRICT)
    hall.do(hall.house.keeper.settled)
    kept = hall.do(congress.read, queries.of_meeting, congress.meeting)
    assert sorted(one.edition for one in kept) == [1, 1, 2, 2]
    [first] = [one for one in kept if (one.edition, one.copy) == (1, Copy.INTERNAL)]
    assert hall.house.keeper.octets(first.hash) == before
    [second] = [one for one in kept if (one.edition, one.copy) == (2, Copy.INTERNAL)]
    assert first.hash.encode() in hall.house.keeper.octets(second.hash), "it names the first"


def test_what_a_crash_left_undone_is_made_at_the_next_start(
    hall: Hall, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the files and the shelf."""
    congress = hall.do(held, hall.house.db)
    keeper = hall.house.keeper

    async def killed(*_: object) -> None:
        raise SystemError("power cut")

    with monkeypatch.context() as power:
        power.setattr("web.archive.keeper.commands.shelve_edition", killed)
        hall.do(close_meeting, hall.house.db, congress.chair)
        hall.do(keeper.settled)
    assert hall.do(congress.read, queries.of_meeting, congress.meeting) == []
    written = {path.name: path.read_bytes() for path in keeper.path("x").parent.iterdir()}
    assert len(written) == 2
    _restart(hall)
    here = archived(hall, congress)
    names = {f"{one.hash}.zip" for one in here.kept.values()}
    assert names == written.keys()
    assert {
        path.name: path.read_bytes() for path in keeper.path("x").parent.iterdir()
    } == written


def _restart(hall: Hall) -> None:
    async def start() -> None:
        hall.house.keeper.start(hall.house.db)
        await hall.house.keeper.settled()

    hall.do(start)


def test_a_meeting_that_runs_has_no_archive(hall: Hall) -> None:
    congress: Congress = hall.do(held, hall.house.db)
    _restart(hall)
    assert hall.do(congress.read, queries.of_meeting, congress.meeting) == []
