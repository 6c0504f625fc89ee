"""A consultation with stools, for the tests of this room."""

from consult.commands import move_on, set_up
from consult.consultation import ConsultForm, ConsultPhase
from consult.contribution.said import Circle, Contributed, ContributionKind
from consult.stools.commands import print_cards
from consult.stools.queries import stools_of
from consult.stools.stool import Stool
from tests.cast import Congress

TOPIC = "东头中心网格：路灯与排水"
ID = "0" * 31


async def gathered(congress: Congress, stools: int = 3) -> dict[int, str]:
    """Set up, with printed cards; the talk has begun. Gives the codes of the cards."""
    await set_up(congress.db, congress.clerk, ConsultForm.BENCH, TOPIC)
    codes = await print_cards(congress.db, congress.clerk, stools)
    await move_on(congress.db, congress.clerk, ConsultPhase.TALKING)
    return codes


async def stool(congress: Congress, number: int) -> Stool:
    return (await congress.read(stools_of, congress.meeting))[number - 1]


def words(text: str = "村口路灯坏了半年", circle: Circle = Circle.PUBLIC) -> Contributed:
    return Contributed(ContributionKind.PROBLEM, text, circle)
