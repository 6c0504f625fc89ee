"""Small words of the pages: money, texts that must fit, moments; and escaping, always."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from jinja2 import DictLoader, UndefinedError

from web.language import Language
from web.pages import Pages, fit, money

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (None, ""),
        (Decimal("1800.00"), "1,800"),
        (Decimal("335.1545"), "335.1545"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(0), "0"),
        (Decimal("100"), "100"),
        ("1234567.8", "1,234,567.8"),
    ],
)
def test_money_has_no_idle_zeros(amount: Decimal | str | None, shown: str) -> None:
    assert money(amount) == shown


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("市民中心", 4, "市民中心"),
        ("市民中心工程", 4, "市民中…"),
        ("Library", 5, "Library"),
        ("Library of the people", 5, "Library…"),
        ("", 4, ""),
        ("市", 0.5, "市…"),
    ],
)
def test_a_text_too_long_for_its_room_is_cut(text: str, room: float, shown: str) -> None:
    assert fit(text, room) == shown


@pytest.fixture
def pages() -> Pages:
    pages = Pages(SHANGHAI, lambda name: f"/static/{name}?1")
    for environment in pages._environments.values():
        environment.loader = DictLoader(
            {
                "said": "{{ typed }}",
                "when": "{{ at|at }} {{ at|hour }}",
                "asset": "{{ asset('x.js') }}",
            }
        )
    return pages


def test_whatever_people_typed_is_escaped(pages: Pages) -> None:
    for language in Language:
        html = pages.render(language, "said", typed="<script>alert('1')</script>&\"")
        assert html == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&#34;"


def test_a_name_nobody_gave_is_a_fault_and_not_a_gap(pages: Pages) -> None:
    with pytest.raises(UndefinedError):
        pages.render(Language.EN, "said")


@pytest.mark.parametrize("kind", ["moment", "text of the journal"])
def test_a_moment_is_told_in_the_meetings_own_time(pages: Pages, kind: str) -> None:
    moment = datetime(2026, 1, 20, 17, 5, 9, tzinfo=UTC)
    at = moment if kind == "moment" else moment.isoformat()
    assert pages.render(Language.ZH, "when", at=at) == "2026年1月21日 01:05:09 01:05"
    assert pages.render(Language.EN, "when", at=at) == "21 Jan 2026, 01:05:09 01:05"


def test_a_file_is_addressed_with_its_hash(pages: Pages) -> None:
    assert pages.render(Language.EN, "asset") == "/static/x.js?1"


def test_a_template_compiled_once_is_worded_for_each_language_and_follows_its_text(
    pages: Pages,
) -> None:
    """A constant is worded when it is compiled, and what is compiled is kept."""
    source = {"said": "{{ 'chair'|role_word }}"}
    for environment in pages._environments.values():
        environment.loader = DictLoader(source)
    assert pages.render(Language.ZH, "said") != pages.render(Language.EN, "said")
    source["said"] = "another"
    assert pages.render(Language.EN, "said") == "another"
