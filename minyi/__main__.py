"""`minyi`: serve, demo, rehearse, verify, archive, retention, tally, funding, consult."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from ballots.deciding.cut import Drawing
from ballots.method import Mode
from ballots.secret.front import EXITS
from minyi import archive as archives
from minyi import consult as opinions
from minyi import demo as demonstration
from minyi import funding as advice
from minyi import rehearse as rehearsal
from minyi import retention as keeping
from minyi import tally as counting
from minyi import verify as verification
from minyi.serve import first_start, new_badge, run
from minyi.tls import Tls, Unusable, certificate, warning
from sessions.archive.terms import Copy
from web.settings import Settings, settings

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
SelfSigned = Annotated[
    bool, typer.Option("--self-signed", help="HTTPS for a rehearsal, vouched for by nobody.")
]


@app.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = Path("data"),
    database: Annotated[Optional[str], typer.Option(help="SQLAlchemy URL.")] = None,  # noqa: UP045
    origin: Origin = None,
    cert: Annotated[Optional[Path], typer.Option(help="HTTPS with this certificate.")] = None,  # noqa: UP045
    key: Annotated[Optional[Path], typer.Option(help="The certificate's key.")] = None,  # noqa: UP045
    self_signed: SelfSigned = False,
) -> None:
    """Start the server. The first start prints the badge of the first clerk."""
    house = settings(data, database, origin)
    tls = _tls(house, cert, key, self_signed)
    first_start(house, host, port, tls)
    raise typer.Exit(run(house, host, port, tls))


@app.command()
def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = Path("data/demo"),
    origin: Origin = None,
    self_signed: SelfSigned = False,
) -> None:
    """Start with a demonstration congress, in which most deputies act by themselves."""
    house = settings(data, None, origin)
    tls = _tls(house, None, None, self_signed)
    raise typer.Exit(demonstration.run(house, host, port, tls))


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
def retention(
    data: Data = Path("data"),
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete what is due, after a question.")
    ] = False,
) -> None:
    """Show how long which data are kept; with --delete, delete personal data that are due."""
    raise typer.Exit(keeping.run(settings(data, None, None), delete, typer.confirm))


@app.command()
def rehearse(
    phones: Annotated[int, typer.Option(min=1, max=5000, help="How many phones.")] = 300,
    kind: Annotated[str, typer.Option(help="Kind of round.")] = "recorded",
    mode: Annotated[
        Mode, typer.Option(help="How a secret ballot is marked.")
    ] = Mode.FOR_AGAINST_ABSTAIN,
    json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Rehearse a vote on this machine: sign in, vote at once, check that nothing is lost."""
    raise typer.Exit(rehearsal.run(phones, kind, json, mode))


@app.command(epilog=EXITS)
def verify(
    archive: Annotated[Path, typer.Argument(help="The archive, ARCHIVE.zip.")],
    receipt: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(help="File with a receipt or a list of them; may be given often."),
    ] = None,
    words: Annotated[str, typer.Option(help="The six words the hall saw, in quotes.")] = "",
    hash: Annotated[str, typer.Option(help="The manifest's hash as the hall saw it.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
) -> None:
    """Check the archive of a meeting or a secret round: one line a check, by its name."""
    raise typer.Exit(verification.run(archive, receipt or [], words, hash, json))


shelf = typer.Typer(no_args_is_help=True, help="Archives of whole meetings on this server.")
app.add_typer(shelf, name="archive")


@shelf.command("list")
def list_archives(data: Data = Path("data")) -> None:
    """The newest archive of each meeting."""
    raise typer.Exit(archives.run(settings(data), archives.list_all))


@shelf.command("import")
def import_archive(
    file: Annotated[Path, typer.Argument(help="The archive, ARCHIVE.zip.")],
    data: Data = Path("data"),
) -> None:
    """Check an archive from another server and take it into the library."""
    raise typer.Exit(archives.run(settings(data), archives.taking_in(file)))


@shelf.command("export")
def export_archive(
    meeting: Annotated[str, typer.Argument(help="The meeting, as `list` names it.")],
    data: Data = Path("data"),
    copy: Annotated[Copy, typer.Option(help="Which copy.")] = Copy.INTERNAL,
    to: Annotated[Optional[Path], typer.Option(help="The file to write.")] = None,  # noqa: UP045
) -> None:
    """Write the newest edition of a meeting's archive to a file."""
    raise typer.Exit(archives.run(settings(data), archives.giving_out(meeting, copy, to)))


@app.command()
def funding(
    file: Annotated[Path, typer.Argument(help="An election of Pabulib, FILE.pb.")],
    rule: Annotated[advice.Rule, typer.Option(help="How the budget is spent.")],
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Show what residents' approvals alone would fund. Advice, not a decision."""
    raise typer.Exit(advice.run(file, rule, json))


courtyard = typer.Typer(no_args_is_help=True, help="Consultations: what people think.")
app.add_typer(courtyard, name="consult")


@courtyard.command()
def analyse(
    votes: Annotated[
        Path, typer.Argument(help="Pol.is votes.csv or participants-votes.csv, VOTES.csv.")
    ],
    groups: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="CSV voter-id,group: declared groups instead of those found."),
    ] = None,
    comments: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Pol.is comments.csv: which statements were moderated out."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the analysis as JSON.")] = False,
) -> None:
    """Analyse a conversation: support, consensus, groups, and what of it may be shown."""
    raise typer.Exit(opinions.run(votes, groups, comments, json))


@app.command()
def tally(
    method: Annotated[Path, typer.Argument(help="The vote method, METHOD.json.")],
    ballots: Annotated[Path, typer.Argument(help="One line a ballot, BALLOTS.csv.")],
    members: Annotated[int, typer.Option(help="All who are entitled to vote.")],
    present: Annotated[int, typer.Option(help="Those who are present.")],
    issued: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Ballots issued; as many as present if left out."),
    ] = None,
    returned: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Ballots returned; as many as in the file if left out."),
    ] = None,
    group_members: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="NAME=N, the members of a group that has its own majority."),
    ] = None,
    seed: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="What the hall saw drawn, for a tie that goes to the lot."),
    ] = None,
    round: Annotated[int, typer.Option(min=1, help="The number of this round.")] = 1,
    by_group: Annotated[
        bool, typer.Option("--by-group", help="Also each group, where it unmasks nobody.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Count a file of ballots by a vote method and say what it decides."""
    drawing = Drawing(round, seed)
    hall = counting.Hall(members, present, issued, returned, group_members or (), drawing)
    raise typer.Exit(counting.run(method, ballots, hall, json, by_group))


def _tls(house: Settings, cert: Path | None, key: Path | None, self_signed: bool) -> Tls | None:
    try:
        tls = certificate(house, cert, key, self_signed)
    except Unusable as no:
        typer.echo(no, err=True)
        raise typer.Exit(1) from None
    if tls is not None and self_signed:
        typer.echo(warning(tls))
    return tls


if __name__ == "__main__":
    app()
