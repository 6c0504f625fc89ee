"""The published archive of a secret round: made when it is first asked for, then a file."""

import asyncio
from pathlib import Path

from ballots.round import Round
from ballots.secret import queries as secret
from ballots.secret.vault import Vault
from core.database import Database


async def published_archive(
    db: Database, vault: Vault, turn: asyncio.Lock, known: Round, box: str
) -> Path:
    """One is made at a time, whoever asks; `known` is announced."""
    async with turn:
        if not vault.archive_path(box).exists():
            async with db.reading() as connection:
                found = await secret.published(connection, known.meeting, known.id)
            octets = await asyncio.to_thread(secret.packed, vault, found)
            await asyncio.to_thread(vault.keep_archive, box, octets)
    return vault.archive_path(box)
