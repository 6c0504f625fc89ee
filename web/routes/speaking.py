"""What members do about speaking: ask, take back, pass, put questions, stand by a summary."""

from starlette.responses import Response

from core.people import Role
from sessions import queries as sessions
from sessions.speaking import commands as speaking
from sessions.speaking.asking import ASKED_FOR, SPEAKERS
from sessions.speaking.queries import load_floor, view_of
from sessions.speaking.questions import commands as asking
from sessions.speaking.questions.queries import questions as all_questions
from sessions.speaking.questions.question import ANSWER_LENGTH, TEXT_LENGTH, UNIT_LENGTH
from sessions.speaking.summaries import commands as writing
from sessions.speaking.summaries.queries import my_summaries, recorded_turns
from sessions.speaking.summaries.summary import SUMMARY_LENGTH
from sessions.speaking.word import Category, Word
from web.access import Who, act, page
from web.visit import Visit

M = "/m/{meeting:str}"
S = M + "/speaking"


async def mine(visit: Visit) -> Response:
    """Where I wait, and what was written of my speeches."""
    meeting = visit.me.meeting
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, meeting)
        floor = await load_floor(connection, meeting)
        # A heading is never the current item: who waited there would never be called.
        asked_for = [one for one in view.agenda if one.state in ASKED_FOR]
        open_to = [one for one in asked_for if not one.is_heading]
        listed = [await view_of(connection, meeting, floor, item) for item in open_to]
        summaries = await my_summaries(connection, meeting, visit.me.person)
    return visit.render(
        "speaking/mine.html",
        view=view,
        listed=listed,
        floor=floor,
        summaries=summaries,
        may_speak=not visit.me.roles.isdisjoint(SPEAKERS),
    )


def _back(visit: Visit) -> Response:
    here = visit.form.values.get("from") == "now"
    return visit.go(f"/m/{visit.me.meeting}{'' if here else '/speaking'}")


async def ask(visit: Visit) -> Response:
    form = visit.form
    word = form.choice("word", Word) if form.values.get("word") else Word.SPEECH
    category = form.choice("category", Category) if form.values.get("category") else None
    form.check()
    item = visit.path("item")
    await speaking.ask_to_speak(visit.house.db, visit.me, item, word, category)
    return _back(visit)


async def take_back(visit: Visit) -> Response:
    entry = visit.form.text("entry", 20)
    visit.form.check()
    await speaking.withdraw(visit.house.db, visit.me, visit.path("item"), entry)
    return _back(visit)


async def pass_word(visit: Visit) -> Response:
    await speaking.pass_word(visit.house.db, visit.me, visit.path("item"))
    return _back(visit)


async def questions(visit: Visit) -> Response:
    """All questions of the meeting, for everybody in it."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        put = await all_questions(connection, visit.me.meeting)
        lines = await sessions.roster(connection, visit.me.meeting)
    heads = [one for one in lines if Role.NON_VOTING in one.roles]
    return visit.render(
        "speaking/questions.html",
        view=view,
        questions=put,
        units=sorted({one.delegation or one.name for one in heads}),
        may_ask=Role.DEPUTY in visit.me.roles,
    )


async def put_question(visit: Visit) -> Response:
    form = visit.form
    item, unit = form.text("item", 20), form.text("unit", UNIT_LENGTH)
    text = form.text("text", TEXT_LENGTH)
    form.check()
    await asking.put_question(visit.house.db, visit.me, item, unit, text)
    return visit.go(f"/m/{visit.me.meeting}/questions")


async def answer(visit: Visit) -> Response:
    form, question = visit.form, visit.path("question")
    if form.values.get("due_on", "").strip():
        note = form.text("answer", ANSWER_LENGTH, needed=False)
        form.check()
        due_on = form.values["due_on"]
        await asking.promise_answer(visit.house.db, visit.me, question, due_on, note)
    else:
        text = form.text("answer", ANSWER_LENGTH)
        form.check()
        await asking.answer_question(visit.house.db, visit.me, question, text)
    return visit.go(f"/m/{visit.me.meeting}/questions")


async def summaries(visit: Visit) -> Response:
    """The recorder's page: every turn, and what has been written of it."""
    async with visit.house.db.reading() as connection:
        view = await sessions.meeting_view(connection, visit.me.meeting)
        turns = await recorded_turns(connection, visit.me.meeting)
    return visit.render("speaking/summaries.html", view=view, turns=turns)


async def write(visit: Visit) -> Response:
    text = visit.form.text("text", SUMMARY_LENGTH)
    visit.form.check()
    send = visit.form.is_ticked("send")
    turn = visit.path("turn")
    await writing.write_summary(visit.house.db, visit.me, turn, text, send=send)
    return visit.go(f"/m/{visit.me.meeting}/summaries")


async def confirm(visit: Visit) -> Response:
    await writing.confirm_summary(visit.house.db, visit.me, visit.path("turn"))
    return visit.go(f"/m/{visit.me.meeting}/speaking")


async def correct(visit: Visit) -> Response:
    text = visit.form.text("correction", SUMMARY_LENGTH)
    visit.form.check()
    await writing.correct_summary(visit.house.db, visit.me, visit.path("turn"), text)
    return visit.go(f"/m/{visit.me.meeting}/speaking")


routes = [
    page(S, mine, Who.MEMBER),
    act(f"{S}/{{item:str}}/ask", ask, Who.MEMBER, again=mine),
    act(f"{S}/{{item:str}}/take-back", take_back, Who.MEMBER, again=mine),
    act(f"{S}/{{item:str}}/pass", pass_word, Who.MEMBER, again=mine),
    page(f"{M}/questions", questions, Who.MEMBER),
    act(f"{M}/questions", put_question, Who.DEPUTY, again=questions),
    act(f"{M}/questions/{{question:str}}", answer, Who.ANSWERER, again=questions),
    page(f"{M}/summaries", summaries, Who.CLERK),
    act(f"{M}/summaries/{{turn:str}}", write, Who.CLERK, again=summaries),
    act(f"{M}/summaries/{{turn:str}}/confirm", confirm, Who.MEMBER, again=mine),
    act(f"{M}/summaries/{{turn:str}}/correct", correct, Who.MEMBER, again=mine),
]
