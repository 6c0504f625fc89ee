"""The short storm over the sealed box: two kills. `tests.load.soak` has the long one."""

from pathlib import Path

from tests.load.secret_storm import secret_storm


async def test_attack_23_receipts_are_papers_after_every_kill(tmp_path: Path) -> None:
    report = await secret_storm(deputies=60, kills=2, folder=tmp_path)
    assert report.kills == 2
    assert report.receipted, "need receipts before a kill for this to mean anything"
    assert report.in_flight, "need ballots in flight at a kill"
    assert (report.lost, report.problems) == (0, [])
