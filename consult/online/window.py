"""When an online consultation is open. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Refused


class WindowState(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `opens_at` until before `closes_at`; `outside`: visitors are heard apart."""

    opens_at: datetime
    closes_at: datetime
    outside: bool

    def state(self, now: datetime) -> WindowState:
        if now < self.opens_at:
            return WindowState.BEFORE
        return WindowState.OPEN if now < self.closes_at else WindowState.OVER


def check_times(opens_at: datetime, closes_at: datetime) -> None:
    """Refuse a window that closes before it opens."""
    if closes_at <= opens_at:
        raise Refused("window-backwards", field="closes_at")


def check_is_open(window: Window, now: datetime) -> None:
    """Refuse voices before the window opens and after it closes."""
    match window.state(now):
        case WindowState.BEFORE:
            raise Refused("window-not-yet")
        case WindowState.OVER:
            raise Refused("window-over")
