"""One worker of proof `mutation`: `python -m tests.proof.mutation_worker warm|fresh MUTANTS OUT UNTIL`, files of JSON lines.

warm: pytest has collected the tests of law once; a mutant is a fork in which one function has another body, and only the tests that call
it are run, the quickest first. What runs at import cannot be changed so: its fate is `unsure`. fresh: the fork imports law anew with the
changed module and runs the tests that name the module, then all.
"""

import contextlib
import functools
import gc
import importlib.abc
import importlib.machinery
import json
import os
import re
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from tests.proof.mutants import LAW, ROOT, Mutant, mutants, mutated

NEEDS_MORE = re.compile(r"^from (motcua\.(?!law|lib)|tests(\.make)? import)", re.M)
LONGEST = 120  # seconds of a processor for one mutant: one that never ends is noticed too
PATIENCE = 5  # times as long is waited: the machine may be shared, or a mutant sleep
PYTEST = ["-c", str(Path(__file__).with_name("mutation.ini")), "--rootdir", str(ROOT)]
KILLED, SURVIVED, ENDLESS, UNSURE = "killed", "survived", "endless", "unsure"
_FATES = {0: SURVIVED, 3: UNSURE}


def tests_of_law() -> list[str]:
    """Return the tests of law, wherever they stand, that need neither database nor framework."""
    files = [*sorted((ROOT / "tests" / "law").glob("test_*.py")), ROOT / "tests" / "people" / "test_succession.py"]
    return [str(path.relative_to(ROOT)) for path in files if not NEEDS_MORE.search(path.read_text())]


def forked(work: Callable[[], int], longest: int = LONGEST) -> str:
    """Do `work` in a fork that says nothing; return the fate its exit code stands for, ENDLESS after `longest` seconds of a processor."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
        code = 1  # also for what a test never catches, such as a mutant that leaves the interpreter
        try:
            code = work()
        finally:
            os._exit(code)
    watch = os.pidfd_open(child)
    try:
        ended, _, _ = select.select([watch], [], [], longest * PATIENCE)
    finally:
        os.close(watch)
    if not ended:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return ENDLESS if code in (-signal.SIGKILL, -signal.SIGXCPU) else _FATES.get(code, KILLED)


def _outermost(code: CodeType) -> tuple[str, str] | None:
    """Return (file, outermost function) of code of law, None of any other."""
    folder, _, file = code.co_filename.rpartition("/")
    return (file, code.co_qualname.partition(".<locals>")[0]) if folder == str(LAW) else None


@contextlib.contextmanager
def _calls() -> Iterator[set[tuple[str, str]]]:
    """Give the functions of law that are called meanwhile."""
    seen: set[tuple[str, str]] = set()

    def note(frame: FrameType, _event: str, _value: Any) -> None:
        if place := _outermost(frame.f_code):
            seen.add(place)

    sys.settrace(note)
    try:
        yield seen
    finally:
        sys.settrace(None)


class Trials:
    """The pytest plugin of a warm worker: in place of running the tests once, it tries each mutant on those it concerns."""

    def __init__(self, mine: Sequence[Mutant], out: Path, until: float) -> None:
        """Keep what to try, where to write the fates, and when to stop."""
        self._mine, self._out, self._until = mine, out, until
        self.at_import: set[tuple[str, str]] = set()

    def pytest_runtestloop(self, session: Any) -> bool:
        """Learn which test calls what, then try the mutants."""
        sys.settrace(None)
        tests = self._learn(session.items)
        with self._out.open("w") as out:
            for mutant in self._mine:
                if time.time() > self._until:
                    break
                place = (mutant.file, mutant.where)
                items = [session.items[at] for at in tests.get(place, [])]
                sure = mutant.where and place not in self.at_import
                fate = forked(lambda m=mutant, i=items: _tried(m, i)) if sure else UNSURE  # type: ignore[misc]
                out.write(json.dumps({**vars(mutant), "fate": fate}) + "\n")
                out.flush()
        return True

    def _learn(self, items: Sequence[Any]) -> dict[tuple[str, str], list[int]]:
        """Return which tests call each function, the quickest first; learnt in a fork, so that no cache is warm here."""
        notes = self._out.with_suffix(".learnt")
        if forked(lambda: _note(items, notes), longest=20 * LONGEST) != SURVIVED:
            raise RuntimeError("the tests of law fail without any mutant")
        found: dict[tuple[str, str], list[int]] = {}
        for _, at, called in sorted(map(json.loads, notes.read_text().splitlines())):
            for file, function in called:
                found.setdefault((file, function), []).append(at)
        return found


def _note(items: Sequence[Any], notes: Path) -> int:
    with notes.open("w") as out:
        for at, item in enumerate(items):
            start = time.perf_counter()
            with _calls() as called:
                if not _passes(item):
                    return 1
            out.write(json.dumps([time.perf_counter() - start, at, sorted(called)]) + "\n")
    return 0


def _passes(item: Any) -> bool:
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _tried(mutant: Mutant, items: Sequence[Any]) -> int:
    try:
        _put_in(mutant)
    except ValueError:  # the changed function closes over other names
        return 3
    return 0 if all(_passes(item) for item in items) else 1


def _put_in(mutant: Mutant) -> None:
    """Give the function of a mutant, and those within it, the changed body wherever they are referred to; forget every answer kept."""
    changed = {(c.co_qualname, c.co_firstlineno): c for c in _codes(_compiled(mutant)) if _outermost(c) == (mutant.file, mutant.where)}
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()
        elif isinstance(each, FunctionType) and _outermost(each.__code__) == (mutant.file, mutant.where):
            each.__code__ = changed[each.__code__.co_qualname, each.__code__.co_firstlineno]


def _compiled(mutant: Mutant) -> CodeType:
    code: CodeType = compile(mutated(mutant), str(LAW / mutant.file), "exec")
    return code


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


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
        exec(_compiled(self._mutant), module.__dict__)  # the mutant itself


def _fresh(mutant: Mutant) -> str:
    name = f"motcua.law.{mutant.file[:-3]} import"
    own = [path for path in tests_of_law() if name in (ROOT / path).read_text()]
    fate = forked(lambda: _imported(mutant, own)) if own else SURVIVED
    return fate if fate != SURVIVED else forked(lambda: _imported(mutant, tests_of_law()))


def _imported(mutant: Mutant, tests: list[str]) -> int:
    import pytest

    sys.meta_path.insert(0, Importing(mutant))
    return min(1, int(pytest.main([*PYTEST, *tests])))


def main(mode: str, given: Path, out: Path, until: float) -> int:
    """Be one worker; the fates go to `out` as JSON lines."""
    import numpy  # noqa: F401 - loaded once, for every fork
    import pytest

    import config.settings  # noqa: F401 - as above
    import tests.law.conftest  # noqa: F401 - its profile holds for tests of law that stand elsewhere too

    os.chdir(ROOT)
    wanted = set(given.read_text().split())
    mine = [mutant for mutant in mutants() if mutant.order in wanted]
    if mode == "warm":
        trials = Trials(mine, out, until)
        with _calls() as trials.at_import:
            return int(pytest.main([*PYTEST, *tests_of_law()], plugins=[trials]))
    with out.open("w") as file:
        for mutant in mine:
            if time.time() > until:
                break
            file.write(json.dumps({**vars(mutant), "fate": _fresh(mutant)}) + "\n")
            file.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])))
