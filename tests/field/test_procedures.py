"""What we ship of a procedure is what the national records say: name, decision, result, legal bases, term."""

import json
import re

import pytest

from motcua.catalogue.reading import BUILTIN, read
from motcua.law.deadlines import Term, Unit
from tests.field.data import FOLDER

SHIPPED = {folder.name for folder in BUILTIN.iterdir() if (folder / "procedure.toml").exists()}
TERM = re.compile(r"(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)\s*(\d+)\s*(Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng)?")
UNITS = {"Ngày làm việc": {Unit.WORKING_DAYS}, "Giờ làm việc": {Unit.WORKING_HOURS}, "Ngày": {Unit.WORKING_DAYS, Unit.DAYS}}


def _records():
    """Return the national records of the procedures we ship, by code; one of other ministries has none here."""
    found = {}
    for file in sorted(FOLDER.glob("tthc/*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line) if any(code in line for code in SHIPPED) else {}
                if record.get("ma_thu_tuc") in SHIPPED:
                    found[record["ma_thu_tuc"]] = record
    return found


RECORDS = _records()


def plain(text: str) -> str:
    """Return a name without case, marks of space, and the portal's own opening word."""
    return " ".join(text.casefold().split()).removeprefix("thủ tục ").strip(" .")


def base(number: str) -> str:
    """Return a document's number as both write it: the type of paper alone differs in how it is cut."""
    return re.sub(r"\s", "", number.upper())


@pytest.fixture(params=sorted(RECORDS))
def pair(request):
    return read(BUILTIN / request.param).procedure, RECORDS[request.param]


def test_the_two_first_procedures_are_among_the_records():
    assert {"1.001193", "2.000908"} <= set(RECORDS)


def test_the_name_is_the_nations_or_a_part_of_it_in_its_order(pair):
    ours, theirs = (plain(name).split() for name in (pair[0]["name"]["vi"], pair[1]["ten_thu_tuc"]))
    rest = iter(theirs)
    assert all(word in rest for word in ours)
    assert ours[:2] == theirs[:2]


def test_the_decision_is_the_nations(pair):
    ours, theirs = pair
    assert base(theirs["so_quyet_dinh"]) in base(ours["decision"])


def test_the_result_bears_the_nations_code(pair):
    ours, theirs = pair
    told = set(re.findall(r"Mã:\s*(KQ\.[A-Z0-9.]+?\d{6})", theirs["ket_qua_xu_ly"]))
    assert told
    assert {result["code"] for result in ours["results"]} <= told


def test_every_legal_basis_we_name_is_one_the_nation_names(pair):
    ours, theirs = pair
    told = base(" ".join(theirs.values()))
    assert [b["number"] for b in ours["legal_bases"] if base(b["number"]) not in told] == []


def test_the_term_is_one_the_nation_gives_for_a_channel(pair):
    ours, theirs = pair
    told = theirs["cach_thuc_thuc_hien"]
    found = [(int(amount), unit) for amount, unit in TERM.findall(told)]
    if not found:
        assert "Không có thông tin" in told
        return
    phases = [Term.parse(phase["term"]) for phase in ours.get("phases", [])]
    terms = phases or [Term.parse(ours["term"])]  # the nation tells the whole: of two phases, both together
    amount, units = sum(each.amount for each in terms), {each.unit for each in terms}
    if units == {Unit.SAME_DAY}:
        amount, units = 1, set(Unit)
    assert [1 for number, unit in found if number == amount and units & UNITS.get(unit, set(Unit))]
