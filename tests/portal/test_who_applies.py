"""The citizens' door asks who may apply before anything is begun."""

from django.urls import reverse

from motcua.acts import people
from motcua.dossiers.models import Draft
from motcua.people.claims import Claims
from tests import make
from tests.portal.conftest import signed_in, words


def test_a_firm_is_told_in_words_that_only_a_person_may_register_a_birth():
    claims = Claims("tech-firm", "Phạm Quốc Việt", "001080011223", None, "", "", "", 2, "organisation", "Công ty Hữu Nghị", "0101243150")
    firm = signed_in(people.enrol(claims, at=make.MONDAY))
    page = firm.post(reverse("portal:begin", args=[make.BIRTH]))
    assert page.status_code == 422
    assert "chỉ cá nhân nộp được" in words(page)
    assert not Draft.objects.exists()


def test_a_father_is_offered_father_and_reads_why_not_mother():
    user = people.enrol(Claims("tech-father", "Trần Văn Minh", "001094045678", None, "male", "", "", 2), at=make.MONDAY)
    his = signed_in(user)
    his.post(reverse("portal:begin", args=[make.BIRTH]))
    draft = Draft.objects.get()
    url = reverse("portal:apply", args=[draft.pk, "parents"])
    page = his.get(url).content.decode()
    assert 'value="father"' in page
    assert 'value="mother"' not in page
    refused = his.post(url, {"relation": "mother", "parents": "married"})
    assert refused.status_code == 422
    assert "ghi người nộp là nam" in words(refused)
