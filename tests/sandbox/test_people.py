"""The people of the sandbox are many, made up and always the same."""

import re

from sandbox import people


def test_ten_thousand_people_have_numbers_of_their_own_that_agree_with_sex_and_birth_date() -> None:
    everybody = people.by_number()
    assert len(everybody) == people.SIZE + len(people.known())
    for number, person in everybody.items():
        assert re.fullmatch(r"\d{12}", number)
        century, sex = divmod(int(number[3]), 2)
        assert (sex == 1) == (person.sex == "female")
        assert person.birth_date.year == 1900 + 100 * century + int(number[4:6])


def test_a_synthetic_person_is_the_same_at_every_call() -> None:
    assert people.person(4711) == people.person(4711)


def test_the_couple_of_the_demo_know_each_other() -> None:
    hanh, minh = (people.by_number()[number] for number in ("001194012372", "001094045678"))
    assert hanh.relatives["spouse"].number == minh.number
    assert minh.relatives["spouse"].number == hanh.number
    assert hanh.residence == minh.residence
