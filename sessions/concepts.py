"""Pure thoughts of this room that another room may think with; what is read is in `queries`.

A concept file of a sibling must stay pure, so it cannot import them by the door to the data.
"""

from sessions.speaking.floor import Floor, Matter
from sessions.speaking.limits import LIMITS, REPLY, Ordering, Preset, Terms
from sessions.speaking.order import half_is_heard, is_starving, line, skipped_by
from sessions.speaking.report import GroupShare, Report, report
from sessions.speaking.word import Turn, Waiting, Word

__all__ = ["LIMITS", "REPLY", "Floor", "GroupShare", "Matter", "Ordering", "Preset", "Report"]
__all__ += ["Terms", "Turn", "Waiting", "Word", "half_is_heard", "is_starving", "line"]
__all__ += ["report", "skipped_by"]
