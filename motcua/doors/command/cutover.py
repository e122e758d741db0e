"""`motcua cutover FOLDER --source NAME`: take over the running dossiers of an older system; again and again until the day it ends.

Each record is whole or not at all, the rest goes on. A run that was cut off is run again: what is in stays, only what changed is
written. `--dry-run` does the same and takes everything back. `--report FILE.csv` lists what did not fit and what to look at.
"""

import csv
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, wake_django

_EVERY = 500
_SHOWN = 20


@dataclass
class Report:
    """What a run did: counts, what was refused, what an officer should look at."""

    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def value(self, *, dry: bool) -> dict[str, Any]:
        """Return it as the contract's JSON."""
        names = ("read", "created", "updated", "unchanged")
        told = {name: self.counts[name] for name in names}
        return {"dry_run": dry, **told, "by_status": dict(self.statuses), "rejected": self.rejected, "warnings": self.warnings}


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `cutover`."""
    parser = subparsers.add_parser("cutover", help="tiếp nối hồ sơ đang giải quyết từ một hệ thống cũ")
    parser.add_argument("folder", metavar="THƯ-MỤC", type=Path)
    parser.add_argument("--source", required=True, metavar="TÊN", help="tên hệ thống cũ, giữ như nhau ở mọi lần chạy")
    parser.add_argument("--dry-run", action="store_true", help="làm thử rồi trả lại như cũ")
    parser.add_argument("--report", type=Path, metavar="TỆP.csv", help="ghi những điều không khớp")


def run(args: Namespace) -> int:
    """Take over everything that fits; exit code 1 when a record did not."""
    wake_django()
    if not args.folder.is_dir():
        raise CommandRefused(f"Không có thư mục {args.folder}.")
    report = Report()
    for _each in _records(args, report):
        if report.counts["read"] % _EVERY == 0:
            say(f"đã đọc {report.counts['read']} hồ sơ, {len(report.rejected)} không khớp …")
    _numbers(args, report)
    if args.report:
        _write(args.report, report)
    show(args, report.value(dry=args.dry_run), _lines(args, report))
    return REFUSED if report.rejected else DONE


def _records(args: Namespace, report: Report) -> Iterator[None]:
    from motcua.doors.command.cutover_files import records

    seen: dict[str, int] = {}
    for line in records(args.folder):
        report.counts["read"] += 1
        code = str((line.row or {}).get("code") or (line.row or {}).get("external_code") or "")
        if line.row is None:
            _refuse(report, line.number, "", "", line.why)
        elif code and code in seen:
            _refuse(report, line.number, code, "code", f"mã đã có ở dòng {seen[code]}")
        else:
            seen[code] = line.number
            _take(args, line, code, report)
        yield


def _take(args: Namespace, line: Any, code: str, report: Report) -> None:
    from django.db import transaction
    from django.utils import timezone

    from motcua.acts.cutover import take_over
    from motcua.documents.checks import FileRefused
    from motcua.doors.command.cutover_files import bytes_of
    from motcua.law.cutover import read
    from motcua.law.lifecycle import Refusal
    from motcua.people.actor import job

    record, problems = read(line.row, line.number, line.fingerprint)
    for problem in problems:
        _refuse(report, line.number, code, problem.field, str(problem.why))
    if record is None:
        return
    try:
        with transaction.atomic():
            files = bytes_of(args.folder, line.row)
            taken, noted = take_over(record, args.source, files, by=job("cutover"), at=timezone.now())
            transaction.set_rollback(args.dry_run)
    except (Refusal, FileRefused) as refusal:
        _refuse(report, line.number, code, "", str(refusal))
        return
    report.counts[taken] += 1
    report.statuses[str(int(record.status))] += 1
    report.warnings += [{"line": line.number, "code": code, "why": str(each)} for each in noted]


def _refuse(report: Report, line: int, code: str, name: str, why: str) -> None:
    report.rejected.append({"line": line, "code": code, "field": name, "why": why})


def _numbers(args: Namespace, report: Report) -> None:
    from django.db import transaction
    from django.utils import timezone

    from motcua.acts.cutover import go_on_numbers
    from motcua.doors.command.cutover_files import serials
    from motcua.people.actor import job
    from motcua.people.models import Agency

    for number, row in enumerate(serials(args.folder), 2):
        agency = Agency.objects.filter(code=row.get("agency") or "").first()
        book, last = _book(row), str(row.get("last") or "")
        if agency is None or not book or not last.isdigit():
            _refuse(report, number, str(row.get("agency") or ""), "serials", "dòng số cuối không đọc được")
            continue
        with transaction.atomic():
            go_on_numbers(agency, book, int(last), source=args.source, by=job("cutover"), at=timezone.now())
            transaction.set_rollback(args.dry_run)
        report.counts["numbers"] += 1


def _book(row: dict[str, Any]) -> str:
    """Return the name of a book of numbers as acts keep them; '' for one we do not know."""
    kind, year, symbol = (str(row.get(name) or "").strip() for name in ("book", "year", "symbol"))
    books = {"register": f"register:{year}", "result": f"result:{symbol}:{year}" if symbol else "", "code": f"code:{row.get('day') or ''}"}
    papers = ("supplement_request", "refusal", "apology", "stop_notice")
    known = books.get(kind, f"{kind}:{year}" if kind in papers else "")
    return known if year.isdigit() or kind == "code" else ""


def _write(file: Path, report: Report) -> None:
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        rows = csv.writer(out)
        rows.writerow(("loại", "dòng", "mã hồ sơ", "trường", "điều không khớp"))
        rows.writerows(("từ chối", r["line"], r["code"], r["field"], r["why"]) for r in report.rejected)
        rows.writerows(("lưu ý", w["line"], w["code"], "", w["why"]) for w in report.warnings)


def _lines(args: Namespace, report: Report) -> list[str]:
    c = report.counts
    first = "Làm thử, chưa ghi gì. " if args.dry_run else ""
    lines = [f"{first}Đọc {c['read']}: mới {c['created']}, cập nhật {c['updated']}, như cũ {c['unchanged']}."]
    lines += [f"Dòng {r['line']} {r['code']} {r['field']}: {r['why']}" for r in report.rejected[:_SHOWN]]
    lines += [f"Lưu ý dòng {w['line']} {w['code']}: {w['why']}" for w in report.warnings[:_SHOWN]]
    rest = max(0, len(report.rejected) - _SHOWN) + max(0, len(report.warnings) - _SHOWN)
    return lines + ([f"… và {rest} dòng nữa (xem đủ bằng --json hay --report)"] if rest else [])
