"""What lies beside the files of an archive for whoever opens it in thirty years."""

from functools import cache
from pathlib import Path

from sessions.archive.terms import Copy

TEXTS = Path(__file__).parents[1] / "templates" / "archives"
KINDS = {Copy.INTERNAL: ("内部副本", "internal"), Copy.PUBLIC: ("公开副本", "public")}


@cache
def readme(copy: Copy) -> bytes:
    """In Chinese and in English; of a public copy, also what it can prove and what not."""
    chinese, english = KINDS[copy]
    text = (TEXTS / "readme.md").read_text(encoding="utf-8").format(zh=chinese, en=english)
    if copy is Copy.PUBLIC:
        text += (TEXTS / "readme-public.md").read_text(encoding="utf-8")
    return text.encode()
