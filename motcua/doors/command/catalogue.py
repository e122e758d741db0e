"""`motcua catalogue import|export|show|duplicates|diff`: the nation's records of procedures, what may be one, ours against theirs."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, table, wake_django

_STEP = 250


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `catalogue` and its parts."""
    parts = subparsers.add_parser("catalogue", help="danh mục thủ tục").add_subparsers(dest="part", required=True, metavar="VIỆC")
    take = parts.add_parser("import", help="nhập bản ghi thủ tục của Cơ sở dữ liệu quốc gia")
    take.add_argument("paths", nargs="+", type=Path, metavar="ĐƯỜNG-DẪN", help="thư mục, .jsonl, .json, .xlsx")
    take.add_argument("--source", default="portal", metavar="NGUỒN", help="nguồn ghi vào lịch sử (mặc định: portal)")
    out = parts.add_parser("export", help="xuất bản ghi quốc gia đang giữ, mỗi thủ tục một tệp, để nhập lại được")
    out.add_argument("folder", type=Path, metavar="THƯ-MỤC")
    one = parts.add_parser("show", help="một thủ tục: bản ghi quốc gia, không có thì bản thành phố công bố")
    one.add_argument("code", metavar="MÃ")
    twins = parts.add_parser("duplicates", help="thủ tục có thể trùng")
    twins.add_argument("--all", action="store_true", help="cả cặp đã kết luận không trùng")
    diff = parts.add_parser("diff", help="bản thành phố công bố so với bản ghi quốc gia")
    diff.add_argument("code", metavar="MÃ")


def run(args: Namespace) -> int:
    """Do the part that was asked for."""
    wake_django()
    parts: dict[str, Callable[[Namespace], int]] = {
        "import": _import,
        "export": _export,
        "show": _show,
        "duplicates": _duplicates,
        "diff": _diff,
    }
    return parts[args.part](args)


def _import(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.acts.importing import import_files
    from motcua.catalogue.national.sources import SourceRefused, files_of
    from motcua.people.actor import job

    try:
        files = files_of(args.paths)
        done = import_files(files, source=args.source, by=job("catalogue import"), at=timezone.now(), progress=_progress)
    except SourceRefused as refused:
        raise CommandRefused(str(refused)) from refused
    created, updated, unchanged = done.taken.values()
    lines = [
        f"Đọc {done.read} bản ghi: {created} mới, {updated} đổi, {unchanged} như cũ, {len(done.rejected)} không nhận."
        f" {len(done.warnings)} điều chưa chắc.",
        *(f"Không nhận {each['code'] or '(không có mã)'}: {each['why']}" for each in done.rejected),
    ]
    show(args, done.as_json(), lines)
    return REFUSED if done.read and len(done.rejected) == done.read else DONE


def _export(args: Namespace) -> int:
    from motcua.catalogue.national.exported import written
    from motcua.catalogue.national_record import present

    count = 0
    try:
        args.folder.mkdir(parents=True, exist_ok=True)
        if any(args.folder.iterdir()):
            raise CommandRefused(f"Thư mục {args.folder} đã có tệp: chọn thư mục trống.")
        for record in present().order_by("procedure__code").iterator(chunk_size=_STEP):
            count += 1
            (args.folder / f"{quote(record.facts['code'], safe='')}.json").write_bytes(written(record.facts, record.warnings))
    except OSError as problem:
        raise CommandRefused(f"Không ghi được {args.folder}: {problem.strerror}.") from problem
    show(args, {"folder": str(args.folder), "files": count}, [f"Đã xuất {count} bản ghi vào {args.folder}."])
    return DONE


def _progress(read: int) -> None:
    if read % _STEP == 0:
        say(f"Đã đọc {read} bản ghi …")


def _show(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.catalogue.showing import shown

    facts = shown(args.code, timezone.localdate())
    if facts is None:
        raise CommandRefused(f"Không có thủ tục {args.code}: chưa nhập bản ghi quốc gia, thành phố chưa công bố.")
    show(args, facts, _lines(facts))
    return DONE


def _lines(facts: dict[str, Any]) -> list[str]:
    """Return the facts for a person to read."""
    lines = [f"{facts['code']} {facts['name']}", f"Lĩnh vực: {facts['sector']}. Cấp: {', '.join(facts['levels'])}."]
    for channel in facts["channels"]:
        term, fees = channel["term"], channel["fees"]
        when = f"{term['amount']} {term['unit'] or '(không rõ đơn vị)'}" if term else channel.get("term_text") or "không nói thời hạn"
        costs = "; ".join(f"{fee['amount']} {fee['currency']} {fee['condition']}".strip() for fee in fees) or "không nói phí"
        lines.append(f"{channel['channel']}: {when}; {costs}")
    for case in facts["cases"]:
        lines.append(case["name"] or "Thành phần hồ sơ")
        lines += [f"  {paper['name']} ({paper['originals']} bản chính, {paper['copies']} bản sao)" for paper in case["requirements"]]
    lines += [f"Kết quả: {each['name']} ({each['code']})" for each in facts["results"]]
    return lines + ["Đủ các phần bắt buộc." if facts["complete"] else f"Thiếu: {', '.join(facts['missing'])}."]


def _duplicates(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.catalogue.duplicate_verdict import DuplicateVerdict, verdicts
    from motcua.catalogue.finder.twins import pairs

    decided = verdicts()
    found = [
        {"codes": list(pair.codes), "why": str(pair.why), "score": pair.score, "verdict": told.verdict if told else None}
        for pair in pairs(timezone.localdate())
        for told in [decided.get(pair.key)]
        if args.all or not told or told.verdict != DuplicateVerdict.Verdict.DIFFERENT
    ]
    lines = table([("giống", "thủ tục", "vì sao"), *((str(p["score"]), str(p["codes"]), str(p["why"])) for p in found)])
    show(args, found, lines)
    return DONE


def _diff(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.catalogue.against import against

    parts = against(args.code, timezone.localdate())
    if not parts:
        raise CommandRefused(f"Thủ tục {args.code} chưa có đủ hai bản để so: bản thành phố công bố và bản ghi quốc gia.")
    value = [{"part": p.key, "ours": p.ours, "national": p.theirs, "agrees": p.agrees, "reason": p.reason or None} for p in parts]
    words = {True: "khớp", False: "khác", None: "đọc để so"}
    show(args, value, table([(p.name, words[p.agrees], p.reason) for p in parts]))
    return DONE
