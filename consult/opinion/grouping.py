"""Groups of people who answer alike, as Pol.is finds them but without its memory. Pure.

Pol.is starts from its last picture, so that a restart changes the groups (polis#2358). Here
every picture is made anew, from the votes alone.
"""

from dataclasses import dataclass

import numpy as np

from consult.opinion.clusters import kmeans, silhouettes
from consult.opinion.matrix import Floats, Mask, Matrix, Whole

LEAST_VOTES = 7
LEAST_PEOPLE = 15
MOST_GROUPS = 5
APART = -1  # the label of who has voted too little to be placed


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """`labels` has one number a person, 0 for the largest group, -1 for who is in none.

    `silhouettes` has the score of each number of groups that was tried, from 2 on.
    """

    labels: Whole
    centres: Floats
    silhouettes: tuple[float, ...]

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def silhouette(self) -> float:
        return max(self.silhouettes)

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(int(np.sum(self.labels == group)) for group in range(self.k))


def clustered(matrix: Matrix) -> Mask:
    """Who has voted enough to be placed: on 7 statements, or on all if they are fewer.

    Where fewer than 15 have, those with the most votes are added up to 15.
    """
    votes = matrix.answered.sum(axis=1)
    enough = votes >= min(LEAST_VOTES, len(matrix.statements))
    if enough.sum() < LEAST_PEOPLE:
        busiest = np.argsort(-votes, kind="stable")[:LEAST_PEOPLE]
        enough[busiest] = votes[busiest] > 0
    return np.asarray(enough)


def grouping(points: Floats, placed: Mask) -> Grouping | None:
    """The best of 2 to min(5, 2 + n // 12) groups by mean silhouette, the fewest of equals.

    `points` is people x 2. None where those placed stand on fewer than three points.
    """
    here = points[placed]
    different = len(np.unique(np.round(here, 9), axis=0))
    if different <= 2:
        return None
    most = min(MOST_GROUPS, 2 + len(here) // 12, different - 1)
    tried = [kmeans(here, k) for k in range(2, most + 1)]
    scores = silhouettes(here, [one.labels for one in tried])
    best = tried[int(np.argmax(np.round(scores, 9)))]
    labels = np.full(len(points), APART, np.int64)
    labels[placed] = best.labels
    return Grouping(labels, best.centres, scores)
