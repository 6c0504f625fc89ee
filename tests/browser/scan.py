"""Reading a printed badge as a phone's camera does, from the squares alone.

Just enough of QR for our badges: version 3, one block, alphanumeric, mask 3, and no dirt, so
that nothing needs correcting.
"""

import re
from collections.abc import Iterator

SIDE = 29  # squares a side in version 3
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
ALPHANUMERIC = "0010"
MARKERS = ((0, 9, 0, 9), (0, 9, 21, 29), (21, 29, 0, 9), (20, 25, 20, 25))  # with format bits
TIMING = 6  # the row and the column of dots

Dark = set[tuple[int, int]]


def scan(path: str) -> str:
    """The text in a code drawn as strokes, such as `M2 2.5h7m1 0h2…`."""
    dark = _squares(path)
    rows, columns = {row for row, _ in dark}, {column for _, column in dark}
    assert (len(rows), len(columns)) == (SIDE, SIDE), "a badge's code has one size"
    top, left = min(rows), min(columns)
    bits = "".join(_bits({(row - top, column - left) for row, column in dark}))
    assert bits.startswith(ALPHANUMERIC), "upper-case links are written in the coarse mode"
    return _text(bits[13:], int(bits[4:13], 2))


def _squares(path: str) -> Dark:
    dark: Dark = set()
    x, y = 0, -1
    for kind, across, down in re.findall(r"([Mmh])(-?\d+)(?: (-?[\d.]+))?", path):
        if kind == "h":
            dark |= {(y, column) for column in range(x, x + int(across))}
            x += int(across)
        elif kind == "m":
            x, y = x + int(across), y + int(down)
        else:
            x, y = int(across), int(float(down))
    return dark


def _is_drawing(row: int, column: int) -> bool:
    """Whether this square helps the camera and holds no data."""
    marked = any(a <= row < b and c <= column < d for a, b, c, d in MARKERS)
    return marked or TIMING in (row, column)


def _bits(dark: Dark) -> Iterator[str]:
    """The data, unmasked, in the order of the standard: two columns at a time, up and down."""
    pairs = [right for right in range(SIDE - 1, 0, -2) if right > TIMING] + [5, 3, 1]
    for index, right in enumerate(pairs):
        rows = range(SIDE - 1, -1, -1) if index % 2 == 0 else range(SIDE)
        for row in rows:
            for column in (right, right - 1):
                if not _is_drawing(row, column):
                    masked = (row + column) % 3 == 0
                    yield "01"[((row, column) in dark) ^ masked]


def _text(bits: str, length: int) -> str:
    text = ""
    while len(text) < length - 1:
        first, second = divmod(int(bits[:11], 2), len(LETTERS))
        text, bits = text + LETTERS[first] + LETTERS[second], bits[11:]
    return text if len(text) == length else text + LETTERS[int(bits[:6], 2)]
