"""The ministry's dossiers and its own state machine. Its words and formats are its own: camelCase, ISO 8601, numbers as numbers."""

import json
import random
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sandbox import people
from sandbox.faults import Faults
from sandbox.feed import Feed, moment
from sandbox.push import Pusher
from sandbox.store import Row, Store

HANOI = timezone(timedelta(hours=7))
NAMES = {
    "MOI": "Mới nộp",
    "TIEP_NHAN": "Đã tiếp nhận",
    "THAM_DINH": "Đang thẩm định",
    "CHO_BO_SUNG": "Chờ người nộp bổ sung",
    "DA_CAP": "Đã cấp kết quả",
    "TU_CHOI": "Không chấp nhận",
    "DA_TRA": "Đã trả kết quả",
}
NEXT: dict[str, tuple[tuple[str, int], ...]] = {
    "MOI": (("TIEP_NHAN", 9), ("TU_CHOI", 1)),
    "TIEP_NHAN": (("THAM_DINH", 1),),
    "THAM_DINH": (("DA_CAP", 6), ("CHO_BO_SUNG", 2), ("TU_CHOI", 1)),
    "CHO_BO_SUNG": (("THAM_DINH", 1),),
    "DA_CAP": (("DA_TRA", 1),),
    "TU_CHOI": (),
    "DA_TRA": (),
}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS dossier (code TEXT PRIMARY KEY, state TEXT, data TEXT);
CREATE INDEX IF NOT EXISTS dossier_state ON dossier (state);
CREATE TABLE IF NOT EXISTS serial (book TEXT PRIMARY KEY, last INTEGER);
"""


class State:
    """The ministry's memory; what changes is told by feed and push."""

    def __init__(self, folder: Path, pusher: Pusher, faults: Faults) -> None:
        self._store, self.feed = Store(folder / "state.db", _SCHEMA), Feed(folder / "feed.db", "ministry", faults)
        self._pusher = pusher

    def file(self, index: int, procedure: str, name: str, agency: str) -> str:
        """File a dossier as person `index`; return its number, which the ministry mints."""
        who, day, now = people.person(index), moment()[:8], _now()
        code = f"G12.20-{day}-{self._serial(day):07d}"
        data = {
            "maHoSo": code,
            "maThuTuc": procedure,
            "tenThuTuc": name,
            "maDonViDiaPhuong": agency,
            "trichYeu": f"{name}: {who.name}",
            "chuHoSo": {"hoTen": who.name, "soDinhDanh": who.number, "ngaySinh": who.birth_date.isoformat(), "techId": who.tech_id},
            "lienHe": {"dienThoai": who.phone, "email": who.email},
            "ngayNop": now,
            "ngayTiepNhan": None,
            "ngayHenTra": None,
            "ngayKetThuc": None,
            "ngayTra": None,
            "trangThai": "MOI",
            "phienBan": 1,
            "lichSu": [{"trangThai": "MOI", "thoiDiem": now, "noiDung": NAMES["MOI"]}],
        }
        self._store.run("INSERT INTO dossier VALUES (?, 'MOI', ?)", code, _text(data))
        self._tell(code, data)
        return code

    def _serial(self, book: str) -> int:
        with self._store.transaction():
            self._store.run("INSERT INTO serial VALUES (?, 1) ON CONFLICT (book) DO UPDATE SET last = last + 1", book)
            row = self._store.one("SELECT last FROM serial WHERE book = ?", book)
        return int(row[0]) if row else 0

    def get(self, code: str) -> dict[str, Any] | None:
        """Return one dossier as the interface tells it, or None."""
        row = self._store.one("SELECT data FROM dossier WHERE code = ?", code)
        return json.loads(row["data"]) if row else None

    def move(self, code: str, to: str) -> None:
        """Decide: move a dossier on. Raises ValueError for a step the ministry's own rules do not know."""
        with self._store.transaction():
            data = self.get(code)
            if data is None or to not in {name for name, _ in NEXT[data["trangThai"]]}:
                raise ValueError(f"{code}: không chuyển sang {to} được")
            _advance(data, to)
            self._store.run("UPDATE dossier SET state = ?, data = ? WHERE code = ?", to, _text(data), code)
        self._tell(code, data)

    def put_state(self, code: str, word: str) -> None:
        """Write any word as the state: a lever for tests of what a reader does with a word it does not know."""
        with self._store.transaction():
            data = self.get(code) or {}
            data |= {"trangThai": word, "phienBan": data.get("phienBan", 0) + 1}
            self._store.run("UPDATE dossier SET state = ?, data = ? WHERE code = ?", word, _text(data), code)
        self._tell(code, data)

    def work(self, count: int, dice: random.Random) -> int:
        """Let the ministry work on up to `count` open dossiers, one step each; return how many moved."""
        open_ones = self._store.all(
            "SELECT code, state FROM dossier WHERE state NOT IN ('DA_TRA', 'TU_CHOI') ORDER BY rowid LIMIT ?", count
        )
        moved = 0
        for row in open_ones:
            ways = NEXT.get(row["state"], ())
            if ways:
                self.move(row["code"], dice.choices([name for name, _ in ways], [weight for _, weight in ways])[0])
                moved += 1
        return moved

    def _tell(self, code: str, data: dict[str, Any]) -> None:
        event = self.feed.add(str(data["trangThai"]), code)
        body = {"suKien": event["id"], "maHoSo": code, "trangThai": data["trangThai"], "phienBan": data["phienBan"], "thoiDiem": _now()}
        self._pusher.tell(f"{code}:{data['phienBan']}", body)

    def recent(self) -> list[Row]:
        """Return the last 200 dossiers."""
        return self._store.all("SELECT * FROM dossier ORDER BY rowid DESC LIMIT 200")

    def count(self) -> int:
        """Return how many dossiers there are."""
        return self._store.count("dossier")

    def close(self) -> None:
        """Close the files."""
        self._store.close()
        self.feed.close()


def _advance(data: dict[str, Any], to: str) -> None:
    now = _now()
    data["trangThai"], data["phienBan"] = to, data["phienBan"] + 1
    data["lichSu"].append({"trangThai": to, "thoiDiem": now, "noiDung": NAMES[to]})
    if to == "TIEP_NHAN":
        data["ngayTiepNhan"] = now
        data["ngayHenTra"] = datetime.fromtimestamp(time.time() + 5 * 86400, UTC).astimezone(HANOI).isoformat(timespec="seconds")
    if to in ("DA_CAP", "TU_CHOI"):
        data["ngayKetThuc"] = now
    if to == "DA_TRA":
        data["ngayTra"] = now


def _now() -> str:
    return datetime.now(HANOI).isoformat(timespec="seconds")


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
