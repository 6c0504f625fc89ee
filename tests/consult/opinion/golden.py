"""Real conversations and what Pol.is published about them. They are not copied into the house.

One of 35 people, from red-dwarf's fixtures, and bg2050 (compdemocracy/openData, CC BY 4.0;
data was gathered using the Polis software).
"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from consult.opinion.matrix import Matrix, Vote, matrix

REAL = Path(__file__).parents[4] / "shared" / "data"


def _there(name: str) -> Path:
    file = REAL / name
    if not file.exists():
        pytest.skip("the conversations of Pol.is are not here")
    return file


@cache
def published() -> dict[str, Any]:
    """The mathematics that Pol.is published of the 35 people. Its agree is -1."""
    found: dict[str, Any] = json.loads(_there("polis-golden-35ptpt-math-pca2.json").read_text())
    return found


@cache
def votes() -> tuple[Vote, ...]:
    rows = json.loads(_there("polis-golden-35ptpt-votes.json").read_text())
    return tuple(
        Vote(str(row["pid"]), str(row["tid"]), row["vote"], int(row["modified"]))
        for row in rows
    )


def conversation() -> Matrix:
    return matrix(votes(), hidden=[str(one) for one in published()["mod-out"]])


def groups() -> dict[str, str]:
    """The published group of each person who was in one."""
    bases = published()["base-clusters"]
    members = dict(zip(bases["id"], bases["members"], strict=True))
    return {
        str(person): str(group["id"])
        for group in published()["group-clusters"]
        for base in group["members"]
        for person in members[base]
    }


def by_statement(found: dict[str, float], order: tuple[str, ...]) -> list[float]:
    return [found[statement] for statement in order]


def bg2050() -> tuple[bytes, dict[str, float]]:
    """The votes of 126 people, and the published consensus of each statement."""
    file = _there("polis-bg2050-comments.csv")
    with file.open(encoding="utf-8", newline="") as comments:
        told = {
            row["comment-id"]: float(row["group-informed-consensus"])
            for row in csv.DictReader(comments)
        }
    return _there("polis-bg2050-participants-votes.csv").read_bytes(), told
