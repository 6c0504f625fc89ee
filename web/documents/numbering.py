"""Numbers of headings and articles, as official documents write them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from web.documents.model import Block, Heading, Paragraph
from web.language import Language

DIGITS = "零一二三四五六七八九"
ARTICLE = "§"  # the lead of a paragraph that is an article and waits for its number


def chinese(number: int) -> str:
    """A number from 1 to 999 as words: 11 is 十一, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def numbered(blocks: Iterable[Block], language: Language) -> Iterator[Block]:
    """The blocks with numbers before headings and articles: 一、 (一) 1. (1), 第一条."""
    counts = [0, 0, 0, 0]
    articles = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level - 1
            counts[level] += 1
            counts[level + 1 :] = [0] * len(counts[level + 1 :])
            yield replace(block, number=heading_number(counts[: level + 1], language))
        elif isinstance(block, Paragraph) and block.lead == ARTICLE:
            articles += 1
            yield replace(block, lead=article_number(articles, language))
        else:
            yield block


def heading_number(counts: list[int], language: Language) -> str:
    """The number of a heading by those above it."""
    if language is Language.EN:
        return ".".join(str(max(one, 1)) for one in counts) + ("." if len(counts) == 1 else "")
    number = counts[-1]
    match len(counts):
        case 1:
            return f"{chinese(number)}、"
        case 2:
            return f"（{chinese(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def article_number(number: int, language: Language) -> str:
    return f"Article {number}" if language is Language.EN else f"第{chinese(number)}条"
