"""What can be read of questions."""

from sqlalchemy.ext.asyncio import AsyncConnection

from sessions.speaking.questions import store
from sessions.speaking.questions.question import Question


async def questions(connection: AsyncConnection, meeting: str) -> list[Question]:
    """All of a meeting, in the order in which they were put."""
    return await store.list_questions(connection, meeting)
