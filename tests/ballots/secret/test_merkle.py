"""The tree: published vectors, and a second implementation that must agree (attack 26)."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.secret.merkle import (
    EMPTY,
    PaperRoot,
    box_root,
    check_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    paper_root,
    record_leaf,
    tree_root,
)
from tests.cast import refused

# The reference leaves and tree heads of Certificate Transparency, RFC 6962 and RFC 9162.
LEAVES = [
    leaf_hash(bytes.fromhex(text))
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
hashes = st.lists(st.integers(0, 2**32).map(lambda n: leaf_hash(str(n).encode())), max_size=20)


def second_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 9162 2.1.1 word by word: split at the largest power of two below the size."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    both = second_root(leaves[:k]) + second_root(leaves[k:])
    return hashlib.sha256(b"\x01" + both).digest()


def second_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """RFC 9162 2.1.3.1 word by word."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if index < k:
        return [*second_path(leaves[:k], index), second_root(leaves[k:])]
    return [*second_path(leaves[k:], index - k), second_root(leaves[:k])]


@pytest.mark.parametrize("size", range(9))
def test_the_heads_are_those_of_certificate_transparency(size: int) -> None:
    assert tree_root(LEAVES[:size]).hex() == ROOTS[size]


@given(hashes)
def test_attack_26_a_second_implementation_agrees(leaves: list[bytes]) -> None:
    assert tree_root(leaves) == second_root(leaves)
    for index in range(len(leaves)):
        assert list(inclusion_path(leaves, index)) == second_path(leaves, index)


@given(hashes.filter(bool), st.data())
def test_every_leaf_proves_its_place_and_nothing_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size, root = len(leaves), tree_root(leaves)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(leaves, index)
    check_path(leaves[index], (index, size), path, root)
    wrong = [
        (node_hash(leaves[index], root), (index, size), path, root),
        (leaves[index], (size, size), path, root),
        (leaves[index], (index, size), (*path, root), root),
        (leaves[index], (index, size), path, leaf_hash(root)),
    ]
    for leaf, place, beside, head in wrong:
        with refused("path-wrong"):
            check_path(leaf, place, beside, head)


def test_a_leaf_that_is_not_there_has_no_path() -> None:
    for index in (-1, 3):
        with refused("leaf-missing"):
            inclusion_path(LEAVES[:3], index)


@given(hashes)
def test_the_order_of_casting_leaves_no_trace(leaves: list[bytes]) -> None:
    shuffled = leaves[::-1]
    assert paper_root(1, shuffled) == paper_root(1, leaves)
    assert paper_root(1, leaves).cast == len(leaves)


def test_the_box_root_binds_round_number_count_and_root() -> None:
    empty = paper_root(1, [])
    assert empty.root == EMPTY
    rounds = [bytes(16), bytes(15) + b"\1"]
    papers = [[empty], [PaperRoot(2, 0, EMPTY)], [PaperRoot(1, 1, EMPTY)], [empty, empty]]
    roots = {box_root(round, paper) for round in rounds for paper in papers}
    assert len(roots) == 8


def test_a_record_has_another_leaf_under_another_number_or_round() -> None:
    leaves = {
        record_leaf(round, no, b"r") for round in (bytes(16), b"\1" * 16) for no in (1, 2)
    }
    assert len(leaves) == 4
