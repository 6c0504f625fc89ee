"""Meeting papers and notices, as the clerk brings them."""

from tempfile import SpooledTemporaryFile

from core.ids import HandoutId
from sessions.handouts.commands import add_handout, release_handout
from sessions.handouts.handout import Release
from sessions.notices.commands import give_notice
from sessions.notices.notice import To
from tests.cast import Congress
from tests.sessions.handouts.files import pdf
from web.house import House


async def paper(
    house: House,
    congress: Congress,
    to: Release = Release.ALL,
    content: bytes | None = None,
    name: str = "报告.pdf",
    item: str = "",
) -> HandoutId:
    """A paper on the shelf, released unless it stays a draft."""
    with SpooledTemporaryFile() as file:
        file.write(pdf() if content is None else content)
        made = await add_handout(
            house.db,
            house.shelf,
            congress.clerk,
            file,  # type: ignore[arg-type]
            name,
            item,
        )
    if to is not Release.DRAFT:
        await release_handout(house.db, congress.clerk, made, to)
    return made


async def paper_and_notice(house: House, congress: Congress) -> dict[str, str]:
    """One of each that all may read, by what stands for them in addresses."""
    notice = await give_notice(house.db, congress.clerk, "午餐12时", To.ALL)
    return {"handout": await paper(house, congress), "notice": notice}
