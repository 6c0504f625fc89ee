"""Which living parts a piece of news concerns."""

from consult.poll.events import POLL_FACTS
from sessions.speaking.events import SPOKEN, WRITTEN
from web.yard import YARD_TOUCHES

# What a piece of news touches. What is not named here touches everything.
TOUCHES: dict[str, frozenset[str]] = {
    # Also the console: its next act waits for the quorum.
    "AttendanceChanged": frozenset({"attendance", "console", "missing", "floor", "lectern"}),
    "TurnoutChanged": frozenset({"turnout"}),
    "TallyChanged": frozenset({"turnout"}),
    "PersonArrived": frozenset(),
    "AttendanceMarked": frozenset(),
    **dict.fromkeys(("PersonReturned", "PersonLeft", "ManyMarked", "MarkUndone"), frozenset()),
    **dict.fromkeys(("RegisterFrozen", "RegisterExtended"), frozenset()),
    "PresentRecounted": frozenset({"console"}),
    "BadgesPrinted": frozenset(),
    "BallotsListed": frozenset(),
    "AdviceAttached": frozenset(),
    "DeviceEnrolled": frozenset(),
    "BoxFilled": frozenset({"turnout"}),
    "BoxChecked": frozenset({"stage", "console"}),
    "SlipGiven": frozenset({"turnout"}),
    # Also the console: it says what the hall will see next.
    "ScreenChanged": frozenset({"stage", "screens", "console"}),
    "ScreenLinkEnded": frozenset({"screens", "console"}),
    "DeviceRefused": frozenset({"devices"}),
    "DeviceReleased": frozenset({"devices"}),
    "BadgeReissued": frozenset({"devices"}),
    "NoticeGiven": frozenset({"notices"}),
    "NoticeWithdrawn": frozenset({"notices"}),
    "HandoutReleased": frozenset(),
    "HandoutWithdrawn": frozenset(),
    "HandoutReplaced": frozenset(),
    "AnnouncementIssued": frozenset(),
    "FunnelBegun": frozenset(),
    "FunnelEntriesListed": frozenset(),
    "FunnelStagesPlanned": frozenset(),
    "FunnelVotesTyped": frozenset(),
    "FunnelStageConcluded": frozenset(),
    **YARD_TOUCHES,
    **dict.fromkeys(WRITTEN | POLL_FACTS, frozenset()),
    **dict.fromkeys(SPOKEN, frozenset({"queue", "lectern", "floor"})),
}
