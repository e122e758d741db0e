"""Lend the rights of a post to another officer of the agency for dates, and end that early."""

from datetime import date, datetime

from django.db.models import Q

from motcua.acts.base import AlreadyDone, recording
from motcua.law.calendar import HANOI
from motcua.law.delegation import DelegationRefused, check_dates, check_length, check_person
from motcua.law.intake import check_reason
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.people.lending import Delegation
from motcua.people.models import Post, User
from motcua.people.rights import Deed
from motcua.policy.values import value


def delegate(post: Post, *, to: User, reason: str, valid_from: date, valid_to: date, by: Actor, at: datetime, key: str) -> Delegation:
    """Lend `post` to `to` from and to those days, both included (Hà Nội). One lends one's own post; an administrator lends any.

    Raises ReasonMissing, DelegationRefused, NotAllowed.
    """
    reason, today = check_reason(reason), at.astimezone(HANOI).date()
    check_dates(valid_from, valid_to, today, post.valid_to)
    check_length(valid_from, valid_to, value("delegation_days", today))
    check_person(str(post.user_id), str(to.pk), _is_here(to, post, today))
    _check_own(post, by)
    lent = Delegation(post=post, to=to, reason=reason[:300], valid_from=valid_from, valid_to=valid_to)
    words = {"post": post.title, "from": post.user.name, "to": to.name, "reason": reason, "days": f"{valid_from} … {valid_to}"}
    try:
        with recording(Deed.DELEGATE, "delegation", lent.pk, by=by, at=at, key=key, words=words):
            lent.save(force_insert=True)
    except AlreadyDone as done:
        return Delegation.objects.get(pk=done.subject)
    return lent


def end_delegation(lent: Delegation, *, by: Actor, at: datetime, key: str) -> Delegation:
    """Take lent rights back at once. Raises DelegationRefused when somebody else's, NotAllowed."""
    _check_own(lent.post, by)
    try:
        with recording(Deed.END_DELEGATION, "delegation", lent.pk, by=by, at=at, key=key):
            Delegation.objects.filter(pk=lent.pk, revoked_at=None).update(revoked_at=at)
    except AlreadyDone:
        return Delegation.objects.get(pk=lent.pk)
    return Delegation.objects.get(pk=lent.pk)


def _check_own(post: Post, by: Actor) -> None:
    if str(post.user_id) != by.id and Role.ADMINISTRATOR not in rights.roles_of(by):
        raise DelegationRefused(N_("Chỉ người giữ vị trí hoặc quản trị được ủy quyền vị trí này."))


def _is_here(user: User, post: Post, day: date) -> bool:
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    return Post.objects.filter(in_force, user=user, agency=post.agency_id, valid_from__lte=day).exists()
