"""Forms declared as data: a JSON Schema of the answers and a layout of pages beside it, rendered and read by one engine."""

from motcua.ui.forms.form import Form, Prefilled
from motcua.ui.forms.messages import FieldError
from motcua.ui.forms.pages import Group, Option, Page, Prefill, Question
from motcua.ui.forms.reading import ReadPage
from motcua.ui.forms.schema import FormDefinitionError
from motcua.ui.forms.sources import Filled, edited, fill_in, locked
from motcua.ui.forms.summary import Row, Section

__all__ = [
    "FieldError",
    "Filled",
    "Form",
    "FormDefinitionError",
    "Group",
    "Option",
    "Page",
    "Prefill",
    "Prefilled",
    "Question",
    "ReadPage",
    "Row",
    "Section",
    "edited",
    "fill_in",
    "locked",
]
