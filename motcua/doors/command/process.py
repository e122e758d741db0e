"""`motcua process check FILE` and `motcua process export CODE`: a process table as spreadsheet or BPMN, judged by the law of processes."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, wake_django

if TYPE_CHECKING:
    from motcua.law.terms import Term


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `process check` and `process export` to the command line."""
    parts = subparsers.add_parser("process", help="quy trình nội bộ").add_subparsers(dest="part", required=True, metavar="VIỆC")
    check = parts.add_parser("check", help="soát một quy trình trong tệp .xlsx hoặc .bpmn")
    check.add_argument("file", type=Path, metavar="FILE.xlsx|.bpmn")
    check.add_argument("--term", metavar="5wd|12wh|10d|2m|same-day", help="thời hạn giải quyết để đối chiếu")
    check.add_argument("--second-term", metavar="5wd", help="thời hạn của giai đoạn 2")
    export = parts.add_parser("export", help="xuất quy trình đang hiệu lực của một thủ tục")
    export.add_argument("code", metavar="CODE")
    export.add_argument("--format", required=True, choices=["bpmn", "xlsx"])
    export.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")


def run(args: Namespace) -> int:
    """Answer; a process with problems is refused with exit code 1, each named with its row."""
    return _check(args) if args.part == "check" else _export(args)


def _check(args: Namespace) -> int:
    from motcua.catalogue.processes import bpmn_in, table
    from motcua.law.critical import critical_path, term_minutes

    readers = {".xlsx": table.read, ".bpmn": bpmn_in.read, ".xml": bpmn_in.read}
    reader = readers.get(args.file.suffix.lower())
    if reader is None:
        raise CommandRefused("Chỉ nhận tệp .xlsx hoặc .bpmn.")
    term, second = _term(args.term), _term(args.second_term)
    try:
        found = table.checked(reader(args.file.read_bytes()), term, second)
    except OSError as problem:
        raise CommandRefused(f"Không đọc được tệp: {problem.strerror}.") from problem
    sound = found.plan is not None and not [each for each in found.wrong if each.row or each.place]
    minutes = critical_path(found.plan).minutes if found.plan and sound and found.plan.steps else None
    value = {
        "ok": found.ok,
        "problems": [{"row": each.row, "why": each.why} for each in found.wrong],
        "critical_path_minutes": minutes,
        "term_minutes": term_minutes(term) if term else None,
    }
    lines = [f"  dòng {each.row}: {each.why}" if each.row else f"  {each.why}" for each in found.wrong]
    fine = [f"Quy trình hợp lệ; đường dài nhất {minutes} phút làm việc."]
    show(args, value, fine if found.ok else ["Quy trình chưa hợp lệ:", *lines])
    return DONE if found.ok else REFUSED


def _term(text: str | None) -> "Term | None":
    from motcua.law.terms import Term, TermError

    try:
        return Term.parse(text) if text else None
    except TermError as error:
        raise CommandRefused(str(error)) from error


def _export(args: Namespace) -> int:
    wake_django()
    from django.utils import timezone

    from motcua.catalogue.finding import NoRevision, in_force
    from motcua.catalogue.processes.bpmn_out import bpmn
    from motcua.catalogue.processes.writing import written
    from motcua.law.calendar import HANOI

    try:
        revision = in_force(args.code, timezone.now().astimezone(HANOI).date())
    except NoRevision as missing:
        raise CommandRefused(f"Không có thủ tục {args.code} đang hiệu lực.") from missing
    plan, name = revision.plan.plan(), revision.procedure.name["vi"]
    content = bpmn(plan, args.code, name) if args.format == "bpmn" else written(plan, f"{args.code} {name}")
    try:
        args.output.write_bytes(content)
    except OSError as problem:
        raise CommandRefused(f"Không ghi được tệp: {problem.strerror}.") from problem
    say(f"Đã ghi {args.output}.")
    show(args, {"file": str(args.output), "bytes": len(content), "steps": len(plan.steps)}, [str(args.output)])
    return DONE
