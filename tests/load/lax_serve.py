"""The control that must fail: the real server, but its database does not wait for the disk.

`python -m tests.load.lax_serve …` takes what `python -m minyi …` takes. If a power cut after
this loses nothing, the test of the power cut proves nothing.
"""

import runpy
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import Pool


@sa.event.listens_for(Pool, "checkout")
def do_not_wait(connection: Any, _record: object, _proxy: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


if __name__ == "__main__":
    runpy.run_module("minyi", run_name="__main__", alter_sys=True)
