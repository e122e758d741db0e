"""What every X-Road REST partner can be asked: which services its subsystem offers us (metaservice `listMethods`, protocol r1)."""

import uuid
from collections.abc import Mapping

import httpx

from motcua.ports import Refused, Spoken, Unreachable

VERSION = "X-Road REST r1"


def speaks(http: httpx.Client, url: str, heads: Mapping[str, str]) -> Spoken:
    """Ask the security server behind `url` (…/r1/instance/class/member/subsystem/service) for the services of that subsystem.

    Raises Refused when it denies us or does not offer the service, Unreachable when it does not answer readably.
    """
    subsystem, _, service = url.rpartition("/")
    try:
        answer = http.get(f"{subsystem}/listMethods", headers={**heads, "Accept": "application/json", "X-Road-Id": str(uuid.uuid4())})
        told = answer.json() if answer.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, ValueError) as problem:
        raise Unreachable(f"the security server did not answer: {type(problem).__name__}") from problem
    kind = answer.headers.get("X-Road-Error", "")
    if kind.startswith("Client") or "AccessDenied" in kind:
        raise Refused(f"the security server denies us: {kind}")
    if not isinstance(told, dict) or not isinstance(told.get("service"), list):
        raise Unreachable(f"the security server answered {answer.status_code} {kind}".strip())
    offered = [str(each.get("service_code", "")) for each in told["service"] if isinstance(each, dict)]
    if service not in offered:
        raise Refused(f"the service {service} is not offered to us; offered: {', '.join(offered) or 'none'}")
    return Spoken("/".join(subsystem.split("/r1/", 1)[-1].split("/")), f"{VERSION}, {service}")
