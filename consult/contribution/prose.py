"""Long texts as people type them: lines stay lines, and nothing unseen stays. Pure."""

import unicodedata

# Bidirectional controls turn the words around them; each text is isolated where it is shown.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = TURNING | frozenset("\ufeff\u200b\u2028\u2029\u2060")
MOST_LINES = 60  # 5,000 of one character each would be a hundred pages of minutes
MOST_MARKS = 3  # on one character: more of them climb over the lines above


def prose(text: str) -> str:
    """The text without control signs and piled-up marks; its lines and emoji are kept.

    >>> prose("  one \\r\\n\\r\\n\\r\\n\\r\\n two\\x07 ")
    'one\\n\\ntwo'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    lines: list[str] = []
    for line in _seen(text).split("\n"):
        tidy = " ".join(line.split(" ")).strip()
        if tidy or not lines or lines[-1]:
            lines.append(tidy)
    first, rest = lines[:MOST_LINES], " ".join(filter(None, lines[MOST_LINES:]))
    return ("\n".join(first) + " " * bool(rest) + rest).strip()


def _seen(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in text:
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MOST_MARKS or (sign != "\n" and _is_unseen(sign, category)):
            continue
        kept.append(sign)
    return "".join(kept)


def _is_unseen(sign: str, category: str) -> bool:
    # Joiners (category Cf) stay: emoji of families and several scripts are made with them.
    return sign in UNSEEN or category in ("Cc", "Cs")
