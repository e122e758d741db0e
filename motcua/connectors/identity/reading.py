"""From a provider's claims to ours. Which claim holds what is configuration: settings.OIDC_CLAIMS = {our field: their claim}."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.people.claims import Claims

OURS: Mapping[str, str] = {
    "sub": "sub",
    "name": "name",
    "personal_number": "personal_number",
    "birth_date": "birth_date",
    "sex": "sex",
    "phone": "phone",
    "email": "email",
    "level": "loa",
    "kind": "account_kind",
    "org_name": "org_name",
    "tax_code": "tax_code",
}
_DATES = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y")
_SEXES = {"male": "male", "nam": "male", "female": "female", "nữ": "female"}
_ORGANISATION = ("organisation", "organization", "tổ chức")


def claims_of(told: Mapping[str, Any], names: Mapping[str, str]) -> Claims:
    """Return `told` as Claims; `names` overrides OURS field by field. What is missing or unreadable stays empty, the level at 1."""
    found = {field: _text(told.get(claim)) for field, claim in {**OURS, **names}.items()}
    return Claims(
        sub=found["sub"],
        name=found["name"],
        personal_number=found["personal_number"],
        birth_date=_date(found["birth_date"]),
        sex=_SEXES.get(found["sex"].lower(), ""),
        phone=found["phone"],
        email=found["email"],
        level=2 if found["level"].endswith("2") else 1,
        kind="organisation" if found["kind"].lower() in _ORGANISATION else "person",
        org_name=found["org_name"],
        tax_code=found["tax_code"],
    )


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _date(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar date
        except ValueError:
            continue
    return None
