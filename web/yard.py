"""The living parts of a consultation: which there are, what touches them, what they show."""

from collections.abc import Set

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.queries import YardView, find_talk, find_yard
from web.hub import Audience

# A part's template is live/<part>.html, its element has id=<part>.
YARD_PARTS: dict[Audience, tuple[str, ...]] = {
    Audience.STOOL: ("phase", "said"),
    Audience.BENCH: ("phase", "stools", "heard"),
    Audience.YARD: ("yard",),
    Audience.PICTURE: ("picture",),
}
ALL_PARTS = frozenset(part for parts in YARD_PARTS.values() for part in parts)
TOLD = ALL_PARTS - {"phase", "picture"}  # a picture tells of itself when it is drawn
YARD_TOUCHES: dict[str, frozenset[str]] = {
    "ConsultationSetUp": ALL_PARTS,
    "ConsultationMoved": ALL_PARTS,
    "ContributionMade": TOLD,
    "ContributionWithdrawn": TOLD,
    # Not "said": three hundred phones need not be told that somebody else agreed.
    "ReactionsChanged": frozenset({"heard", "yard"}),
    **dict.fromkeys(
        ("StoolsPrinted", "StoolsChanged", "StoolReissued", "StoolReleased"),
        frozenset({"stools", "yard"}),
    ),
    "PictureDrawn": frozenset({"picture"}),
    **dict.fromkeys(("WindowSet", "DraftLaid", "DraftRemoved"), frozenset({"phase", "yard"})),
    **dict.fromkeys(("GridsImported", "ExpertListed", "ExpertRemoved"), frozenset[str]()),
}


async def yard_for(
    connection: AsyncConnection, meeting: str, audiences: Set[Audience]
) -> YardView | None:
    """Read only where somebody looks at a consultation, and None where there is none."""
    if audiences.isdisjoint(YARD_PARTS):
        return None
    if audiences.isdisjoint(YARD_PARTS.keys() - {Audience.PICTURE}):
        return await find_talk(connection, meeting)
    return await find_yard(connection, meeting)
