"""Reactions are told as a number only: nothing says who thinks what."""

from dataclasses import dataclass

from core.journal import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionsChanged(Tick):
    reactions: int
