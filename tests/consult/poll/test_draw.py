"""The draw: proportional, bound by the published list, and repeatable by anybody."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from consult.poll import draw
from consult.poll.poll import PanelPlace, Resident
from tests.cast import refused
from tests.consult.poll.zeguo import residents

DOC = Path(__file__).parents[3] / "docs" / "deliberative-poll.md"


def parted(many: int = 600) -> list[Resident]:
    fields = ("sex", "age", "village")
    return [
        replace(one, stratum=draw.stratum_of(one, fields, (40, 60))) for one in residents(many)
    ]


def test_seats_go_by_the_largest_remainder() -> None:
    assert draw.apportioned({"a": 416, "b": 338, "c": 246}, 10) == {"a": 4, "b": 3, "c": 3}
    # 1.5 each: the larger first where remainders are equal, then by name.
    assert draw.apportioned({"b": 3, "a": 3}, 3) == {"a": 2, "b": 1}
    assert draw.apportioned({"a": 1, "b": 3}, 2) == {"a": 0, "b": 2}
    with refused("poll-too-many-seats", residents=6):
        draw.apportioned({"a": 6}, 7)


def test_ages_at_a_cut_begin_the_next_band() -> None:
    bands = [draw.age_band(age, (40, 60)) for age in (18, 39, 40, 59, 60, 99)]
    assert bands == ["-39", "-39", "40-59", "40-59", "60-", "60-"]


def test_every_stratum_gets_its_seats_and_the_others_wait_in_order() -> None:
    people = parted()
    panel = draw.drawn(people, 60, "hash|17")
    seats = {one.name: one.seats for one in draw.plan(people, 60)}
    assert sum(seats.values()) == 60
    for name, many in seats.items():
        here = sorted((one for one in panel if one.stratum == name), key=lambda one: one.rank)
        assert [one.rank for one in here] == list(range(1, len(here) + 1))
        assert [one.place for one in here[:many]] == [PanelPlace.INVITED] * many
        assert {one.place for one in here[many:]} <= {PanelPlace.RESERVE}
    assert panel != draw.drawn(people, 60, "hash|18")


def test_one_changed_name_changes_the_hash_and_no_name_is_in_the_list() -> None:
    people = parted(50)
    told = [draw.register_hash(each, "salt") for each in (people, people[:-1])]
    other = [replace(people[0], name="别人"), *people[1:]]
    assert len({*told, draw.register_hash(other, "salt")}) == 3
    assert "居民" not in draw.public_list(people, told[0], 10)


def test_the_recipe_of_the_guide_finds_the_same_panel(tmp_path: Path) -> None:
    people = parted()
    text = draw.public_list(people, "0" * 64, 60)
    (tmp_path / "list.txt").write_text(text, encoding="utf-8", newline="")
    [recipe] = re.findall(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "draw.py").write_text(recipe, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "draw.py", "list.txt", "31462"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    ).stdout
    digest = draw.list_hash(text)
    panel = draw.drawn(people, 60, f"{digest}|31462")
    wanted = {
        name: [
            one.number
            for one in sorted(panel, key=lambda one: one.rank)
            if one.stratum == name and one.place is PanelPlace.INVITED
        ]
        for name in {one.stratum for one in panel}
    }
    lines = said.splitlines()
    assert lines[0] == digest
    found = {
        name: [int(no) for no in numbers.split()]
        for name, _, numbers in (line.partition(": ") for line in lines[1:])
    }
    assert found == wanted
