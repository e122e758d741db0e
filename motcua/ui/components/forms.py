"""Tags that show declared forms: a page of questions for citizens, the whole form for officers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Context, Library

from motcua.ui.components.marks import now_of
from motcua.ui.forms import FieldError, Form, Page
from motcua.ui.forms.bound import binder

register = Library()


@register.inclusion_tag("ui/form/page.html", takes_context=True)
def form_page(
    context: Context,
    page: Page,
    answers: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] | None = None,
    raw: Mapping[str, Sequence[str]] | None = None,
    sources: Mapping[str, Any] | None = None,
    name: Any = "",
) -> dict[str, Any]:
    """One page for a citizen, to stand inside a POST form: steps, error summary, title, facts from registers, questions.

    `name` is the procedure's, above the bar. The button to go on is the caller's.
    """
    shown = binder(answers, errors, raw, sources).show(page.visible(answers or {}))
    bar = [at <= page.number for at in range(1, page.total + 1)]
    return {"page": page, "bar": bar, "shown": shown, "errors": errors or [], "name": name, "now": now_of(context)}


@register.inclusion_tag("ui/form/dense.html", takes_context=True)
def form_dense(
    context: Context,
    form: Form,
    answers: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] | None = None,
    raw: Mapping[str, Sequence[str]] | None = None,
    sources: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The whole form for an officer, to stand inside a POST form; read it with `form.read_all`."""
    bound = binder(answers, errors, raw, sources)
    pages = [(page, bound.show(page.visible(bound.answers), facts=False)) for page in form.pages(bound.answers)]
    return {"pages": pages, "errors": errors or [], "names": " ".join(shown.names for _, shown in pages), "now": now_of(context)}
