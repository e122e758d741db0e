"""Acts on many dossiers at the counter: each with its own result, kept; once for a double press, once after a killed worker."""

import pytest

from motcua.dossiers.models import Dossier, Run, RunLine
from motcua.jobs.runs import work as carry_out
from motcua.law.lifecycle import Status
from tests import make

pytestmark = pytest.mark.django_db
PEOPLE = (("Trần Văn Minh", "001094045678"), ("Lê Thị Hoa", "001165000123"), ("Đỗ Văn An", "001090000111"), ("Vũ Thị Bình", "001190000222"))


def built(step, user):
    if step in ("new", "received"):
        return make.submitted(user=user) if step == "new" else make.received(user=user)
    return make.at_step(step, user=user)


def several(step, count=4):
    return [built(step, make.citizen(*each)) for each in PEOPLE[:count]]


def serials():
    """Return the serials of the codes given, in order."""
    return sorted(str(code)[-4:] for code in Dossier.objects.filter(status=Status.RECEIVED).values_list("code", flat=True))


def post(browser, act, dossiers, **told):
    return browser.post(f"/mot-cua/{act}/", {"dossier": [str(d.pk) for d in dossiers], **told}, follow=True)


def work():
    """Do the jobs that were asked for, as a worker would."""
    for run in Run.objects.filter(finished_at=None):
        carry_out(str(run.pk))


def test_few_are_received_at_once_and_each_gets_its_code(browser):
    chosen = several("new", 2)
    page = post(browser, "tiep-nhan", chosen).content.decode()
    assert "Đã làm xong cả 2 hồ sơ." in page
    codes = [d.code for d in Dossier.objects.filter(pk__in=[d.pk for d in chosen])]
    assert all(code and code in page for code in codes)


def test_what_lacks_a_paper_is_refused_by_name_and_stops_no_other(browser):
    whole, lacks = several("new", 2)
    birth = make.submitted(make.BIRTH, user=make.citizen(*PEOPLE[2]))
    birth.components.all().delete()
    page = post(browser, "tiep-nhan", [birth, whole, lacks]).content.decode()
    assert "Đã làm xong 2 trong 3 hồ sơ" in page
    assert "Giấy chứng sinh" in page
    birth.refresh_from_db()
    assert birth.state is Status.NEW


def test_more_than_a_few_wait_for_a_job_and_the_page_says_how_far_it_is(browser):
    chosen = several("new")
    answer = post(browser, "tiep-nhan", chosen)
    page = answer.content.decode()
    assert "Đã làm 0 trong 4." in page
    assert "Bạn có thể rời trang này" in page
    address = answer.request["PATH_INFO"]
    assert "Đã làm 0 trong 4." in browser.get(f"{address}tien-do/").content.decode()
    work()
    assert browser.get(f"{address}tien-do/").headers["HX-Redirect"] == address
    assert "Đã làm xong cả 4 hồ sơ." in browser.get(address).content.decode()
    assert "Tiếp nhận nhiều hồ sơ" in browser.get("/mot-cua/viec-dai/").content.decode()


def test_a_double_press_is_one_run_and_one_code_each(browser):
    chosen = several("new", 2)
    pages = {post(browser, "tiep-nhan", chosen, _key="once").request["PATH_INFO"] for _press in range(2)}
    assert len(pages) == Run.objects.count() == 1
    assert serials() == ["0001", "0002"]


def test_a_killed_worker_leaves_each_dossier_done_exactly_once(browser, monkeypatch):
    chosen = several("new")
    post(browser, "tiep-nhan", chosen)
    run = Run.objects.get()
    kept = RunLine.save
    calls = []

    def killed(line, **how):
        calls.append(line)
        if len(calls) == 2:
            raise SystemExit
        return kept(line, **how)

    monkeypatch.setattr(RunLine, "save", killed)
    with pytest.raises(SystemExit):
        carry_out(str(run.pk))
    assert Dossier.objects.filter(status=Status.RECEIVED).count() == 2
    carry_out(str(run.pk))
    run.refresh_from_db()
    assert (run.done, run.finished_at is not None) == (4, True)
    assert not run.lines.exclude(refused="").exists()
    assert serials() == ["0001", "0002", "0003", "0004"]


def test_many_are_forwarded_to_one_officer_each_with_its_result(browser):
    first, second = several("received", 2)
    gone = make.at_step("work", user=make.citizen(*PEOPLE[2]))
    to = make.officer("case_officer")
    page = post(browser, "chuyen", [first, second, gone], officer=str(to.pk)).content.decode()
    assert "Đã làm xong 2 trong 3 hồ sơ" in page
    assert "Không thể “Chuyển xử lý”" in page
    assert Dossier.objects.filter(status=Status.PROCESSING, step_officer=to).count() == 3


def test_forwarding_none_or_to_nobody_keeps_the_ticks(browser):
    dossier = make.received()
    answer = post(browser, "chuyen", [dossier], officer="")
    assert answer.status_code == 422
    assert "Chọn người nhận hồ sơ." in answer.content.decode()
    assert f'value="{dossier.pk}" checked' in answer.content.decode()
    assert "Chọn ít nhất một hồ sơ" in browser.post("/mot-cua/chuyen/", {"dossier": ["x"]}).content.decode()


def test_results_are_given_each_to_its_applicant_or_all_to_one_person(browser):
    chosen = several("hand_over", 2)
    assert "cách nhận" in post(browser, "tra", chosen, method="").content.decode()
    page = post(browser, "tra", chosen, method="electronic").content.decode()
    assert "Đã làm xong cả 2 hồ sơ." in page
    assert {d.result.receiver_name for d in Dossier.objects.filter(status=Status.RETURNED)} == {PEOPLE[0][0], PEOPLE[1][0]}
    last = make.at_step("hand_over", user=make.citizen(*PEOPLE[2]))
    post(browser, "tra", [last], method="counter", receiver_name="Nguyễn Văn Đại Diện")
    assert Dossier.objects.get(pk=last.pk).result.receiver_name == "Nguyễn Văn Đại Diện"


def test_every_dossier_of_the_page_can_be_chosen_without_scripts(browser):
    chosen = several("new", 2)
    page = browser.get("/mot-cua/", {"muc": "moi", "chon": "het"}).content.decode()
    assert all(f'value="{d.pk}" checked' in page for d in chosen)


def test_a_foreign_dossier_in_the_batch_is_left_alone(stranger):
    dossier = make.received()
    to = make.officer("case_officer")
    post(stranger, "chuyen", [dossier], officer=str(to.pk))
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RECEIVED


def test_only_who_asked_sees_the_run(browser, stranger):
    answer = post(browser, "tiep-nhan", several("new", 1))
    assert stranger.get(answer.request["PATH_INFO"]).status_code == 404


def test_an_officer_who_lost_the_post_meanwhile_does_nothing_by_the_job(browser, officer):
    post(browser, "tiep-nhan", several("new"))
    officer.posts.update(valid_to=make.MONDAY.date().replace(day=1))
    work()
    assert not Dossier.objects.filter(status=Status.RECEIVED).exists()
    assert Run.objects.get().lines.exclude(refused="").count() == 4


def test_a_fault_of_ours_is_tried_again_and_at_last_said_to_who_asked(browser, monkeypatch):
    answer = post(browser, "tiep-nhan", several("new"))
    run = Run.objects.get()

    def broken(*args, **how):
        raise RuntimeError

    monkeypatch.setattr("motcua.acts.reception.receive", broken)
    with pytest.raises(RuntimeError):
        carry_out(str(run.pk))
    assert "Bạn có thể rời trang này" in browser.get(answer.request["PATH_INFO"]).content.decode()
    with pytest.raises(RuntimeError):
        carry_out(str(run.pk), last=True)
    assert "Việc này dừng vì lỗi của hệ thống" in browser.get(answer.request["PATH_INFO"]).content.decode()
