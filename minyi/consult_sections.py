"""The eight sections of `minyi consult analyse`, as a script gets them."""

from dataclasses import asdict, dataclass
from typing import Any

from consult.opinion.matrix import Floats, Whole
from consult.opinion.picture import Picture
from minyi.consult_words import WHY_NOT

Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`groups` are the names of the groups that consensus and representativeness are of."""

    picture: Picture
    groups: tuple[str, ...]
    given: bool

    @property
    def ids(self) -> tuple[str, ...]:
        return self.picture.matrix.statements


def sections(found: Analysis) -> dict[str, Section]:
    """All of them by name, in the order in which they are printed."""
    return {
        "pca": pca(found),
        "groups": groups(found),
        "gic": gic(found),
        "priority": {"statements": columns(found, priority=found.picture.priorities)},
        "repness": repness(found),
        "wilson": wilson(found),
        "divisiveness": divisiveness(found),
        "ladder": ladder(found),
    }


def columns(found: Analysis, **numbers: Floats | Whole) -> list[Section]:
    """One entry a statement, with a number from each array."""
    lists = [array.tolist() for array in numbers.values()]
    return [
        {"id": name} | {key: _known(one) for key, one in zip(numbers, row, strict=True)}
        for name, *row in zip(found.ids, *lists, strict=True)
    ]


def _known(number: float) -> float | None:
    return None if number != number else number


def pca(found: Analysis) -> Section:
    shown = found.picture
    x, y = shown.axes.axes
    people = zip(shown.matrix.people, shown.points.tolist(), strict=True)
    return {
        "shares": shown.axes.shares.tolist(),
        "statements": columns(found, mean=shown.axes.mean, x=x, y=y, extremity=shown.extremity),
        "people": [{"id": name, "x": point[0], "y": point[1]} for name, point in people],
    }


def groups(found: Analysis) -> Section:
    shown, alike = found.picture, found.picture.grouping
    people = dict(zip(shown.matrix.people, shown.labels.tolist(), strict=True))
    scores = () if alike is None else alike.silhouettes
    return {
        "by": "file" if found.given else "votes",
        "groups": [
            {"id": name, "people": list(people.values()).count(number)}
            for number, name in enumerate(found.groups)
        ],
        "silhouettes": {str(k): score for k, score in enumerate(scores, start=2)},
        "people": {one: found.groups[label] for one, label in people.items() if label >= 0},
    }


def gic(found: Analysis) -> Section:
    consensus, declared = found.picture.consensus, found.picture.declared
    told: Section = {
        "statements": columns(found, gic=consensus.product, mean=consensus.mean),
        "declared": None,
    }
    if declared is not None:
        told["declared"] = {
            "strata": dict(zip(declared.strata, declared.sizes, strict=True)),
            "suppressed": list(declared.suppressed),
            "statements": columns(
                found, consensus=declared.consensus, minimum=declared.minimum
            ),
        }
    return told


def repness(found: Analysis) -> Section:
    rows = zip(found.groups, found.picture.representatives, strict=True)
    return {
        "groups": [
            {"id": name, "statements": [asdict(one) for one in row]} for name, row in rows
        ],
        "majority": [asdict(one) for one in found.picture.majorities],
    }


def wilson(found: Analysis) -> Section:
    counted, support = found.picture.counts, found.picture.support
    return {
        "statements": columns(
            found,
            agrees=counted.agrees,
            disagrees=counted.disagrees,
            passes=counted.passes,
            low=support.low,
            high=support.high,
            likely=support.likely,
        )
    }


def divisiveness(found: Analysis) -> Section:
    shown = found.picture
    return {
        "statements": columns(
            found, divisiveness=shown.divisiveness, pass_share=shown.pass_share
        )
    }


def ladder(found: Analysis) -> Section:
    rung, facts = found.picture.rung, asdict(found.picture.evidence)
    why = rung.why_not
    return {
        **facts,
        "shown": sorted(rung.shown),
        "why_not": why,
        "because": None if why is None else WHY_NOT[why].format(**facts),
        "separating": list(found.picture.lists.separating),
    }
