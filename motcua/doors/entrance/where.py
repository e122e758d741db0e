"""Where a person goes: back to the page they came from, or to the door of their work."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from motcua.law.roles import Role

COUNTER, DESK, OFFICE, OWN, MOVE = "/mot-cua/", "/xu-ly/", "/quan-tri/", "/viec-cua-toi/", "/xu-ly/chuyen-buoc/"
AT_DESK = frozenset({Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK})


def wanted(request: HttpRequest) -> str:
    """Return the `next` of the form or address when it stays on this site, else ''."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return told if safe else ""


def doors_of(roles: Collection[Role]) -> list[tuple[str, str]]:
    """Return (words, address) of each door that `roles` open, the counter first."""
    doors = []
    if Role.RECEIVER in roles:
        doors.append((_("Một cửa"), COUNTER))
    if AT_DESK & set(roles):
        doors.append((_("Xử lý hồ sơ"), DESK))
    if {Role.CONTROLLER, Role.ADMINISTRATOR} & set(roles):
        doors.append((_("Quản trị"), OFFICE))
    if Role.ADMINISTRATOR in roles:
        doors.append((_("Chuyển thẳng tới bước"), MOVE))
    return doors


def door_of(roles: list[Role]) -> str:
    """Return the door of the first of `roles` that has one, else the home page."""
    return next((doors[0][1] for role in roles if (doors := doors_of([role]))), "/")
