"""Enrol who signs in, take down a walk-in, establish agencies, appoint officers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.acts.base import AlreadyDone, recording, wait_for
from motcua.dossiers.models import Dossier
from motcua.law.applicants import check_holder
from motcua.law.codes import agency_code
from motcua.law.lifecycle import Refusal
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.lib.text import fold, sort_key, tidy
from motcua.people.actor import Actor, partner
from motcua.people.claims import Claims, ClaimsRefused
from motcua.people.fields import index_of
from motcua.people.models import Agency, AgencyKind, Party, PartyKind, Post, Unit, User
from motcua.people.rights import Deed

EIDENTITY = partner("e-identity")


def enrol(claims: Claims, *, at: datetime) -> User:
    """Write or refresh the account and party of one who signed in by e-identity; keyed by `sub`, never by number.

    Raises ClaimsRefused when the provider told no key or no name.
    """
    if not claims.sub or not claims.name:
        raise ClaimsRefused(N_("Hệ thống định danh chưa cho biết bạn là ai. Đăng nhập lại."))
    with transaction.atomic():
        wait_for(f"enrol:{claims.sub}")  # the same account may sign in for the first time twice at one instant
        return _enrolled(claims, at)


def _enrolled(claims: Claims, at: datetime) -> User:
    known = User.objects.select_related("party").filter(subject=claims.sub).first()
    user = known or User(subject=claims.sub, username=f"eid:{claims.sub}"[:150])
    party = user.party or _known_as(claims) or Party()
    key = f"enrol:{new_id().hex}"  # every sign-in refreshes what the provider tells
    with recording(Deed.ENROL, "user", user.pk, by=EIDENTITY, at=at, key=key, words={"level": claims.level}):
        _take_over(party, claims)
        party.save()
        user.party, user.name, user.assurance = party, party.name, claims.level
        if known is None:
            user.set_unusable_password()  # a new one each time would end the person's other sessions
        user.save()
    return user


class Nameless(Refusal):
    """A partner system sent a dossier without saying whose it is."""


@contextmanager
def introduced(dossier: Dossier, claims: Claims, *, by: Actor, at: datetime, key: str) -> Iterator[Party]:
    """Give `dossier` the applicant whom a partner system names, in one transaction with what the block writes.

    The party of that account, else the one of the same number and name, else one written anew. Raises Nameless.
    """
    if not claims.name:
        raise Nameless(N_("Hệ thống gửi hồ sơ chưa cho biết ai nộp."))
    with transaction.atomic():
        account = User.objects.select_related("party").filter(subject=claims.sub).first() if claims.sub else None
        party = (account.party if account else None) or _known_as(claims) or _written(claims, by, at, key)
        dossier.applicant = party
        yield party


def _written(claims: Claims, by: Actor, at: datetime, key: str) -> Party:
    party = Party()
    with recording(Deed.ENROL, "party", party.pk, by=by, at=at, key=f"{key}:party", words={"level": claims.level}):
        _take_over(party, claims)
        party.save(force_insert=True)
    return party


def _known_as(claims: Claims) -> Party | None:
    """The party that the same person became at a counter before: same number and name, told by a verified (level 2) identity."""
    number, name = (claims.tax_code, claims.org_name) if claims.kind == PartyKind.ORGANISATION else (claims.personal_number, claims.name)
    if claims.level < 2 or not number:
        return None
    return Party.objects.filter(number_index=index_of(number), kind=claims.kind, search=fold(name)).order_by("id").first()


def _take_over(party: Party, claims: Claims) -> None:
    organisation = claims.kind == PartyKind.ORGANISATION
    party.kind = PartyKind.ORGANISATION if organisation else PartyKind.PERSON
    party.name = tidy(claims.org_name if organisation else claims.name)
    party.search = fold(party.name)
    party.representative = tidy(claims.name) if organisation else ""
    party.personal_number = claims.tax_code if organisation else claims.personal_number
    party.number_index = index_of(party.personal_number)
    party.birth_date = None if organisation else claims.birth_date
    party.sex, party.phone, party.email = claims.sex, claims.phone or party.phone or "", claims.email or party.email or ""
    party.address = party.address or ""


@dataclass(frozen=True)
class WalkIn:
    """A person at the counter, as the card's QR text or the officer says."""

    name: str
    number: str
    birth_date: date | None = None
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    old_number: str = ""


class AnotherName(Refusal):
    """The number given is known under another name: mistyped, or somebody else's card."""


def take_down(person: WalkIn, *, by: Actor, at: datetime, key: str) -> Party:
    """Write the party of a walk-in applicant; what an earlier visit or e-identity told stays where the card says nothing.

    Raises AnotherName when the number belongs to somebody of another name.
    """
    found = Party.objects.filter(number_index=index_of(person.number), kind=PartyKind.PERSON).first() if person.number else None
    if found and fold(found.name) != fold(person.name):
        raise AnotherName(N_("Số định danh này đã có với một tên khác. Kiểm tra lại số và họ tên trên thẻ."))
    party = found or Party(phone="", email="", address="")
    try:
        with recording(Deed.SAVE_DRAFT, "party", party.pk, by=by, at=at, key=key):
            party.name, party.personal_number, party.number_index = tidy(person.name), person.number, index_of(person.number)
            party.search, party.old_index = fold(party.name), index_of(person.old_number) or party.old_index
            party.birth_date, party.sex = person.birth_date or party.birth_date, person.sex or party.sex
            party.address, party.phone = person.address or party.address, person.phone or party.phone
            party.email = person.email or party.email
            party.save()
    except AlreadyDone as done:
        return Party.objects.get(pk=done.subject)
    return party


def known_holder(name: str, number: str, birth_date: date, *, by: Actor, at: datetime, key: str) -> Party:
    """Return the party of one for whom another applies, written if it is new; what is known of them already is not changed.

    Raises HolderUnmatched when the number is known under another name.
    """
    found = Party.objects.filter(number_index=index_of(number), kind=PartyKind.PERSON).order_by("id").first()
    if found:
        check_holder(fold(found.name) == fold(name) and found.birth_date in (None, birth_date))
        if found.birth_date:
            return found
    new = {"name": tidy(name), "search": fold(tidy(name)), "personal_number": number, "number_index": index_of(number)}
    party = found or Party(**new, phone="", email="", address="")
    party.birth_date = birth_date
    try:
        with recording(Deed.SAVE_DRAFT, "party", party.pk, by=by, at=at, key=key):
            party.save()
    except AlreadyDone as done:
        return Party.objects.get(pk=done.subject)
    return party


@dataclass(frozen=True)
class NewAgency:
    """An agency as the city's data name it."""

    code: str
    name: str
    kind: AgencyKind
    parent: str = ""
    statistical_code: str = ""
    address: str = ""
    valid_from: date = date(2025, 7, 1)
    certainty: str = "u"


def establish(wanted: NewAgency, *, by: Actor, at: datetime) -> Agency:
    """Write an agency if its code is not there yet, with its two units: the counter and the professional unit. Raises CodeError."""
    found = Agency.objects.filter(code=wanted.code).first()
    if found:
        return found
    agency = Agency(
        code=agency_code(wanted.code),
        code_certainty=wanted.certainty,
        statistical_code=wanted.statistical_code,
        name=wanted.name,
        kind=wanted.kind,
        parent=Agency.objects.get(code=wanted.parent) if wanted.parent else None,
        address=wanted.address,
        search=fold(f"{wanted.name} {wanted.code}"),
        sort_key=sort_key(wanted.name),
        valid_from=wanted.valid_from,
    )
    with recording(Deed.ESTABLISH, "agency", agency.pk, by=by, at=at, key=f"establish:{wanted.code}", words={"name": wanted.name}):
        agency.save(force_insert=True)
        Unit(agency=agency, key="counter", name="Bộ phận Một cửa").save(force_insert=True)
        Unit(agency=agency, key="professional", name="Phòng chuyên môn").save(force_insert=True)
    return agency


@dataclass(frozen=True)
class Appointment:
    """A post to fill: role and title at an agency, from a day."""

    role: str
    title: str
    agency: UUID
    unit: str
    valid_from: date


def appoint(username: str, name: str, password: str, posts: list[Appointment], *, email: str = "", by: Actor, at: datetime) -> User:
    """Write an officer's account with password, a one-time-code device and posts, if the name is not there yet."""
    found = User.objects.filter(username=username).first()
    if found:
        return found
    user = User(id=new_id(), username=username, name=name, email=email or None)
    with recording(Deed.APPOINT, "user", user.pk, by=by, at=at, key=f"appoint:{username}"):
        user.set_password(password)
        user.save(force_insert=True)
        TOTPDevice(user=user, name="default", confirmed=True).save(force_insert=True)
        for post in posts:
            unit = Unit.objects.get(agency=post.agency, key=post.unit)
            held = Post(user=user, agency_id=post.agency, unit=unit, role=post.role, title=post.title, valid_from=post.valid_from)
            held.save(force_insert=True)
    return user
