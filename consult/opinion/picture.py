"""A conversation at a glance. The same votes give the same picture, always. Pure.

`picture` is cheap and fit for every vote. `examine` is dear; its findings go into the next
pictures, and until then the ladder says that they are missing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from consult.opinion.components import Components, components, extremity, project, separating
from consult.opinion.consensus import (
    Consensus,
    DeclaredConsensus,
    consensus,
    declared_consensus,
    labels_of,
)
from consult.opinion.divisiveness import divisiveness, pass_share
from consult.opinion.grouping import Grouping, clustered, grouping
from consult.opinion.ladder import (
    LEAST_FOR_LINE,
    LEAST_FOR_MAP,
    LEAST_GROUP,
    Evidence,
    Rung,
    ladder,
)
from consult.opinion.matrix import Counts, Floats, Mask, Matrix, Whole, counts
from consult.opinion.priority import priorities
from consult.opinion.representativeness import (
    Majority,
    Representative,
    majorities,
    representativeness,
)
from consult.opinion.stability import stability
from consult.opinion.structure import has_structure
from consult.opinion.support import Support, support


@dataclass(frozen=True, slots=True)
class Findings:
    """What is dear to compute. None: not computed, or not asked for by so few people."""

    structure: bool | None = None
    stability: float | None = None


NOT_EXAMINED = Findings()


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Statements in order, those moderated out or never voted on left out."""

    most_agreed: tuple[str, ...]
    most_divided: tuple[str, ...]
    least_understood: tuple[str, ...]
    separating: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Everything about a conversation; `rung` says what of it may be shown.

    Arrays have one entry a statement, or a person, in the order of `matrix`.
    """

    matrix: Matrix
    counts: Counts
    support: Support
    divisiveness: Floats
    pass_share: Floats
    lists: Lists
    declared: DeclaredConsensus | None
    axes: Components
    points: Floats
    extremity: Floats
    placed: Mask
    grouping: Grouping | None
    labels: Whole
    consensus: Consensus
    priorities: Floats
    representatives: tuple[tuple[Representative, ...], ...]
    majorities: tuple[Majority, ...]
    evidence: Evidence
    rung: Rung


def picture(
    matrix: Matrix,
    strata: Mapping[str, str] | None = None,
    findings: Findings = NOT_EXAMINED,
    meta: Collection[str] = (),
    groups: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of these votes; `strata` are declared groups by person.

    `groups` stand in for those found, in consensus, priorities and representativeness.
    """
    found, axes, placed = counts(matrix.cells), components(matrix), clustered(matrix)
    alike = grouping(points := project(matrix, axes), placed)
    labels = _labels(matrix, alike, groups)
    reach = extremity(axes)
    declared, supported = declared_consensus(matrix, strata or {}), support(found)
    divided, unclear = divisiveness(found), pass_share(found)
    ranks = [_ranked(matrix, found, one) for one in (supported.low, divided, unclear)]
    seen = evidence(matrix, declared, alike, findings)
    return Picture(
        matrix=matrix,
        counts=found,
        support=supported,
        divisiveness=divided,
        pass_share=unclear,
        lists=Lists(ranks[0], ranks[1], ranks[2], separating(matrix, axes)),
        declared=declared,
        axes=axes,
        points=points,
        extremity=reach,
        placed=placed,
        grouping=alike,
        labels=labels,
        consensus=consensus(matrix, labels),
        priorities=_priorities(matrix, labels, reach, meta),
        representatives=representativeness(matrix, labels),
        majorities=majorities(matrix),
        evidence=seen,
        rung=ladder(seen),
    )


def _labels(matrix: Matrix, alike: Grouping | None, groups: Mapping[str, str] | None) -> Whole:
    if groups is not None:
        return labels_of(matrix, groups)[1]
    return np.full(len(matrix.people), -1, np.int64) if alike is None else alike.labels


def _priorities(matrix: Matrix, labels: Whole, reach: Floats, meta: Collection[str]) -> Floats:
    """By the votes of those who are in a group; while nobody is, by everybody's."""
    counted = matrix.cells[labels >= 0] if np.any(labels >= 0) else matrix.cells
    about = [place for place, one in enumerate(matrix.statements) if one in meta]
    return priorities(counts(counted), reach, about)


def _ranked(matrix: Matrix, found: Counts, score: Floats) -> tuple[str, ...]:
    """By score; of equal scores the one that more people saw, then the earlier statement."""
    shown = np.flatnonzero(~matrix.hidden & (found.seen > 0)).tolist()
    key = np.round(score, 9)
    order = sorted(shown, key=lambda place: (-key[place], -found.seen[place], place))
    return tuple(matrix.statements[place] for place in order)


def evidence(
    matrix: Matrix,
    declared: DeclaredConsensus | None,
    alike: Grouping | None,
    findings: Findings = NOT_EXAMINED,
) -> Evidence:
    """What the ladder asks of these votes. Moderated-out statements count for nothing."""
    answered = matrix.answered & ~matrix.hidden
    return Evidence(
        people=int(np.sum(answered.any(axis=1))),
        statements=int(np.sum(answered.any(axis=0))),
        strata=0 if declared is None else len(declared.strata),
        structure=findings.structure,
        smallest_group=None if alike is None else min(alike.sizes),
        stability=findings.stability,
    )


def examine(matrix: Matrix) -> Findings:
    """Parallel analysis and bootstrap, each only where the ladder would ask for it."""
    alike = grouping(project(matrix, components(matrix)), clustered(matrix))
    asked = evidence(matrix, None, alike)
    if asked.people < LEAST_FOR_LINE:
        return NOT_EXAMINED
    structure = has_structure(matrix)
    small = alike is None or min(alike.sizes) < LEAST_GROUP
    if alike is None or small or not structure or asked.people < LEAST_FOR_MAP:
        return Findings(structure)
    return Findings(structure, stability(matrix, alike))
