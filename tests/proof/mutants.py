"""The changes that proof `mutation` tries: one place of a rule at a time, found and made in the tree of the source."""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "motcua" / "law"
SPARED = {"__main__.py", "__init__.py", "cites.py", "rules.py"}  # they write documents, not law
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


@dataclass(frozen=True)
class Mutant:
    """One change: file, line, which node of the walk and which way, what it is in words.

    `where` is the outermost function it stands in the body of; '' for tables, defaults, decorators: what runs at import.
    """

    file: str
    line: int
    node: int
    way: int
    what: str
    where: str = ""

    @property
    def order(self) -> str:
        """The same order in every run, without regard to where it stands."""
        return hashlib.sha256(f"{self.file}:{self.node}:{self.way}".encode()).hexdigest()


def mutants() -> list[Mutant]:
    """Return every mutant of law/, in the order they are tried."""
    found = [m for path in sorted(LAW.glob("*.py")) if path.name not in SPARED for m in _mutants_of(path)]
    return sorted(found, key=lambda m: m.order)


def _mutants_of(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text())
    frozen = {id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword) and word.arg == "frozen"}  # no rule of law
    inside = dict(_inside(tree, ()))
    for place, node in enumerate(ast.walk(tree)):
        for way, what in enumerate([] if id(node) in frozen else _ways(node)):
            yield Mutant(path.name, getattr(node, "lineno", 0), place, way, what, inside.get(id(node), ""))


def _inside(tree: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield (node, outermost function) for every node in the body of a function."""
    for each in ast.iter_child_nodes(tree):
        if isinstance(each, ast.FunctionDef):
            name = ".".join((*names, each.name))
            yield from ((id(node), name) for line in each.body for node in ast.walk(line))
        elif isinstance(each, ast.ClassDef):
            yield from _inside(each, (*names, each.name))


def _ways(node: ast.AST) -> list[str]:
    """Name the changes that a node can be given, in a fixed order."""
    if isinstance(node, ast.Compare):
        return [f"{type(op).__name__} → {SWAPS[type(op)].__name__}" for op in node.ops]
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS and not _is_text(node):
        return [f"{type(node.op).__name__} → {SWAPS[type(node.op)].__name__}"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not left out"]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        return [f"{node.value} → {_other(node.value)}"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["condition turned round"]
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        return ["returns nothing"]
    if isinstance(node, ast.Raise):
        return ["does not refuse"]
    if isinstance(node, ast.Set) and len(node.elts) > 1:
        return [f"without {ast.unparse(each)}" for each in node.elts]
    return []


def _is_text(node: ast.BoolOp | ast.BinOp) -> bool:
    """Types such as `int | None`, and sentences, are no rules."""
    return isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)


def _other(value: bool | int) -> bool | int:
    return not value if isinstance(value, bool) else value + 1


def mutated(mutant: Mutant) -> ast.Module:
    """Return the changed module."""
    tree = ast.parse((LAW / mutant.file).read_text())
    node: Any = list(ast.walk(tree))[mutant.node]
    if isinstance(node, ast.Compare):
        node.ops[mutant.way] = SWAPS[type(node.ops[mutant.way])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        node.value = _other(node.value)
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.Set):
        del node.elts[mutant.way]
    else:
        tree = _Replaced(node).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replaced(ast.NodeTransformer):
    """Puts something harmless in the place of one node: nothing for a refusal, its operand for a `not`."""

    def __init__(self, node: ast.AST) -> None:
        self._node = node

    def visit(self, node: ast.AST) -> Any:
        """Replace the node, or go down."""
        if node is not self._node:
            return self.generic_visit(node)
        return ast.Pass() if isinstance(node, ast.Raise) else getattr(node, "operand", node)
