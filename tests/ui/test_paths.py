"""One list of what each source tells: every source has its words, in both languages, and a form that names another is refused."""

import pytest
from django.utils import translation

from motcua.ui.forms.paths import BUSINESS, DATABASES, PATHS, POPULATION, of_firm, of_person, samples, words_of
from motcua.ui.forms.schema import SOURCES
from motcua.ui.forms.sources import NAMES

PERSON = {"number": "001194012372", "name": "Nguyễn Thị Hạnh", "spouse_name": "Trần Văn Minh", "spouse_number": "001094045678"}
FIRM = {
    "tax_code": "0101243150",
    "name": "Hữu Nghị",
    "representative_number": "001080011223",
    "trades": [["4711", "Bán lẻ"], ["5610", "Ăn"]],
}


def test_every_source_has_its_paths_its_name_and_its_database():
    assert set(PATHS) == set(DATABASES) == SOURCES <= set(NAMES)
    assert set(DATABASES.values()) == {"", POPULATION, BUSINESS} <= {*NAMES, ""}
    for source, paths in PATHS.items():
        assert len({path.name for path in paths}) == len(paths)
        assert set(samples()[source]) == {path.name for path in paths}


@pytest.mark.parametrize(("source", "path"), [(source, path.name) for source, paths in PATHS.items() for path in paths])
def test_every_path_is_said_in_both_languages(source, path):
    with translation.override("en"):
        english = translation.gettext(words_of(source, path))
    assert english != words_of(source, path)


def test_the_household_is_who_lives_with_the_person_each_once():
    minh = {"head_name": "Trần Văn Minh", "head_number": "001094045678"}
    assert of_person(PERSON | minh)["family"]["relatives"] == "Trần Văn Minh, 001094045678 (chủ hộ; vợ hoặc chồng)"
    alone = {"head_name": "Nguyễn Thị Hạnh", "head_number": "001194012372"}
    assert of_person({"number": "001194012372", **alone})["family"]["relatives"] == ""
    apart = of_person(PERSON | {"head_name": "Trần Văn Lộc", "head_number": "001064007733"})["family"]["relatives"]
    assert apart.splitlines() == ["Trần Văn Lộc, 001064007733 (chủ hộ)", "Trần Văn Minh, 001094045678 (vợ hoặc chồng)"]


def test_a_representatives_number_is_theirs_and_their_firms_alone():
    assert of_firm(FIRM, ["001194012372"])["firm"]["representative_number"] is None
    assert of_firm(FIRM, ["001080011223"])["firm"]["representative_number"] == "001080011223"
    assert of_firm(FIRM, ["0101243150"])["firm"]["representative_number"] == "001080011223"
    assert of_firm(FIRM, [])["firm"]["main_trade"] == "4711 Bán lẻ"
