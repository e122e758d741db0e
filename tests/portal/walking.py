"""Walking through an application as a browser without scripts does."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.catalogue.forms import form_of
from motcua.dossiers.models import Draft
from tests import make


def begin(client: Client, code: str, choice: str = "agree") -> Draft:
    """Press the start button, and answer whether databases may fill in the form, where that is asked."""
    assert client.post(f"/thu-tuc/{code}/bat-dau/", {"_key": "start"}).status_code == 302
    draft = Draft.objects.filter(revision__procedure__code=code).latest("saved_at")
    ahead = client.get(reverse("portal:resume", args=[draft.pk])).headers["Location"]
    if "/dong-y/" in ahead:
        assert client.post(ahead, {"_key": make.key(), "choice": choice}).status_code == 302
    return draft


def post_page(client: Client, draft: Draft, page: str, posted: dict[str, Any]) -> Any:
    """Send one page."""
    return client.post(reverse("portal:apply", args=[draft.pk, page]), {"_key": "p", **posted})


def fill(client: Client, draft: Draft, answers: dict[str, Any]) -> str:
    """Answer page after page, leaving alone what is filled in already; returns where the last page leads."""
    form = form_of(draft.revision, make.MONDAY.date())
    where = client.get(reverse("portal:resume", args=[draft.pk])).headers["Location"]
    while "/trang/" in where:
        page = next(each for each in form.layout if f"/trang/{each.id}/" in where)
        shown = client.get(where)
        assert shown.status_code == 200
        fields = shown.content.decode().partition('name="_shown" value="')[2].partition('"')[0]
        posted = {"_shown": fields}
        for question in page.questions():
            if question.field in fields.split() and question.field in answers:
                posted |= typed(question.field, answers[question.field], question.widget)
        answer = client.post(where, {"_key": "p", **posted})
        assert answer.status_code in (200, 302), answer.content.decode()
        where = answer.headers["Location"] if answer.status_code == 302 else where
    return where if "/giay-to/" not in where else _past_no_papers(client, where)


def _past_no_papers(client: Client, where: str) -> str:
    answer = client.get(where)
    return answer.headers["Location"] if answer.status_code == 302 else where


def typed(field: str, value: Any, widget: str) -> dict[str, str]:
    """What a person types for a value."""
    if widget == "date":
        year, month, day = str(value).split("-")
        return {f"{field}-day": day, f"{field}-month": month, f"{field}-year": year}
    return {field: str(value)}


def upload(client: Client, draft: Draft, requirement: str, name: str, content: bytes) -> Any:
    """Send one file on the page of papers."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("portal:files", args=[draft.pk]), {"_key": "f", f"file-{requirement}": file})
