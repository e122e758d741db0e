"""Ask another agency, with a limit of its own and beside the dossier's clock; record what was verified."""

from datetime import date, datetime

from motcua.acts.base import Words, acting, repeatable
from motcua.dossiers.matters import Consultation, Verification
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.consultation import AnsweredAlready, AskedAlready, OwnAgency, check_answer, check_question
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act, NotAllowed
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of


@repeatable
def consult(dossier: Dossier, *, agency: Agency, question: str, until: date, by: Actor, at: datetime, key: str) -> Dossier:
    """Ask `agency` for an opinion by the closing of `until`; the citizen's clock runs on (NĐ 61/2018 Điều 19 khoản 5).

    Raises QuestionMissing, LimitPassed, AskedAlready, OwnAgency.
    """
    due_at = calendar_of(agency.pk, at.astimezone(HANOI).date()).closing(until)
    question = check_question(question, due_at, at)
    words: Words = {"agency": agency.name, "question": question, "due": due_at.isoformat()}
    with acting(Act.CONSULT, dossier, by=by, at=at, key=key, words=words) as dossier:
        if agency.pk == dossier.competent_id:
            raise OwnAgency(N_("Cơ quan đang giải quyết không tự lấy ý kiến của mình: phân công người phối hợp."))
        if agency.pk in dossier.consulted:
            raise AskedAlready(N_("Đang chờ ý kiến của %(agency)s."), agency=agency.name)
        asked = Consultation(dossier=dossier, agency=agency, question=question, asked_by_id=by.id, asked_at=at, due_at=due_at)
        asked.save(force_insert=True)
        dossier.consulted = [*dossier.consulted, agency.pk]
    return dossier


@repeatable
def answer(consultation: Consultation, *, answer: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Give the opinion asked; one that comes late is kept as late. Raises QuestionMissing, AnsweredAlready, NotAllowed."""
    answer, words = check_answer(answer), Words()
    with acting(Act.ANSWER_CONSULTATION, consultation.dossier, by=by, at=at, key=key, words=words) as dossier:
        asked = Consultation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=consultation.pk)
        if not by.roles_at(asked.agency_id):
            raise NotAllowed(N_("Câu hỏi này gửi cho cơ quan khác."))
        if asked.answered_at:
            raise AnsweredAlready(N_("Câu hỏi này đã được trả lời."))
        asked.answer, asked.answered_by_id, asked.answered_at = answer, by.id, at
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        dossier.consulted = [each for each in dossier.consulted if each != asked.agency_id]
        words.update(agency=asked.agency.name, answer=answer, late=asked.late(at))
    return dossier


@repeatable
def verify(dossier: Dossier, *, matter: str, method: str, found: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Record what was verified, how, and what was found. Raises ReasonMissing when one of them is not said."""
    told = {"matter": check_reason(matter)[:300], "method": check_reason(method)[:300], "found": check_reason(found)}
    with acting(Act.VERIFY, dossier, by=by, at=at, key=key, words={**told}) as dossier:
        Verification(dossier=dossier, **told, done_by_id=by.id, done_at=at).save(force_insert=True)
    return dossier
