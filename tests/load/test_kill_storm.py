"""The short storm: two kills among 150 deputies. `tests.load.soak` is the long one."""

from pathlib import Path

import pytest

from tests.load.kill_storm import Plan, kill_storm
from tests.load.power_cut import compiled


async def test_what_a_phone_was_told_is_in_survives_a_kill_and_a_power_cut(
    tmp_path: Path,
) -> None:
    plan = Plan(deputies=150, kills=2, ballots_a_kill=60, preload=compiled(tmp_path))
    report = await kill_storm(plan, tmp_path)
    assert report.kills == 2
    assert report.acknowledged, "need ballots in for this to mean anything"
    assert report.unsure, "need ballots in flight at the kill"
    assert report.resent, "need phones that ask again afterwards"
    assert (report.lost, report.lost_to_power, report.problems) == (0, 0, [])


async def test_a_server_that_does_not_wait_for_the_disk_fails_the_same_test(
    tmp_path: Path,
) -> None:
    preload = compiled(tmp_path)
    if preload is None:
        pytest.skip("no C compiler here")
    module = "tests.load.lax_serve"
    plan = Plan(deputies=60, kills=1, ballots_a_kill=30, module=module, preload=preload)
    report = await kill_storm(plan, tmp_path)
    assert report.lost_to_power, "the test of the power cut could not fail"
    assert report.lost == 0, "a kill alone leaves the page cache alive"
