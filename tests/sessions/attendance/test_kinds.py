"""Who has no vote is of a kind, and the roster may name it."""

import pytest

from core.errors import BadRows
from core.people import Role
from sessions.attendance.roster import read_roster


@pytest.mark.parametrize(
    ("role", "kind", "found", "roles"),
    [
        ("", "旁听", "resident", {Role.NON_VOTING}),
        ("", "Expert", "expert", {Role.NON_VOTING}),
        ("列席", "部门负责人", "department", {Role.NON_VOTING}),
        ("列席", "", None, {Role.NON_VOTING}),
        ("专家", "", "expert", {Role.NON_VOTING}),
        ("旁听", "列席", "other", {Role.NON_VOTING}),
        ("计票人", "工作人员", "staff", {Role.TELLER}),
        ("", "代表", None, {Role.DEPUTY}),
        ("", "", None, {Role.DEPUTY}),
    ],
)
def test_a_kind_is_read_and_makes_nobody_a_deputy(
    role: str, kind: str, found: str | None, roles: set[Role]
) -> None:
    [one] = read_roster([["姓名", "身份", "类别"], ["高洁", role, kind]])
    assert (str(one.kind or ""), set(one.roles)) == (found or "", roles)


def test_a_kind_that_is_none_and_one_of_a_deputy_are_refused() -> None:
    rows = [["姓名", "身份", "类别"], ["高洁", "", "贵宾"], ["马腾", "代表", "专家"]]
    with pytest.raises(BadRows) as caught:
        read_roster(rows)
    assert [(row.line, row.code) for row in caught.value.rows] == [
        (2, "kind-unknown"),
        (3, "kind-of-deputy"),
    ]
