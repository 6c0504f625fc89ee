"""The living parts of a consultation: which there are, what touches them, what they show."""

from collections.abc import Set

from sqlalchemy.ext.asyncio import AsyncConnection

from consult.queries import YardView, find_talk, find_yard
from web.hub import Audience

# A part's template is live/<part>.html, its element has id=<part>.
YARD_PARTS: dict[Audience, tuple[str, ...]] = {
    Audience.STOOL: ("phase", "hands_phone", "talk_phone", "said"),
    Audience.BENCH: ("phase", "stools", "heard", "talk_desk", "hands_desk"),
    Audience.YARD: ("hands_board", "talk_board", "yard", "agreed"),
    Audience.PICTURE: ("picture",),
}
ALL_PARTS = frozenset(part for parts in YARD_PARTS.values() for part in parts)
TOLD = frozenset({"said", "stools", "heard", "yard", "agreed"})
ENDED = frozenset({"heard", "agreed", "said"})
YARD_TOUCHES: dict[str, frozenset[str]] = {
    "ConsultationSetUp": ALL_PARTS,
    "ConsultationMoved": ALL_PARTS,
    "ContributionMade": TOLD,
    "ContributionWithdrawn": TOLD,
    **dict.fromkeys(
        (
            *("ContributionRemarked", "ContributionAmended", "ContributionSeconded"),
            *("ContributionHidden", "ContributionUnhidden"),
            *("ContributionsCompared", "ContributionsLinked", "ContributionsUnlinked"),
        ),
        TOLD,
    ),
    **dict.fromkeys(("ContributionSettled", "ContributionSentUp", "PromiseHandled"), ENDED),
    **dict.fromkeys(
        (
            *("ResolutionConfirmed", "DissentRecorded", "AssentsChanged"),
            *("HallRecordObjected", "HallRecordTold", "HallRecordChanged"),
        ),
        frozenset({"agreed"}),
    ),
    **dict.fromkeys(("PromiseMade", "ReferralStepped", "LadderTermsSet"), frozenset[str]()),
    # Not "said": three hundred phones need not be told that somebody else agreed.
    "ReactionsChanged": frozenset({"heard", "yard"}),
    **dict.fromkeys(
        ("StoolsPrinted", "StoolsChanged", "StoolReissued", "StoolReleased"),
        frozenset({"stools", "yard"}),
    ),
    **dict.fromkeys(
        ("TalkChanged", "TalkTold"),
        frozenset({"talk_desk", "talk_phone", "talk_board", "hands_board"}),
    ),
    **dict.fromkeys(
        ("HandsChanged", "HandsTold"),
        frozenset({"hands_desk", "hands_phone", "hands_board", "talk_board"}),
    ),
    **dict.fromkeys(("VoicesTied", "VoicesUntied"), frozenset({"heard", "yard"})),
    "HandsAnswered": frozenset({"hands_desk", "hands_board"}),
    **dict.fromkeys(
        (
            *("HallNoticePublished", "HallDepartmentInvited", "HallDepartmentReplied"),
            *("HallDepartmentDropped", "HallExpertPicked", "HallExpertDropped"),
            *("HallQuestionPut", "HallAnswerPromised", "HallQuestionAnswered"),
        ),
        frozenset[str](),
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
