"""Apologise and name another day, once; the first promise stays for ever beside the new one."""

from datetime import date, datetime

from motcua.acts import outgoing, promises, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.forms.late import apology_values
from motcua.acts.papers import paper_due
from motcua.dossiers.matters import Extension
from motcua.dossiers.models import Dossier, Paper
from motcua.law.calendar import HANOI
from motcua.law.extension import check_once, new_promise, notice_of
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act
from motcua.people.actor import Actor
from motcua.worktime.calendars import calendar_of


@repeatable
def extend(dossier: Dossier, *, reason: str, until: date, by: Actor, at: datetime, key: str) -> Dossier:
    """Promise the closing of working day `until` instead, with an apology: Mẫu 04 due (NĐ 61/2018 Điều 19 khoản 9).

    `due_at` is not touched. After the promise has passed it is kept as issued late. Raises ReasonMissing, ExtendedAlready, NotLater,
    or NoPromise before the clock has started.
    """
    reason, words = check_reason(reason), Words()
    with acting(Act.EXTEND, dossier, by=by, at=at, key=key, words=words) as dossier:
        check_once(Extension.objects.filter(dossier=dossier).exists())
        local = at.astimezone(HANOI)
        before = dossier.promised_at if dossier.clock_from else None
        moment = new_promise(before, until, at, calendar_of(dossier.competent_id, local.date()))
        assert before is not None
        notice = notice_of(before, at)
        words.update(reason=reason, before=before.isoformat(), until=moment.isoformat(), notice=notice)
        values = apology_values(dossier, reason=reason, new_due=moment, said_at=at)
        Extension(dossier=dossier, reason=reason, before=before, until=moment, notice=notice, made_by_id=by.id, made_at=at).save()
        promises.extend_clock(dossier, moment, at)
        if dossier.step_key:
            steps.due_again(dossier, local)
        paper_due(dossier, Paper.Kind.APOLOGY, values, at=at)
        outgoing.tell_portal("dossier.extended", dossier, by=by, at=at)
        _apologise(dossier, reason, at)
    return dossier


def _apologise(dossier: Dossier, reason: str, at: datetime) -> None:
    assert dossier.promised_at is not None
    line = f"{dossier.competent.name} xin lỗi vì chưa giải quyết xong hồ sơ {dossier.code}: {reason}"
    promise = f"Hẹn trả kết quả mới: {outgoing.spoken(dossier.promised_at)}."
    outgoing.tell_applicant(dossier, f"Xin lỗi và hẹn lại hồ sơ {dossier.code}", [line, promise], at=at)
