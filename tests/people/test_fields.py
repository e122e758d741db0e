"""Columns encrypted in the database: what goes in comes out, nothing can be read in between, equal numbers can still be found."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.dossiers.models import Dossier, Lookup
from motcua.lib import crypto
from motcua.people.fields import EncryptedJSON, EncryptedText, index_of
from motcua.people.models import Party
from tests import make

KEY, OTHER = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(json_values)
def test_any_json_comes_back_as_it_was(value):
    field = EncryptedJSON()
    assert field.from_db_value(field.get_prep_value(value)) == value


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    field = EncryptedText()
    assert field.from_db_value(field.get_prep_value(text)) == text


def test_no_row_is_no_text():
    assert EncryptedText().from_db_value(None) is None
    assert EncryptedText().get_prep_value(None) is None


def test_the_same_text_is_never_stored_the_same_twice():
    assert crypto.encrypt("001194012372", KEY) != crypto.encrypt("001194012372", KEY)


def test_changed_bytes_or_another_key_do_not_open():
    sealed = crypto.encrypt("001194012372", KEY)
    for broken, key in [(sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY), (sealed, OTHER), (sealed[:5], KEY)]:
        with pytest.raises((InvalidTag, ValueError)):
            crypto.decrypt(broken, key)


def test_the_index_finds_equal_numbers_and_tells_nothing_without_its_key():
    assert crypto.index("001194012372", KEY) == crypto.index("001194012372", KEY)
    assert crypto.index("001194012372", KEY) != crypto.index("001194012372", OTHER)
    assert crypto.index("001194012372", KEY) != crypto.index("001194012373", KEY)
    assert index_of("") == ""


def test_the_same_value_has_one_canonical_form():
    assert crypto.canonical({"b": 1, "a": ["ộ"]}) == crypto.canonical({"a": ["ộ"], "b": 1}) == '{"a":["ộ"],"b":1}'.encode()


@pytest.mark.django_db
def test_no_personal_datum_is_legible_in_the_database():
    dossier = make.submitted()
    columns = {"people_party": "personal_number, phone, email, address", "dossiers_dossier": "answers", "dossiers_draft": "answers"}
    secrets = [b"001194012372", b"0912345678", b"hanh@example.vn", "Trưng Vương".encode()]
    with connection.cursor() as cursor:
        for table, names in columns.items():
            cursor.execute(f"SELECT {names} FROM {table}")
            stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row if value)
            assert stored
            assert not [s for s in secrets if s in stored]
    assert Dossier.objects.get(pk=dossier.pk).answers["phone"] == "0912345678"
    assert Party.objects.get(number_index=index_of("001194012372")).personal_number == "001194012372"


@pytest.mark.django_db
def test_an_answer_not_yet_there_is_none():
    dossier = make.submitted()
    lookup = Lookup(dossier=dossier, person_index="x", system="population", asked_by="me", asked_at=make.MONDAY)
    lookup.save(force_insert=True)
    assert Lookup.objects.get(pk=lookup.pk).answer is None
