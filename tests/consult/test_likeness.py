"""What is shown as similar before it is posted, how texts are tidied, what a recording is."""

from pathlib import Path

import pytest

from consult.contribution.fold import Contribution
from consult.contribution.prose import prose
from consult.contribution.said import Circle, Contributed, ContributionKind, EntryId, Voice
from consult.merges.likeness import likeness, similar
from consult.recordings.shelf import Recordings
from consult.recordings.sound import media_type, sound_type
from core.errors import Refused


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("村口路灯坏了半年", "村口的路灯坏了半年!!", True),
        ("村口路灯坏了半年", "村口路灯坏了", True),
        ("ＡＢＣ路口红绿灯", "abc路口，红绿灯。", True),
        ("路灯坏了", "娃娃上学没有校车接送", False),
        ("好", "好多人没有地方停车,挤在路边,好几次差点撞到老人", False),
        ("", "路灯坏了", False),
        ("😀😀", "！？", False),
        ("路灯坏了", "大家都说路灯坏了没人管,晚上出门全靠手电筒照着走", False),
        ("村里路灯坏了", "大家都说村里路灯坏了没人管,晚上出门全靠手电筒照着", True),
    ],
)
def test_texts_are_alike_by_their_pairs_of_characters(
    one: str, other: str, is_alike: bool
) -> None:
    assert bool(likeness(one, other)) is is_alike
    assert likeness(one, other) == likeness(other, one)


def said(text: str, kind: ContributionKind = ContributionKind.PROBLEM) -> Contributed:
    return Contributed(kind, text, Circle.PUBLIC)


def heard(number: int, text: str) -> Contribution:
    return Contribution(EntryId(f"{number:032x}"), "", Voice("stool:a"), "", said(text))


def test_the_same_kind_at_the_same_named_place_is_shown_last() -> None:
    known = [
        heard(1, "三组的水管漏"),
        heard(2, "桥头的垃圾没人收"),
        heard(3, "桥头垃圾没人清走"),
    ]
    found = similar(said("桥头的垃圾没人清"), known)
    assert [one.id[-1] for one in found] == ["2", "3"]
    assert [one.id[-1] for one in similar(said("三组晚上太黑"), known)] == ["1"]
    assert similar(said("三组晚上太黑", ContributionKind.PROPOSAL), known) == []
    assert similar(said("我们村里太黑"), [heard(4, "我们村里缺水")]) == []


def test_a_long_text_is_compared_by_its_beginning() -> None:
    assert likeness("路灯" + "坏" * 5000, "路灯" + "坏" * 4000) == 1.0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("第一行\r\n第二行\r\r\r\n\n第三行", "第一行\n第二行\n\n第三行"),
        ("\u202eevil\u2066 تجربة\u200f", "evil تجربة"),
        ("👨\u200d👩\u200d👧 家", "👨\u200d👩\u200d👧 家"),
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * 3 + "b"),
        ("x\x00\x07\ud800\ufeffy", "xy"),
        (" \n\t\u2028 ", ""),
        ("行\n" * 70, "行\n" * 59 + "行" + " 行" * 10),
    ],
)
def test_lines_and_emoji_stay_and_what_is_unseen_goes(typed: str, kept: str) -> None:
    assert prose(typed) == kept
    assert prose(kept) == kept


def test_a_recording_is_known_by_its_bytes() -> None:
    assert sound_type(b"OggS" + bytes(12)) == "audio/ogg"
    assert sound_type(b"\0\0\0\x20ftypM4A " + bytes(4)) == "audio/mp4"
    assert sound_type(b"#!AMR\n" + bytes(10)) == "audio/amr"
    assert media_type(b"\xff\xd8\xff\xe0" + bytes(12)) == "image/jpeg"
    for head in (b"<html><script>", b"MZ" + bytes(14), b"\0\0\0\x20ftypqt  ", b""):
        with pytest.raises(Refused, match="sound-unknown"):
            sound_type(head)


def test_the_shelf_keeps_a_file_once_and_sweeps_what_no_entry_names(tmp_path: Path) -> None:
    shelf = Recordings(tmp_path / "recordings", reserve=0)
    one, two = shelf.keep(b"one"), shelf.keep(b"two")
    assert shelf.keep(b"one") == one
    (shelf.folder / "notes.txt").write_text("ours not")
    shelf.sweep({one})
    assert (shelf.has(one), shelf.has(two)) == (True, False)
    assert (shelf.folder / "notes.txt").exists()
    with pytest.raises(Refused, match="entry-unreadable"):
        shelf.path("../secret.key")
    with pytest.raises(Refused, match="recordings-full"):
        Recordings(tmp_path / "full", reserve=2**62).keep(b"x")
