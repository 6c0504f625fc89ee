"""Which codes the rooms raise, and with which facts, read from their source by its syntax.

A code that this reading cannot see is an error, so that none slips by unseen.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ON_SCREENS = {"commands", "sealed", "boxes", "totals"}
ROOMS = ("core", "sessions", "ballots", "consult", "followup", "web")
REFUSALS = {"Refused": 0, "Forbidden": 0, "BadRow": 1}  # where each takes its code
REASONS = {"Because": 0}
# What the one caller of a folder's checks puts into each of their refusals: `Shelf.take`.
ADDED = {"handouts": frozenset({"filename"})}
FACTS_AT = {"BadRow": 2, "Because": 1}  # these take their facts as one dictionary

Function = ast.FunctionDef | ast.AsyncFunctionDef


OF_ARCHIVES = {("core", "canonical"), ("core", "zipped"), ("core", "chain")}
OF_ARCHIVES |= {("ballots", "record"), ("ballots", "replay"), ("export", "recount")}


@dataclass(frozen=True)
class Said:
    """One code where it is said. `facts` is None when the source alone does not tell them."""

    code: str
    facts: frozenset[str] | None
    place: str


def said(house: Path, sayers: Mapping[str, int]) -> list[Said]:
    """Everything that is said by these names, or by a function that passes a `code` to them.

    The concepts of the sealed box say their codes to auditors and to phones' scripts, and so
    do those of archives: `web.archive.sentences` has the words.
    """
    files = [
        file
        for room in ROOMS
        for file in sorted((house / room).rglob("*.py"))
        if is_for_screens(file)
    ]
    return [
        replace(one, facts=_with_added(one.facts, file))
        for file in files
        for one in said_in(file.read_text("utf-8"), file.name, sayers)
    ]


def _with_added(facts: frozenset[str] | None, file: Path) -> frozenset[str] | None:
    return None if facts is None else facts | ADDED.get(file.parent.name, frozenset())


def is_for_auditors(file: Path) -> bool:
    """Whether an archive is read or checked there."""
    is_of_archives = file.parent.name == "archive" and file.stem not in {"keeper", "commands"}
    return is_of_archives or (file.parent.name, file.stem) in OF_ARCHIVES


def is_for_screens(file: Path) -> bool:
    if is_for_auditors(file):
        return False
    is_of_the_box = "ballots" in file.parts and "secret" in file.parts
    return file.stem in ON_SCREENS if is_of_the_box else file.name != "box.py"


def said_in(source: str, name: str, sayers: Mapping[str, int]) -> list[Said]:
    tree = ast.parse(source)
    known = dict(sayers)
    for function in functions(tree):
        names = parameters(function)
        calls = [call for call, _ in calls_in(function) if takes_code(call, known)]
        if "code" in names and calls:
            known[function.name] = names.index("code")
    added = frozenset(facts_added_later(tree))
    return [
        Said(code, None if facts is None else facts | added, f"{name}:{call.lineno}")
        for call, function in calls_in(tree)
        if (node := code_node(call, known, "Refused" in sayers)) is not None
        for facts in [facts_of(call, function)]
        for code in codes(node, function)
    ]


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parameters(function: Function) -> list[str]:
    """The names as a caller counts them: without `self`."""
    return [one.arg for one in function.args.args if one.arg != "self"]


def calls_in(
    tree: ast.AST, inside: Function | None = None
) -> Iterator[tuple[ast.Call, Function | None]]:
    """Every call with the function it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield node, inside
        deeper = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from calls_in(node, node if deeper else inside)  # type: ignore[arg-type]


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def takes_code(call: ast.Call, known: Mapping[str, int]) -> bool:
    at = known.get(called(call))
    return at is not None and len(call.args) > at


def code_node(call: ast.Call, known: Mapping[str, int], refusals: bool) -> ast.expr | None:
    if takes_code(call, known):
        return call.args[known[called(call)]]
    match call:  # a kind of refusal that always says the same
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"),
            args=[ast.Constant(value=str()) as code, *_],
        ) if refusals:
            return code
    return None


def codes(node: ast.expr, function: Function | None) -> list[str]:
    """All that an expression for a code can be."""
    match node:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=body, orelse=orelse):
            return codes(body, function) + codes(orelse, function)
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=args):
            return [code for value in (*values, *args[1:]) for code in codes(value, function)]
        case ast.Attribute(attr="code"):
            return []  # a refusal said on: its code was found where it was made
        case ast.Name(id="code") if function and "code" in parameters(function):
            return []  # passed on: the callers are found
        case ast.Name(id=name) if function and (value := assigned(name, function, node.lineno)):
            return codes(value, function)
    raise AssertionError(f"line {node.lineno}: which code is {ast.unparse(node)}?")


def assigned(name: str, function: Function, before: int) -> ast.expr | None:
    """What a name was last given before a line."""
    found = None
    for node in ast.walk(function):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=value)
                | ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value)
            ) if target == name and node.lineno < before:
                if found is None or node.lineno > found.lineno:
                    found = value
    return found


def facts_of(call: ast.Call, function: Function | None) -> frozenset[str] | None:
    at = FACTS_AT.get(called(call))
    if at is not None:
        return keys(call.args[at], function) if len(call.args) > at else frozenset()
    found = frozenset[str]()
    for keyword in call.keywords:
        if keyword.arg is not None:
            found |= {keyword.arg}
        elif (more := keys(keyword.value, function)) is not None:
            found |= more
        else:
            return None
    return found - {"field"}


def keys(node: ast.expr, function: Function | None) -> frozenset[str] | None:
    """The keys of a dictionary that is written out, here or where it got its name."""
    match node:
        case ast.Dict(keys=names):
            return frozenset(str(one.value) for one in names if isinstance(one, ast.Constant))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            one, other = keys(left, function), keys(right, function)
            return None if one is None or other is None else one | other
        case ast.Name(id=name) if function and (value := assigned(name, function, node.lineno)):
            return keys(value, function)
    return None


def facts_added_later(tree: ast.AST) -> Iterator[str]:
    """Facts that a file puts into every refusal that passes it: `refusal.facts["…"] = …`."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[
                    ast.Subscript(
                        value=ast.Attribute(attr="facts"), slice=ast.Constant(value=str(name))
                    )
                ]
            ):
                yield name
