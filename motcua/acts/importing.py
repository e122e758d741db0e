"""Take in many national records: one transaction each, whole or not at all; what is broken is told and the rest goes on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from motcua.acts.base import AlreadyDone
from motcua.acts.national import Taken, take_in
from motcua.catalogue.national.sources import Line, lines_of
from motcua.people.actor import Actor


@dataclass
class Imported:
    """How an import went: counts, what was refused (code, why), what is not certain (code, field, why)."""

    read: int = 0
    taken: dict[Taken, int] = field(default_factory=lambda: dict.fromkeys(Taken, 0))
    rejected: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return what the contract names."""
        counts: dict[str, object] = {str(taken): count for taken, count in self.taken.items()}
        return {"read": self.read, **counts, "rejected": self.rejected, "warnings": self.warnings}


def import_files(files: Iterable[Path], *, source: str, by: Actor, at: datetime, progress: Callable[[int], None] | None = None) -> Imported:
    """Take in every record of `files`; a code met twice is refused the second time. Raises SourceRefused, NotAllowed."""
    done, seen = Imported(), dict[str, str]()
    for file in files:
        for line in lines_of(file):
            done.read += 1
            if progress:
                progress(done.read)
            if line.read is None:
                done.rejected.append({"code": line.code, "why": line.why})
            elif line.code in seen:
                done.rejected.append({"code": line.code, "why": f"{line.where}: mã này đã có ở {seen[line.code]}."})
            else:
                seen[line.code] = line.where
                _take(line, done, source=source, by=by, at=at)
    return done


def _take(line: Line, done: Imported, *, source: str, by: Actor, at: datetime) -> None:
    assert line.read is not None
    try:
        taken = take_in(line.read, source=source, by=by, at=at)
    except AlreadyDone:
        done.rejected.append({"code": line.code, "why": f"{line.where}: một lần nhập khác vừa ghi thủ tục này, xin nhập lại."})
        return
    done.taken[taken] += 1
    done.warnings += [{"code": line.code, "field": each.field, "why": each.why} for each in line.read.warnings]
