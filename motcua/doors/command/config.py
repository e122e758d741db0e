"""`motcua config export|import`: the whole configuration out of a city, into another."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, wake_django

if TYPE_CHECKING:
    from motcua.acts.configuration.files import Files

_STEP = 100


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `config` and its parts."""
    parts = subparsers.add_parser("config", help="bàn giao cấu hình").add_subparsers(dest="part", required=True, metavar="VIỆC")
    out = parts.add_parser("export", help="xuất toàn bộ cấu hình ra thư mục hoặc tệp .zip")
    out.add_argument("place", type=Path, metavar="THƯ-MỤC|TỆP.zip")
    out.add_argument("--without-agencies", action="store_true", help="không kèm cơ quan, phòng ban: nơi nhận đã có")
    take = parts.add_parser("import", help="nhập cấu hình đã xuất; chỗ nào sai thì không ghi gì")
    take.add_argument("place", type=Path, metavar="THƯ-MỤC|TỆP.zip")
    take.add_argument("--dry-run", action="store_true", help="chỉ soát, không ghi")


def run(args: Namespace) -> int:
    """Do the part that was asked for."""
    wake_django()
    return _export(args) if args.part == "export" else _import(args)


def _export(args: Namespace) -> int:
    from motcua.acts.configuration.exporting import exported, left_behind
    from motcua.acts.configuration.files import in_zip

    files, left = exported(agencies=not args.without_agencies), left_behind()
    try:
        if args.place.suffix.lower() == ".zip":
            args.place.write_bytes(in_zip(files))
        else:
            _write(args.place, files)
    except OSError as problem:
        raise CommandRefused(f"Không ghi được {args.place}: {problem.strerror}.") from problem
    value = {"place": str(args.place), "files": len(files), "bytes": sum(map(len, files.values())), "left_behind": left}
    stays = f"Không xuất: {left['draft_revisions']} bản thảo, {left['draft_decisions']} quyết định đang soạn."
    show(args, value, [f"Đã xuất {len(files)} tệp vào {args.place}.", *([stays] if any(left.values()) else [])])
    return DONE


def _write(folder: Path, files: "Files") -> None:
    """Write the files; an earlier bundle in the folder goes first, anything else in it is left alone and refuses the export."""
    from motcua.acts.configuration.files import MANIFEST

    folder.mkdir(parents=True, exist_ok=True)
    earlier = (folder / MANIFEST).is_file()
    if not earlier and any(folder.iterdir()):
        raise CommandRefused(f"Thư mục {folder} đã có tệp khác: chọn thư mục trống, hoặc thư mục của lần xuất trước.")
    if earlier:
        _clear(folder)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _clear(folder: Path) -> None:
    from motcua.acts.configuration.files import MANIFEST, BundleRefused, read

    try:
        named = read((folder / MANIFEST).read_bytes(), MANIFEST).get("files", {})
    except BundleRefused as refused:
        raise CommandRefused(str(refused)) from refused
    for path in named:
        inside = (folder / path).resolve()
        if inside.is_relative_to(folder.resolve()):
            inside.unlink(missing_ok=True)


def _import(args: Namespace) -> int:
    from django.utils import timezone

    from motcua.acts.configuration.examining import examine
    from motcua.acts.configuration.files import BundleRefused, from_folder, from_zip
    from motcua.acts.configuration.taking import ConfigurationRefused, take_over
    from motcua.lib.ids import new_id
    from motcua.people.actor import job

    try:
        files = from_zip(args.place.read_bytes()) if args.place.is_file() else from_folder(args.place)
        found = examine(files)
        if found.fit and not args.dry_run:
            found = take_over(files, by=job("config import"), at=timezone.now(), key=f"config:{new_id().hex}", progress=_progress)
    except OSError as problem:
        raise CommandRefused(f"Không đọc được {args.place}: {problem.strerror}.") from problem
    except (BundleRefused, ConfigurationRefused) as refused:
        raise CommandRefused(str(refused)) from refused
    show(args, {**found.as_json(), "written": found.fit and not args.dry_run}, _lines(found, dry=args.dry_run))
    return DONE if found.fit else REFUSED


def _progress(done: int, total: int) -> None:
    if done % _STEP == 0 or done == total:
        say(f"Đã ghi {done}/{total} phần …")


def _lines(found: Any, *, dry: bool) -> list[str]:
    wrong = [f"  {each.place}: {each.why}" for each in (*found.problems, *found.differs)]
    if wrong:
        return [f"Không nhập được, chưa ghi gì; {len(wrong)} chỗ phải xem lại:", *wrong]
    done = "Nhập được" if dry else "Đã nhập"
    told = f"{done}: {found.new} bản ghi mới trong {len(found.fresh)} phần, {found.unchanged} như cũ."
    return [told, *(f"Lưu ý: {each}" for each in found.warnings)]
