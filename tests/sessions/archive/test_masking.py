"""What a public copy says: closed by default, and no name where one is masked."""

from typing import Any

import pytest

from core.chain import facts_hash, journal_from_lines, journal_line
from core.ids import MeetingId
from core.journal import Entry, entry_hash
from sessions.archive.masking import PUBLIC, WITHHELD, Mask, mask_of, masked, public_line
from sessions.archive.terms import Masking, Style
from tests.facts import every_fact

SALT = "ab" * 16


def line(kind: str, **facts: Any) -> dict[str, Any]:
    entry = Entry(MeetingId("m"), 1, "2026-01-20T01:00:00+00:00", kind, facts, "0" * 64, SALT)
    shown = {name: getattr(entry, name) for name in Entry.__slots__}
    return shown | {"hash": entry_hash(entry)}


PEOPLE: list[Any] = [
    {"person": "p1", "name": "张伟", "roles": ["deputy"]},
    {"person": "p2", "name": "钱远", "roles": ["non_voting"]},
    {"person": "p3", "name": "周敏", "roles": ["clerk"]},
    {"person": "p4", "name": "张伟民", "roles": []},
]
LISTED: tuple[str, dict[str, Any]] = ("RegisterListed", {"people": PEOPLE})


@pytest.mark.parametrize(
    ("name", "style", "written"),
    [
        ("张三", Style.SURNAME, "张*"),
        ("张三丰", Style.SURNAME, "张*"),
        ("张三丰", Style.LENGTH, "张**"),
        ("张三", Style.OPEN, "张三"),
        ("Li", Style.LENGTH, "L*"),
        ("李", Style.LENGTH, "李*"),
    ],
)
def test_a_name_is_written_as_the_terms_say(name: str, style: Style, written: str) -> None:
    assert masked(name, style) == written


def test_only_who_is_neither_deputy_nor_in_office_is_masked_at_first() -> None:
    assert set(mask_of([LISTED], Masking()).names) == {"钱远", "张伟民"}
    strict = Masking(Style.LENGTH, deputies=False, officials=False)
    assert set(mask_of([LISTED], strict).names) == {"张伟", "钱远", "周敏", "张伟民"}
    assert mask_of([LISTED], Masking(Style.OPEN)).names == {}


def test_one_name_of_two_people_is_masked_if_one_of_them_is() -> None:
    twin: tuple[str, dict[str, Any]] = (
        "RolesChanged",
        {"person": "p9", "name": "张伟", "roles": ["non_voting"]},
    )
    assert "张伟" in mask_of([LISTED, twin], Masking()).names


def test_whoever_acts_is_in_office_unless_the_roster_says_otherwise() -> None:
    acts: list[tuple[str, dict[str, Any]]] = [
        ("ItemEnded", {"by": "旧秘书"}),
        ("ItemEnded", {"by": "钱远"}),
    ]
    assert set(mask_of([LISTED, *acts], Masking()).names) == {"钱远", "张伟民"}


def test_the_longer_name_goes_first_and_latin_names_stand_alone() -> None:
    mask = Mask({"张伟": "张*", "张伟民": "张**", "Ann": "A*"})
    assert mask.text("张伟民、张伟, Ann and Annual") == "张**、张*, A* and Annual"
    assert not mask.stands_in("Annual")
    assert mask.stands_in("by Ann.")


def test_a_name_of_one_sign_is_masked_only_where_it_stands_alone() -> None:
    mask = Mask({"李": "李*"})
    assert (mask.text("李"), mask.text("李子沟道路")) == ("李*", "李子沟道路")


def test_an_entry_with_nothing_to_mask_stands_whole() -> None:
    entry = line("ItemStarted", title="票决", speaker="")
    assert public_line(entry, Mask({"钱远": "钱*"})) == entry


def test_a_masked_entry_keeps_its_place_in_the_chain() -> None:
    entry = line("ItemStarted", title="票决", speaker="钱远")
    shown = public_line(entry, Mask({"钱远": "钱*"}))
    assert shown["told"] == {"title": "票决", "speaker": "钱*"}
    assert shown["facts_hash"] == facts_hash(entry["facts"], SALT)
    assert not {"facts", "salt"} & shown.keys()
    [event] = journal_from_lines(journal_line(shown) + b"\n", may_tell=True)
    assert (event.hash, event.says, event.is_shown) == (entry["hash"], shown["told"], False)


@pytest.mark.parametrize("kind", ["PersonArrived", "AttendanceMarked", "SomethingNew"])
def test_a_kind_that_is_not_listed_says_nothing(kind: str) -> None:
    shown = public_line(line(kind, name="张伟", secret="病假"), Mask({}))
    assert not {"facts", "told", "salt"} & shown.keys()


def test_ballots_by_name_are_told_without_names_in_no_order_of_theirs() -> None:
    ballots = [
        {"person": f"p{at}", "name": f"甲{at}", "marks": "+-"[at % 2]} for at in range(4)
    ]
    told = public_line(line("BallotsListed", round="r", ballots=ballots), Mask({}))["told"]
    marks = [{"marks": "+"}, {"marks": "+"}, {"marks": "-"}, {"marks": "-"}]
    assert told == {"round": "r", "ballots": marks}


def test_a_reason_for_leave_is_never_told() -> None:
    leave = [{"name": "张伟", "delegation": "东城", "reason": "住院"}]
    told = public_line(line("MeetingOpened", on_leave=leave, missing=[]), Mask({}))["told"]
    assert "住院" not in str(told)


def test_of_every_kind_of_fact_it_is_decided_whether_it_is_public() -> None:
    known = every_fact()
    assert len(known) > 80
    assert known - PUBLIC - WITHHELD == set(), "decide: public, or withheld"
    assert PUBLIC.isdisjoint(WITHHELD)
    assert (PUBLIC | WITHHELD) - known == set(), "no such fact any more"


def test_a_person_is_a_number_of_the_copy_and_not_of_the_order_of_arrival() -> None:
    came = ("PersonArrived", {"person": "p1", "name": "张伟"})
    spoke = [("FloorGiven", {"person": one, "name": "甲"}) for one in ("p2", "p1", "p2")]
    mask = mask_of([came, *spoke], Masking())
    told = [public_line(line(kind, **facts), mask)["told"] for kind, facts in spoke]
    assert [one["person"] for one in told] == ["1", "2", "1"]  # type: ignore[index, call-overload]


def test_who_asked_to_speak_is_told_without_a_name() -> None:
    asked = line(
        "WordAsked", person="p1", name="张伟", groups={"delegation": "东城"}, by="周敏"
    )
    told = public_line(asked, Mask({}))["told"]
    assert "张伟" not in str(told)
    assert "东城" not in str(told)


def test_signed_minutes_are_told_without_text_and_hash() -> None:
    signed = line(
        "MinutesSigned", office="chair", person="p1", sha256="ab", text="住院", by="a"
    )
    told = public_line(signed, Mask({}))["told"]
    assert (told["text"], told["sha256"]) == ("", "")  # type: ignore[index, call-overload]


def test_words_that_the_speaker_did_not_agree_to_are_not_told() -> None:
    corrected = line("SummaryCorrected", person="p", text="我的话", written="别的话")
    assert "别的话" not in str(public_line(corrected, Mask({})))


@pytest.mark.parametrize("kind", ["HandoutReleased", "HandoutWithdrawn", "HandoutReplaced"])
def test_a_paper_for_deputies_alone_is_not_spoken_of(kind: str) -> None:
    for to, is_told in (("all", True), ("deputies", False), ("", False)):
        shown = public_line(line(kind, title="内部测算", to=to), Mask({}))
        assert ("内部测算" in str(shown)) is is_told


def test_what_was_hidden_in_a_consultation_has_no_words_in_the_public_copy() -> None:
    made: dict[str, Any] = {"entry": "a", "text": "某某的身份证号", "stool": 1}
    quoted = {"remark": "b", "contribution": "a", "text": "就是某某", "stool": 2}
    hidden: dict[str, Any] = {"target": "a", "reason": "隐私", "by": ""}
    acts: list[tuple[str, Any]] = [("ContributionMade", made), ("ContributionRemarked", quoted)]
    mask = mask_of([*acts, ("ContributionHidden", hidden)], Masking(Style.OPEN))
    for kind, facts in acts:
        told: Any = public_line(line(kind, **facts), mask)["told"]
        assert (told["text"], told["hidden"]) == ("", "隐私")
    again = mask_of(
        [*acts, ("ContributionHidden", hidden), ("ContributionUnhidden", hidden)], Masking()
    )
    assert "身份证号" in str(public_line(line("ContributionMade", **made), again))
