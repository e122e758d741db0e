"""What each source can tell: the paths that a prefill may name, in words, each with a made-up value for previews.

The sources themselves are `schema.SOURCES`, their names `sources.NAMES`; a test holds that each has its paths here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.lib.saying import N_


@dataclass(frozen=True)
class Path:
    """One value of a source: its name in a prefill, in words, and a made-up value."""

    name: str
    words: str
    sample: Any


_PERSON = (
    Path("name", N_("họ, chữ đệm và tên"), "Trần Thị Mẫu"),
    Path("number", N_("số định danh cá nhân"), "001190000999"),
    Path("birth_date", N_("ngày sinh"), date(1990, 5, 14)),
)
PATHS: dict[str, tuple[Path, ...]] = {
    "identity": _PERSON,
    "population": (
        *_PERSON,
        Path("sex", N_("giới tính"), "female"),
        Path("ethnicity", N_("dân tộc"), "Kinh"),
        Path("nationality", N_("quốc tịch"), "Việt Nam"),
        Path("birth_place", N_("nơi sinh"), "Phường Mẫu, Hà Nội"),
        Path("home_town", N_("quê quán"), "Xã Mẫu, Hà Nội"),
        Path("residence", N_("nơi thường trú"), "Số 1 phố Mẫu, phường Mẫu, Hà Nội"),
        Path("current_address", N_("nơi ở hiện tại"), "Số 1 phố Mẫu, phường Mẫu, Hà Nội"),
        Path("marital_status", N_("tình trạng hôn nhân"), "married"),
        Path("father_name", N_("họ tên cha"), "Trần Văn Cha"),
        Path("mother_name", N_("họ tên mẹ"), "Lê Thị Mẹ"),
        Path("spouse_name", N_("họ tên vợ hoặc chồng"), "Nguyễn Văn Chồng"),
        Path("spouse_number", N_("số định danh của vợ hoặc chồng"), "001090000998"),
    ),
    "organisation": (
        Path("name", N_("tên tổ chức"), "Công ty TNHH Mẫu"),
        Path("tax_code", N_("mã số thuế"), "0100000999"),
    ),
}


def samples() -> dict[str, dict[str, Any]]:
    """Return made-up values by source and path: what a preview fills in."""
    return {source: {path.name: path.sample for path in paths} for source, paths in PATHS.items()}
