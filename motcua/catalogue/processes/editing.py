"""A process table as the office's editor shows it: rows of text, one outcome a line, and back to the rows that are kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.catalogue.models import plan_from, rows_from
from motcua.catalogue.processes.words import looks_of, slug
from motcua.law.flow import CHECK_NAMES, Event, Kind, Plan
from motcua.law.process import MOST_STEPS, Problem
from motcua.law.roles import Role
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

Typed = dict[str, str]
FIELDS = ("key", "name", "name_en", "kind", "role", "unit", "minutes", "join", "looks", "phase", "same_as", "not_same_as", "work", "output")
EMPTY: Typed = {**dict.fromkeys((*FIELDS, "outcomes"), ""), "kind": Kind.WORK, "role": Role.CASE_OFFICER, "phase": "1", "minutes": "60"}


def typed_of(plan: Plan) -> list[Typed]:
    """Return the rows of a plan as they stand in the editor."""
    found = []
    for step in plan.steps:
        row = {name: str(getattr(step, name)) for name in FIELDS if name != "looks"}
        lines = [" | ".join((o.key, o.label, "; ".join(o.targets), o.template, o.label_en)).rstrip(" |") for o in step.outcomes]
        found.append({**row, "looks": step.check or step.event, "outcomes": "\n".join(lines)})
    return found


def posted(data: Mapping[str, str]) -> list[Typed]:
    """Return the rows as they were sent; `rows` says how many."""
    count = int(data.get("rows", "0")) if data.get("rows", "0").isdecimal() else 0
    wanted = (*FIELDS, "outcomes")
    return [{name: data.get(f"{name}-{at}", "")[:2000] for name in wanted} for at in range(min(count, MOST_STEPS))]


def changed(rows: Sequence[Typed], what: str) -> list[Typed]:
    """Return the rows after a button: `add:2` puts an empty row after the second, `remove:2`, `up:2`, `down:2`; from 1."""
    made, (deed, _, place) = list(rows), what.partition(":")
    at = int(place) - 1 if place.isdecimal() else -1
    if deed == "add":
        made.insert(min(at + 1, len(made)) if at >= 0 else len(made), dict(EMPTY))
    elif 0 <= at < len(made):
        if deed == "remove":
            made.pop(at)
        to = {"up": at - 1, "down": at + 1}.get(deed, -1)
        if 0 <= to < len(made):
            made[at], made[to] = made[to], made[at]
    return made


def rows_of(typed: Sequence[Typed]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the rows to keep, and what cannot be read in them."""
    rows, wrong = [], list[Problem]()
    for number, row in enumerate(typed, 1):
        made, found = _row(row)
        rows.append(made)
        wrong += [Problem(number, column, says) for column, says in found]
    return (rows_from(plan_from(rows)) if not wrong else rows), wrong


def _row(row: Typed) -> tuple[dict[str, Any], list[tuple[str, Sentence]]]:
    wrong: list[tuple[str, Sentence]] = []
    kind = row["kind"] if row["kind"] in list(Kind) else Kind.WORK
    role = row["role"] if row["role"] in list(Role) else Role.CASE_OFFICER
    if not row["minutes"].strip().isdecimal() or len(row["minutes"].strip()) > 7:
        wrong.append(("minutes", Sentence(N_("Ghi số phút làm việc bằng chữ số."))))
    looks = looks_of(row["looks"]) if row["looks"].strip() else ""
    aside: dict[str, Any] = {
        name: tidy(row[name]) for name in ("unit", "join", "same_as", "not_same_as", "work", "output") if tidy(row[name])
    }
    if kind == Kind.AUTO and looks in CHECK_NAMES:
        aside["check"] = looks
    if kind == Kind.WAIT and looks in list(Event) and looks:
        aside["event"] = looks
    aside |= {"phase": 2} if row["phase"].strip() == "2" else {}
    outcomes, bad = _outcomes(row["outcomes"])
    wrong += bad
    minutes = int(row["minutes"]) if not wrong or wrong[0][0] != "minutes" else 0
    name = {"vi": tidy(row["name"]), "en": tidy(row["name_en"])}
    return {
        "key": tidy(row["key"]),
        "name": name,
        "role": str(role),
        "kind": str(kind),
        "minutes": minutes,
        "outcomes": outcomes,
        **aside,
    }, wrong


def _outcomes(text: str) -> tuple[list[dict[str, Any]], list[tuple[str, Sentence]]]:
    made: list[dict[str, Any]] = []
    wrong: list[tuple[str, Sentence]] = []
    for line in (each for each in text.splitlines() if each.strip()):
        parts = [tidy(part) for part in line.split("|")]
        targets = [part.strip() for part in (parts[2] if len(parts) > 2 else "").split(";") if part.strip()]
        if len(parts) < 3 or not targets or not parts[1] or len(parts) > 5:
            words = N_("Kết quả “%(line)s” chưa đủ: mã | kết quả xử lý | bước tiếp theo | mẫu văn bản | tiếng Anh.")
            wrong.append(("outcomes", Sentence(words, {"line": line.strip()[:80]})))
            continue
        key = parts[0] or slug(parts[1], {each["key"] for each in made})
        template, english = (*parts[3:], "", "")[:2]
        label = {"vi": parts[1], "en": english}
        made.append(
            {"key": key, "label": label, "to": targets if len(targets) > 1 else targets[0]} | ({"template": template} if template else {})
        )
    return made, wrong
