"""One page of the portal, keys as in its data (ma_thu_tuc …), into facts; each part read on its own, what is unsure warned of."""

import hashlib
import unicodedata
from typing import Any

from motcua.catalogue.national.bases import read_bases
from motcua.catalogue.national.channels import read_channels
from motcua.catalogue.national.facts import Agencies, Facts, Read, as_facts
from motcua.catalogue.national.requirements import read_cases
from motcua.catalogue.national.results import read_results
from motcua.catalogue.national.words import Warnings, chosen, lines, named, stated
from motcua.lib.crypto import canonical
from motcua.lib.text import tidy

NEEDED = ("ma_thu_tuc", "ten_thu_tuc")


class PageRefused(Exception):
    """A page that cannot be taken in; `str()` says why. `code` is the procedure's where it can be told."""

    def __init__(self, code: str, why: str) -> None:
        """Keep the code beside the reason."""
        super().__init__(why)
        self.code = code


def read_page(page: dict[str, Any]) -> Read:
    """Return what a page says. Raises PageRefused when it has no code or name, or holds what is no text."""
    _check(page)
    warnings = Warnings()
    facts = as_facts(_facts(page, warnings))
    for part in facts["missing"]:
        warnings.say(part, "Thiếu phần bắt buộc (NĐ 63/2010/NĐ-CP Điều 8 khoản 2).")
    warnings.say("service_level", "Trang không nói dịch vụ công toàn trình hay một phần.")
    warnings.say("decided_on", "Trang không nói ngày của quyết định công bố.")
    return Read(facts, tuple(warnings), hashlib.sha256(canonical(page)).hexdigest())


def _check(page: dict[str, Any]) -> None:
    code = page.get("ma_thu_tuc")
    code = tidy(code) if isinstance(code, str) else ""
    for key in NEEDED:
        if not (isinstance(page.get(key), str) and stated(page[key])):
            raise PageRefused(code, f"Thiếu “{key}”.")
    if len(code) > 40 or not all(part.isalnum() for part in code.replace("-", ".").split(".")):
        raise PageRefused(code[:60], f"Mã thủ tục “{code[:60]}” không hợp lệ.")
    for key, value in page.items():
        if not isinstance(value, str | None):
            raise PageRefused(code, f"“{key}” phải là chữ.")


def _facts(page: dict[str, Any], warnings: Warnings) -> Facts:
    def cell(key: str) -> str:
        return unicodedata.normalize("NFC", page.get(key) or "").replace("\xa0", " ")

    channels, unread_channels = read_channels(cell("cach_thuc_thuc_hien"), warnings)
    cases, unread_cases = read_cases(cell("thanh_phan_ho_so"), warnings)
    bases, unread_bases = read_bases(cell("can_cu_phap_ly"), warnings)
    results, keywords, about = read_results(cell("ket_qua_xu_ly"), warnings)
    unread = {"channels": unread_channels, "cases": unread_cases, "legal_bases": unread_bases}
    receiving = stated(cell("dia_chi_tiep_nhan"))
    return Facts(
        code=tidy(page["ma_thu_tuc"]),
        name=stated(page["ten_thu_tuc"]),
        decision=stated(cell("so_quyet_dinh")),
        kind=stated(cell("loai_thu_tuc")),
        sector=stated(cell("linh_vuc")),
        levels=chosen(cell("cap_thuc_hien"), "levels", warnings),
        applicants=chosen(cell("doi_tuong_thuc_hien"), "applicants", warnings),
        agencies=Agencies(
            performing=named(cell("co_quan_thuc_hien")),
            deciding=named(cell("co_quan_co_tham_quyen")),
            receiving=(receiving,) if receiving else (),
            cooperating=named(cell("co_quan_phoi_hop")),
            delegated=named(cell("co_quan_duoc_uy_quyen")),
        ),
        steps=lines(cell("trinh_tu_thuc_hien")),
        channels=channels,
        cases=cases,
        results=results,
        legal_bases=bases,
        conditions=lines(cell("yeu_cau_dieu_kien")),
        keywords=keywords,
        about=about,
        related=stated(cell("thu_tuc_lien_quan")),
        unread={field: text for field, text in unread.items() if text},
    )
