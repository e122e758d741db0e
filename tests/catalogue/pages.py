"""Made-up pages of the portal's shape: what a procedure says, squashed as the portal squashes it. Nothing here is a real record."""

import random
from typing import Any

from motcua.catalogue.national.facts import Asked, Basis, Case, Channel, Coded, Facts, Fee

CURRENCY = {"VND": "Việt Nam Đồng", "USD": "USD"}
FURNITURE = "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Nộp hồ sơ"


def squashed(facts: Facts) -> dict[str, str]:
    """Return the page that says `facts`."""
    return {
        "ma_thu_tuc": facts.code,
        "ten_thu_tuc": facts.name,
        "so_quyet_dinh": facts.decision,
        "cap_thuc_hien": ", ".join(facts.levels),
        "loai_thu_tuc": facts.kind,
        "linh_vuc": facts.sector,
        "doi_tuong_thuc_hien": ", ".join(facts.applicants),
        "co_quan_thuc_hien": ", ".join(facts.agencies.performing) or "Không có thông tin",
        "co_quan_co_tham_quyen": ", ".join(facts.agencies.deciding),
        "dia_chi_tiep_nhan": ", ".join(facts.agencies.receiving),
        "co_quan_duoc_uy_quyen": ", ".join(facts.agencies.delegated),
        "co_quan_phoi_hop": ", ".join(facts.agencies.cooperating),
        "thu_tuc_lien_quan": facts.related or "Không có thông tin",
        "trinh_tu_thuc_hien": facts.steps,
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tả" + "".join(map(channel, facts.channels)),
        "thanh_phan_ho_so": "".join(map(case, facts.cases)),
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bản" + "".join(b.title + b.number for b in facts.legal_bases),
        "yeu_cau_dieu_kien": facts.conditions or "Không có thông tin",
        "ket_qua_xu_ly": "".join(f"{r.name}Mã: {r.code}" for r in facts.results) + FURNITURE,
        "bo_nganh": "bo-thu",
    }


def channel(row: Channel) -> str:
    """Return a row of cách thức thực hiện."""
    term = f"{row.term.amount} {row.term.unit}" if row.term and row.term.unit else str(row.term.amount) if row.term else row.term_text
    return row.channel + (term or "Không có thông tin") + ("".join(map(fee, row.fees)) or "Không có thông tin") + row.text


def fee(line: Fee) -> str:
    """Return a fee with its condition in brackets."""
    words = "Miễn phí" if line.amount == 0 else f"{line.amount:,} {CURRENCY[line.currency or 'VND']}"
    return words + (f"({line.condition})" if line.condition else "")


def case(each: Case) -> str:
    """Return a case with its table of papers."""
    rows = "".join(
        paper.name + "".join(paper.forms) + f"{paper.originals} bản chính" + (f",{paper.copies} bản sao" if paper.copies else "")
        for paper in each.requirements
    )
    return (each.name or "--") + "Tên giấy tờMẫu đơn, tờ khaiSố lượng" + rows


def made_up(number: int, seed: int = 1) -> dict[str, str]:
    """Return the page of a made-up procedure, about as long as real ones (8 KB); the same number gives the same page."""
    from motcua.catalogue.national.facts import Agencies, Term

    source = random.Random(f"{seed}:{number}")
    things = ("thẻ", "giấy phép", "chứng chỉ", "giấy xác nhận", "sổ", "mã số")
    matters = ("nuôi ong", "làm gốm", "bán sách", "dạy bơi", "sửa đồng hồ", "chở hàng", "trồng rau", "mở quán", "in ấn", "đóng thuyền")
    doing = source.choice(("Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Đăng ký"))
    name = f"{doing} {source.choice(things)} {source.choice(matters)} số {number}"
    days = source.choice((3, 5, 7, 10, 15, 30))
    rows = tuple(
        Channel(way, Term(days, "Ngày làm việc"), "", (Fee(source.choice((0, 50000, 120000)), "VND", ""),), "Nộp tại Bộ phận Một cửa. " * 4)
        for way in ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")
    )
    papers = tuple(
        Asked(f"Giấy tờ thứ {n} về {source.choice(matters)}.", 1, n % 2, (f"Mau so {n}.docx",) if n % 3 == 0 else ()) for n in range(8)
    )
    facts = Facts(
        code=f"9.{number:06d}",
        name=name,
        decision=f"{number}/QĐ-THU",
        sector=source.choice(("Nghề thủ công", "Buôn bán nhỏ", "Đi lại")),
        levels=(source.choice(("Cấp xã", "Cấp tỉnh")),),
        applicants=("Công dân Việt Nam", "Doanh nghiệp"),
        agencies=Agencies(performing=("Ủy ban nhân dân cấp xã",)),
        steps="\n".join(f"Bước {n}: {'nộp hồ sơ, chờ xem xét, nhận kết quả; ' * 12}" for n in range(1, 7)),
        channels=rows,
        cases=(Case("", papers),),
        results=(Coded(f"KQ.G99.{number:06d}", f"Kết quả {number}"),),
        legal_bases=(Basis("11/2020/NĐ-CP", "Nghị định thử"), Basis("12/2021/TT-BTC", "Thông tư thử")),
    )
    return squashed(facts)


def plain(page: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the page with some cells replaced."""
    return {**page, **changes}
