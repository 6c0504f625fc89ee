"""Budget lines: planned, committed, paid. 万元, exact. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.errors import Refused
from followup.event import Committed, MatterEvent, Paid
from followup.matter import BudgetLine

MOST = Decimal(10**9)  # 万元: ten trillion yuan is more than any county has
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """One budget line with what was bound and paid of it."""

    seq: int
    source: str
    planned: Decimal
    committed: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def is_over(self) -> bool:
        """Paid more than 100 % of the line."""
        return self.paid > self.planned


@dataclass(frozen=True, slots=True)
class Money:
    accounts: tuple[Account, ...]

    @property
    def planned(self) -> Decimal:
        return sum((one.planned for one in self.accounts), NOTHING)

    @property
    def committed(self) -> Decimal:
        return sum((one.committed for one in self.accounts), NOTHING)

    @property
    def paid(self) -> Decimal:
        return sum((one.paid for one in self.accounts), NOTHING)


def money(lines: Sequence[BudgetLine], events: Iterable[MatterEvent]) -> Money:
    """The lines with their sums. What names no line of the plan is left out."""
    bound: dict[int, Decimal] = {}
    paid: dict[int, Decimal] = {}
    for event in events:
        if isinstance(event, Committed):
            bound[event.line] = bound.get(event.line, NOTHING) + Decimal(event.amount)
        elif isinstance(event, Paid):
            paid[event.line] = paid.get(event.line, NOTHING) + Decimal(event.amount)
    return Money(
        tuple(
            Account(
                one.seq,
                one.source,
                one.planned,
                bound.get(one.seq, NOTHING),
                paid.get(one.seq, NOTHING),
            )
            for one in lines
        )
    )


def check_amount(line: int, amount: Decimal | None, lines: Sequence[BudgetLine]) -> None:
    if line not in {one.seq for one in lines}:
        raise Refused("no-such-line", "line")
    if amount is None or not amount or abs(amount) > MOST:
        raise Refused("amount-needed", "amount")
