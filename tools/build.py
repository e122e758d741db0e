"""Make the files that are not kept in the repository: style sheet, fonts and scripts of the pages, compiled translations.

Each is made only when what it is made from is newer.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
STYLES = ROOT / "motcua" / "ui" / "styles"
STATIC = ROOT / "motcua" / "ui" / "static" / "ui"
_WEIGHTS = (400, 600, 700)
_SUBSETS = ("vietnamese", "latin")


def main() -> None:
    """Make whatever is stale."""
    _style()
    for source, target in _copies():
        if _stale(target, [source]):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for source in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        if _stale(source.with_suffix(".mo"), [source]):
            _replace(source.with_suffix(".mo"), polib.pofile(str(source)).to_binary())


def _style() -> None:
    target, sources = STATIC / "look.css", sorted(STYLES.rglob("*.scss"))
    if not _stale(target, [*sources, ROOT / "package-lock.json"]):
        return
    words = [str(MODULES / ".bin" / "sass"), "--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={MODULES}"]
    made = subprocess.run([*words, str(STYLES / "look.scss")], check=True, stdout=subprocess.PIPE)  # noqa: S603 - fixed words
    _replace(target, made.stdout)


def _copies() -> Iterable[tuple[Path, Path]]:
    yield MODULES / "htmx.org" / "dist" / "htmx.min.js", STATIC / "htmx.min.js"
    drawing = MODULES / "bpmn-js"
    yield drawing / "LICENSE", STATIC / "bpmn" / "LICENSE"
    yield drawing / "dist" / "bpmn-navigated-viewer.production.min.js", STATIC / "bpmn" / "viewer.js"
    for name in ("diagram-js.css", "bpmn-js.css"):
        yield drawing / "dist" / "assets" / name, STATIC / "bpmn" / name
    fonts = MODULES / "@fontsource" / "be-vietnam-pro"
    yield fonts / "LICENSE", STATIC / "fonts" / "LICENSE"
    for subset in _SUBSETS:
        for weight in _WEIGHTS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            yield fonts / "files" / name, STATIC / "fonts" / name


def _stale(target: Path, sources: Iterable[Path]) -> bool:
    return not target.exists() or any(source.stat().st_mtime > target.stat().st_mtime for source in sources)


def _replace(target: Path, content: bytes) -> None:
    """Put `content` there whole, so that a reader never sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(target)


if __name__ == "__main__":
    main()
