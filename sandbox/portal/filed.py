"""Dossiers that citizens file on the portal: what they said, their files, what they did since. The city is told by feed and push."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.faults import Faults
from sandbox.feed import Feed, moment
from sandbox.people import Person
from sandbox.portal import catalogue
from sandbox.portal.rules import Nonsense
from sandbox.portal.state import State
from sandbox.portal.words import CLOSED
from sandbox.push import Pusher
from sandbox.store import Row, Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS filing (code TEXT PRIMARY KEY, owner TEXT, data TEXT, at TEXT);
CREATE INDEX IF NOT EXISTS filing_owner ON filing (owner);
CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, name TEXT, hash TEXT, content BLOB);
"""
NEW, SUPPLIED, WITHDRAWN, PAID = "HoSoMoi", "BoSung", "YeuCauRut", "ThanhToan"


@dataclass(frozen=True)
class Kept:
    """A file as kept: its id, name and SHA-256 (hex)."""

    id: str
    name: str
    hash: str


class Filed:
    """The filings, in one file beside the portal's state."""

    def __init__(self, folder: Path, state: State, pusher: Pusher, faults: Faults) -> None:
        self._store, self.feed = Store(folder / "filed.db", _SCHEMA), Feed(folder / "feed.db", "portal", faults)
        self._state, self._pusher = state, pusher

    def put(self, name: str, content: bytes) -> Kept:
        """Keep a file."""
        kept = Kept(str(uuid.uuid4()), name[-200:], hashlib.sha256(content).hexdigest())
        self._store.run("INSERT INTO file VALUES (?, ?, ?, ?)", kept.id, kept.name, kept.hash, content)
        return kept

    def file(self, key: str) -> Row | None:
        """Return (id, name, hash, content), or None."""
        return self._store.one("SELECT * FROM file WHERE id = ?", key)

    def open(self, procedure: str, agency: str, who: Person, eform: dict[str, str], files: dict[str, list[Kept]]) -> str:
        """File a dossier and return its number. Raises Nonsense for an unknown procedure, a missing answer or paper."""
        record = catalogue.procedures().get(procedure)
        if record is None:
            raise Nonsense("Không có thủ tục này trên Cổng")
        missing = [p["Ten"] for p in record["GIAYTO"] if p["Can"] == "1" and not files.get(p["Ma"])]
        if missing:
            raise Nonsense(f"Thiếu giấy tờ: {'; '.join(missing)}")
        day, at = moment()[:8], moment()
        code = f"G22.99-{day}-{self._state.next_serial(day):07d}"
        data = {
            "MaHoSo": code,
            "MaTTHC": procedure,
            "MaDichVuCong": procedure,
            "TenTTHC": record["TENTTHC"],
            "MaDonViTiepNhan": agency,
            "LoaiDoiTuong": "1",
            "ChuHoSo": who.name,
            "NgayNop": at,
            "EformThongTinChiTiet": {name: value for name, value in eform.items() if value},
            "ThanhPhanHoSo": _papers(record, files),
            "ThongTinNguoiNop": _applicant(who),
            "DanhSachLePhi": [
                {"TenPhiLePhi": f["Ten"], "MaPhiLePhi": f["Ma"], "HinhThucThu": "1", "Gia": f["Gia"], "TrangThaiThanhToan": "0"}
                for f in record["PHILEPHI"]
            ],
            "DanhSachBoSung": [],
            "YeuCauRut": None,
        }
        self._store.run("INSERT INTO filing VALUES (?, ?, ?, ?)", code, who.number, _text(data), at)
        self._tell(NEW, code)
        return code

    def get(self, code: str) -> dict[str, Any] | None:
        """Return the filing as the newer interface tells it, or None."""
        row = self._store.one("SELECT data FROM filing WHERE code = ?", code)
        return json.loads(row["data"]) if row else None

    def of(self, owner: str) -> list[Row]:
        """Return the last 100 filings of a person, newest first."""
        return self._store.all("SELECT * FROM filing WHERE owner = ? ORDER BY rowid DESC LIMIT 100", owner)

    def supply(self, code: str, request: str, answers: dict[str, str], files: dict[str, list[Kept]]) -> None:
        """Answer the city's request for supplement `request`; item by item. Raises Nonsense when none is open."""
        told = self._state.dossier(code)
        asked = next((r for r in (told or {}).get("DanhSachHoSoBoSung", []) if r["HoSoBoSungId"] == request), None)
        if told is None or asked is None or told["TrangThaiHoSo"] != "5" or asked["TrangThaiBoSung"] != "1":
            raise Nonsense("Hồ sơ này không chờ bổ sung")
        items = [
            {"TenGiayTo": name, "NoiDung": answers.get(name, ""), "GiayToDinhKem": [_attached(kept) for kept in files.get(name, [])]}
            for name in dict.fromkeys([*answers, *files])
        ]
        self._change(code, lambda data: data["DanhSachBoSung"].append({"HoSoBoSungId": request, "ThoiDiem": moment(), "NoiDung": items}))
        self._tell(SUPPLIED, code)

    def withdraw(self, code: str, reason: str) -> None:
        """Ask for the dossier back. Raises Nonsense when it is closed or nothing is said."""
        told = self._state.dossier(code)
        if not reason.strip():
            raise Nonsense("Ghi lý do rút hồ sơ")
        if told and told["TrangThaiHoSo"] in CLOSED:
            raise Nonsense("Hồ sơ đã kết thúc, không rút được nữa")
        self._change(code, lambda data: data.update(YeuCauRut={"LyDo": reason.strip(), "ThoiDiem": moment()}))
        self._tell(WITHDRAWN, code)

    def pay(self, code: str) -> None:
        """Pay every fee through the portal's own gateway."""
        self._change(code, lambda data: [fee.update(TrangThaiThanhToan="1", ThoiDiem=moment()) for fee in data["DanhSachLePhi"]])
        self._tell(PAID, code)

    def _change(self, code: str, change: Any) -> None:
        with self._store.transaction():
            data = self.get(code)
            if data is None:
                raise Nonsense(f"Hồ sơ {code} không tồn tại")
            change(data)
            self._store.run("UPDATE filing SET data = ? WHERE code = ?", _text(data), code)

    def _tell(self, kind: str, code: str) -> None:
        event = self.feed.add(kind, code)
        body = {"IdSuKien": str(event["id"]), "LoaiSuKien": kind, "MaHoSo": code, "ThoiDiem": event["at"]}
        self._pusher.tell(str(event["id"]), body)

    def count(self) -> int:
        """Return how many dossiers were filed here."""
        return self._store.count("filing")

    def close(self) -> None:
        """Close the files."""
        self._store.close()
        self.feed.close()


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _attached(kept: Kept) -> dict[str, str]:
    return {"IdGiayTo": kept.id, "TenGiayTo": kept.name, "HashTepTin": kept.hash, "MaKetQua": ""}


def _papers(record: dict[str, Any], files: dict[str, list[Kept]]) -> list[dict[str, Any]]:
    return [
        {
            "MaThanhPhanHoSo": paper["Ma"],
            "TenThanhPhanHoSo": paper["Ten"],
            "SoLuong": "1",
            "LoaiBan": "2",
            "GiayToDinhKem": [_attached(kept) for kept in files[paper["Ma"]]],
        }
        for paper in record["GIAYTO"]
        if files.get(paper["Ma"])
    ]


def _applicant(who: Person) -> dict[str, Any]:
    return {
        "LoaiDoiTuong": "1",
        "IdDoiTuong": who.tech_id,
        "MucXacThuc": str(who.level),
        "ThongTinChiTiet": {
            "TenNguoiNop": who.name,
            "SoDinhDanh": who.number,
            "NgaySinh": f"{who.birth_date:%Y%m%d}",
            "GioiTinh": "1" if who.sex == "male" else "2",
            "SoDienThoai": who.phone,
            "Email": who.email,
            "DiaChiChiTiet": who.residence.text,
        },
    }
