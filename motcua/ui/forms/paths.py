"""What each source can tell: the paths that a prefill may name, in words, each with a made-up value for previews.

The sources themselves are `schema.SOURCES`, their names `sources.NAMES`; a test holds that each has its paths here. `DATABASES` says
which outside database answers a source: "" is what the account told at sign-in, or what was shown at the counter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.lib.saying import N_

POPULATION, BUSINESS = "population", "business"


@dataclass(frozen=True)
class Path:
    """One value of a source: its name in a prefill, in words, and a made-up value."""

    name: str
    words: str
    sample: Any


_HOME = "Số 1 phố Mẫu, phường Mẫu, Hà Nội"
_IDENTITY = (
    Path("name", N_("họ, chữ đệm và tên"), "Trần Thị Mẫu"),
    Path("number", N_("số định danh cá nhân"), "001190000999"),
    Path("birth_date", N_("ngày sinh"), date(1990, 5, 14)),
)
_FAMILY = (
    Path("father_name", N_("họ tên cha"), "Trần Văn Cha"),
    Path("father_number", N_("số định danh của cha"), "001060000997"),
    Path("father_nationality", N_("quốc tịch của cha"), "Việt Nam"),
    Path("mother_name", N_("họ tên mẹ"), "Lê Thị Mẹ"),
    Path("mother_number", N_("số định danh của mẹ"), "001162000996"),
    Path("mother_nationality", N_("quốc tịch của mẹ"), "Việt Nam"),
    Path("spouse_name", N_("họ tên vợ hoặc chồng"), "Nguyễn Văn Chồng"),
    Path("spouse_number", N_("số định danh của vợ hoặc chồng"), "001090000998"),
    Path("spouse_nationality", N_("quốc tịch của vợ hoặc chồng"), "Việt Nam"),
    Path("guardian_name", N_("họ tên người đại diện"), "Trần Văn Bác"),
    Path("guardian_number", N_("số định danh của người đại diện"), "001065000995"),
    Path("head_name", N_("họ tên chủ hộ"), "Nguyễn Văn Chồng"),
    Path("head_number", N_("số định danh của chủ hộ"), "001090000998"),
    Path("head_relation", N_("quan hệ với chủ hộ"), "Vợ"),
    Path("relatives", N_("vợ hoặc chồng và chủ hộ, mỗi người một dòng"), "Nguyễn Văn Chồng, 001090000998 (chủ hộ; vợ hoặc chồng)"),
)
_DWELLING = (
    Path("residence", N_("nơi thường trú"), _HOME),
    Path("residence_ward", N_("mã xã, phường nơi thường trú"), "00070"),
    Path("current_address", N_("nơi ở hiện tại"), _HOME),
    Path("current_ward", N_("mã xã, phường nơi ở hiện tại"), "00070"),
    Path("household_number", N_("số hồ sơ hộ gia đình"), "HN000000999"),
)
PATHS: dict[str, tuple[Path, ...]] = {
    "identity": _IDENTITY,
    "population": (
        *_IDENTITY,
        Path("old_number", N_("số chứng minh nhân dân 9 số"), "012345699"),
        Path("sex", N_("giới tính"), "female"),
        Path("ethnicity", N_("dân tộc"), "Kinh"),
        Path("nationality", N_("quốc tịch"), "Việt Nam"),
        Path("birth_place", N_("nơi sinh"), "Phường Mẫu, Hà Nội"),
        Path("home_town", N_("quê quán"), "Xã Mẫu, Hà Nội"),
        Path("marital_status", N_("tình trạng hôn nhân"), "married"),
        *(each for each in _DWELLING if each.name in ("residence", "current_address")),  # forms published before these had sources
        *(each for each in _FAMILY if each.name in ("father_name", "mother_name", "spouse_name", "spouse_number")),  # of their own
    ),
    "family": _FAMILY,
    "dwelling": _DWELLING,
    "organisation": (
        Path("name", N_("tên tổ chức"), "Công ty TNHH Mẫu"),
        Path("tax_code", N_("mã số thuế"), "0100000999"),
    ),
    "firm": (
        Path("tax_code", N_("mã số thuế"), "0100000999"),
        Path("name", N_("tên doanh nghiệp, hộ kinh doanh"), "Công ty TNHH Mẫu"),
        Path("kind", N_("loại hình"), "Công ty trách nhiệm hữu hạn"),
        Path("registered_on", N_("ngày đăng ký lần đầu"), date(2015, 5, 4)),
        Path("address", N_("địa chỉ trụ sở"), _HOME),
        Path("representative", N_("người đại diện theo pháp luật"), "Trần Thị Mẫu"),
        Path("representative_number", N_("số định danh của người đại diện, chỉ cho chính họ"), "001190000999"),
        Path("main_trade", N_("ngành, nghề chính"), "4711 Bán lẻ tổng hợp"),
        Path("trades", N_("các ngành, nghề, mỗi ngành một dòng"), "4711 Bán lẻ tổng hợp"),
        Path("capital", N_("vốn điều lệ, đồng"), 1_000_000_000),
    ),
}
DATABASES = {
    "identity": "",
    "organisation": "",
    "population": POPULATION,
    "family": POPULATION,
    "dwelling": POPULATION,
    "firm": BUSINESS,
}


def samples() -> dict[str, dict[str, Any]]:
    """Return made-up values by source and path: what a preview fills in."""
    return {source: {path.name: path.sample for path in paths} for source, paths in PATHS.items()}


def words_of(source: str, path: str) -> str:
    """Return what a path tells, as a msgid to translate; the path itself where it has no words."""
    return next((each.words for each in PATHS.get(source, ()) if each.name == path), path)


def of_person(answer: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the population database's answer tells, by source and path."""
    told = {**answer, "relatives": _relatives(answer)}
    return {source: {each.name: told.get(each.name) for each in PATHS[source]} for source in ("population", "family", "dwelling")}


def of_firm(answer: Mapping[str, Any], asking: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what the business registry's answer tells; the representative's number only when it, or the firm's code, is in `asking`."""
    trades = [" ".join(each) for each in answer.get("trades") or ()]
    own = {answer.get("representative_number"), answer.get("tax_code")} & set(asking)
    told = {**answer, "trades": "\n".join(trades), "main_trade": trades[0] if trades else ""}
    told["representative_number"] = answer.get("representative_number") if own else None
    return {"firm": {each.name: told.get(each.name) for each in PATHS["firm"]}}


def _relatives(answer: Mapping[str, Any]) -> str:
    """Spouse and head of the household, one a line; the person alone is nobody."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for key, words in (("head", "chủ hộ"), ("spouse", "vợ hoặc chồng")):
        name, number = answer.get(f"{key}_name"), answer.get(f"{key}_number") or ""
        if name and number != answer.get("number"):
            kinds.setdefault((name, number), []).append(words)
    return "\n".join(f"{', '.join(filter(None, who))} ({'; '.join(words)})" for who, words in kinds.items())
