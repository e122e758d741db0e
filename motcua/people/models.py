"""People and agencies. An agency keeps its name and dates: old dossiers show what it was called then."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from motcua.law.roles import ROLE_NAMES, Role
from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedText


class AgencyKind(models.TextChoices):
    """What an agency is."""

    CITY = "city", _("Ủy ban nhân dân thành phố")
    CENTRE = "centre", _("Trung tâm Phục vụ hành chính công")
    BRANCH = "branch", _("Chi nhánh")
    COMMUNE = "commune", _("Ủy ban nhân dân xã, phường")
    DEPARTMENT = "department", _("Sở, ngành")


class Agency(models.Model):
    """Cơ quan: who receives or decides. `code` is the QĐ 20/2020/QĐ-TTg identifier, `code_certainty` how sure it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("mã định danh"), max_length=35, unique=True)
    code_certainty = models.CharField(_("độ chắc của mã"), max_length=1, default="u")
    statistical_code = models.CharField(_("mã đơn vị hành chính"), max_length=10, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=12, choices=AgencyKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    search = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=610, db_collation="C")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)
    archives = ArrayField(models.UUIDField(), default=list)  # ended agencies whose closed dossiers it answers for; written by mergers

    class Meta:
        verbose_name = _("cơ quan")
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """Phòng ban: a unit inside an agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    key = models.CharField(max_length=40)
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        verbose_name = _("phòng ban")
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="unit_once")]

    def __str__(self) -> str:
        return self.name


class PartyKind(models.TextChoices):
    """A person or an organisation."""

    PERSON = "person", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức")


class Party(models.Model):
    """A person or organisation that applies. The number is encrypted; `number_index` finds it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(_("họ và tên"), max_length=200)
    search = models.CharField(max_length=200)
    personal_number = EncryptedText(_("số định danh"))
    number_index = models.CharField(max_length=64, db_index=True)
    old_index = models.CharField(max_length=64, blank=True, default="", db_default="", db_index=True)  # of the nine-digit number
    birth_date = models.DateField(_("ngày sinh"), null=True)
    sex = models.CharField(_("giới tính"), max_length=6, blank=True)
    phone = EncryptedText(_("điện thoại"))
    email = EncryptedText(_("thư điện tử"))
    address = EncryptedText(_("địa chỉ"))
    representative = models.CharField(_("người đại diện"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("người nộp")

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Finds users by name, as Django's sign-in asks."""


class User(AbstractBaseUser):
    """Who signs in: an officer by password and code, a citizen by e-identity (`subject` is the provider's techId)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=150, unique=True)
    subject = models.CharField(_("techId"), max_length=200, unique=True, null=True)
    name = models.CharField(_("họ và tên"), max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="users")
    email = EncryptedText(_("thư điện tử công vụ"), null=True)
    assurance = models.PositiveSmallIntegerField(_("mức định danh"), default=0)
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)  # raised by one, every session of this user is over

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Users()

    class Meta:
        verbose_name = _("người dùng")

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must carry to go on: it changes with the password, and when the user's sessions are ended."""
        held = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("motcua.people.models.User.session", held, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_officer(self) -> bool:
        """An officer has no party: officers never apply with their office account."""
        return self.party_id is None


class Post(models.Model):
    """Vị trí: a role held by an officer at an agency, with dates. Rights come from posts and end with them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="posts")
    role = models.CharField(max_length=24, choices=[(r.value, _(n)) for r, n in ROLE_NAMES.items()])
    title = models.CharField(_("chức danh"), max_length=120)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("vị trí")
        indexes = [models.Index(fields=["agency", "role"], name="post_by_role")]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency_id}"

    @property
    def role_key(self) -> Role:
        """Return the role as law names it."""
        return Role(self.role)


from motcua.people.lending import Delegation as Delegation  # noqa: E402 - its tables refer to those above
from motcua.people.succession import Reorganisation as Reorganisation  # noqa: E402 - its tables refer to those above
from motcua.people.succession import Succession as Succession  # noqa: E402
