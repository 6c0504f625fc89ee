"""`python -m tests.load.soak --kills 20`: the server is killed in storms of ballots.

Exit 0 only when nothing acknowledged was lost, neither to the kills nor to the power cuts that
they stand for, and when the control, a server that does not wait for the disk, did lose some.
"""

import argparse
import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from minyi.rehearsal.server import allow_sockets
from tests.load.kill_storm import Plan, Report, kill_storm
from tests.load.power_cut import compiled
from tests.load.secret_storm import secret_storm

CONTROL_KILLS = 3


def main() -> int:
    asked = _arguments()
    plan = Plan(asked.deputies, asked.kills, asked.ballots, seed=asked.seed)
    allow_sockets(2 * plan.deputies + 200)
    with TemporaryDirectory(prefix="minyi-soak-") as name:
        folder = Path(name)
        plan = replace(plan, preload=compiled(folder))
        holds = _holds(_run("minyi serve", plan, folder / "real"), plan)
        if plan.preload is None:
            print("No C compiler here: the power cuts and their control were skipped.")
        else:
            lax = replace(
                plan, kills=min(CONTROL_KILLS, plan.kills), module="tests.load.lax_serve"
            )
            holds &= _control_fails(_run("control, synchronous=NORMAL", lax, folder / "lax"))
    with TemporaryDirectory(prefix="minyi-soak-") as name:
        holds &= _box_holds(asked.secret, asked.kills, Path(name))
    print("Nothing acknowledged was lost." if holds else "This does not hold.")
    return 0 if holds else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--deputies", type=int, default=3000)
    parser.add_argument("--ballots", type=int, default=600, help="at most, before a kill")
    parser.add_argument("--secret", type=int, default=400, help="deputies of the secret vote")
    parser.add_argument("--seed", type=int, default=20260120)
    return parser.parse_args()


def _run(title: str, plan: Plan, folder: Path) -> Report:
    folder.mkdir()
    report = asyncio.run(kill_storm(plan, folder))
    by_power = "not looked at" if plan.preload is None else str(report.lost_to_power)
    print(
        f"{title}: {report.kills} kills, {len(report.acknowledged)} ballots acknowledged,"
        f" {report.unsure} in flight; lost to kill -9: {report.lost}; lost to a power cut:"
        f" {by_power}; {report.resent} asked again."
    )
    for problem in report.problems[:20]:
        print(f"  Wrong: {problem}")
    return report


def _holds(report: Report, plan: Plan) -> bool:
    enough = report.kills == plan.kills and len(report.acknowledged) >= plan.kills
    return enough and not (report.lost or report.lost_to_power or report.problems)


def _box_holds(deputies: int, kills: int, folder: Path) -> bool:
    report = asyncio.run(secret_storm(deputies, kills, folder))
    print(
        f"secret vote: {report.kills} kills, {report.receipted} receipts before them,"
        f" {report.in_flight} in flight; receipted and not in the box: {report.lost}."
    )
    for problem in report.problems[:20]:
        print(f"  Wrong: {problem}")
    enough = report.kills == kills and report.receipted and report.in_flight
    return bool(enough) and not (report.lost or report.problems)


def _control_fails(report: Report) -> bool:
    if not report.lost_to_power:
        print("The control lost nothing, so the power cuts prove nothing.")
    return report.lost_to_power > 0


if __name__ == "__main__":
    sys.exit(main())
