"""The plan of a hall as a drawing: one path for all seats, so that 3,000 of them cost nothing.

Sizes are in units of a drawing whose width is fitted to the page. Pure.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sessions.seating import Plan, Seat

PHONE = 320  # CSS pixels: the least width a drawing has on a page
CELL, SEAT = 20, 15  # units from seat to seat, and the side of one
LEAST = 12  # seats: a small hall is not blown up
LABEL, PIN = 16, 9  # CSS pixels on the narrowest phone


@dataclass(frozen=True, slots=True)
class SeatMap:
    width: int
    height: int
    top: int  # where the first row begins
    label: float  # size of letters
    pin: float  # radius of the mark on my seat
    others: str  # a path
    delegation: str  # a path
    x: float  # the middle of my seat
    y: float


def seat_map(plan: Plan, mine: Seat, delegation: Collection[Seat]) -> SeatMap:
    """Row 1 is at the stage; seats run from left to right as the hall sees it."""
    wide = max(plan.width, LEAST)
    width = (wide + 2) * CELL
    unit = max(width / PHONE, 1.0)  # units that make a CSS pixel on the narrowest phone
    top = round(LABEL * unit * 2.6)
    left = CELL + (wide - plan.width) * CELL / 2

    def corner(seat: Seat) -> tuple[float, float]:
        return left + (seat.number - plan.first) * CELL, top + (seat.row - 1) * CELL

    def path(seats: Iterable[Seat]) -> str:
        corners = (corner(one) for one in sorted(seats))
        return "".join(f"M{x:g} {y:g}h{SEAT}v{SEAT}h-{SEAT}z" for x, y in corners)

    near = {one for one in delegation if one in plan.taken}
    x, y = corner(mine)
    return SeatMap(
        width=width,
        height=top + len(plan.rows) * CELL + CELL,
        top=top,
        label=LABEL * unit,
        pin=max(SEAT * 0.7, PIN * unit),
        others=path(plan.taken - near - {mine}),
        delegation=path(near - {mine}),
        x=x + SEAT / 2,
        y=y + SEAT / 2,
    )
