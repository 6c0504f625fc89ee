"""The grids and the pool of experts: they belong to the house, and anybody in it reads them."""

from asyncio import to_thread
from collections import Counter

from starlette.responses import Response

from consult.experts import commands as experts
from consult.experts.expert import LENGTHS
from consult.experts.queries import all_experts
from consult.grids import commands as grids
from consult.grids.grid import Level, tree
from consult.grids.queries import all_grids
from core.spreadsheet import read_table, write_csv
from web.access import MOST_UPLOAD, Who, act, page
from web.downloads import attachment
from web.visit import NotSignedIn, Visit


def _by(visit: Visit) -> str:
    if visit.holder is None:
        raise NotSignedIn
    return visit.holder.name


async def show_grids(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        found = await all_grids(connection)
    return visit.render(
        "consult/grids.html",
        roots=tree(found),
        counts=Counter(one.level for one in found),
        deputies=len({name for one in found for name in one.deputies}),
        Level=Level,
        done=visit.request.query_params.get("done", ""),
    )


async def import_grids(visit: Visit) -> Response:
    name, content = visit.form.file("file")
    visit.form.check()
    rows = await to_thread(read_table, name, content)
    count = await grids.import_grids(visit.house.db, _by(visit), rows)
    return visit.go(f"/grids?done={count}")


async def example(visit: Visit) -> Response:
    """A table with the right first line, to fill in."""
    rows = [
        ["编号", "上级编号", "级别", "名称", "网格长", "网格员", "人大代表"],
        ["C01", "", "中心网格", "东头中心网格", "张三", "李四", "王五、赵六"],
        ["C01-1", "C01", "单元网格", "第一单元网格", "钱七", "孙八", "王五"],
    ]
    return attachment("grids.csv", write_csv(rows))


async def show_experts(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        found = await all_experts(connection)
    return visit.render("consult/experts.html", experts=found, lengths=LENGTHS)


async def add_expert(visit: Visit) -> Response:
    name = visit.form.text("name", LENGTHS["name"])
    fields = visit.form.text("fields", LENGTHS["fields"])
    unit = visit.form.text("unit", LENGTHS["unit"], needed=False)
    visit.form.check()
    await experts.list_expert(visit.house.db, _by(visit), name, fields, unit)
    return visit.go("/experts")


async def remove_expert(visit: Visit) -> Response:
    await experts.remove_expert(visit.house.db, _by(visit), visit.path("expert"))
    return visit.go("/experts")


routes = [
    page("/grids", show_grids, Who.HOLDER),
    act("/grids", import_grids, Who.CALLER, again=show_grids, most=MOST_UPLOAD),
    page("/grids.csv", example, Who.HOLDER),
    page("/experts", show_experts, Who.HOLDER),
    act("/experts", add_expert, Who.CALLER, again=show_experts),
    act("/experts/{expert:str}/remove", remove_expert, Who.CALLER, again=show_experts),
]
