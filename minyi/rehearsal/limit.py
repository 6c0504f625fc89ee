"""The raw limit: the same bursts against a server that reads the request and does nothing.

`python -m minyi.rehearsal.limit PORT`. What this costs, HTTP itself costs on this machine.
"""

import gc
import sys

import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from minyi.rehearsal.phone import HOST

BODY = b'{"marks":"++++++------","code":"RAWLIMIT","repeated":false}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "minyi.rehearsal.limit", str(port)]


async def no_op(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    while (await receive()).get("more_body", False):
        pass
    await send(
        {"type": "http.response.start", "status": 200, "headers": HEADERS, "trailers": False}
    )
    await send({"type": "http.response.body", "body": BODY, "more_body": False})


def main(port: int) -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the real server sets it
    uvicorn.run(
        no_op,
        host=HOST,
        port=port,
        http="httptools",
        ws="none",
        lifespan="off",
        backlog=4096,
        timeout_keep_alive=75,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
