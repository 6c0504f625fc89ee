"""What is told of pictures."""

from dataclasses import dataclass

from core.journal import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDrawn(Tick):
    """There is a newer one for the screens."""

    people: int
