"""The people of the sandbox are many, made up, always the same, and found by number without a table."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sandbox import people
from sandbox.business import firms
from sandbox.numbering import MOST, index_of, numbered

HANOI = 7_900_000


def test_ten_thousand_people_have_numbers_of_their_own_that_agree_with_sex_and_birth_date() -> None:
    everybody = {person.number: person for person in map(people.person, range(people.SIZE))}
    assert len(everybody) == people.SIZE
    assert not set(everybody) & {one.number for one in people.known()}
    for number, person in everybody.items():
        assert re.fullmatch(r"\d{12}", number)
        century, sex = divmod(int(number[3]), 2)
        assert (sex == 1) == (person.sex == "female")
        assert person.birth_date.year == 1900 + 100 * century + int(number[4:6])


@given(st.integers(0, MOST - 1))
def test_a_number_leads_back_to_its_person(index: int) -> None:
    assert index_of(numbered(index).number) == index


@given(st.integers(0, HANOI - 1))
def test_a_population_as_large_as_the_city_is_found_by_number_and_by_old_number(index: int) -> None:
    person = people.person(index)
    assert people.find(person.number, HANOI) == person
    assert people.find(person.old_number, HANOI) == person


@given(st.text(alphabet="0123456789 x-", max_size=13))
def test_any_text_is_asked_about_and_only_numbers_of_people_are_found(text: str) -> None:
    found = people.find(text)
    assert found is None or text in (found.number, found.old_number)


def test_who_is_beyond_the_size_of_the_population_is_not_found() -> None:
    last = people.person(people.SIZE)
    assert people.find(last.number) is None
    assert people.find(last.number, people.SIZE + 1) == last


def test_a_synthetic_person_is_the_same_at_every_call() -> None:
    assert people.person(4711) == people.person(4711)


def test_neighbours_of_one_household_live_together_and_have_one_head() -> None:
    household = [people.person(n) for n in range(8, 12)]
    assert len({(one.household, one.residence, one.head) for one in household}) == 1
    assert people.person(12).household != household[0].household


def test_the_couple_of_the_demo_know_each_other() -> None:
    hanh, minh = (people.find(number) for number in ("001194012372", "001094045678"))
    assert hanh is not None
    assert minh is not None
    assert hanh.relatives["spouse"].number == minh.number
    assert minh.relatives["spouse"].number == hanh.number
    assert hanh.residence == minh.residence


@given(st.integers(0, firms.SIZE - 1))
def test_a_firm_is_found_by_a_tax_code_whose_check_digit_is_right(n: int) -> None:
    code = firms.tax_code(n)
    if code is None:
        return
    assert firms.find(code) == firms.firm(n)
    assert firms.find(f"{code}-001") == firms.firm(n)
    assert firms.find(code[:9] + str((int(code[9]) + 1) % 10)) is None
