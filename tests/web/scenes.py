"""Steps and looks that the pages' tests share."""

from collections.abc import Sequence
from typing import Any

from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.method import Secrecy
from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from ballots.secret.commands import prepare_box
from core.ids import PaperId
from sessions import queries
from sessions.agenda.course.commands import start_item
from sessions.attendance.rollcall import Line
from sessions.speaking.calling.commands import call_up, stop_turn
from sessions.speaking.commands import ask_to_speak
from sessions.speaking.questions.commands import put_question
from tests.ballots.secret.voting import SITE, SecretVote, enrol, vote_of
from tests.cast import Congress, FixedClock
from tests.web.browse import Hall


async def put_on(congress: Congress, title_or_id: str = "") -> str:
    """Make this item the current one, if it is not; else the agenda's last. Gives its id."""
    view = await congress.read(queries.meeting_view, congress.meeting)
    wanted = [one for one in view.agenda if title_or_id in (one.id, one.title)] or view.agenda
    item = wanted[-1]
    if view.current is None or view.current.id != item.id:
        await start_item(congress.db, congress.chair, item.id)
    return item.id


async def adopted(congress: Congress, stand: int = 3, seats: int = 1, **terms: Any) -> PaperId:
    """A vote whose item is on and whose method all present have adopted."""
    paper = await congress.vote_item(stand, seats, **terms)
    await put_on(congress)
    call = await congress.read(queries.roll_call, congress.meeting)
    await adopt_method(congress.db, congress.chair, paper, Hands(call.present, 0, 0))
    return paper


async def somebody_has_spoken(congress: Congress) -> dict[str, str]:
    """A deputy has spoken under the current item and put a question."""
    view = await congress.read(queries.meeting_view, congress.meeting)
    assert view.current is not None
    db, item, deputy = congress.db, view.current.id, congress.deputies[1]
    turn = await call_up(db, congress.chair, item, await ask_to_speak(db, deputy, item))
    await stop_turn(db, congress.chair, turn)
    question = await put_question(db, deputy, item, "教育局", "何时完工?")
    return {"turn": turn, "question": question}


async def people(congress: Congress) -> list[Line]:
    """Everybody on the roster, as it stands."""
    return await congress.read(queries.roster, congress.meeting)


def desk(congress: Congress) -> str:
    """The address of the clerk's desk."""
    return f"/m/{congress.meeting}/desk"


async def vote_secretly(
    hall: Hall,
    congress: Congress,
    clock: FixedClock,
    signs: Sequence[str] = (),
    **terms: Any,
) -> SecretVote:
    """A secret vote that has been announced; nobody cast in it but whose `signs` these are."""
    house = hall.house
    voters = congress.deputies[: len(signs)]
    await enrol(house.db, voters)
    paper = await congress.adopted(3, 1, secrecy=Secrecy.SECRET, **terms)
    round = await seal_round(house.db, congress.chair, paper, Kind.SECRET)
    await prepare_box(house.db, house.boxes.vault, congress.chair, round, "春", SITE)
    await open_round(house.db, congress.chair, round)
    vote = await vote_of(congress, house.boxes, round)
    await vote.cast_all(signs)
    await vote.close(clock)
    await vote.count()
    await vote.announce()
    return vote


def cookies_of(hall: Hall, congress: Congress, name: str) -> dict[str, str]:
    """What the browser of this one of the cast holds after signing in."""
    if name == "nobody":
        return {}
    who = congress.deputies[1] if name == "deputy" else getattr(congress, name)
    return hall.visitor(congress, who).kept
