"""The portal as a made-up citizen meets it: choose a procedure, file, pay, supplement, ask the dossier back. Demo only, no sign-in."""

from html import escape
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import pages, people
from sandbox.people import Person
from sandbox.portal import catalogue, filing
from sandbox.portal.filed import Filed, Kept
from sandbox.portal.rules import Nonsense
from sandbox.portal.state import State
from sandbox.portal.words import CLOSED, state_name
from sandbox.push import Pusher

ROOT = "/portal/nop"
MOST_AT_ONCE = 5_000


class Citizens:
    """Pages under /portal/nop/, and the driver for tests and benches."""

    def __init__(self, state: State, filed: Filed, pusher: Pusher, size: int) -> None:
        self._state, self._filed, self._pusher, self._size = state, filed, pusher, size
        self._driven = filed.count()

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/nop/", self.home),
            Route("/nop/lai", self.drive, methods=["POST"]),
            Route("/nop/ho-so/{code}", self.dossier),
            Route("/nop/ho-so/{code}/{act}", self.act, methods=["POST"]),
            Route("/nop/{procedure}", self.form, methods=["GET"]),
            Route("/nop/{procedure}", self.file, methods=["POST"]),
        ]

    async def home(self, request: Request) -> Response:
        """Choose a procedure; see what this person filed."""
        who = self._person(request.query_params.get("so", ""))
        rows = [(pages.link(f"{ROOT}/{code}?so={who.number}", row["TENTTHC"]), code) for code, row in catalogue.procedures().items()]
        mine = [(pages.link(f"{ROOT}/ho-so/{r['code']}", r["code"]), escape(self._told(r["code"]))) for r in self._filed.of(who.number)]
        chooser = (
            f'<form method="get"><label for="so">Nộp với số định danh</label><input id="so" name="so" type="text" value="{who.number}">'
            "<button>Đổi người</button></form>"
        )
        body = pages.paragraph(f"Bạn đang là {who.name}.") + chooser + pages.table("Thủ tục nộp được", ("Tên", "Mã"), rows)
        return pages.page("Nộp hồ sơ trên Cổng", body + pages.table("Hồ sơ đã nộp", ("Mã", "Trạng thái"), mine))

    def _person(self, number: str) -> Person:
        return people.find(number, self._size) or people.known()[0]

    def _told(self, code: str) -> str:
        told = self._state.dossier(code)
        return state_name(told["TrangThaiHoSo"]) if told else state_name("1")

    async def form(self, request: Request) -> Response:
        """Show the form of a procedure, filled in with the sample in this person's name."""
        record = catalogue.procedures().get(request.path_params["procedure"])
        if record is None:
            return pages.page("Không có thủ tục này", pages.paragraph("Cổng không có thủ tục này."), 404)
        who = self._person(request.query_params.get("so", ""))
        given = filing.answers(record["MATTHC"], who)
        fields = "".join(_field(each, given.get(each["Ten"], "")) for each in record["EFORM"])
        papers = "".join(_upload(p["Ma"], p["Ten"], p["Can"] == "1") for p in record["GIAYTO"])
        agencies = "".join(
            f'<option value="{code}"{" selected" if code == record["DONVI"] else ""}>{escape(name)}</option>'
            for code, name, _ in catalogue.AGENCIES
        )
        body = (
            f'{pages.paragraph(f"Người nộp: {who.name}")}<form method="post" enctype="multipart/form-data">{pages.hidden("so", who.number)}'
            f'<label for="donvi">Cơ quan giải quyết</label><select id="donvi" name="donvi">{agencies}</select>{fields}{papers}'
            "<button>Nộp hồ sơ</button></form>"
        )
        return pages.page(record["TENTTHC"], body)

    async def file(self, request: Request) -> Response:
        """File the dossier as the form says."""
        async with request.form() as form:
            return await self._file(request.path_params["procedure"], form)

    async def _file(self, procedure: str, form: FormData) -> Response:
        record = catalogue.procedures().get(procedure, {"EFORM": [], "GIAYTO": [], "DONVI": ""})
        given = {each["Ten"]: str(form.get(each["Ten"], "")).strip() for each in record["EFORM"]}
        files = {p["Ma"]: kept for p in record["GIAYTO"] if (kept := await self._uploads(form, p["Ma"]))}
        who = self._person(str(form.get("so", "")))
        try:
            code = self._filed.open(procedure, str(form.get("donvi") or record["DONVI"]), who, given, files)
        except Nonsense as wrong:
            return _wrong(wrong, f"{ROOT}/{procedure}?so={who.number}")
        return RedirectResponse(f"{ROOT}/ho-so/{code}", 303)

    async def _uploads(self, form: FormData, name: str) -> list[Kept]:
        parts = [part for part in form.getlist(name) if isinstance(part, UploadFile) and part.filename]
        return [self._filed.put(part.filename or "", await part.read()) for part in parts]

    async def dossier(self, request: Request) -> Response:
        """Show a filing, what the city says of it, and what can be done."""
        code = request.path_params["code"]
        filed, told = self._filed.get(code), self._state.dossier(code)
        if filed is None:
            return pages.page("Không có hồ sơ này", pages.paragraph("Cổng không có hồ sơ này."), 404)
        body = pages.paragraph(f"{filed['TenTTHC']}: {self._told(code)}")
        body += "".join(_open_request(code, each) for each in (told or {}).get("DanhSachHoSoBoSung", []) if each["TrangThaiBoSung"] == "1")
        unpaid = [fee for fee in filed["DanhSachLePhi"] if fee["TrangThaiThanhToan"] == "0"]
        if unpaid:
            body += f'<form method="post" action="{ROOT}/ho-so/{code}/pay"><button>Thanh toán trên Cổng</button></form>'
        if not filed["YeuCauRut"] and (told is None or told["TrangThaiHoSo"] not in CLOSED):
            body += (
                f'<form method="post" action="{ROOT}/ho-so/{code}/withdraw"><label for="why">Lý do rút hồ sơ</label>'
                '<input id="why" name="reason" type="text"><button>Yêu cầu rút hồ sơ</button></form>'
            )
        steps = [(escape(s["ThoiDiemXuLy"]), state_name(s["TrangThai"]), escape(s["NoiDungXuLy"])) for s in self._state.progress(code)]
        body += pages.table("Tiến độ", ("Lúc", "Trạng thái", "Nội dung"), steps)
        results = [
            (escape(r["TenGiayTo"]), pages.link(r["DuongDanTepTinKetQua"], "Xem")) for r in (told or {}).get("DanhSachGiayToKetQua", [])
        ]
        events = [(r["at"], r["kind"]) for r in self._filed.feed.of(code)]
        return pages.page(
            f"Hồ sơ {code}", body + pages.table("Kết quả", ("Tên", ""), results) + pages.table("Việc đã làm", ("Lúc", "Việc"), events)
        )

    async def act(self, request: Request) -> Response:
        """Pay, supplement or ask back."""
        async with request.form() as form:
            return await self._act(request.path_params["code"], request.path_params["act"], form)

    async def _act(self, code: str, act: str, form: FormData) -> Response:
        try:
            if act == "pay":
                self._filed.pay(code)
            elif act == "withdraw":
                self._filed.withdraw(code, str(form.get("reason", "")))
            else:
                await self._supply(code, form)
        except Nonsense as wrong:
            return _wrong(wrong, f"{ROOT}/ho-so/{code}")
        return RedirectResponse(f"{ROOT}/ho-so/{code}", 303)

    async def _supply(self, code: str, form: FormData) -> None:
        names = [str(name) for name in form.getlist("item")]
        texts = {name: str(form.get(f"text:{name}", "")).strip() for name in names}
        files = {name: await self._uploads(form, f"file:{name}") for name in names}
        self._filed.supply(code, str(form.get("request", "")), texts, files)

    async def drive(self, request: Request) -> Response:
        """POST {n, procedure, agency, answer}: file `n` dossiers (5,000 at most a call) as many people; return their numbers."""
        try:
            asked = await request.json()
            count = int(asked.get("n", 1))
        except (ValueError, TypeError, AttributeError):
            return JSONResponse({"error": "n là số"}, 400)
        if not 1 <= count <= MOST_AT_ONCE:
            return JSONResponse({"error": f"n từ 1 đến {MOST_AT_ONCE}"}, 400)
        return JSONResponse({"codes": await run_in_threadpool(self._drive, count, asked)})

    def _drive(self, count: int, asked: dict[str, Any]) -> list[str]:
        procedure, agency = str(asked.get("procedure", "")), str(asked.get("agency", ""))
        first, self._driven = self._driven, self._driven + count
        return [filing.file_one(self._filed, first + n, procedure, agency, self._size) for n in range(count)]


def _field(field: dict[str, Any], value: str) -> str:
    name, label = escape(field["Ten"]), escape(field["Nhan"])
    if field["Kieu"] == "choice":
        options = '<option value=""></option>' + "".join(
            f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(words)}</option>'
            for key, words in field["LuaChon"]
        )
        return f'<label for="{name}">{label}</label><select id="{name}" name="{name}">{options}</select>'
    return f'<label for="{name}">{label}</label><input id="{name}" name="{name}" type="text" value="{escape(value)}">'


def _upload(code: str, label: str, needed: bool) -> str:
    words = escape(label) + (" (bắt buộc)" if needed else "")
    return f'<label for="{escape(code)}">{words}</label><input id="{escape(code)}" name="{escape(code)}" type="file">'


def _open_request(code: str, asked: dict[str, Any]) -> str:
    items = [paper["TenGiayTo"] for paper in asked["DanhSachGiayToBoSung"]] or ["Nội dung bổ sung"]
    fields = "".join(
        f'{pages.hidden("item", name)}<label for="t{n}">{escape(name)}</label><input id="t{n}" type="text" name="text:{escape(name)}">'
        f'<label for="f{n}">Tệp cho mục này</label><input id="f{n}" type="file" name="file:{escape(name)}">'
        for n, name in enumerate(items)
    )
    return (
        f"<h2>Cần bổ sung</h2>{pages.paragraph(asked['NoiDungBoSung'])}"
        f'<form method="post" enctype="multipart/form-data" action="{ROOT}/ho-so/{code}/supply">'
        f"{pages.hidden('request', asked['HoSoBoSungId'])}{fields}<button>Gửi bổ sung</button></form>"
    )


def _wrong(wrong: Nonsense, back: str) -> Response:
    return pages.page("Chưa làm được", pages.paragraph(str(wrong), "error") + f"<p>{pages.link(back, 'Quay lại')}</p>", 422)
