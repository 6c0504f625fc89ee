"""`minyi`: serve, demo, rehearse."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from minyi import demo as demonstration
from minyi import rehearse as rehearsal
from minyi.serve import first_start, new_badge, run
from web.settings import settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Minyi (民议): votes and consultations of people's congresses and villages.",
)

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for the whole network.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Data = Annotated[Path, typer.Option(help="Folder for everything this server keeps.")]
Origin = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this form on every Python we support
    typer.Option(help="The address people use, such as https://vote.example.org"),
]


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = Path("data"),
    database: Annotated[Optional[str], typer.Option(help="SQLAlchemy URL.")] = None,  # noqa: UP045
    origin: Origin = None,
) -> None:
    """Start the server. The first start prints the badge of the first clerk."""
    house = settings(data, database, origin)
    first_start(house, host, port)
    raise typer.Exit(run(house, host, port))


@app.command()
def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = Path("data/demo"),
    origin: Origin = None,
) -> None:
    """Start with a demonstration congress, in which most deputies act by themselves."""
    raise typer.Exit(demonstration.run(settings(data, None, origin), host, port))


@app.command()
def badge(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = Path("data"),
    origin: Origin = None,
) -> None:
    """Print a new badge for the first clerk, when the old one or its PIN is lost."""
    raise typer.Exit(new_badge(settings(data, None, origin), host, port))


@app.command()
def rehearse(
    phones: Annotated[int, typer.Option(min=1, max=5000, help="How many phones.")] = 300,
    kind: Annotated[str, typer.Option(help="Kind of round.")] = "recorded",
    json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Rehearse a vote on this machine: sign in, vote at once, check that nothing is lost."""
    raise typer.Exit(rehearsal.run(phones, kind, json))


if __name__ == "__main__":
    app()
