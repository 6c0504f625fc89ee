"""How a badge may be used on a device, and what makes a PIN."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

import pytest

from core.ids import BadgeId, MeetingId, PersonId
from core.people import Role
from sessions.meeting import MeetingPhase
from sessions.signin import badge
from sessions.signin.badge import (
    CODE_LENGTH,
    LOCKED_FOR,
    TRIES,
    Admission,
    Badge,
    Membership,
    admit,
    after_wrong_pin,
    badge_code,
    check_not_locked,
    check_pin_shape,
    has_power,
    pin_hash,
    pin_matches,
    secret_hash,
)
from tests.cast import PIN, refused
from tests.conftest import PIN_ROUNDS

NOON = datetime(2026, 1, 20, 4, 0, tzinfo=UTC)
FRESH = Badge(BadgeId("b"), PersonId("p"), "李芳", False, None, None, 0, None)
WITH_PIN = replace(FRESH, pin_hash="salt$hash")
PHONE, TABLET = "phone", "tablet"


@pytest.mark.parametrize(
    ("badge", "bound", "powerful", "admission"),
    [
        (FRESH, [], False, Admission.BIND),
        (FRESH, [PHONE], False, Admission.KNOWN),
        (FRESH, [TABLET], False, Admission.OTHER_DEVICE),
        (FRESH, [], True, Admission.SET_PIN),
        (FRESH, [TABLET], True, Admission.OTHER_DEVICE),
        (FRESH, [PHONE], True, Admission.SET_PIN),
        (WITH_PIN, [], True, Admission.ASK_PIN),
        (WITH_PIN, [TABLET], True, Admission.ASK_PIN),
        (WITH_PIN, [TABLET, PHONE], True, Admission.KNOWN),
        (WITH_PIN, [TABLET], False, Admission.OTHER_DEVICE),
    ],
)
def test_a_badge_binds_to_the_first_device_and_power_asks_for_a_pin(
    badge: Badge, bound: list[str], powerful: bool, admission: Admission
) -> None:
    assert admit(badge, bound, PHONE, powerful) is admission


@pytest.mark.parametrize("bound", [[], [PHONE]])
@pytest.mark.parametrize("powerful", [True, False])
def test_a_replaced_badge_opens_nothing_not_even_on_its_own_device(
    bound: list[str], powerful: bool
) -> None:
    with refused("badge-revoked"):
        admit(replace(WITH_PIN, revoked_at=NOON), bound, PHONE, powerful)


def membership(*roles: Role) -> Membership:
    phase = MeetingPhase.DRAFT
    return Membership(MeetingId("m"), phase, "", "", "李芳", "", frozenset(roles), False)


@pytest.mark.parametrize("role", Role)
def test_a_pin_is_for_those_who_run_any_meeting(role: Role) -> None:
    powerless = {Role.DEPUTY, Role.NON_VOTING}
    rows = [membership(Role.DEPUTY), membership(role)]
    assert has_power(FRESH, rows) is (role not in powerless)


def test_who_may_call_meetings_has_power_before_the_first_one() -> None:
    assert has_power(replace(FRESH, may_call=True), [])
    assert not has_power(FRESH, [])


@pytest.mark.parametrize("phase", MeetingPhase)
def test_sign_in_makes_present_only_while_a_meeting_gathers_or_runs(
    phase: MeetingPhase,
) -> None:
    row = replace(membership(Role.DEPUTY), phase=phase)
    assert row.gathers is (phase in {MeetingPhase.GATHERING, MeetingPhase.OPEN})


def test_a_code_is_26_upper_case_signs_that_a_qr_prints_small() -> None:
    codes = {badge_code(token_bytes(16)) for _ in range(500)}
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(codes) == 500


def test_a_code_typed_by_hand_may_be_small_and_spaced() -> None:
    assert secret_hash(" abcd2345 ") == secret_hash("ABCD2345")
    assert secret_hash("ABCD2345") != secret_hash("ABCD2346")


@pytest.mark.parametrize("pin", ["204816", "123457", "112233", "204816204816"])
def test_six_to_twelve_digits_make_a_pin(pin: str) -> None:
    check_pin_shape(pin)


@pytest.mark.parametrize(
    "pin", ["", "20481", "2048162048162", "20481a", "２０４８１６", "-20481"]
)
def test_anything_else_does_not(pin: str) -> None:
    with refused("pin-shape", least=6, most=12):
        check_pin_shape(pin)


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "345678", "654321", "1111111", "012345678"]
)
def test_a_pin_anyone_would_guess_is_refused(pin: str) -> None:
    with refused("pin-too-easy"):
        check_pin_shape(pin)


def test_a_pin_is_kept_as_a_salted_hash() -> None:
    kept = pin_hash(PIN, b"salt")
    assert PIN not in kept
    assert pin_matches(PIN, kept)
    assert not pin_matches("204817", kept)
    assert kept != pin_hash(PIN, b"corn")


def test_a_pin_is_hashed_slowly_on_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badge, "PIN_ROUNDS", PIN_ROUNDS)
    slow = hashlib.pbkdf2_hmac("sha256", PIN.encode(), b"salt", 200_000)
    assert pin_hash(PIN, b"salt") == f"{b'salt'.hex()}${slow.hex()}"


def test_the_last_wrong_try_locks_and_starts_the_count_anew() -> None:
    tried = replace(WITH_PIN, wrong_pins=TRIES - 2)
    assert after_wrong_pin(tried, NOON) == (TRIES - 1, None)
    tried = replace(WITH_PIN, wrong_pins=TRIES - 1)
    assert after_wrong_pin(tried, NOON) == (0, NOON + LOCKED_FOR)


def test_a_lock_says_how_long_it_lasts_and_ends_then() -> None:
    locked = replace(WITH_PIN, locked_until=NOON)
    with refused("pin-locked", seconds=61):
        check_not_locked(locked, NOON - timedelta(minutes=1))
    check_not_locked(locked, NOON)
    check_not_locked(WITH_PIN, NOON)
