"""What is wrong with a row by itself: terms that cannot be counted, forms and processes that do not hold together, rules that cannot be."""

from collections.abc import Callable, Iterator
from typing import Any

from motcua.acts.configuration.rows import Plain
from motcua.acts.fees import NewFeeRule, check_rule
from motcua.catalogue.compliance import burden_of
from motcua.catalogue.declaring.guarding import dangers
from motcua.catalogue.models import plan_from
from motcua.law.fee_rules import Effect
from motcua.law.figures import CERTAINTIES
from motcua.law.lifecycle import Refusal
from motcua.law.process import problems
from motcua.law.routing import Filing, Level, check_routing, marks_known
from motcua.law.terms import Term, TermError
from motcua.lib.saying import N_, say
from motcua.ui.forms import Form, FormDefinitionError
from motcua.ui.forms.conditions import ConditionError, check

_RAISED = (Refusal, TermError, ConditionError, FormDefinitionError, KeyError, ValueError, TypeError, AttributeError, IndexError)
Other = Callable[[str, Any], Plain | None]


def wrong_with(table: str, row: Plain, other: Other) -> Iterator[str]:
    """Yield what is wrong with a row, in words; `other(table, key)` gives a row it refers to, None where that stands in the city."""
    judge = _JUDGES.get(table)
    try:
        if row.get("valid_to") and row.get("valid_from") and row["valid_to"] < row["valid_from"]:
            yield say(N_("kết thúc trước khi bắt đầu"))
        if "certainty" in row and row["certainty"] not in CERTAINTIES:
            yield say(N_("độ chắc là một trong T, S, P, C, K, u"))
        if row.get("condition"):
            check(row["condition"], None)
        if judge:
            yield from judge(row, other)
    except _RAISED as error:
        yield (
            str(error)
            if isinstance(error, (Refusal, TermError, ConditionError, FormDefinitionError))
            else say(N_("nội dung không đọc được"))
        )


def _form(row: Plain, _other: Other) -> Iterator[str]:
    Form.from_data(row["data"])
    yield from _dangers(row["data"])


def _dangers(data: Any) -> Iterator[str]:
    """What the rules of a form from outside must not hold."""
    yield from (f"{place}: {why}" for place, why in dangers(data["schema"]))


def _process(row: Plain, _other: Other) -> Iterator[str]:
    plan_from(row["steps"])
    yield from ()


def _template(row: Plain, _other: Other) -> Iterator[str]:
    Form.from_data(row["data"]["form"])
    yield from _dangers(row["data"]["form"])
    if not row["data"].get("body"):
        yield say(N_("mẫu không có nội dung"))


def _revision(row: Plain, other: Other) -> Iterator[str]:
    facts, term = row["facts"], Term.parse(row["term"])
    phases = facts.get("phases", [])
    second = Term.parse(phases[1]["term"]) if len(phases) > 1 and phases[1].get("term") else None
    form, plan = other("form", row["form"]), other("process", row["plan"])
    if form and facts["agency_field"] not in form["data"]["schema"]["properties"]:
        yield say(N_("tờ khai không có câu hỏi chọn cơ quan “%(field)s”"), field=facts["agency_field"])
    if plan:
        names = {str(key[0]).rpartition(":")[2] for key in row["templates"]}
        for problem in problems(plan_from(plan["steps"]), term, second, names):
            yield say(N_("quy trình, bước %(row)d: %(why)s"), row=problem.row, why=problem.why)


def _service(row: Plain, _other: Other) -> Iterator[str]:
    if row["term"]:
        Term.parse(row["term"])
    yield from _marks(row)


def _routing(row: Plain, _other: Other) -> Iterator[str]:
    check_routing(row["decides"].get("vi", ""), Filing(row["filing"]), row["address"], Level(row["level"]), row["reason"].get("vi", ""))
    yield from _marks(row)


def _marks(row: Plain) -> Iterator[str]:
    if not marks_known(row["marks"].values()):
        yield say(N_("độ chắc là một trong T, S, P, C, K, u"))


def _fee_rule(row: Plain, _other: Other) -> Iterator[str]:
    given = {name: value for name, value in row.items() if name in NewFeeRule.__dataclass_fields__}
    check_rule(NewFeeRule(**{**given, "effect": Effect(row["effect"])}))
    yield from ()


def _procedure(row: Plain, _other: Other) -> Iterator[str]:
    if not row["name"].get("vi", "").strip():
        yield say(N_("thủ tục không có tên"))


def _cost(row: Plain, _other: Other) -> Iterator[str]:
    burden_of(row["before"]), burden_of(row["after"])
    yield from ()


_JUDGES: dict[str, Callable[[Plain, Other], Iterator[str]]] = {
    "form": _form,
    "process": _process,
    "template": _template,
    "revision": _revision,
    "service": _service,
    "routing": _routing,
    "fee_rule": _fee_rule,
    "procedure": _procedure,
    "cost": _cost,
}
