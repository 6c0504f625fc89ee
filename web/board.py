"""The notices of whoever looks, and how many of them this browser has not shown yet."""

from starlette.responses import Response

from sessions.notices.notice import Notice, notices_for, unread
from web.visit import Visit

SEEN = "noticed"  # a cookie of this meeting: the server does not know who has read what
SEEN_FOR = 60 * 60 * 24 * 30  # seconds


async def my_notices(visit: Visit) -> list[Notice]:
    """The newest first, also those withdrawn."""
    board = await visit.house.boards.put(visit.me.meeting)
    return notices_for(board, visit.me)


async def fresh_notices(visit: Visit) -> list[Notice]:
    """Those that this browser has not shown on the page of notices."""
    return unread(await my_notices(visit), _seen(visit))


def _seen(visit: Visit) -> int:
    text = visit.request.cookies.get(SEEN, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def mark_seen(visit: Visit, answer: Response, mine: list[Notice]) -> None:
    last = max((one.number for one in mine), default=0)
    answer.set_cookie(
        SEEN,
        str(last),
        max_age=SEEN_FOR,
        path=f"/m/{visit.me.meeting}",
        secure=visit.is_secure,
        httponly=True,
        samesite="lax",
    )
