"""The clerk's pages of what a poll asks: questions, cards, typing, closing and the report."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from consult.poll import export
from consult.poll import queries as polls
from consult.poll.asking import commands as asking
from consult.poll.card import code_of, shown
from consult.poll.poll import MOST_SEATS
from consult.poll.questionnaire import MOST_ITEMS, Scale, questions, read_projects
from core.spreadsheet import read_table, write_csv, write_xlsx
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.qr import qr_svg
from web.routes.poll_draw import POLL, at_poll, show, view_poll
from web.visit import Visit


async def draft_questions(visit: Visit) -> Response:
    form = visit.form
    texts = [form.text(f"item-{no}", 200, needed=False) for no in range(1, MOST_ITEMS + 1)]
    intro = form.text("intro", 500, needed=False)
    scale = form.choice("scale", Scale)
    budget = form.money("budget")
    form.check()
    await asking.draft_questions(
        visit.house.db,
        visit.me,
        visit.path("poll"),
        lambda now: replace(
            now, intro=intro, budget=budget, items=(*questions(texts, scale), *now.projects)
        ),
    )
    return visit.go(at_poll(visit))


async def import_projects(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    listed = read_projects(await to_thread(read_table, name, content))
    await asking.draft_questions(
        visit.house.db,
        visit.me,
        visit.path("poll"),
        lambda now: replace(now, items=(*now.questions, *listed)),
    )
    return visit.go(at_poll(visit))


async def projects_example(visit: Visit) -> Response:
    rows: list[list[object]] = [["序号", "项目名称", "投资(万元)"], [1, "东村道路硬化", 86.5]]
    return attachment("projects.csv", write_csv(rows))


async def print_cards(visit: Visit) -> Response:
    """The answer to this POST is the sheet: the codes exist nowhere else."""
    many = visit.form.number("many", 1, 2 * MOST_SEATS)
    visit.form.check()
    codes = await asking.print_cards(visit.house.db, visit.me, visit.path("poll"), many)
    cards = await to_thread(_cards, visit.origin, codes)
    response = visit.render("consult/poll/cards.html", view=await view_poll(visit), cards=cards)
    response.headers["cache-control"] = "no-store"
    return response


def _cards(origin: str, codes: Sequence[str]) -> list[tuple[str, str, str]]:
    links = [(code, f"{origin}/q/{code}".upper()) for code in codes]
    return [(shown(code), qr_svg(link), link) for code, link in links]


async def paper(visit: Visit) -> Response:
    """The questionnaire as a paper sheet, with a line for the code of the card."""
    return visit.render("consult/poll/paper.html", view=await view_poll(visit))


async def open_wave(visit: Visit) -> Response:
    await asking.open_wave(visit.house.db, visit.me, visit.path("poll"))
    return visit.go(at_poll(visit))


async def close_wave(visit: Visit) -> Response:
    await asking.close_wave(visit.house.db, visit.me, visit.path("poll"))
    return visit.go(at_poll(visit))


async def typing(visit: Visit) -> Response:
    done = visit.request.query_params.get("done", "")
    return visit.render("consult/poll/typing.html", view=await view_poll(visit), done=done)


async def type_sheet(visit: Visit) -> Response:
    typed = visit.form.text("card", 20)
    visit.form.check()
    code = code_of(typed)
    await asking.type_sheet(
        visit.house.db,
        visit.me,
        visit.path("poll"),
        code,
        visit.form.values,
        visit.form.is_ticked("again"),
    )
    return visit.go(at_poll(visit, "/typing?done=1"))


async def report(visit: Visit) -> Response:
    await asking.write_report(visit.house.db, visit.me, visit.path("poll"))
    return visit.go(at_poll(visit))


async def answers_table(visit: Visit) -> Response:
    view = await view_poll(visit)
    async with visit.house.db.reading() as connection:
        answers = await polls.answers_of(connection, view.poll.id)
    rows = export.answer_rows(view.asked, answers)
    if visit.request.url.path.endswith("xlsx"):
        return attachment("answers.xlsx", await to_thread(write_xlsx, rows, "answers"))
    return attachment("answers.csv", write_csv(rows))


routes = [
    page(f"{POLL}/projects.csv", projects_example, Who.CLERK),
    act(f"{POLL}/questions", draft_questions, Who.CLERK, again=show),
    act(f"{POLL}/projects", import_projects, Who.CLERK, again=show, most=MOST_UPLOAD),
    act(f"{POLL}/cards", print_cards, Who.CLERK, again=show),
    page(f"{POLL}/paper", paper, Who.CLERK),
    act(f"{POLL}/open", open_wave, Who.CLERK, again=show),
    act(f"{POLL}/close", close_wave, Who.CLERK, again=show),
    page(f"{POLL}/typing", typing, Who.CLERK),
    act(f"{POLL}/typing", type_sheet, Who.CLERK, again=typing),
    act(f"{POLL}/report", report, Who.CLERK, again=show),
    page(f"{POLL}/answers.csv", answers_table, Who.CLERK),
    page(f"{POLL}/answers.xlsx", answers_table, Who.CLERK),
]
