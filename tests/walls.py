"""Walls that imports cannot show: each checker takes the text of a file and gives back what is wrong with it, one line a fault."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
WRITES |= {f"a{name}" for name in WRITES}
RAW = re.compile(r"\b(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|TRUNCATE)\b", re.IGNORECASE)
GUARDS = {"acting", "acting_at_once", "opening", "recording"}
ACTOR = {"by", "at"}


def sources(folder: str, suffix: str = ".py") -> Iterator[tuple[str, str]]:
    """Yield (path from the root, text) of every file below `folder`, migrations left out."""
    for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text()


def writes(text: str) -> list[str]:
    """Find calls that write rows: model and queryset methods, and raw SQL."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes_rows(node, node.func):
            found.append(f"line {node.lineno}: .{node.func.attr}()")
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RAW.search(node.value):
            found.append(f"line {node.lineno}: SQL that writes")
    return found


def _writes_rows(call: ast.Call, method: ast.Attribute) -> bool:
    """A file's `.save(place)` and a dict's `.update(…)` write no rows: rows take no positional argument, dicts have no manager."""
    if method.attr in ("update", "aupdate"):
        return _from_manager(method.value)
    if method.attr in ("save", "asave", "delete", "adelete"):
        return not call.args
    return method.attr in WRITES


def _from_manager(node: ast.expr) -> bool:
    names = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    return bool(names & {"objects", "_default_manager", "filter", "exclude", "all"})


def unguarded(text: str, helpers: set[str]) -> list[str]:
    """Find public functions of an acts module that act or write outside acting/opening/recording and are no listed helper."""
    functions = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
    known = {f.name for f in functions if _guarded(f)}
    faults = []
    for function in functions:
        if function.name.startswith("_") or function.name in helpers or function.name in known:
            continue
        acts = {a.arg for a in function.args.kwonlyargs} >= ACTOR
        if (acts or writes(ast.unparse(function))) and not _passes_on(function):
            faults.append(f"line {function.lineno}: {function.name} acts outside acting, opening or recording")
    return faults


def _guarded(function: ast.FunctionDef) -> bool:
    items = [i for n in ast.walk(function) if isinstance(n, ast.With) for i in n.items]
    calls = [i.context_expr for i in items if isinstance(i.context_expr, ast.Call)]
    return any(isinstance(c.func, ast.Name) and c.func.id in GUARDS for c in calls)


def _passes_on(function: ast.FunctionDef) -> bool:
    """Calls another act with the same actor and moment."""
    calls = (n for n in ast.walk(function) if isinstance(n, ast.Call))
    return any({k.arg for k in c.keywords} >= ACTOR for c in calls) and not writes(ast.unparse(function))


def imports(text: str) -> set[str]:
    """Return every dotted name a file imports, at any depth: `a.b` and `a.b.c` for `from a.b import c`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def forbidden(text: str, prefixes: set[str]) -> list[str]:
    """Find imports of, or from below, one of `prefixes`."""
    return sorted(name for name in imports(text) if any(name == p or name.startswith(f"{p}.") for p in prefixes))


def hidden(text: str) -> list[str]:
    """Find what runs unseen: signals, a model's own save(), eval and exec, handlers that catch everything, code named by data."""
    faults = [f"imports {name}" for name in forbidden(text, {"django.dispatch", "django.db.models.signals", "pickle", "marshal"})]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            own = [f for f in node.body if isinstance(f, ast.FunctionDef) and f.name in ("save", "delete")]
            faults += [f"line {f.lineno}: {node.name}.{f.name}" for f in own]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("eval", "exec", "compile", "__import__"):
            faults.append(f"line {node.lineno}: {node.func.id}()")
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type) and not _raises_again(node):
            faults.append(f"line {node.lineno}: catches everything")
    return faults


def _catches_all(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    return bool({n.id for n in ast.walk(caught) if isinstance(n, ast.Name)} & {"Exception", "BaseException"})


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


INLINE = {
    "a style of its own": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler in the markup": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a javascript: address": re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE),
}
FORM = re.compile(r"<form\b(?P<tag>[^>]*)>(?P<body>.*?)</form>", re.IGNORECASE | re.DOTALL)


def inline(text: str) -> list[str]:
    """Find what the Content-Security-Policy would refuse."""
    bare = re.sub(r"\{[%#{].*?[%#}]\}", "", text, flags=re.DOTALL)
    marked = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", text, flags=re.DOTALL)
    return [what for what, pattern in INLINE.items() if pattern.search(bare) or pattern.search(marked)]


def unsafe_forms(text: str, *, acts: bool) -> list[str]:
    """Find forms that post without the CSRF token or, where the page acts, without the key that makes a double submit one act."""
    faults = []
    for form in FORM.finditer(text):
        if not re.search(r"""method\s*=\s*["']?post""", form["tag"], re.IGNORECASE):
            continue
        if "{% csrf_token %}" not in form["body"] and "csrfmiddlewaretoken" not in form["body"]:
            faults.append("a form without csrf_token")
        if acts and "{% act_key %}" not in form["body"]:
            faults.append("a form without act_key")
    return faults
