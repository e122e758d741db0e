"""What the API is, for machines (OpenAPI 3.1) and for people (a page of our own, no script), both in the language asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.api.asking import WINDOW_SECONDS, today_of
from motcua.doors.api.v1.api import api
from motcua.policy.values import value

PREFIX = "api/v1/"
_SAID = ("summary", "description", "title")


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The schema."""
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


def described() -> Any:
    """Return the schema with its words in the language that is active; every error is problem+json there as it is in life."""
    found = _said(api.get_openapi_schema(path_prefix=PREFIX))
    for way in found["paths"].values():
        for operation in way.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    response["content"] = {"application/problem+json": response["content"].pop("application/json")}
    return found


def _said(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _said(each, name) for name, each in part.items()}
    if isinstance(part, list):
        return [_said(each) for each in part]
    return _(part) if key in _SAID and isinstance(part, str) and part else part


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every address, what it takes and gives, with an example to copy; how versions live and end."""
    schema = described()
    values = {
        "info": schema["info"],
        "operations": [_operation(way, method, told) for way, ways in schema["paths"].items() for method, told in ways.items()],
        "most": value("open_data_tries", today_of(request))["api"],
        "minutes": WINDOW_SECONDS // 60,
    }
    return render(request, "api/v1.html", values)


def _operation(way: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    example = way.replace("{code}", "1.001193")
    return {
        "method": method.upper(),
        "path": way,
        "id": told["operationId"],
        "summary": told.get("summary", ""),
        "description": told.get("description", ""),
        "parameters": [_parameter(each) for each in told.get("parameters", [])],
        "example": example,
        "posts": method == "post",
        "statuses": sorted(int(status) for status in told["responses"]),
    }


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    shape = told["schema"]
    kinds = [shape, *shape.get("anyOf", [])]
    choices: list[str] = next((each["enum"] for each in kinds if "enum" in each), [])
    kind = next((each.get("format") or each["type"] for each in kinds if each.get("type") not in (None, "null")), "")
    return {"name": told["name"], "kind": kind, "choices": choices, "required": told.get("required", False)}
