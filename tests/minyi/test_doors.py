"""Doors printed in a terminal: a link to click, and a code that a phone can read."""

import pytest
import segno

from minyi.doors import ACROSS, _qr_lines, lan_address, print_doors

LINK = "http://localhost:8000/b/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DARK = {"█": (False, False), "▄": (True, False), "▀": (False, True), " ": (True, True)}


def read_back(lines: list[str]) -> list[list[bool]]:
    """The cells of a printed code, without its light edge."""
    rows: list[list[bool]] = []
    for line in lines[1:-1]:
        cells = [DARK[sign] for sign in line[1:-1]]
        rows += [[up for up, _ in cells], [down for _, down in cells]]
    return rows


@pytest.mark.parametrize("link", [LINK, "http://localhost:8000/s/aZ.x-y_z"])
def test_the_printed_code_is_the_code_of_the_link(link: str) -> None:
    expected = segno.make(link.upper() if "/b/" in link else link, micro=False)
    cells = [[bool(cell) for cell in row] for row in expected.matrix]
    assert read_back(_qr_lines(link))[: len(cells)] == cells


def test_a_code_is_framed_in_light_on_all_sides() -> None:
    lines = _qr_lines(LINK)
    assert set(lines[0]) == set(lines[-1]) == {"█"}
    assert {line[0] + line[-1] for line in lines} == {"██"}
    assert len({len(line) for line in lines}) == 1


def test_every_door_is_printed_with_its_name_and_link(
    capsys: pytest.CaptureFixture[str],
) -> None:
    doors = [(f"Door 门 {no}", f"{LINK[:-1]}{no}") for no in range(ACROSS + 2)]
    print_doors(doors)
    out = capsys.readouterr().out
    for name, link in doors:
        assert f"{link}\n" in out
        assert out.count(name) == 2, "beside its link and above its code"


def test_this_machine_has_an_address_in_its_network() -> None:
    assert lan_address().count(".") == 3 or lan_address() == "localhost"
