"""Signing many drafts: each at the authority outside any transaction, each as it was chosen; one that fails stops no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.acts import processing
from motcua.documents import store
from motcua.documents.verification import verify
from motcua.dossiers.models import Dossier, Result, Run
from motcua.jobs.runs import work as carry_out
from tests import make
from tests.desk.authorities import Counted
from tests.desk.conftest import enter
from tests.desk.test_signing import over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authority")]
PEOPLE = (("Trần Văn Minh", "001094045678"), ("Lê Thị Hoa", "001165000123"), ("Đỗ Văn An", "001090000111"))


def waiting(count: int) -> list[Dossier]:
    """Return dossiers whose drafts wait for the leader."""
    return [make.at_step("sign", user=make.citizen(*each)) for each in PEOPLE[:count]]


def choose(client: Client, dossiers: list[Dossier], **told: str) -> str:
    """Tick the drafts on the page and press; return the address of the run."""
    answer = client.post("/xu-ly/ky-nhieu/", {"draft": [f"{d.pk}:{over(d)}" for d in dossiers], **told})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def work() -> None:
    """Do the job, as a worker would."""
    for run in Run.objects.filter(finished_at=None):
        carry_out(str(run.pk))


def signed() -> int:
    """Return how many results are signed."""
    return Result.objects.exclude(signed=None).count()


@pytest.fixture(autouse=True)
def _counted(authority: Callable[[str], None]) -> None:
    Counted.asked.clear()
    Counted.depths.clear()
    authority("tests.desk.authorities.Counted")


def test_the_leader_finds_the_drafts_and_signs_those_chosen() -> None:
    chosen, client = waiting(3), enter("signer")
    page = client.get("/xu-ly/ky-nhieu/").content.decode()
    assert all(f"{d.pk}:{over(d)}" in page for d in chosen)
    address = choose(client, chosen[:2])
    assert "Đã làm 0 trong 2." in client.get(address).content.decode()
    work()
    assert "Đã làm xong cả 2 hồ sơ." in client.get(address).content.decode()
    assert (signed(), len(Counted.asked)) == (2, 2)
    assert Counted.depths == {len(connection.savepoint_ids)}
    result = Result.objects.exclude(signed=None).first()
    assert result is not None
    assert result.signed is not None
    assert [s.intact for s in verify(store.content(result.signed), make.signing().roots()).signatures] == [True]
    assert str(chosen[2].code) in client.get("/xu-ly/ky-nhieu/").content.decode()
    assert "Ký số nhiều dự thảo" in client.get("/xu-ly/viec-dai/").content.decode()


def test_a_draft_that_changed_or_went_back_stops_no_other() -> None:
    changed, back, good = waiting(3)
    client = enter("signer")
    address = choose(client, [changed, back, good])
    for dossier in (changed, back):
        processing.send_back(dossier, reason="Sai số trang sổ gốc", by=make.actor("signer"), at=make.MONDAY, key=make.key())
    make.work("found", Dossier.objects.get(pk=changed.pk), make.MONDAY, {**make.FIELDS["found"], "entry": "0143"})
    work()
    page = client.get(address).content.decode()
    assert "Đã làm xong 1 trong 3 hồ sơ" in page
    assert "Bản dự thảo đã thay đổi" in page
    assert signed() == 1


def test_an_authority_that_is_away_leaves_that_draft_and_goes_on(authority: Callable[[str], None]) -> None:
    client = enter("signer")
    address = choose(client, waiting(2))
    authority("tests.desk.authorities.AwayOnce")
    work()
    page = client.get(address).content.decode()
    assert "Dịch vụ ký số chưa trả lời" in page
    assert signed() == 1


def test_an_authority_that_stays_away_is_not_asked_for_every_draft(authority: Callable[[str], None], monkeypatch: Any) -> None:
    monkeypatch.setattr("motcua.jobs.runs._GIVES_UP", 1)
    client = enter("signer")
    address = choose(client, waiting(2))
    authority("tests.desk.conftest.Away")
    work()
    assert "chưa được gửi đi ký" in client.get(address).content.decode()
    assert signed() == 0


def test_a_killed_worker_signs_no_draft_twice(monkeypatch: Any) -> None:
    from motcua.dossiers.models import RunLine

    client, kept = enter("signer"), RunLine.save
    choose(client, waiting(2))
    run = Run.objects.get()

    def killed(line: RunLine, **how: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(RunLine, "save", killed)
    with pytest.raises(SystemExit):
        carry_out(str(run.pk))
    monkeypatch.setattr(RunLine, "save", kept)
    carry_out(str(run.pk))
    run.refresh_from_db()
    assert (signed(), len(Counted.asked), run.lines.exclude(refused="").count()) == (2, 2, 0)


def test_a_double_press_is_one_run() -> None:
    client, chosen = enter("signer"), waiting(1)
    assert choose(client, chosen, _key="ef" * 12) == choose(client, chosen, _key="ef" * 12)
    assert Run.objects.count() == 1


def test_choosing_none_is_said_and_others_may_not() -> None:
    waiting(1)
    answer = enter("signer").post("/xu-ly/ky-nhieu/", {"draft": ["x"]})
    assert (answer.status_code, "Chọn ít nhất một hồ sơ" in answer.content.decode()) == (422, True)
    assert enter("case_officer").get("/xu-ly/ky-nhieu/").status_code == 403
    assert enter("records_clerk").post("/xu-ly/ky-nhieu/", {}).status_code == 403
