"""Who may apply: the kind of account, and answers that the sex the state knows rules out."""

import pytest

from motcua.acts import people, submission
from motcua.acts.submission import AnswersRefused
from motcua.dossiers.models import Draft
from motcua.law.applicants import ApplicantRefused, accepts
from motcua.people.claims import Claims
from tests import make

pytestmark = pytest.mark.django_db


def firm():
    claims = Claims("tech-firm", "Phạm Quốc Việt", "001080011223", None, "", "", "", 2, "organisation", "Công ty Hữu Nghị", "0101243150")
    return people.enrol(claims, at=make.MONDAY)


def father():
    return people.enrol(Claims("tech-father", "Trần Văn Minh", "001094045678", None, "male", "", "", 2), at=make.MONDAY)


@pytest.mark.parametrize(
    "published,organisation,taken",
    [
        ([], True, True),
        (["Công dân Việt Nam"], False, True),
        (["Công dân Việt Nam"], True, False),
        (["Doanh nghiệp"], True, True),
        (["Hợp tác xã"], False, False),
        (["Người nước ngoài", "Tổ chức nước ngoài"], True, True),
    ],
)
def test_a_procedure_takes_the_applicants_it_publishes(published, organisation, taken):
    assert accepts(published, organisation) is taken


def test_an_organisation_cannot_begin_a_birth_registration():
    with pytest.raises(ApplicantRefused, match="chỉ cá nhân nộp được"):
        make.draft(make.BIRTH, firm())
    assert not Draft.objects.exists()


def test_a_fathers_account_cannot_say_mother_and_is_told_why():
    user = father()
    with pytest.raises(AnswersRefused) as refused:
        make.submitted(make.BIRTH, user)  # its answers say: mother
    told = refused.value.errors[0]
    assert told.field == "relation"
    assert "ghi người nộp là nam" in told.message
    assert "“Mẹ”" in told.message
    assert make.submitted(make.BIRTH, user, relation="father").answers["relation"] == "father"


def test_a_phone_number_that_is_none_is_refused_however_it_came():
    draft = make.draft(phone="0123456789")
    with pytest.raises(AnswersRefused) as refused:
        submission.submit(draft, by=make.actor(draft.made_by), at=make.MONDAY, key=make.key())
    assert [e.field for e in refused.value.errors] == ["phone"]
