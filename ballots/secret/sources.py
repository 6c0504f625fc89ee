"""The sources that `verify.py` carries: what its front imports, and what that imports."""

import ast
from functools import cache
from importlib.util import find_spec

from ballots.secret.standalone import FRONT, LOADER, standalone_verifier

ROOTS = {"core", "sessions", "ballots", "web"}


@cache
def verifier() -> bytes:
    """`verify.py`, as it stands in every archive this version publishes."""
    return standalone_verifier(house_sources()).encode()


def house_sources(front: str = FRONT) -> dict[str, str]:
    """The text of every module of the house that a front needs, by name and in order."""
    found = {LOADER: source(LOADER)}
    waiting = {front}
    while waiting:
        name = waiting.pop()
        found[name] = source(name)
        waiting |= needed(name, found[name]) - found.keys()
    return {name: found[name] for name in sorted(found)}


def needed(name: str, text: str) -> set[str]:
    """The modules of the house that must be there before this one is, packages included."""
    wanted = {name} | {
        target
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module
        for target in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        if target.partition(".")[0] in ROOTS and is_module(target)
    }
    packages = {one.rpartition(".")[0] for one in wanted} - {""}
    packages |= {one.rpartition(".")[0] for one in packages} - {""}
    return (wanted | packages) - {name}


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # something inside a module
        return False


def source(name: str) -> str:
    """The text of a module, also from a zip or a wheel. It is ours, so it must be there."""
    spec = find_spec(name)
    text = getattr(spec.loader, "get_source", lambda _: None)(name) if spec else None
    if not isinstance(text, str):
        raise LookupError(name)
    return text
