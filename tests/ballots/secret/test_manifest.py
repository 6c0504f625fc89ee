"""The manifest: one spelling, read strictly, and known by six words."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.secret.manifest import (
    check_certificates,
    check_manifest,
    manifest_from_json,
    manifest_hash,
    manifest_to_json,
)
from ballots.secret.modes import MOST_RANKED
from ballots.secret.words import CHARACTERS, CONSONANTS, VOWELS, words_en, words_zh
from core.canonical import canonical, from_canonical, from_text, to_text
from tests.ballots.secret.hall import make_manifest, rsa_key
from tests.cast import refused

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
Json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda parts: st.lists(parts) | st.dictionaries(texts, parts),
    max_leaves=10,
)


@given(Json)
@settings(max_examples=60, deadline=None)
def test_json_has_one_spelling(value: object) -> None:
    octets = canonical(value)
    assert from_canonical(octets) == value == json.loads(octets)


def test_half_a_surrogate_pair_is_not_written() -> None:
    for value in ("\ud800", {"\udc00": 1}):
        with refused("json-text"):
            canonical(value)


def test_the_example_of_rfc_8785_on_sorting_and_text() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\xf6"]
    ordered = ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]
    assert [*json.loads(canonical(dict.fromkeys(keys, 1)))] == ordered
    assert canonical('\u20ac$\x0f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


@pytest.mark.parametrize("wrong", [1.5, 2**53, b"x", {1: 2}, object(), {"a": [float("nan")]}])
def test_what_programs_read_differently_is_not_written(wrong: object) -> None:
    with refused("json-value"):
        canonical(wrong)


@pytest.mark.parametrize(
    "octets", [b"", b"{", b"[1,]", b"\xff", b'"' + b"\xed\xa0\x80" + b'"', b"[" * 100_000]
)
def test_what_is_no_json_is_refused(octets: bytes) -> None:
    with refused("json-unreadable"):
        from_canonical(octets)


@pytest.mark.parametrize("octets", [b"{} ", b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'"\\u0041"'])
def test_another_spelling_is_refused(octets: bytes) -> None:
    with refused("json-not-canonical"):
        from_canonical(octets)


@given(st.binary(max_size=40))
def test_bytes_have_one_spelling(octets: bytes) -> None:
    assert from_text(to_text(octets)) == octets


@pytest.mark.parametrize("text", ["A", "AA==", "AB", "A A", "é", "AA+/"])
def test_another_spelling_of_bytes_is_refused(text: str) -> None:
    with refused("base64-unreadable"):
        from_text(text)


@pytest.mark.parametrize("apart", [True, False])
def test_a_manifest_is_read_back_as_it_was_written(apart: bool) -> None:
    manifest = make_manifest(3, apart)
    octets = manifest_to_json(manifest)
    assert manifest_from_json(octets) == manifest
    assert manifest_to_json(manifest_from_json(octets)) == octets
    assert manifest_hash(octets) == hashlib.sha256(octets).digest()
    check_certificates(manifest)


def test_every_field_is_in_the_hash() -> None:
    manifest = make_manifest(3)
    others = [
        replace(manifest, freshness="new"),
        replace(manifest, entitled=manifest.entitled[1:]),
        replace(manifest, files={}),
        replace(manifest, scrutineers=()),
        replace(manifest, papers=(replace(manifest.papers[0], key=rsa_key(2).public),)),
    ]
    assert len({manifest_to_json(one) for one in (manifest, *others)}) == 6


Change = Callable[[dict[str, Any]], object]
WRONG: dict[str, tuple[str, Change]] = {
    "a field too many": ("fields-wrong", lambda tree: tree.update(note="x")),
    "a field missing": ("fields-wrong", lambda tree: tree.pop("blank")),
    "another version": ("manifest-version", lambda tree: tree.update(version=2)),
    "a short round": ("field-wrong", lambda tree: tree.update(round="00")),
    "a round in capitals": ("field-wrong", lambda tree: tree.update(round="AB" * 16)),
    "a number as text": ("field-wrong", lambda tree: tree.update(seats="1")),
    "truth as a number": ("field-wrong", lambda tree: tree.update(seats=True)),
    "a negative number": ("field-wrong", lambda tree: tree.update(min_marks=-1)),
    "a text as a list": ("field-wrong", lambda tree: tree.update(items="x")),
    "a list as an object": ("field-wrong", lambda tree: tree.update(files=[])),
    "numbers among people": ("field-wrong", lambda tree: tree.update(entitled=[1])),
    "texts among numbers": (
        "field-wrong",
        lambda tree: tree["papers"][0].update(questions=["1"]),
    ),
    "a file without a hash": ("field-wrong", lambda tree: tree.update(files={"a b": "00"})),
    "an unknown mode": ("value-unknown", lambda tree: tree.update(mode="borda")),
    "an unknown tie": ("value-unknown", lambda tree: tree.update(tie="dice")),
    "a cap that is no number": ("field-wrong", lambda tree: tree.update(budget_cap="9")),
    "a cost that is no number": (
        "field-wrong",
        lambda tree: tree["items"][0].update(cost=-1),
    ),
    "a cap that refuses what has no price": (
        "manifest-budget",
        lambda tree: tree.update(budget_cap=9, over_budget="refuse"),
    ),
    "more money than programs add up": (
        "manifest-budget",
        lambda tree: [one.update(cost=2**52) for one in tree["items"]],
    ),
    "grades with a seat": ("manifest-items", lambda tree: tree.update(mode="grade")),
    "categories without places": (
        "manifest-items",
        lambda tree: tree.update(seats_by_category={"桥": 1}),
    ),
    "two marks for one of several": (
        "manifest-marks",
        lambda tree: tree.update(mode="choose_one", max_marks=2),
    ),
    "no items": ("manifest-items", lambda tree: tree.update(items=[])),
    "one item twice": (
        "manifest-items",
        lambda tree: tree["items"].append(dict(tree["items"][0])),
    ),
    "an item nought": ("manifest-items", lambda tree: tree["items"][0].update(no=0)),
    "more seats than items": ("manifest-items", lambda tree: tree.update(seats=4)),
    "more marks than items": ("manifest-marks", lambda tree: tree.update(max_marks=4)),
    "least above most": (
        "manifest-marks",
        lambda tree: tree.update(min_marks=3, max_marks=2),
    ),
    "a pick without a cap": ("manifest-marks", lambda tree: tree.update(mode="pick")),
    "papers from two": ("manifest-papers", lambda tree: tree["papers"][0].update(no=2)),
    "a question left out": (
        "manifest-papers",
        lambda tree: tree["papers"][0].update(questions=[1, 2]),
    ),
    "questions in another order": (
        "manifest-papers",
        lambda tree: tree["papers"][0].update(questions=[1, 3, 2]),
    ),
    "no papers": ("manifest-papers", lambda tree: tree.update(papers=[])),
    "an unreadable key": (
        "key-unreadable",
        lambda tree: tree["papers"][0].update(key="AAAA"),
    ),
    "people in another order": (
        "manifest-people",
        lambda tree: tree.update(entitled=["b", "a"]),
    ),
    "a scrutineer twice": (
        "manifest-people",
        lambda tree: tree.update(scrutineers=tree["scrutineers"] * 2),
    ),
    "a short server key": (
        "manifest-server-key",
        lambda tree: tree.update(server_key="AAAA"),
    ),
}


@pytest.mark.parametrize(("code", "change"), WRONG.values(), ids=WRONG)
def test_a_manifest_that_contradicts_itself_is_refused(code: str, change: Change) -> None:
    tree = json.loads(manifest_to_json(make_manifest(3)))
    change(tree)
    with refused(code):
        manifest_from_json(canonical(tree))


def test_marks_that_are_counted_together_cannot_be_on_papers_apart() -> None:
    apart = make_manifest(3, apart=True)
    check_manifest(replace(apart, min_marks=1))  # too few marks harm nothing here
    priced = tuple(replace(one, cost=1) for one in apart.items)
    wrong: list[dict[str, Any]] = [
        {"mode": "pick", "max_marks": 2},
        {"mode": "choose_one"},
        {"mode": "rank"},
        {"budget_cap": 9, "over_budget": "refuse", "items": priced},
        {"max_marks": 2},
        {"min_marks": 1, "under_marked": "spoils"},
    ]
    for terms in wrong:
        with refused("manifest-apart"):
            check_manifest(replace(apart, **terms))


def test_ranks_have_an_end() -> None:
    manifest = make_manifest(1, mode="rank")
    many = tuple(replace(manifest.items[0], no=no) for no in range(1, MOST_RANKED + 2))
    with refused("manifest-items"):
        check_manifest(replace(manifest, items=many))


def test_one_key_for_two_papers_is_refused() -> None:
    apart = make_manifest(2, apart=True)
    first, second = apart.papers
    with refused("key-doubled"):
        check_manifest(replace(apart, papers=(first, replace(second, key=first.key))))


# How the characters are read, without tones: a listener in the hall must not confuse them.
SOUNDS = (
    "shan shui huo mu tu tian di ri yue xing yun yu feng xue hai he "
    "jiang hu lin hua cao zhu song mei mi dou cha gua guo niu ma yang "
    "gou niao long lu xiang chun xia qiu dong mian bei hong huang lan bai jin "
    "yin tong che chuan qiao men deng shu bi qin gu ge jia ta cheng shi "
)


def test_no_two_characters_look_or_sound_alike() -> None:
    assert len(CHARACTERS) == len(set(CHARACTERS)) == 64
    assert len(SOUNDS.split()) == len(set(SOUNDS.split())) == 64
    assert len(set(CONSONANTS)) == 16
    assert len(set(VOWELS)) == 4


def test_a_hash_has_six_words_in_both_languages() -> None:
    digest = hashlib.sha256(b"minyi").digest()
    assert words_zh(digest) == WORDS_ZH
    assert words_en(digest) == WORDS_EN
    assert words_zh(bytes(32)) != WORDS_ZH


def test_the_words_are_the_bits_of_the_slow_hash() -> None:
    digest = bytes(32)
    slow = hashlib.pbkdf2_hmac("sha256", digest, b"minyi/1 words", 200_000, 12)
    signs = "".join(words_zh(digest))
    bits = "".join(f"{CHARACTERS.index(sign):06b}" for sign in signs)
    assert int(bits, 2).to_bytes(9, "big") == slow[:9]
    sizes = ((CONSONANTS, 4), (VOWELS, 2), (CONSONANTS, 4), (VOWELS, 2), (CONSONANTS, 4))
    english = "".join(
        f"{letters.index(letter):0{size}b}"
        for word in words_en(digest)
        for letter, (letters, size) in zip(word, sizes, strict=True)
    )
    assert int(english, 2).to_bytes(12, "big") == slow


WORDS_ZH = ("歌石", "瓜地", "北风", "火羊", "春鼓", "桥果")
WORDS_EN = ("vuzuk", "sipom", "safiz", "nivot", "dufuj", "jabik")
