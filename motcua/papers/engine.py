"""Typst, held ready: one compiler per template, only our fonts, values as JSON data."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import typst
from django.conf import settings

from motcua.papers.errors import CannotRender

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path("/usr/share/fonts/truetype/croscore")
PAPER: list["PDFStandard"] = ["a-3a", "ua-1"]
STAMP: list["PDFStandard"] = ["a-3b"]
_AGES = 11  # Typst 0.15 evicts what was not used in ten compilations


class Press:
    """One template and its compiler. A compiler keeps the last document, so one paper is drawn at a time."""

    def __init__(self, kind: str) -> None:
        self._lock = Lock()
        self._stamp = kind.endswith("_stamp")
        self._compiler = typst.Compiler(
            str(TEMPLATES / f"{kind}.typ"), root=str(TEMPLATES), font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"values": "{}"}
        )

    def draw(self, values: dict[str, Any]) -> tuple[bytes, list[dict[str, Any]]]:
        """Return the PDF and its named boxes as Typst measured them (points from the top left corner, pages from 1).

        Raises CannotRender with Typst's own words, such as for a letter that the font lacks.
        """
        inputs = {"values": json.dumps(values, ensure_ascii=False)}
        with self._lock:
            try:
                pdf = self._compiler.compile(
                    format="pdf", sys_inputs=inputs, pdf_standards=STAMP if self._stamp else PAPER, pdf_tags=not self._stamp
                )
                boxes = json.loads(self._compiler.eval("query(<box>).map(box => box.value)"))
            except typst.TypstError as error:
                raise CannotRender(_reason(error)) from error
        assert isinstance(pdf, bytes), "one file when no output path is given"
        return pdf, boxes


def forget() -> None:
    """Let Typst forget what it drew: it keeps each result until ten drawings have not used it, and long books would fill the memory."""
    nothing = press("empty")
    for _drawing in range(_AGES):
        nothing.draw({})


@cache
def press(kind: str) -> Press:
    """Return the press of `kind`, made once per process."""
    return Press(kind)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of official paper and no others. Raises CannotRender when Tinos is not installed."""
    folder = Path(getattr(settings, "PAPER_FONTS", FONTS))
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    if "Tinos" not in found.families():
        raise CannotRender(
            f"The font Tinos is not in {folder}. Install the Debian package fonts-croscore, "
            "or name the folder that holds its four .ttf files in the setting PAPER_FONTS."
        )
    return found


def _reason(error: typst.TypstError) -> str:
    hints = "; ".join(error.hints)
    return f"{error.message} ({hints})" if hints else str(error.message)
