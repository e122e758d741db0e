"""Numbers are read as people write them and checked as far as they can be: never guessed, never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from motcua.people.card import CardUnreadable, parse
from motcua.people.numbers import InsuranceKind, TaxKind, health_card, insurance_code, old_number, personal_number, tax_code

VALID = ("0100109106", "0101243150", "0100686209", "0300588569")
DIGITS = st.text("0123456789", min_size=1, max_size=16)


@pytest.mark.parametrize("code", VALID)
def test_real_tax_codes_are_read_with_spaces_dots_and_branches(code):
    assert tax_code(f" {code[:4]} {code[4:]} ") == tax_code(code)
    found, branch = tax_code(code), tax_code(f"{code}-001")
    assert found
    assert branch
    assert (found.kind, found.code, found.firm) == (TaxKind.FIRM, code, code)
    assert branch == tax_code(f"{code}001")
    assert (branch.kind, branch.code, branch.firm) == (TaxKind.BRANCH, f"{code}-001", code)


def test_since_july_2025_a_person_is_taxed_under_the_personal_number():
    found = tax_code("001194012372")
    assert found
    assert found.kind is TaxKind.PERSON


@pytest.mark.parametrize("code", ["", "0100109107", "01001091", "0100109106-00", "0100109106-000", "٠١٠٠١٠٩١٠٦", "MST"])
def test_what_is_no_tax_code_is_none(code):
    assert tax_code(code) is None


@given(DIGITS)
def test_a_tax_code_is_what_python_stdnum_says_or_a_personal_number(text):
    found = tax_code(text)
    assert (found is not None) == (len(text) == 12 or mst.is_valid(text))
    assert found is None or tax_code(found.code) == found, "what is kept is read again as the same"


def test_insurance_codes_of_both_kinds():
    social, child = insurance_code("0123 456 789"), insurance_code("te1 01 0123456789")
    assert social
    assert child
    assert social.kind is InsuranceKind.SOCIAL
    assert (child.kind, child.group, child.level, child.province, child.social) == (InsuranceKind.HEALTH, "TE", "1", "01", "0123456789")


@pytest.mark.parametrize("code", ["", "TE6010123456789", "T1010123456789", "012345678", "TE101012345678X"])
def test_what_is_no_insurance_code_is_none(code):
    assert insurance_code(code) is None


def test_the_old_health_card_is_read_from_its_qr():
    name, home = "Nguyễn Thị Hạnh".encode().hex(), "Phường Láng".encode().hex()
    card = health_card(f"\ufeffGD4010123456789|{name}|14/03/1994|2|{home}|01-001|x\r\n")
    assert card
    assert (card.name, card.address, card.sex, card.birth) == ("Nguyễn Thị Hạnh", "Phường Láng", "female", "14/03/1994")
    assert (card.code.social, card.rest) == ("0123456789", ("01-001", "x"))
    assert health_card("GD4010123456789|zz|1|2|3") is None
    assert health_card("001194012372|012345678|A|B|C|D|E") is None


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text):
    for each in (tax_code, insurance_code, health_card, old_number, personal_number):
        each(text)


def test_old_and_new_identity_numbers():
    assert old_number("012 345 678") == "012345678"
    assert old_number("001194012372") == personal_number("012345678") == ""
    assert personal_number("001.194.012.372") == "001194012372"


def test_the_card_of_2021_and_that_of_2024_are_told_apart():
    first = "001194012372|012345678|NGUYỄN THỊ HẠNH|14031994|Nữ|Phường Láng|01072021"
    assert (parse(first).layout, parse(first).old_number) == (2021, "012345678")
    later = parse(first.replace("012345678", "") + "|Nguyễn Văn Bình|Lê Thị Hoa")
    assert (later.layout, later.old_number, later.rest) == (2024, "", ("Nguyễn Văn Bình", "Lê Thị Hoa"))
    assert parse(first.replace("012345678", "không rõ")).old_number == ""
    with pytest.raises(CardUnreadable):
        parse("GD4010123456789|00|1|2|3")
