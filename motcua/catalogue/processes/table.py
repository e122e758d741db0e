"""Read a process from the officers' spreadsheet: whole and without a guess, or refused row by row with the addresses of cells."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from openpyxl.worksheet.worksheet import Worksheet

from motcua.catalogue.processes.opening import FileRefused, Wrong, address, hiding, sheet_of
from motcua.catalogue.processes.words import COLUMNS, OUTCOME_COLUMNS, column_of, kind_of, looks_of, minutes_of, role_of, slug
from motcua.law.flow import CHECK_NAMES, Event, Kind, Outcome, Plan, PlannedStep
from motcua.law.process import ENDS_AS, problems
from motcua.law.roles import Role
from motcua.law.terms import Term
from motcua.lib.saying import N_, Sentence, Several
from motcua.lib.text import fold, tidy

_HEAD_WITHIN = 15  # rows above the table: title, decision
_LONGEST_TEXT = 500
_COLUMN_OF_PROBLEM = {"minutes": "time", "outcomes": "to", "check": "looks", "event": "looks"}


@dataclass
class Read:
    """What a file reads as: the plan, or what is wrong with it; where in the file each step stands."""

    plan: Plan | None = None
    wrong: list[Wrong] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """A whole plan, and nothing wrong with it."""
        return self.plan is not None and not self.wrong


@dataclass(frozen=True)
class Line:
    """One row of the sheet as text by column; numbers stay numbers."""

    row: int
    cells: dict[str, object]

    def text(self, key: str) -> str:
        """The cell as tidy text."""
        value = self.cells.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else tidy(str(value))[:_LONGEST_TEXT]


def read(content: bytes) -> Read:
    """Read the bytes of an .xlsx file. What is wrong with a cell is told by its address; then there is no plan."""
    try:
        sheet = sheet_of(content)
        head, columns = _head(sheet)
    except FileRefused as refused:
        return Read(wrong=[refused.wrong])
    found = Read(columns=columns)
    found.wrong += hiding(sheet, head)
    lines = [line for line in _lines(sheet, head, columns) if line.cells]
    if not found.wrong:
        _steps(lines, found)
    return found


def checked(found: Read, term: Term | None = None, second: Term | None = None, templates: Collection[str] | None = None) -> Read:
    """Add what the law of processes says against a plan that was read, at its rows and cells."""
    if found.plan is None:
        return found
    for problem in problems(found.plan, term, second, templates):
        row = found.rows[problem.row - 1] if problem.row and found.rows else problem.row
        column = found.columns.get(_COLUMN_OF_PROBLEM.get(problem.column, problem.column))
        found.wrong.append(Wrong(row, address(row, column) if row and column else "", problem.says))
    return found


def _head(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and where each known column stands. Raises FileRefused naming the columns that are missing."""
    best: dict[str, int] = {}
    at = 0
    for row in range(1, min(sheet.max_row, _HEAD_WITHIN) + 1):
        found: dict[str, int] = {}
        for cell in sheet[row]:
            key = column_of(str(cell.value)) if cell.value is not None else None
            if key and key in found:
                raise FileRefused(N_("Hai cột cùng tên “%(name)s” ở dòng %(row)d."), name=str(cell.value), row=row)
            if key and cell.column:
                found[key] = cell.column
        if len(found) > len(best):
            best, at = found, row
    missing = [column.heading for column in COLUMNS if column.needed and column.key not in best]
    if missing:
        raise FileRefused(N_("Thiếu cột: %(names)s. Tải bảng mẫu để xem đủ các cột."), names=Several(tuple(missing)))
    return at, best


def _lines(sheet: Worksheet, head: int, columns: dict[str, int]) -> list[Line]:
    found = []
    for row in range(head + 1, sheet.max_row + 1):
        cells = {key: sheet.cell(row, column).value for key, column in columns.items()}
        found.append(Line(row, {key: value for key, value in cells.items() if value is not None and str(value).strip()}))
    return found


def _steps(lines: list[Line], found: Read) -> None:
    groups: list[list[Line]] = []
    for line in lines:
        if line.text("key"):
            groups.append([line])
        elif not groups:
            found.wrong.append(_at(found, line, "key", N_("Bước chưa có mã.")))
        elif any(key not in (*OUTCOME_COLUMNS, "number") for key in line.cells):
            found.wrong.append(_at(found, line, "key", N_("Dòng không có mã bước chỉ ghi thêm kết quả xử lý của bước ngay trên.")))
        else:
            groups[-1].append(line)
    steps = [_step(group, n, len(groups), found) for n, group in enumerate(groups)]
    found.rows = [group[0].row for group in groups]
    if not found.wrong:
        found.plan = Plan(tuple(step for step in steps if step))


def _step(group: list[Line], at: int, count: int, found: Read) -> PlannedStep | None:
    line, before = group[0], len(found.wrong)
    role = role_of(line.text("role"))
    if role is None:
        words = N_("Không có vai trò “%(role)s”.") if line.text("role") else N_("Bước chưa có vai trò.")
        found.wrong.append(_at(found, line, "role", words, role=line.text("role")))
        return None
    kind = _kind(line, role, at, count, found)
    minutes = _minutes(line, kind, found)
    event, check = _looks(line, kind, found)
    phase = line.text("phase") or "1"
    if phase not in ("1", "2"):
        found.wrong.append(_at(found, line, "phase", N_("Giai đoạn chỉ là 1 hoặc 2.")))
    outcomes = _outcomes(group, kind, found)
    if len(found.wrong) > before or kind is None or minutes is None:
        return None
    named = PlannedStep(slug(line.text("key")), line.text("name"), role, kind, minutes, outcomes, line.text("name_en"))
    same_as, not_same_as, join = (_named(line.text(name)) for name in ("same_as", "not_same_as", "join"))
    unit = slug(line.text("unit")) if line.text("unit") else ""
    named = replace(named, same_as=same_as, not_same_as=not_same_as, join=join, unit=unit, event=event, check=check)
    return replace(named, work=line.text("work"), output=line.text("output"), phase=int(phase))


def _kind(line: Line, role: Role, at: int, count: int, found: Read) -> Kind | None:
    """The kind as written; else the first row receives, the last hands over, leaders sign, clerks issue, the rest is work."""
    text = line.text("kind")
    if text:
        kind = kind_of(text)
        if kind is None:
            found.wrong.append(_at(found, line, "kind", N_("Không có loại bước “%(kind)s”."), kind=text))
        return kind
    usual = {Role.SIGNER: Kind.SIGN, Role.RECORDS_CLERK: Kind.ISSUE}
    if role is Role.RECEIVER and at in (0, count - 1):
        return Kind.RECEIVE if at == 0 else Kind.HAND_OVER
    return usual.get(role, Kind.WORK)


def _minutes(line: Line, kind: Kind | None, found: Read) -> int | None:
    amount = line.cells.get("time")
    if amount is None and kind is Kind.HAND_OVER:
        return 0
    minutes = minutes_of(amount, line.text("per")) if amount is not None else None
    if minutes is None:
        words = N_("Thời gian “%(time)s” không đọc được: ghi số, và giờ làm việc, ngày làm việc hoặc phút.")
        found.wrong.append(_at(found, line, "time", words, time=line.text("time")))
    return minutes


def _looks(line: Line, kind: Kind | None, found: Read) -> tuple[str, str]:
    text = line.text("looks")
    if not text:
        return "", ""
    known = looks_of(text)
    fits = known in CHECK_NAMES if kind is Kind.AUTO else known in list(Event) if kind is Kind.WAIT else False
    if known is None or not fits:
        found.wrong.append(_at(found, line, "looks", N_("“%(text)s” không phải điều mà bước loại này chờ hoặc kiểm tra."), text=text))
        return "", ""
    return ("", known) if kind is Kind.AUTO else (known, "")


def _outcomes(group: list[Line], kind: Kind | None, found: Read) -> tuple[Outcome, ...]:
    made: dict[str, Outcome] = {}
    for line in group:
        targets = [_named(part) for part in line.text("to").replace(",", ";").replace("\n", ";").split(";") if part.strip()]
        label = line.text("outcome")
        if kind is Kind.HAND_OVER and (not targets or targets == ["ket_thuc"]):
            continue
        if not targets and not label:
            continue
        if not targets or not label:
            column, words = (
                ("to", N_("Kết quả chưa có bước tiếp theo.")) if label else ("outcome", N_("Bước tiếp theo chưa có kết quả xử lý."))
            )
            found.wrong.append(_at(found, line, column, words))
            continue
        fixed = ENDS_AS.get(kind) if kind and not made else None
        key = fixed or (slug(line.text("outcome_key")) if line.text("outcome_key") else slug(label, set(made)))
        if key in made:
            found.wrong.append(_at(found, line, "outcome_key", N_("Hai kết quả của bước có cùng mã “%(key)s”."), key=key))
        first, *beside = targets
        made[key] = Outcome(key, label, first, line.text("template"), line.text("outcome_en"), tuple(beside))
    return tuple(made.values())


def _named(text: str) -> str:
    """A step as another row names it: its code, with or without the word for step."""
    plain = fold(text)
    return slug(plain.removeprefix("buoc ")) if text.strip() else ""


def _at(found: Read, line: Line, column: str, words: str, **values: object) -> Wrong:
    place = address(line.row, found.columns[column]) if column in found.columns else ""
    return Wrong(line.row, place, Sentence(words, values))
