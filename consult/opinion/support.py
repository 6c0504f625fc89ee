"""How much support a statement surely has, when few have said anything. Pure.

Of a list on which people can only add their voice, n is the number of those who saw it (in a
room: those present), never the number of voices.
"""

from dataclasses import dataclass

import numpy as np

from consult.opinion.matrix import Counts, Floats, Whole

Z = 1.2816  # one-sided 90 %
STRENGTH = 4.0  # so many imagined voters of the meeting's mean opinion


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Shares of agreement, from 0 to 1: between `low` and `high`, at best guess `likely`."""

    low: Floats
    high: Floats
    likely: Floats


def wilson(successes: Whole, seen: Whole, z: float = Z) -> tuple[Floats, Floats]:
    """The bounds of Wilson's interval; 0 and 1 where nobody has seen anything."""
    n = np.maximum(1, seen)
    share = successes / n
    middle = share + z**2 / (2 * n)
    reach = z * np.sqrt((share * (1 - share) + z**2 / (4 * n)) / n)
    whole = 1 + z**2 / n
    low = np.where(seen > 0, (middle - reach) / whole, 0.0)
    high = np.where(seen > 0, (middle + reach) / whole, 1.0)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def bayesian(successes: Whole, seen: Whole, strength: float = STRENGTH) -> Floats:
    """(k + strength * m) / (n + strength), with m the mean agreement of the whole meeting."""
    everything = max(1, int(seen.sum()))
    mean = successes.sum() / everything if seen.sum() else 0.5
    return np.asarray((successes + strength * mean) / (seen + strength))


def support(found: Counts) -> Support:
    low, high = wilson(found.agrees, found.seen)
    return Support(low, high, bayesian(found.agrees, found.seen))
