"""Names that tell nothing, and can be read aloud."""

from core.ids import ALPHABET, LENGTH, new_id


def test_ten_thousand_names_are_all_different() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000


def test_a_name_is_short_and_has_no_signs_that_sound_or_look_alike() -> None:
    names = [new_id() for _ in range(1_000)]
    assert {len(name) for name in names} == {LENGTH}
    assert set("".join(names)) == set(ALPHABET), "every sign of the alphabet is used"
    assert not set(ALPHABET) & set("01oilu")


def test_names_do_not_tell_which_came_first() -> None:
    names = [new_id() for _ in range(100)]
    assert sorted(names) != names
