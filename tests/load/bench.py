"""`python -m tests.load.bench`: rehearsals at 300 and 3,000 phones, held against the budgets.

Every figure stands beside the raw limit that the same run measured; times alone say little on a
machine with other work. Only a lost or a doubled ballot fails: the exit code is then 1.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from minyi.rehearsal.figures import Figures
from minyi.rehearse import rehearse, show

Budget = tuple[str, float, float]  # what, measured, at most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=[300, 3000])
    parser.add_argument("--screens", type=int, help="live screens; a sixth of the phones")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    runs = [rehearse(phones, screens=asked.screens) for phones in asked.phones]
    if asked.json:
        print(json.dumps([asdict(figures) for figures in runs], ensure_ascii=False, indent=2))
    else:
        for figures in runs:
            show(figures)
            show_budgets(budgets(figures))
    return 0 if all(figures.holds for figures in runs) else 1


def budgets(figures: Figures) -> list[Budget]:
    """What the design promises at about this size."""
    cast = figures.cast
    held = [
        ("server CPU a vote, ms", cast.cpu_ms_each, 3.0),
        (
            "last screen final after the last acknowledgement, ms",
            figures.screens.final_after_ms,
            300.0,
        ),
    ]
    if figures.phones <= 300:
        held += [
            ("all acknowledged after, s", cast.all_after_s, 2.0),
            ("95 in 100 acknowledged after, ms", cast.p95_ms, 1000.0),
            ("server memory, MB", figures.memory_mb, 150.0),
        ]
    else:
        held += [
            ("the cast against the raw limit", figures.cast_to_limit, 2.3),
            ("all signed in after, s", figures.sign_in.all_after_s, 60.0),
        ]
    return held


def show_budgets(held: Sequence[Budget]) -> None:
    for what, measured, most in held:
        word = "within" if measured <= most else "OVER"
        print(f"  {word:>6} budget: {what}: {measured:g} (at most {most:g})")
    print()


if __name__ == "__main__":
    sys.exit(main())
