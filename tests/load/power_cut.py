"""Compiles `fsync_order.c`, where there is a compiler."""

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("fsync_order.c")


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def compiled(folder: Path) -> Path | None:
    """The library to preload into a server, or None without a C compiler."""
    program = compiler()
    if program is None:
        return None
    library = folder / "fsync_order.so"
    options = ["-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run([program, *options, "-o", library, SOURCE, "-ldl"], check=True)
    return library
