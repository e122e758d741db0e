"""`motcua agency`: merge and divide agencies, undo it, move an officer, check that no code is missing."""

import csv
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, wake_django

if TYPE_CHECKING:
    from motcua.acts.agencies import Done
    from motcua.acts.merging import Plan
    from motcua.people.models import User

_SHOWN = 20


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `agency merge`, `unmerge`, `move-officer`, `void-code` and `codes`."""
    parts = subparsers.add_parser("agency", help="cơ quan: sáp nhập, chia tách, cán bộ chuyển đi, mã hồ sơ")
    part = parts.add_subparsers(dest="part", required=True, metavar="VIỆC")
    merge = part.add_parser("merge", help="sáp nhập, chia tách theo tệp CSV: old_code,new_code[,share][,for]")
    merge.add_argument("file", metavar="TỆP.csv", type=Path)
    merge.add_argument("--dry-run", action="store_true", help="chỉ xem khác gì")
    merge.add_argument("--day", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY", help="từ ngày nào (mặc định hôm nay)")
    merge.add_argument("--decision", default="", metavar="SỐ", help="quyết định sắp xếp")
    part.add_parser("unmerge", help="hủy một lần sắp xếp").add_argument("id", type=UUID, metavar="ID")
    move = part.add_parser("move-officer", help="cán bộ chuyển đi: hết quyền ngay, việc đang làm giao lại")
    move.add_argument("username", metavar="TÀI-KHOẢN")
    move.add_argument("--from", dest="leaving", metavar="MÃ", help="chỉ rời cơ quan này")
    move.add_argument("--to", metavar="TÀI-KHOẢN", help="người nhận việc (mặc định: chờ theo vai)")
    void = part.add_parser("void-code", help="bỏ mã hồ sơ kế tiếp của hôm nay, có lý do")
    void.add_argument("code", metavar="MÃ-CƠ-QUAN")
    void.add_argument("--reason", required=True)
    codes = part.add_parser("codes", help="kiểm tra mã hồ sơ không thiếu số nào")
    codes.add_argument("--agency", metavar="MÃ")
    codes.add_argument("--from", dest="begins", type=date.fromisoformat, metavar="NGÀY")
    codes.add_argument("--to", dest="ends", type=date.fromisoformat, metavar="NGÀY")


def run(args: Namespace) -> int:
    """Do it; what the law or the table refuses is said in its sentence."""
    wake_django()
    from motcua.law.lifecycle import Refusal
    from motcua.law.succession import LinesError

    parts = {"merge": _merge, "unmerge": _unmerge, "move-officer": _move_officer, "void-code": _void, "codes": _codes}
    try:
        return parts[args.part](args)
    except (Refusal, LinesError) as refusal:
        raise CommandRefused(str(refusal)) from refusal


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _merge(args: Namespace) -> int:
    from motcua.acts import agencies
    from motcua.acts.merging import differences
    from motcua.law.calendar import HANOI
    from motcua.people.actor import job

    at = _now()
    plan = differences(_rows(args.file), day=args.day or at.astimezone(HANOI).date())
    value = {name: getattr(plan, name) for name in ("agencies", "dossiers", "officers", "redraft", "done")}
    value["problems"] = [{"row": p.row, "code": p.code, "why": str(p.why)} for p in plan.problems]
    if args.dry_run or plan.problems:
        show(args, value, _differences(plan))
        return DONE if args.dry_run else REFUSED
    done = agencies.merge(plan, decision=args.decision, by=job("agency"), at=at, progress=_counting(plan.dossiers))
    show(args, {**value, **_moved(done)}, [*_differences(plan), f"Đã sắp xếp: {done.reorganisation.pk} (hủy: motcua agency unmerge ID)"])
    return DONE


def _rows(file: Path) -> list[dict[str, str | None]]:
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            return list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CommandRefused(f"Không đọc được {file}: {problem}") from problem


def _differences(plan: "Plan") -> list[str]:
    lines = [
        f"Từ ngày {plan.day:%d/%m/%Y}: {plan.agencies} cơ quan kết thúc hoặc chia tách, {plan.done} đã làm từ trước.",
        f"Chuyển {plan.dossiers} hồ sơ đang mở, {plan.officers} cán bộ; {plan.redraft} dự thảo kết quả mang tên cũ cần lập lại.",
    ]
    lines += [f"Dòng {p.row}, {p.code}: {p.why}" for p in plan.problems[:_SHOWN]]
    rest = len(plan.problems) - _SHOWN
    return lines + ([f"… và {rest} việc khác phải quyết định (xem đủ bằng --json)"] if rest > 0 else [])


def _counting(total: int) -> Any:
    state = {"moved": 0}

    def progress(count: int) -> None:
        state["moved"] += count
        if count:
            say(f"đã chuyển {state['moved']}/{total} hồ sơ")

    return progress


def _moved(done: "Done") -> dict[str, Any]:
    return {"id": done.reorganisation.pk, "moved": {"dossiers": done.dossiers, "posts": done.posts, "freed": done.freed}}


def _unmerge(args: Namespace) -> int:
    from motcua.acts import agencies
    from motcua.people.actor import job
    from motcua.people.models import Reorganisation

    found = Reorganisation.objects.filter(pk=args.id).first()
    if found is None:
        raise CommandRefused(f"Không có lần sắp xếp {args.id}.")
    done = agencies.unmerge(found, by=job("agency"), at=_now(), progress=_counting(0))
    value = {"id": found.pk, "agencies": done.agencies, "dossiers": done.dossiers, "posts": done.posts}
    show(args, value, [f"Đã hủy: {done.agencies} cơ quan hoạt động lại, {done.dossiers} hồ sơ trở về, {done.posts} vị trí."])
    return DONE


def _move_officer(args: Namespace) -> int:
    from motcua.acts.officers import move_officer
    from motcua.people.actor import job

    leaving = _agency(args.leaving).pk if args.leaving else None
    to = _user(args.to) if args.to else None
    done = move_officer(_user(args.username), leaving=leaving, to=to, by=job("agency"), at=_now(), key=f"move:{uuid4().hex}")
    lines = [f"Hết hiệu lực {done.posts} vị trí; giao lại {done.given} bước, {done.pooled} bước chờ theo vai."]
    show(args, vars(done), lines)
    return DONE


def _void(args: Namespace) -> int:
    from motcua.acts.codes import void
    from motcua.people.actor import job

    voided = void(_agency(args.code), reason=args.reason, by=job("agency"), at=_now(), key=f"void:{uuid4().hex}")
    show(args, {"code": voided.code, "reason": voided.reason}, [f"Đã bỏ mã {voided.code}: {voided.reason}"])
    return DONE


def _codes(args: Namespace) -> int:
    from motcua.dossiers.codebook import days

    found = list(days(_agency(args.agency) if args.agency else None, args.begins, args.ends))
    gaps = [gap for day in found for gap in day.gaps]
    totals = {name: sum(getattr(day, name) for day in found) for name in ("given", "borne", "voided")}
    lines = [f"{len(found)} ngày: {totals['given']} số đã cấp, {totals['borne']} hồ sơ, {totals['voided']} mã bỏ có lý do."]
    show(args, {"days": len(found), **totals, "gaps": gaps}, lines + [f"Thiếu, không có lý do: {gap}" for gap in gaps])
    return REFUSED if gaps else DONE


def _agency(code: str) -> Any:
    from motcua.people.models import Agency

    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise CommandRefused(f"Không có cơ quan mã {code}.")
    return found


def _user(name: str) -> "User":
    from motcua.people.models import User

    found = User.objects.filter(username=name, party=None).first()
    if found is None:
        raise CommandRefused(f"Không có cán bộ {name}.")
    return found
