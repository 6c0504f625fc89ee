"""The house's arrows, checked: imports point down this list, and what is pure stays pure.

Every rule is a function over a path and its source, so the last test can sin against each.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = {"sessions", "ballots", "consult", "followup"}
DOORS = {"web", "minyi"}
BELOW = {"core": set[str](), "sessions": {"core"}, "tests": {"core", "web", "minyi"} | ROOMS}
BELOW |= {room: {"core", "sessions"} for room in ROOMS - {"sessions"}}
BELOW |= {"web": {"core"} | ROOMS, "minyi": {"core", "web"} | ROOMS}

SIBLING_DOOR = "sessions.queries"  # all that one room may read of another
SIBLING_THOUGHTS = "sessions.concepts"  # pure, as all that imports it may be
# Files that touch the world. The sealed box has its own: the SQLite file that is the urn, the
# folder of keys, and what is open or frozen while the server runs.
ROLES = {"commands", "queries", "store", "events", "__init__"}
ROLES |= {"boxfile", "vault", "openbox", "frozenbox", "boxes"}
ROLES |= {"shelf"}  # the folder of meeting papers
WORLD = {"sqlalchemy", "starlette", "asyncio", "time", "secrets", "random", "os"}
WORLD |= {"pathlib", "socket", "subprocess", "uuid", "aiosqlite", "sqlite3"}
CLOCK = {"now", "utcnow", "today"}  # dates are welcome in a rule; asking for the time is not
JOURNAL = {"core.journal.Entry", "core.journal.Fact", "core.journal.Tick"}  # only their shape
CONNECTION = "sqlalchemy.ext.asyncio.AsyncConnection"  # the type a query is handed
MIGRATIONS = "core/migrations/versions/"  # a migration is a list of tables, as long as it is

BANNED = {
    "utils",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "service",
    "handler",
    "shared",
}
FILE_LINES, FUNCTION_LINES = 300, 40
GROUND = {"core", "sessions", "ballots", "consult", "followup", "web", "minyi", "tests", "docs"}
GROUND |= {"README.md", "ARCHITECTURE.md", "PROMISES.md", "CONTRIBUTING.md", "CHANGELOG.md"}
GROUND |= {"LICENSE", "pyproject.toml", "Makefile", "babel.cfg"}
GROUND |= {"requirements.lock", "requirements-dev.lock"}
LEAVINGS = {"build", "data", "__pycache__"}  # what work leaves behind; not in the repository


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the house."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All that stands in this file; most rules go through it, so it is walked once."""
        return list(ast.walk(self.tree))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    @property
    def room(self) -> str:
        return self.parts[0]

    @property
    def role(self) -> str:
        return self.parts[-1]

    @property
    def module(self) -> str:
        return ".".join(self.parts).removesuffix(".__init__")

    @property
    def is_pure(self) -> bool:
        return self.room in ROOMS and self.role not in ROLES

    @cached_property
    def imports(self) -> set[str]:
        """Every `a.b.c` this file imports, wherever in the file it does so."""
        return {name for node in self.nodes for name in names_of(node)}


def names_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {f"{node.module or ''}.{alias.name}" for alias in node.names}
    return set()


def is_at(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


def arrows(file: Source) -> list[str]:
    """Imports point down; a room reads a sibling by one door; doors leave the stores alone."""
    wrong = []
    for name in sorted(file.imports):
        other = name.split(".")[0]
        if other not in BELOW or other == file.room or file.room == "tests":
            continue
        if other not in BELOW[file.room]:
            wrong.append(f"{file.room} may not know {other}")
        elif (
            file.room in ROOMS
            and other in ROOMS
            and not any(is_at(name, door) for door in (SIBLING_DOOR, SIBLING_THOUGHTS))
        ):
            wrong.append(f"{file.room} may read {other} only by {SIBLING_DOOR}, not {name}")
        elif file.room in DOORS and other in ROOMS and "store" in name.split("."):
            wrong.append(f"{file.room} asks {other}'s commands and queries, not {name}")
    return wrong


def sql(file: Source) -> list[str]:
    """Only stores and core speak SQL; the others may name the connection they pass on."""
    if file.room in {"core", "tests"} or (
        file.room in ROOMS and file.role in {"store", "boxfile"}
    ):
        return []
    wrong = [name for name in file.imports if is_at(name, "sqlalchemy") and name != CONNECTION]
    spoken = [
        node.attr
        for node in file.nodes
        if isinstance(node, ast.Attribute) and node.attr in {"execute", "exec_driver_sql"}
    ]
    return wrong + spoken


def purity(file: Source) -> list[str]:
    """A concept file knows only thoughts: nothing of the world, and no file that touches it."""
    if not file.is_pure:
        return []
    wrong = {name for name in file.imports if name.split(".")[0] in WORLD}
    wrong |= {name for name in file.imports if is_at(name, "core.database")}
    wrong |= {name for name in file.imports if is_at(name, "core.clock")}
    wrong |= {name for name in file.imports - JOURNAL if is_at(name, "core.journal")}
    for name in file.imports:
        room, *inside = name.split(".")
        if room in ROOMS and set(inside) & ROLES:
            wrong.add(name)
    return sorted(wrong)


def stillness(file: Source) -> list[str]:
    """A concept file waits for nothing, asks no clock, and reads and writes nothing."""
    return [said for node in file.nodes if (said := _acts(node))] * file.is_pure


def _acts(node: ast.AST) -> str:
    match node:
        case ast.AsyncFunctionDef() | ast.AsyncFor() | ast.AsyncWith() | ast.Await():
            return type(node).__name__
        case ast.comprehension(is_async=1):
            return "async for"
        case ast.Attribute(attr=name) if name in CLOCK:
            return name
        case ast.Name(id=name) if name in {"open", "print", "input"}:
            return name
    return ""


def functions(file: Source) -> Iterable[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in file.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def hidden_imports(file: Source) -> list[str]:
    """An import inside a function is where a cycle hides."""
    nodes = [node for one in functions(file) for node in ast.walk(one)]
    return [name for node in nodes for name in names_of(node)]


def length(file: Source) -> list[str]:
    lines = len(file.text.splitlines())
    wrong = [f"{lines} lines"] if lines > FILE_LINES else []
    if file.path.startswith(MIGRATIONS):
        return wrong
    for one in functions(file):
        long = (one.end_lineno or one.lineno) - one.lineno + 1
        wrong += [f"{one.name} has {long} lines"] if long > FUNCTION_LINES else []
    return wrong


def naming(file: Source) -> list[str]:
    return [part for part in file.parts if part in BANNED]


def cycles(files: Iterable[Source]) -> list[str]:
    """The modules that import each other in a ring, or stand between two rings."""
    modules = {file.module: file for file in files}
    left = {
        name: {
            target
            for found in file.imports
            for target in (found, found.rpartition(".")[0])
            if target in modules and target != name and modules[target].role != "__init__"
        }
        for name, file in modules.items()
    }
    return sorted(peeled(left))


def peeled(graph: Mapping[str, set[str]]) -> set[str]:
    """What is left when all that imports nothing, or is imported by nothing, has gone."""
    left = set(graph)
    while True:
        wanted = {target for name in left for target in graph[name]}
        ring = {name for name in left & wanted if graph[name] & left}
        if ring == left:
            return left
        left = ring


def strangers(names: Iterable[str]) -> list[str]:
    """What stands at the top of the house and was not invited."""
    return sorted(
        name
        for name in names
        if name not in GROUND | LEAVINGS and name[0] != "." and not name.endswith(".egg-info")
    )


Check = Callable[[Source], list[str]]
CHECKS: list[Check] = [arrows, sql, purity, stillness, hidden_imports, length, naming]


def drawn() -> list[Source]:
    """The whole house."""
    return [
        Source(file.relative_to(HOUSE).as_posix(), file.read_text(encoding="utf-8"))
        for room in sorted(BELOW)
        for file in sorted((HOUSE / room).rglob("*.py"))
    ]


@pytest.fixture(scope="module")
def files() -> list[Source]:
    """Read and parsed once for all rules, and let go of after them: it is large."""
    return drawn()


def judged(files: Iterable[Source], check: Check) -> dict[str, list[str]]:
    """The files that sin against this rule, and how."""
    return {file.path: wrong for file in files if (wrong := check(file))}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_stands_as_it_is_drawn(files: list[Source], check: Check) -> None:
    assert judged(files, check) == {}


def test_no_two_files_import_each_other_in_a_ring(files: list[Source]) -> None:
    assert len(files) > 50, "need the whole house for this to mean anything"
    assert cycles(files) == []


def test_nothing_unknown_stands_at_the_top_of_the_house() -> None:
    assert strangers(path.name for path in HOUSE.iterdir()) == []
