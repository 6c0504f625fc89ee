"""Doors printed in a terminal: a link to click and a QR code to scan."""

import socket
from collections.abc import Sequence

import segno
from rich.cells import cell_len

ACROSS = 3  # QR codes beside each other: three fit a terminal of 120 columns


def print_doors(doors: Sequence[tuple[str, str]]) -> None:
    """Each door as a line with its link; below, the QR codes beside each other."""
    width = max(cell_len(name) for name, _ in doors)
    for name, link in doors:
        print(f"  {name}{' ' * (width - cell_len(name))}  {link}")
    print()
    for start in range(0, len(doors), ACROSS):
        row = doors[start : start + ACROSS]
        codes = [_qr_lines(link) for _, link in row]
        wide = [max(len(line) for line in code) for code in codes]
        titles = zip(row, wide, strict=True)
        print("  ".join(name + " " * (size - cell_len(name)) for (name, _), size in titles))
        for index in range(max(len(code) for code in codes)):
            print(
                "  ".join(
                    (code[index] if index < len(code) else "").ljust(size)
                    for code, size in zip(codes, wide, strict=True)
                )
            )
        print()


def _qr_lines(link: str) -> list[str]:
    """Half-block characters: dark on light whatever the terminal's colours are set to."""
    # A badge's link may be all upper case, which makes a coarser code that scans easier.
    code = segno.make(link.upper() if "/b/" in link else link, micro=False)
    rows = [[bool(cell) for cell in row] for row in code.matrix]
    size = len(rows)
    if len(rows) % 2:
        rows.append([False] * size)
    blocks = {(False, False): "█", (True, False): "▄", (False, True): "▀", (True, True): " "}
    body = [
        "█" + "".join(blocks[(up, down)] for up, down in zip(top, bottom, strict=True)) + "█"
        for top, bottom in zip(rows[::2], rows[1::2], strict=True)
    ]
    edge = "█" * (size + 2)
    return [edge, *body, edge]


def lan_address() -> str:
    """This machine's address in the local network. Nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737)
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])
