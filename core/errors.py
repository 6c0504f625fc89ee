"""The ways to say no. Rules raise a code with facts; the doors find the words."""

from collections.abc import Sequence
from dataclasses import dataclass, field


class Refused(Exception):
    """A rule says no: `code` names it, `facts` fill its sentence, `field` is the input."""

    def __init__(self, code: str, field: str | None = None, **facts: object) -> None:
        super().__init__(code, field, facts)
        self.code = code
        self.field = field
        self.facts = facts


class NotHere(Refused):
    """There is no such thing, or it is not yours: both get the same answer."""

    def __init__(self, thing: str) -> None:
        super().__init__("not-here", thing=thing)


class Forbidden(Refused):
    """The act exists, but it belongs to another role."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One line of an imported table that cannot be taken, counted as the spreadsheet counts."""

    line: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)


class BadRows(Refused):
    """A table with bad rows. Nothing of it was taken in."""

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__("bad-rows", field="file", count=len(rows))
        self.rows = tuple(rows)
