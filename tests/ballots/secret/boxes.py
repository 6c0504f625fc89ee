"""Looking into a box."""

from collections import Counter

from ballots.secret.boxfile import BoxFile


def numbers(box: BoxFile) -> dict[int, int]:
    """How many papers of each number lie in it."""
    return dict(Counter(no for no, _, _ in box.rows()))
