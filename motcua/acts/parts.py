"""Who takes part in the present step: named by who assigns it, given in writing by those who cooperate."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from motcua.acts import steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.outgoing import MAIL
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.parts import Participation
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Act
from motcua.law.parts import Part, PartUnsaid, check_part, check_parts
from motcua.lib.saying import N_
from motcua.outbox.posting import post
from motcua.people.actor import Actor
from motcua.people.models import Post, User


def set_parts(
    dossier: Dossier, step: Step, lead: User, cooperate: Collection[User], follow: Collection[User], *, by: Actor, at: datetime
) -> None:
    """Name who takes part in an open step beside its lead; a part given in writing stays. Called inside an act.

    Each is told by letter. Raises PartRefused.
    """
    here = _here(dossier, [*cooperate, *follow], at)
    check_parts(str(lead.pk), [str(u.pk) for u in cooperate], [str(u.pk) for u in follow], here)
    given = set(step.parts.exclude(given_at=None).values_list("officer", flat=True))
    step.parts.filter(given_at=None).delete()
    for part, people in ((Part.COOPERATE, cooperate), (Part.FOLLOW, follow)):
        for officer in (each for each in people if each.pk not in given):
            Participation(step=step, officer=officer, part=part, asked_by=by.name, asked_at=at).save(force_insert=True)
            _tell(dossier, officer, part, by, at)
    steps.show_parts(dossier)


@repeatable
def give_part(dossier: Dossier, *, words: str, by: Actor, at: datetime, key: str) -> Dossier:
    """Give one's part of the present step in writing; the lead reads it and ends the step. Given again, it replaces what was given.

    Raises PartUnsaid.
    """
    words = check_part(words)
    told: Words = {"part": words}
    with acting(Act.GIVE_PART, dossier, by=by, at=at, key=key, words=told) as dossier:
        mine = [UUID(each) for each in {by.id, *(p.lent_by for p in by.posts)} if each]
        parts = Participation.objects.select_for_update().filter(step__dossier=dossier, step__finished_at=None, officer__in=mine)
        part = parts.filter(part=Part.COOPERATE).first()
        if part is None:
            raise PartUnsaid(N_("Bạn không được phân công phối hợp ở bước này."))
        part.words, part.given_at = words, at
        part.save(update_fields=["words", "given_at"])
        _tell_lead(dossier, by, at)
    return dossier


def _here(dossier: Dossier, people: Collection[User], at: datetime) -> set[str]:
    day = at.astimezone(HANOI).date()
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    found = Post.objects.filter(in_force, user__in=people, agency=dossier.competent_id, valid_from__lte=day)
    return {str(user) for user in found.values_list("user", flat=True)}


_SAID = {Part.COOPERATE: "phối hợp xử lý", Part.FOLLOW: "theo dõi"}


def _tell(dossier: Dossier, officer: User, part: Part, by: Actor, at: datetime) -> None:
    line = f"{by.name} phân công bạn {_SAID[part]} hồ sơ {dossier.code}, {dossier.revision.procedure.name['vi']}."
    _write(dossier, officer, f"Bạn được phân công {_SAID[part]} hồ sơ {dossier.code}", line, at)


def _tell_lead(dossier: Dossier, by: Actor, at: datetime) -> None:
    if dossier.step_officer:
        line = f"{by.name} đã gửi phần phối hợp của hồ sơ {dossier.code}."
        _write(dossier, dossier.step_officer, f"Đã có phần phối hợp của hồ sơ {dossier.code}", line, at)


def _write(dossier: Dossier, officer: User, subject: str, line: str, at: datetime) -> None:
    """Write to an officer, if they have an address: codes and names of colleagues, nothing of the person."""
    if officer.email:
        text = "\n\n".join([f"Kính gửi {officer.name},", line, f"Mở hồ sơ: {settings.PUBLIC_URL}/xu-ly/{dossier.pk}/"])
        post(MAIL, "letter", dossier.pk, {"to": officer.email, "subject": subject, "text": text}, at)
