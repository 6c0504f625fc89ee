"""The tree over what lies in the box: RFC 9162 2.1, SHA-256. Pure. All hashes have 32 bytes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.errors import Refused

LEAF, NODE = b"\x00", b"\x01"  # keeps a leaf from being passed off as a node
EMPTY = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class PaperRoot:
    """What lies under one paper number: how many records, and the root of their tree."""

    no: int
    cast: int
    root: bytes


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def record_leaf(round: bytes, no: int, record: bytes) -> bytes:
    """The leaf of a cast record. It tells neither when nor where in the box."""
    return leaf_hash(b"minyi/1 leaf" + round + no.to_bytes(2, "big") + record)


def _level_above(hashes: Sequence[bytes]) -> list[bytes]:
    pairs = zip(hashes[::2], hashes[1::2], strict=False)
    odd = hashes[-1:] if len(hashes) % 2 else []
    return [node_hash(left, right) for left, right in pairs] + list(odd)


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162 2.1.1: the head of the tree over these leaf hashes, in their order."""
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else EMPTY


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """RFC 9162 2.1.3.1: the hashes beside the way from leaf `index` up to the root."""
    if not 0 <= index < len(leaves):
        raise Refused("leaf-missing", index=index, size=len(leaves))
    path, level = [], list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, index = _level_above(level), index // 2
    return tuple(path)


def check_path(leaf: bytes, place: tuple[int, int], path: Sequence[bytes], root: bytes) -> None:
    """RFC 9162 2.1.3.2: refuse unless the leaf stands at `place`, its index and the size."""
    index, size = place
    if not 0 <= index < size:
        raise Refused("path-wrong")
    last, found = size - 1, leaf
    for beside in path:
        if last == 0:
            raise Refused("path-wrong")
        if index % 2 or index == last:
            found = node_hash(beside, found)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            found = node_hash(found, beside)
        index, last = index // 2, last // 2
    if last != 0 or found != root:
        raise Refused("path-wrong")


def paper_root(no: int, leaves: Iterable[bytes]) -> PaperRoot:
    """The root over the leaves of one paper number: sorted, so their order tells nothing."""
    ordered = sorted(leaves)
    return PaperRoot(no, len(ordered), tree_root(ordered))


def box_root(round: bytes, papers: Sequence[PaperRoot]) -> bytes:
    """One hash for the whole box. `papers` in rising order of their numbers."""
    parts = (
        paper.no.to_bytes(2, "big") + paper.cast.to_bytes(4, "big") + paper.root
        for paper in papers
    )
    return hashlib.sha256(b"minyi/1 box" + round + b"".join(parts)).digest()
