"""Six words to compare a hash by, read aloud in the hall. Pure.

Whoever makes a manifest may search for two with the same words. So the words are slow: 200,000
rounds of PBKDF2 a try turn the minutes between the calling of the freshness word and the
opening into years. They are for ears; programs compare the whole hash.
"""

import hashlib
from functools import lru_cache

CONSONANTS = "bdfghjklmnprstvz"  # 4 bits each
VOWELS = "aiou"  # 2 bits
CHARACTERS = (  # 6 bits each: common, and no two sound alike
    "山水火木土天地日月星云雨风雪海河"
    "江湖林花草竹松梅米豆茶瓜果牛马羊"
    "狗鸟龙鹿象春夏秋冬棉北红黄蓝白金"
    "银铜车船桥门灯书笔琴鼓歌家塔城石"
)
ITERATIONS = 200_000
WORDS = 6


def words_zh(digest: bytes) -> tuple[str, ...]:
    """Six words of two characters, 72 bits."""
    bits = int.from_bytes(_slow(digest)[:9], "big")
    signs = [CHARACTERS[bits >> shift & 63] for shift in range(66, -6, -6)]
    return tuple(signs[at] + signs[at + 1] for at in range(0, 2 * WORDS, 2))


def words_en(digest: bytes) -> tuple[str, ...]:
    """Six words such as `bafig`, 96 bits."""
    slow = _slow(digest)
    return tuple(_word(int.from_bytes(slow[at : at + 2], "big")) for at in range(0, 12, 2))


def _word(bits: int) -> str:
    letters = [CONSONANTS[bits >> 12], VOWELS[bits >> 10 & 3], CONSONANTS[bits >> 6 & 15]]
    return "".join([*letters, VOWELS[bits >> 4 & 3], CONSONANTS[bits & 15]])


@lru_cache(maxsize=1024)
def _slow(digest: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", digest, b"minyi/1 words", ITERATIONS, 12)
