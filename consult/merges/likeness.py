"""Near-duplicates, shown before something is posted. Offline and cheap. Pure.

Chinese has no spaces, so likeness is that of pairs of characters (Jaccard), or that the
shorter text lies nearly whole in the longer one, or the same kind at the same named place.
"""

import re
import unicodedata
from collections.abc import Iterable

from consult.contribution.said import Contributed, ContributionKind
from consult.remarks.thread import Spoken

JACCARD = 0.5
WITHIN = 0.8  # as a token-set ratio of 80
LEAST_PAIRS = 4  # a shorter text lies in too many others
MOST_READ = 400  # characters of a text that are compared
MOST_SHOWN = 3
SAME_PLACE = 0.3  # below every likeness of words, so that it comes last
# A place by its last character. 路 is none of them: 修路 and 马路 are everywhere.
PLACE = re.compile(r"([^\W_])([村组队庄屯街巷桥渠沟塘坝井站院])|([东南西北村桥街])([头口])")
NO_PLACE = frozenset("我本全农这那个在到各我们的里")


def bare(text: str) -> str:
    """The text in one form (NFKC, one case), without spaces and punctuation."""
    plain = unicodedata.normalize("NFKC", text[: MOST_READ * 2]).casefold()
    return "".join(one for one in plain if unicodedata.category(one)[0] not in "ZPC")[
        :MOST_READ
    ]


def pairs(text: str) -> frozenset[str]:
    """The pairs of characters of a bare text; a single character is its own pair."""
    return frozenset(text[at : at + 2] for at in range(max(len(text) - 1, 1))) - {""}


def places(text: str) -> frozenset[str]:
    """The named places of a bare text, roughly: 三组, 桥头, 西渠."""
    found = (one[0] for one in PLACE.finditer(text))
    return frozenset(one for one in found if one[0] not in NO_PLACE)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; above 0 only where it is worth showing."""
    a, b = pairs(bare(one)), pairs(bare(other))
    if not a or not b:
        return 0.0
    common = len(a & b)
    jaccard, within = common / len(a | b), common / min(len(a), len(b))
    if jaccard >= JACCARD or (min(len(a), len(b)) >= LEAST_PAIRS and within >= WITHIN):
        return max(jaccard, within)
    return 0.0


def similar(said: Contributed, others: Iterable[Spoken]) -> list[Spoken]:
    """What is like a text that somebody is about to post, the most alike first."""
    here = places(bare(said.text))
    found: list[tuple[float, Spoken]] = []
    for other in others:
        text = other.thread.worded or other.said.text
        alike = likeness(said.text, text)
        if not alike and _same_place(said.kind, here, other, text):
            alike = SAME_PLACE
        if alike:
            found.append((alike, other))
    found.sort(key=lambda one: (-one[0], one[1].id))
    return [other for _, other in found[:MOST_SHOWN]]


def _same_place(kind: ContributionKind, here: frozenset[str], other: Spoken, text: str) -> bool:
    return kind is other.said.kind and not here.isdisjoint(places(bare(text)))
