"""What the forms of TT 03/2025/TT-VPCP say, as values for `motcua.papers`: built inside the act that makes a paper due."""

from motcua.acts.forms.asking import refusal_values, supplement_values
from motcua.acts.forms.ending import stop_values
from motcua.acts.forms.late import apology_values

__all__ = ["apology_values", "refusal_values", "stop_values", "supplement_values"]
