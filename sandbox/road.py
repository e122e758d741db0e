"""The X-Road message layer over REST: who calls, the headers of the answer, the hash that ties an answer to its question.

Addresses: METHOD /r1/{instance}/{class}/{member}/{subsystem}/{service}[/path][?query].
"""

import base64
import hashlib
import json
import re
import uuid

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_CLIENT = re.compile(r"[^/\s]+(/[^/\s]+){2,3}")


class Denied(Exception):
    """The caller may not ask; `kind` is the X-Road error type."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def check(request: Request, service: str, clients: set[str]) -> None:
    """Raise Denied unless a known client asks this service in a well-made message."""
    client = request.headers.get("x-road-client", "")
    if not _CLIENT.fullmatch(client):
        raise Denied("Client.BadRequest", "X-Road-Client must be INSTANCE/CLASS/MEMBER[/SUBSYSTEM]")
    if client not in clients:
        raise Denied("Server.ServerProxy.AccessDenied", "this X-Road-Client has no access to the service")
    asked = request.path_params["service"]
    if asked != service and not asked.startswith(f"{service}/"):
        raise Denied("Server.ServerProxy.UnknownService", "unknown service")
    if (told := request.headers.get("x-road-id")) and not _is_uuid(told):
        raise Denied("Client.BadRequest", "X-Road-Id must be a UUID")


def methods(request: Request, service: str, clients: set[str]) -> Response:
    """Answer the metaservice `listMethods`: the one service that the subsystem offers."""
    instance, kind, member, subsystem, code = service.split("/")
    whole = request.path_params["subsystem"]
    if request.headers.get("x-road-client", "") not in clients:
        return denied(Denied("Server.ServerProxy.AccessDenied", "this X-Road-Client is not known"))
    if whole != f"{instance}/{kind}/{member}/{subsystem}":
        return denied(Denied("Server.ServerProxy.UnknownService", "unknown subsystem"))
    told = {"member_class": kind, "member_code": member, "object_type": "SERVICE", "service_code": code}
    told |= {"subsystem_code": subsystem, "xroad_instance": instance, "service_type": "REST"}
    return JSONResponse({"service": [told]}, headers={"X-Road-Id": request.headers.get("x-road-id", "")})


def answer_headers(request: Request, service: str, body: bytes) -> dict[str, str]:
    """Return the headers that the security server adds to an answer."""
    return {
        "X-Road-Client": request.headers.get("x-road-client", ""),
        "X-Road-Service": service,
        "X-Road-Id": request.headers.get("x-road-id") or str(uuid.uuid4()),
        "X-Road-Request-Id": str(uuid.uuid4()),
        "X-Road-Request-Hash": request_hash(request, body),
    }


def request_hash(request: Request, body: bytes) -> str:
    """Return base64 SHA-512(SHA-512(head) + SHA-512(body)) of the question as it came; without a body, of its head alone.

    The head is the request line and every header in the order received, names in lower case.
    """
    path = request.scope["raw_path"].decode("ascii") + (f"?{request.url.query}" if request.url.query else "")
    lines = [f"{request.method} {path}".encode()] + [name + b":" + value for name, value in request.headers.raw]
    head = hashlib.sha512(b"\r\n".join(lines) + b"\r\n").digest()
    whole = hashlib.sha512(head + hashlib.sha512(body).digest()).digest() if body else head
    return base64.b64encode(whole).decode()


def denied(why: Denied) -> Response:
    """Return the layer's own error: header X-Road-Error and a JSON body."""
    told = json.dumps({"type": why.kind, "message": str(why), "detail": str(uuid.uuid4())})
    return Response(told, 400 if why.kind.startswith("Client") else 500, {"X-Road-Error": why.kind}, "application/json")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
