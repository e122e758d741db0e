"""Rules of giving the result back."""

from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class Method(StrEnum):
    """How a result reached the applicant."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    POST = "post"


class ReceiverMissing(Refusal):
    """A hand-over that does not say to whom."""


@cites("61/2018/NĐ-CP", "Điều 20")
def check_receiver(name: str, method: str) -> None:
    """Raise ReceiverMissing unless who received it, and how, is said."""
    if not name.strip() or method not in list(Method):
        raise ReceiverMissing(N_("Ghi người nhận kết quả và cách nhận."))
