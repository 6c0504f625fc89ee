"""Titles on the big screen break between groups of words."""

import pytest

from web.walls import phrased


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("第四次会议第二次全体会议", "第四次会议<wbr>第二次全体会议"),
        ("示例市第十六届人民代表大会", "示例市第十六届<wbr>人民代表大会"),
        ("票决2027年民生实事项目", "票决2027年<wbr>民生实事项目"),
        ("2027年度计划", "2027年度计划"),
        ("<b>的</b>", "&lt;b&gt;的<wbr>&lt;/b&gt;"),
    ],
)
def test_a_title_breaks_between_groups_of_words(title: str, shown: str) -> None:
    assert str(phrased(title)) == shown
