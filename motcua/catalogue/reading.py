"""Read a procedure written as a folder of plain data: procedure.toml, form.json, templates/*.json. Nothing here is code."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.catalogue.models import plan_from
from motcua.law.deadlines import Term
from motcua.law.process import problems
from motcua.lib.crypto import canonical
from motcua.ui.forms import Form, conditions

BUILTIN = Path(__file__).parent / "builtin"


class RecordRefused(Exception):
    """A record that cannot be taken in; `str()` names the file or field and what is wrong with it."""


@dataclass(frozen=True)
class Record:
    """A whole procedure as data: what is published, the form, the process, the result templates."""

    procedure: dict[str, Any]
    form: dict[str, Any]
    templates: dict[str, dict[str, Any]]

    @property
    def code(self) -> str:
        """The procedure's code."""
        return str(self.procedure["code"])

    @property
    def fingerprint(self) -> str:
        """The same for the same content, so that a second import changes nothing."""
        return hashlib.sha256(canonical([self.procedure, self.form, self.templates])).hexdigest()


def folders(root: Path = BUILTIN) -> Iterator[Path]:
    """Yield every folder below `root` that holds a procedure, in order of code."""
    yield from sorted(path.parent for path in root.glob("*/procedure.toml"))


def read(folder: Path) -> Record:
    """Return the record in `folder`. Raises RecordRefused when a file is missing or says something that cannot be."""
    try:
        procedure = json.loads(json.dumps(tomllib.loads((folder / "procedure.toml").read_text()), default=str))
        form = json.loads((folder / "form.json").read_text())
        templates = {p.stem: json.loads(p.read_text()) for p in sorted((folder / "templates").glob("*.json"))}
    except (OSError, ValueError) as error:
        raise RecordRefused(f"{folder.name}: {error}") from error
    record = Record(procedure, form, templates)
    check(record)
    return record


def check(record: Record) -> None:
    """Check that form, process and templates fit together. Raises RecordRefused, FormDefinitionError, ConditionError or TermError."""
    form = Form.from_data(record.form)
    for requirement in record.procedure.get("requirements", []):
        if requirement.get("condition"):
            conditions.check(requirement["condition"], set(form.items()))
    if record.procedure["agency_field"] not in form.items():
        raise RecordRefused(f"{record.code}: tờ khai không có câu hỏi chọn cơ quan “{record.procedure['agency_field']}”")
    Term.parse(record.procedure["term"])
    _check_process(record)
    for name, template in record.templates.items():
        Form.from_data(template["form"])
        if not template.get("body"):
            raise RecordRefused(f"{record.code}: mẫu “{name}” không có nội dung")


def _check_process(record: Record) -> None:
    """Raise RecordRefused naming what keeps the process from being activated (rule 38)."""
    phases = record.procedure.get("phases", [])
    second = Term.parse(phases[1]["term"]) if len(phases) > 1 else None
    for problem in problems(plan_from(record.procedure["steps"]), Term.parse(record.procedure["term"]), second, record.templates):
        raise RecordRefused(f"{record.code}: quy trình, bước {problem.row}: {problem.why}")
