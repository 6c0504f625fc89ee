"""Agendas as iCalendar: read back by a reader that goes by RFC 5545 and by nothing of ours."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import MeetingId
from sessions.agenda.icalendar import Event, calendar, folded, item_events, meeting_event
from sessions.agenda.item import ItemState
from sessions.agenda.tree import arranged
from sessions.meeting import Meeting, MeetingPhase
from tests.sessions.agenda.test_tree import item

ZONE = ZoneInfo("Asia/Shanghai")
STAMP = datetime(2027, 1, 5, 8, tzinfo=UTC)
NINE = datetime(2027, 1, 20, 1, tzinfo=UTC)
MEETING = Meeting(
    MeetingId("m1"),
    "第三次全体会议",
    "青禾县第十八届人民代表大会",
    "县会议中心, 一楼",
    "",
    MeetingPhase.DRAFT,
    None,
    None,
    date="2027-01-20",
    starts="09:00",
    changes=7,
    changed_at=STAMP,
)
CONTENT = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,]*)*):(.*)", re.DOTALL)  # RFC 5545, 3.1
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME"}


def lines_of(content: bytes) -> list[tuple[str, str, str]]:
    """Name, parameters and raw value of each content line, unfolded as octets."""
    assert content.endswith(b"\r\n")
    raw = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in raw), "at most 75 octets, excluding the line break"
    for line in raw:
        line.decode()  # no character is cut in two, although a reader would forgive it
        assert b"\r" not in line
        assert b"\n" not in line
    found = []
    unfolded = b"\r\n".join(raw).replace(b"\r\n ", b"").decode()
    for content_line in unfolded.split("\r\n"):
        match = CONTENT.fullmatch(content_line)
        assert match, content_line
        found.append((match[1], match[2], match[3]))
    return found


def text_of(value: str) -> str:
    """A TEXT value as it was meant; refused where a sign should have been escaped."""
    bare = ESCAPED.sub("", value)
    assert not set(bare) & set(";,\\"), value
    assert all(sign >= " " and sign != "\x7f" for sign in bare), "no control character"
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def events_of(content: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, parameters, value in lines_of(content):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name != "END":
            assert name not in found[-1], "each property once"
            found[-1][name] = text_of(value) if name in TEXTS else f"{parameters}{value}"
    return found


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def cleaned(text: str) -> str:
    """What a reader is to get back: other line breaks are line breaks, controls are nothing."""
    kept = "\n".join(text.splitlines())
    return "".join(one for one in kept if one == "\n" or not is_control(one))


def is_control(sign: str) -> bool:
    return ord(sign) < 32 or 127 <= ord(sign) < 160


@given(texts, texts, texts)
def test_any_text_comes_back_as_it_was_meant(title: str, text: str, place: str) -> None:
    event = Event("u", 1, STAMP, title, NINE, text=text, place=place)
    [found] = events_of(calendar("议程", [event]))
    assert found["SUMMARY"] == cleaned(title)
    assert found.get("DESCRIPTION", "") == cleaned(text)
    assert found.get("LOCATION", "") == cleaned(place)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_a_folded_line_loses_nothing_and_is_never_too_long(line: str) -> None:
    parts = folded(line).split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert b"".join([parts[0], *(part[1:] for part in parts[1:])]).decode() == line


@pytest.mark.parametrize(("length", "lines"), [(75, 1), (76, 2), (149, 2), (150, 3)])
def test_lines_are_as_long_as_they_may_be(length: int, lines: int) -> None:
    assert len(folded("x" * length).split(b"\r\n")) == lines


def test_a_chinese_line_is_folded_between_characters() -> None:
    parts = folded("SUMMARY:" + "议程" * 40).split(b"\r\n")
    assert [len(part) for part in parts][:2] == [74, 73], "22 signs of 3 octets, then 24"
    assert "".join(part.decode().strip() for part in parts) == "SUMMARY:" + "议程" * 40


def test_the_file_is_framed_as_a_calendar() -> None:
    lines = [(name, value) for name, _, value in lines_of(calendar("议程", []))]
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[-1] == ("END", "VCALENDAR")
    assert ("VERSION", "2.0") in lines
    assert [name for name, _ in lines].count("PRODID") == 1


def test_a_meeting_is_one_event_in_utc_with_its_agenda_as_text() -> None:
    agenda = arranged([item("听取报告", lasts=60), item("票决", lasts=30, unit="秘书处")])
    event = meeting_event(MEETING, agenda, ZONE)
    assert event is not None
    [found] = events_of(calendar("议程", [event]))
    assert found["DTSTART"] == "20270120T010000Z"
    assert found["DTEND"] == "20270120T023000Z"
    assert (found["UID"], found["SEQUENCE"], found["DTSTAMP"]) == (
        "m1@minyi",
        "7",
        "20270105T080000Z",
    )
    assert found["DESCRIPTION"] == "09:00 1 听取报告\n10:00 2 票决 (秘书处)"
    assert found["LOCATION"] == "县会议中心, 一楼"


def test_a_meeting_without_a_time_takes_its_day_and_one_without_a_day_is_left_out() -> None:
    whole_day = meeting_event(replace(MEETING, starts=""), [], ZONE)
    assert whole_day is not None
    assert whole_day.starts == date(2027, 1, 20)
    [found] = events_of(calendar("议程", [whole_day]))
    assert found["DTSTART"] == ";VALUE=DATE20270120"
    assert found["DTEND"] == ";VALUE=DATE20270121", "the end is the day after"
    assert meeting_event(replace(MEETING, date=""), [], ZONE) is None
    assert list(item_events(replace(MEETING, date=""), [item("a")], ZONE)) == []


def test_items_keep_their_names_and_what_is_aside_is_cancelled() -> None:
    planned = arranged([item("a", lasts=60), item("b", lasts=30), item("c")])
    aside = arranged([planned[0], replace(planned[1], state=ItemState.WITHDRAWN), planned[2]])
    before = events_of(calendar("", item_events(MEETING, planned, ZONE)))
    after = events_of(calendar("", item_events(replace(MEETING, changes=8), aside, ZONE)))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert [one["STATUS"] for one in after] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [int(one["SEQUENCE"]) for one in after] == [8, 8, 8]
    assert [one["DTSTART"] for one in before][1:] == ["20270120T020000Z", "20270120T023000Z"]
    assert after[2]["DTSTART"] == "20270120T020000Z", "what follows moves up"
    assert {one["TRANSP"] for one in after} == {"TRANSPARENT"}


def test_a_heading_is_no_event_but_a_line_of_the_text() -> None:
    agenda = arranged([item("报告"), item("政府", 1, lasts=60)])
    [found] = events_of(calendar("", item_events(MEETING, agenda, ZONE)))
    assert found["SUMMARY"] == "1.1 政府"
    event = meeting_event(MEETING, agenda, ZONE)
    assert event is not None
    assert event.text == "1 报告\n09:00 1.1 政府"


def test_the_same_agenda_gives_the_same_bytes() -> None:
    agenda = arranged([item("a", lasts=60)])
    once, twice = (calendar("x", item_events(MEETING, agenda, ZONE)) for _ in range(2))
    assert once == twice
