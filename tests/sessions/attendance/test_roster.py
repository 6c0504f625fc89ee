"""The clerk's table of people: read whole, or every bad line named."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadRows
from core.ids import PersonId
from core.people import Role
from sessions.attendance.roster import (
    HEADERS,
    LENGTHS,
    MOST_PEOPLE,
    ROLE_WORDS,
    RosterLine,
    matched,
    read_roles,
    read_roster,
)
from tests.cast import HEADER, refused

DEPUTY = frozenset({Role.DEPUTY})


def table(*rows: Sequence[str]) -> list[Sequence[str]]:
    return [HEADER, *rows]


def line(name: str, delegation: str = "东城", tail: str = "", person: str = "") -> RosterLine:
    return RosterLine(name, delegation, DEPUTY, "", tail, PersonId(person) if person else None)


def persons(lines: Sequence[RosterLine], known: Sequence[RosterLine]) -> list[str | None]:
    return [one.person for one in matched(lines, known)]


def bad_rows(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    with pytest.raises(BadRows) as caught:
        read_roster(rows)
    return [(row.line, row.code) for row in caught.value.rows]


def test_a_row_becomes_a_person_and_keeps_only_the_tail_of_the_identity_number() -> None:
    rows = table(["张三", "东城代表团", "代表、监票人", "3排5座", "33022619800101123x"])
    assert read_roster(rows) == (
        RosterLine(
            "张三", "东城代表团", frozenset({Role.DEPUTY, Role.SCRUTINEER}), "3排5座", "123X"
        ),
    )


@pytest.mark.parametrize("field", HEADERS)
def test_every_column_is_known_by_its_chinese_and_its_english_name(field: str) -> None:
    for header in HEADERS[field]:
        rows = [["姓名", header], ["张三", "代表"]] if field != "name" else [[header], ["张三"]]
        [person] = read_roster(rows)
        assert person.name == "张三", header


def test_columns_come_in_any_order_and_others_are_left_alone() -> None:
    rows = [["备注", "Seat", " Delegation ", "NAME"], ["素食", "12", "East", "Li Fang"]]
    assert read_roster(rows) == (RosterLine("Li Fang", "East", DEPUTY, "12", ""),)


def test_full_width_headers_and_brackets_are_understood() -> None:
    assert read_roster([["姓名", "代表团（组）"], ["张三", "一组"]])[0].delegation == "一组"


def test_empty_lines_above_the_header_and_between_people_are_passed_over() -> None:
    rows = [["", ""], ["姓名", ""], ["张三", ""], ["", " "], ["李四", ""]]
    assert [person.name for person in read_roster(rows)] == ["张三", "李四"]


@pytest.mark.parametrize("written", ["张 三", "张　三", " 张三 ", "张\u200b三", "张\x00三"])
def test_a_name_written_apart_is_the_same_name(written: str) -> None:
    assert read_roster(table([written]))[0].name == "张三"


def test_a_foreign_name_keeps_one_space() -> None:
    assert read_roster(table(["Aygul   Tursun"]))[0].name == "Aygul Tursun"


def test_a_name_of_script_is_kept_as_the_text_it_is() -> None:
    assert read_roster(table(["<script>1</script>"]))[0].name == "<script>1</script>"


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("", {Role.DEPUTY}),
        ("人大代表", {Role.DEPUTY}),
        ("代表、执行主席", {Role.DEPUTY, Role.CHAIR}),
        ("代表/监票人", {Role.DEPUTY, Role.SCRUTINEER}),
        ("Deputy, Teller", {Role.DEPUTY, Role.TELLER}),
        ("列席", {Role.NON_VOTING}),
        ("秘书；计票人", {Role.CLERK, Role.TELLER}),
    ],
)
def test_a_cell_may_name_several_roles(cell: str, roles: set[Role]) -> None:
    assert read_roles(cell) == roles


def test_every_role_has_a_chinese_and_an_english_word() -> None:
    for role in Role:
        words = [word for word, named in ROLE_WORDS.items() if named is role]
        assert {word.isascii() for word in words} == {True, False}, role


def test_an_unknown_role_is_named() -> None:
    with refused("role-unknown", role="贵宾"):
        read_roles("代表、贵宾")


def test_nobody_both_votes_and_only_attends() -> None:
    with refused("roles-contradict"):
        read_roles("代表、列席")


def test_every_bad_row_is_named_by_its_line_in_the_spreadsheet() -> None:
    rows = [
        ["", ""],
        ["姓名", "身份"],
        ["张三", "代表"],
        ["", "代表"],
        ["李四", "贵宾"],
        ["王五", "代表、列席"],
        ["张三", ""],
    ]
    assert bad_rows(rows) == [
        (4, "name-empty"),
        (5, "role-unknown"),
        (6, "roles-contradict"),
        (7, "person-doubled"),
    ]


def test_a_doubled_person_is_told_with_the_line_of_the_first() -> None:
    with pytest.raises(BadRows) as caught:
        read_roster(table(["张三"], ["李四"], ["张三"]))
    assert caught.value.rows[0].facts == {"name": "张三", "line": 2}


@pytest.mark.parametrize("column", LENGTHS)
def test_a_cell_at_its_limit_is_taken_and_one_sign_more_is_not(column: str) -> None:
    header = ["name", "delegation", "role", "seat", "workplace"]
    at = header.index(column)
    row = ["张三", "", "", "", ""]
    row[at] = "长" * LENGTHS[column]
    assert len(read_roster([header, row])) == 1
    row[at] += "长"
    assert bad_rows([header, row]) == [(2, "cell-too-long")]


def test_a_place_of_work_is_read() -> None:
    [one] = read_roster([["姓名", "工作单位"], ["张三", "市水利局"]])
    assert one.unit == "市水利局"


def test_two_of_one_name_are_two_when_delegation_or_identity_differ() -> None:
    rows = table(
        ["张伟", "东城", "", "", "1111"], ["张伟", "西城"], ["张伟", "东城", "", "", "2222"]
    )
    assert len(read_roster(rows)) == 3


@pytest.mark.parametrize("rows", [[], [[]], [["", " "]]])
def test_an_empty_file_is_refused(rows: list[list[str]]) -> None:
    with refused("file-empty"):
        read_roster(rows)


def test_a_table_without_a_name_column_is_refused() -> None:
    with refused("header-missing", column="name"):
        read_roster([["代表团"], ["东城"]])


def test_a_header_without_people_is_refused() -> None:
    with refused("roster-empty"):
        read_roster([HEADER, ["", ""]])


def test_a_roster_longer_than_the_largest_congress_is_refused() -> None:
    rows = [[f"代表{number}"] for number in range(MOST_PEOPLE + 1)]
    assert len(read_roster([["姓名"], *rows[:-1]])) == MOST_PEOPLE
    with refused("roster-too-long", count=MOST_PEOPLE + 1):
        read_roster([["姓名"], *rows])


def taken_and_bad(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    try:
        return len(read_roster(rows)), 0
    except BadRows as refusal:
        return 0, len(refusal.rows)


@given(st.lists(st.lists(st.text(), max_size=5), min_size=1, max_size=6))
def test_a_table_is_taken_in_whole_or_not_at_all(rows: list[list[str]]) -> None:
    rows = [HEADER, ["张三"], *rows]
    filled = sum(any(cell.strip() for cell in row) for row in rows) - 1
    taken, bad = taken_and_bad(rows)
    assert (taken == filled) is (bad == 0)
    assert 0 <= bad < filled, "the first row is good"


def test_the_same_person_is_found_again() -> None:
    known = [line("张三", "东城", "1111", "p1"), line("李四", "东城", "", "p2")]
    assert persons([line("李四"), line("张三")], known) == ["p2", "p1"]


def test_a_person_who_changed_delegation_is_still_the_same() -> None:
    known = [line("张三", "东城", "", "p1"), line("李四", "东城", "", "p2")]
    assert persons([line("张三", "西城"), line("李四")], known) == ["p1", "p2"]


def test_two_of_one_name_are_told_apart_by_their_identity_tails() -> None:
    known = [line("张伟", "东城", "1111", "p1"), line("张伟", "东城", "2222", "p2")]
    asked = [line("张伟", "西城", "2222"), line("张伟", "东城", "1111")]
    assert persons(asked, known) == ["p2", "p1"]


def test_another_identity_tail_is_another_person() -> None:
    known = [line("张伟", "东城", "1111", "p1")]
    assert persons([line("张伟", "东城", "2222")], known) == [None]


def test_a_second_of_the_name_joins_and_does_not_take_the_first_ones_place() -> None:
    known = [line("张伟", "东城", "", "p1")]
    assert persons([line("张伟", "东城"), line("张伟", "西城")], known) == ["p1", None]


def test_two_who_moved_under_one_name_are_not_guessed() -> None:
    known = [line("张伟", "东城", "", "p1"), line("张伟", "西城", "", "p2")]
    assert persons([line("张伟", "南乡"), line("张伟", "北乡")], known) == [None, None]


def test_a_known_tail_is_kept_when_the_new_list_leaves_it_out() -> None:
    [found] = matched([line("张伟")], [line("张伟", "东城", "1111", "p1")])
    assert (found.person, found.id_tail) == ("p1", "1111")


@pytest.mark.parametrize(
    "asked",
    [
        [line("张伟", "东城", "1111"), line("张伟", "东城", "2222")],
        [line("张伟", "东城", "1111"), line("张伟", "东城")],
    ],
)
def test_two_people_never_become_one_when_the_list_learns_to_tell_them_apart(
    asked: list[RosterLine],
) -> None:
    found = persons(asked, [line("张伟", "东城", "", "p1")])
    assert sorted(found, key=str) == [None, "p1"]


names = st.sampled_from(["张伟", "李芳"])
groups = st.sampled_from(["东城", "西城"])
tails = st.sampled_from(["", "1111", "2222"])
rosters = st.lists(st.builds(line, names, groups, tails), max_size=6, unique=True)


@given(asked=rosters, old=rosters)
def test_no_person_is_ever_claimed_by_two_lines(
    asked: list[RosterLine], old: list[RosterLine]
) -> None:
    known = [line(one.name, one.delegation, one.id_tail, str(n)) for n, one in enumerate(old)]
    found = [person for person in persons(asked, known) if person is not None]
    assert len(found) == len(set(found))


@given(rosters)
def test_the_same_list_again_adds_nobody(asked: list[RosterLine]) -> None:
    known = [
        line(one.name, one.delegation, one.id_tail, str(number))
        for number, one in enumerate(asked)
    ]
    assert persons(asked, known) == [one.person for one in known]
