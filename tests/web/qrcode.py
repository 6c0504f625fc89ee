"""A reader for the codes on badges: from the printed picture back to the link.

Only what a badge needs (29 cells across, error correction M, mask 3, the coarse alphabet), and
no mending of errors: a fresh print has none.
"""

import re
from collections.abc import Iterator

SIZE, BORDER, DATA = 29, 2, 44  # cells, light cells around, bytes of data before the mending
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
STEP = re.compile(r"([Mmh]) *(-?[\d.]+)(?:[ ,]+(-?[\d.]+))?")


def read_qr(svg: str) -> str:
    """The text of a code drawn by `web.qr`."""
    bits = "".join(_bits(_cells(svg)))[: DATA * 8]
    assert bits[:4] == "0010", "the coarse alphabet"
    length, at, text = int(bits[4:13], 2), 13, ""
    while length - len(text) >= 2:
        high, low = divmod(int(bits[at : at + 11], 2), 45)
        text, at = text + ALPHABET[high] + ALPHABET[low], at + 11
    return text + (ALPHABET[int(bits[at : at + 6], 2)] if length > len(text) else "")


def _cells(svg: str) -> set[tuple[int, int]]:
    """The dark cells, by row and column, from the strokes of the path."""
    assert f'viewBox="0 0 {SIZE + 2 * BORDER} {SIZE + 2 * BORDER}"' in svg, "29 cells across"
    [path] = re.findall(r' d="([^"]+)"', svg)
    dark, x, y = set(), 0.0, 0.0
    for step, across, down in STEP.findall(path):
        if step == "h":
            dark |= {(int(y) - BORDER, int(x) + n - BORDER) for n in range(int(across))}
        elif step == "M":
            x, y = 0.0, 0.0
        x, y = x + float(across), y + float(down or 0)
    return dark


def _bits(dark: set[tuple[int, int]]) -> Iterator[str]:
    """Two columns at a time, from the right, up and down, around what guides the eye."""
    columns = [*range(SIZE - 1, 6, -2), 5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(SIZE) if turn % 2 else range(SIZE - 1, -1, -1)
        for row in rows:
            for column in (right, right - 1):
                if not _guides(row, column):
                    yield str(int(((row, column) in dark) != ((row + column) % 3 == 0)))


def _guides(row: int, column: int) -> bool:
    corner = (row < 9 and (column < 9 or column >= SIZE - 8)) or (
        row >= SIZE - 8 and column < 9
    )
    return corner or 6 in (row, column) or (20 <= row <= 24 and 20 <= column <= 24)
