"""Who decides and where one applies, as dated data; what a ministry settles the city only follows (NĐ 224/2026 Điều 14, 15)."""

from datetime import date, timedelta

import pytest

from motcua.acts import processing, reception
from motcua.acts.drafts import begin
from motcua.acts.routing import NewRouting, NewService, set_routing, set_service
from motcua.acts.submission import submit
from motcua.audit.models import Entry
from motcua.catalogue.models import EssentialService, Routing
from motcua.catalogue.routing import essential_services, routing_of
from motcua.dossiers import access
from motcua.dossiers.models import Channel, Dossier
from motcua.fees.models import FeeRule
from motcua.law.lifecycle import NotAllowed
from motcua.law.routing import FiledElsewhere, Filing, Level, RoutingRefused, System
from motcua.lib.remembering import forget
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def routed(code: str = make.COPY, **changes) -> Routing:
    make.city()
    new = {"decides": {"vi": "Bộ Tư pháp", "en": "Ministry"}, "basis": "1/2026/NĐ-CP", "certainty": "T", "valid_from": date(2026, 1, 1)}
    made = set_routing(NewRouting(**{"code": code, **new, **changes}), by=job("test"), at=make.MONDAY)
    forget()
    return made


def test_rule_44_city_officers_see_and_follow_what_a_ministry_settles_and_cannot_decide():
    routed(system=System.MINISTRY)
    dossier = make.submitted()
    assert dossier.mirrored
    by = make.actor(make.officer("receiver", dossier.receiver.code))
    assert access.for_officer(by, dossier.pk, purpose="reception", at=make.MONDAY) == dossier
    for act in (
        lambda: reception.receive(dossier, seen=[], by=by, at=make.MONDAY, key=make.key()),
        lambda: reception.decline(dossier, reason="Không đúng", by=by, at=make.MONDAY, key=make.key()),
    ):
        with pytest.raises(NotAllowed, match="chỉ xem và theo dõi"):
            act()
    assert Dossier.objects.get(pk=dossier.pk).status == 1


def test_the_step_of_a_mirrored_dossier_is_no_work_of_the_city():
    dossier = make.at_step("work")
    Dossier.objects.filter(pk=dossier.pk).update(mirrored=True)
    by = make.actor(make.officer("case_officer", dossier.competent.code))
    with pytest.raises(NotAllowed):
        processing.draft_result(dossier, outcome="found", fields=make.FIELDS["found"], by=by, at=make.MONDAY, key=make.key())


def test_a_dossier_keeps_the_competence_of_the_day_it_was_submitted():
    before = make.submitted()
    routed(system=System.MINISTRY)
    assert not Dossier.objects.get(pk=before.pk).mirrored


def test_what_is_filed_on_the_national_portal_alone_is_not_begun_or_submitted_here():
    draft = make.draft()
    routed(filing=Filing.NATIONAL, address="https://dichvucong.gov.vn/")
    by = make.actor(draft.made_by)
    with pytest.raises(FiledElsewhere):
        submit(draft, by=by, at=make.MONDAY, key=make.key())
    with pytest.raises(FiledElsewhere):
        begin(draft.revision, draft.applicant, channel=Channel.ONLINE, answers={}, sources={}, by=by, at=make.MONDAY)


def test_the_case_that_the_answers_show_decides_who_settles_it():
    routed(
        case="abroad", condition={"field": "relation", "is": "other"}, system=System.MINISTRY, when={"vi": "Ở nước ngoài", "en": "Abroad"}
    )
    routed(decides={"vi": "UBND xã", "en": "Commune"})
    for answers, decides in (({"relation": "other"}, "Bộ Tư pháp"), ({"relation": "self"}, "UBND xã"), (None, "UBND xã")):
        row = routing_of(make.COPY, TODAY, answers)
        assert row is not None
        assert row.decides["vi"] == decides
    assert routing_of("9.999999", TODAY) is None


def test_competence_changes_from_a_day_and_what_held_before_ends():
    first, later = routed(), routed(valid_from=date(2027, 1, 1), decides={"vi": "Công an", "en": "Police"})
    first.refresh_from_db()
    assert (first.valid_to, later.valid_to) == (date(2026, 12, 31), None)
    assert routed() == first
    assert Entry.objects.filter(act="set_routing", subject=later.pk).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"decides": {"vi": " "}},
        {"level": Level.PARTIAL},
        {"filing": Filing.BOTH},
        {"filing": Filing.NATIONAL, "address": "http://example.vn"},
        {"certainty": "?"},
        {"marks": {"level": "maybe"}},
    ],
)
def test_routing_that_cannot_be_is_refused(wrong):
    before = Routing.objects.count()
    with pytest.raises(RoutingRefused):
        routed("9.999999", **wrong)
    assert Routing.objects.filter(code="9.999999").count() == 0
    assert Routing.objects.count() >= before


def test_nobody_but_the_controller_sets_competence():
    make.city()
    new = NewRouting(make.COPY, {"vi": "UBND xã", "en": "Commune"}, "1", "T", TODAY)
    with pytest.raises(NotAllowed):
        set_routing(new, by=make.actor(make.officer("administrator", "H26.20")), at=make.MONDAY)
    service = NewService("x", 26, {"vi": "Việc khác"}, "Bộ Y tế", "?", "u", TODAY)
    with pytest.raises(NotAllowed):
        set_service(service, by=make.actor("receiver"), at=make.MONDAY)
    assert set_service(service, by=make.actor(make.officer("procedure_controller", "H26.20")), at=make.MONDAY).number == 26


def test_the_25_ship_each_with_who_decides_where_and_what_it_costs():
    make.city()
    listed = essential_services(TODAY)
    assert [each.number for each in listed] == list(range(1, 26))
    for each in listed:
        row = routing_of(each.key, TODAY)
        assert row is not None
        assert row.decides["vi"]
        assert row.reason["vi"] if row.how_far() is Level.PARTIAL else not row.reason
        assert row.address
        assert each.source
        assert each.term or each.term_note
        assert FeeRule.objects.filter(procedures__contains=[each.key], effect=0).exists() or each.number == 11, each.name
    here = {each.number for each in listed if (row := routing_of(each.key, TODAY)) and row.where() is not Filing.NATIONAL}
    assert here == {9, 10, 11}, "the three that ran on the city's own portal"
    assert EssentialService.objects.get(number=12).unsure("term")
    assert not EssentialService.objects.get(number=3).unsure("term")
    assert essential_services(date(2022, 1, 5)) == []
    assert len(essential_services(TODAY + timedelta(400))) == 25
