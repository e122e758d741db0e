"""Mutation testing of law/: change one place of a rule at a time; the tests of law must notice.

Each mutant is compiled in a fork that has everything else loaded, so nothing is written and nothing is started anew. Mutants come in
an order of their own (by hash), shared out among the cores; what is not tried within the time is counted as such.
"""

import ast
import hashlib
import importlib.abc
import importlib.machinery
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

NAME = "mutation"
ROOT = Path(__file__).resolve().parents[2]
LAW, TESTS = ROOT / "motcua" / "law", ROOT / "tests" / "law"
NEEDS_MORE = re.compile(r"^from (motcua\.(?!law|lib)|tests(\.make)? import)", re.M)
MINUTES = 15
LONGEST = 60  # seconds for one mutant: one that never ends is noticed too
WANTED = 0.9
SPARED = {"__main__.py", "__init__.py", "cites.py", "rules.py"}  # they write documents, not law
PYTEST = ["-c", str(Path(__file__).with_suffix(".ini")), "--rootdir", str(ROOT)]
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
    """One change: file, line, which node of the walk and which way, and what it is in words."""

    file: str
    line: int
    node: int
    way: int
    what: str

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
    for place, node in enumerate(ast.walk(tree)):
        for way, what in enumerate([] if id(node) in frozen else _ways(node)):
            yield Mutant(path.name, getattr(node, "lineno", 0), place, way, what)


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


class Importing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module of law its mutated body."""

    def __init__(self, mutant: Mutant) -> None:
        self._module, self._mutant = f"motcua.law.{mutant.file[:-3]}", mutant

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        """Answer for the mutated module alone."""
        return importlib.machinery.ModuleSpec(name, self) if name == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated body."""
        module.__file__ = str(LAW / self._mutant.file)
        exec(compile(mutated(self._mutant), module.__file__, "exec"), module.__dict__)  # the mutant itself


def _noticed(mutant: Mutant | None) -> str:
    """Return how the tests of law take a mutant (None: the law as it is): those that name its module first, then all."""
    fate = _forked(mutant, _own_tests(mutant)) if mutant and _own_tests(mutant) else "survived"
    return fate if fate != "survived" else _forked(mutant, _tests())


def _own_tests(mutant: Mutant) -> list[str]:
    name = f"motcua.law.{mutant.file[:-3]} import"
    return [path for path in _tests() if name in (ROOT / path).read_text()]


def _tests() -> list[str]:
    """Return the tests of law, wherever they stand, that need neither database nor framework."""
    files = [*sorted(TESTS.glob("test_*.py")), ROOT / "tests" / "people" / "test_succession.py"]
    return [str(path.relative_to(ROOT)) for path in files if not NEEDS_MORE.search(path.read_text())]


def _forked(mutant: Mutant | None, tests: list[str]) -> str:
    """Run `tests` over a mutant in a fork; return 'killed', 'survived' or 'endless'."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(mutant, tests))
    watch = os.pidfd_open(child)
    try:
        ended, _, _ = select.select([watch], [], [], LONGEST)
    finally:
        os.close(watch)
    if not ended:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "endless" if not ended else "survived" if status == 0 else "killed"


def _tested(mutant: Mutant | None, tests: list[str]) -> int:
    import pytest

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if mutant:
        sys.meta_path.insert(0, Importing(mutant))
    return int(pytest.main([*PYTEST, *tests]))


def work(worker: int, workers: int, until: float) -> Iterator[dict[str, Any]]:
    """Try every `workers`-th mutant from `worker` on until the moment `until` (of the clock of this machine); yield how each fared."""
    for mutant in mutants()[worker::workers]:
        if time.time() > until:
            return
        yield {**vars(mutant), "fate": _noticed(mutant)}


def main(worker: int, workers: int, until: float) -> int:
    """Be one worker: load what all tests need, then print one JSON line for each mutant."""
    import numpy  # noqa: F401 - loaded once, for every fork
    import pytest  # noqa: F401 - as above

    import config.settings  # noqa: F401 - as above
    import tests.law.conftest  # noqa: F401 - its profile holds for tests of law that stand elsewhere too

    os.chdir(ROOT)
    if _noticed(None) != "survived":
        sys.stderr.write("the tests of law fail without any mutant\n")
        return 1
    for row in work(worker, workers, until):
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
    return 0


def run(minutes: float = MINUTES) -> list[dict[str, Any]]:
    """Try the mutants for at most `minutes`; name the survivors on stderr; return the rows of the proof."""
    rows = _together(time.time() + minutes * 60)
    survivors = [row for row in rows if row["fate"] == "survived"]
    said = [row for row in survivors if (row["file"], row["line_text"], row["what"]) not in EXPLAINED]
    for row in sorted(said, key=lambda r: (r["file"], r["line"])):
        sys.stderr.write(f"survived: {row['file']}:{row['line']} {row['what']}   {row['line_text']}\n")
    total, tried = len(mutants()), len(rows)
    share = round((tried - len(survivors)) / tried, 4) if tried else 0.0
    return [
        {"metric": "mutants", "value": total, "unit": "", "ok": total > 0},
        {"metric": "tried", "value": tried, "unit": "", "ok": tried > 0},
        {"metric": "killed", "value": share, "unit": "share of tried", "ok": share >= WANTED},
        {"metric": "survivors explained", "value": len(survivors) - len(said), "unit": f"of {len(survivors)}", "ok": True},
    ]


def _together(until: float) -> list[dict[str, Any]]:
    cores = os.cpu_count() or 1
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "MOTCUA_TEST_DB": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environ["HYPOTHESIS_PROFILE"] = "mutation"  # of tests/law/conftest.py: few examples, the same in every run
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(worker) for worker in range(cores)]
        running = []
        for worker, file in enumerate(files):
            words = [sys.executable, "-m", "tests.proof.mutation", str(worker), str(cores), str(until)]
            with file.open("w") as out:
                running.append(subprocess.Popen(words, cwd=ROOT, env=environ, stdout=out))
        if any(each.wait() for each in running):
            raise RuntimeError("a worker failed")
        rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return [{**row, "line_text": _line(row["file"], row["line"])} for row in rows]


def _line(file: str, line: int) -> str:
    return (LAW / file).read_text().splitlines()[line - 1].strip() if line else ""


# Survivors that change nothing anybody could see, by (file, line as written, change): why.
_FIXED = "FIXED = {(1, 1): 2000, (4, 30): 2000, (5, 1): 2000, (9, 2): 2000, (11, 24): 2026}"
_ORDER = "return Timeliness.EARLY if end < due else Timeliness.OVERDUE"
_LATER = "later = [s for s in (*clock.stops, *clock.outages) if s.end and s.end > extended.given_at]"
_MINUTES = "return max(0, self._worked_until(end) - self._worked_until(start)) // MINUTE"
_TOLD = (
    "local.replace(hour=0, minute=0, second=0, microsecond=0) if precision is Precision.DATE else local.replace(second=0, microsecond=0)"
)
EXPLAINED: dict[tuple[str, str, str], str] = {
    # Of the four holidays only 1/5/2000 was a weekday, and a test asks for it.
    ("calendar_rules.py", _FIXED, "2000 → 2001"): "1/1, 30/4 and 2/9 of the year 2000 were at a week-end, when no holiday is asked for",
    ("classification.py", _TOLD, "0 → 1"): "the end and the due moment are both cut so: which constant is put in makes no difference",
    ("classification.py", _ORDER, "Lt → LtE"): "two that are equal were answered on the line before",
    ("clock.py", _LATER, "Gt → GtE"): "a stop that ended as the extension was given took no working time from it",
    ("calendar.py", _MINUTES, "0 → 1"): "a microsecond is no whole minute",
    ("worktable.py", "@lru_cache(maxsize=512)", "512 → 513"): "how many tables are kept changes no answer",
}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
