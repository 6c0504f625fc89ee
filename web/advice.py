"""What residents' approvals alone would fund, beside an announced result."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ballots.funding import queries as funding
from ballots.funding.advice import Advice, Attached, Purse, advise
from ballots.queries import RoundView
from web.house import House

PATIENCE = 3.0  # seconds a page waits for a count that was never asked for before


@dataclass(frozen=True, slots=True)
class AdvicePanel:
    """Both lists, by number of candidate. `advice` is None while it is still worked out."""

    attached: Attached
    names: Mapping[int, str]
    chosen: tuple[tuple[int, str], ...]
    cap: Decimal | None
    advice: Advice | None

    @property
    def both(self) -> set[int]:
        funded = self.advice.funded if self.advice else ()
        return {no for no, _ in self.chosen} & set(funded)

    @property
    def is_of_method(self) -> bool:
        return self.advice is not None and self.advice.purse is Purse.METHOD

    @property
    def budget(self) -> Decimal:
        """In the currency of the file. Exact: a file writes at most four decimals."""
        return decimal(self.attached.budget)


def decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator


async def advice_panel(house: House, view: RoundView) -> AdvicePanel | None:
    """The panel of this round, if there is one to show; worked out beside the event loop."""
    meeting, round = view.round.meeting, view.round.id
    async with house.db.reading() as connection:
        found = await funding.beside_round(connection, meeting, round)
    if found is None:
        return None
    cap = found.method.budget_cap

    async def work_out() -> Advice:
        async with house.db.reading() as connection:
            content = await funding.content_beside(connection, meeting, round)
        return await asyncio.to_thread(advise, content, cap)

    key = f"advice {round} {found.attached.file_hash}"
    try:
        advice = await asyncio.wait_for(house.kept.get(key, work_out), PATIENCE)
    except TimeoutError:
        advice = None
    names = {one.no: one.name for one in found.method.candidates}
    return AdvicePanel(found.attached, names, found.chosen, cap, advice)
