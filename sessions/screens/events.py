"""What the big screens tell. None of it is minuted: it changes nothing in the meeting."""

from dataclasses import dataclass

from core.journal import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenChanged(Tick):
    screen: str  # empty: all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLinkEnded(Tick):
    """Whoever looks by an old link, or at a screen that is gone, sees nothing from now on."""

    screen: str
