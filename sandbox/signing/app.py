"""The authority on the wire: a Cloud Signature Consortium API (v1), time stamps, revocation lists, and a page of what was signed."""

import base64
import binascii
import hmac
import os
import time
from html import escape
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import pages
from sandbox.config import Config
from sandbox.signing import clock
from sandbox.signing.chain import CENTRE, Chain, der, pem
from sandbox.signing.state import State, identity

CLIENT = "motcua"
SESSION, ACTIVATION = 3600.0, 300.0  # seconds
RSA_SHA256, SHA256 = "1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.2.1"
SHA256_RSA_NAMES = (RSA_SHA256, "1.2.840.113549.1.1.1")


class Denied(Exception):
    """The request is refused: the API's error word, a sentence, and the HTTP status."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.status = error, status


class Authority:
    """The signing authority; its secret is SANDBOX_SIGNING_SECRET, `demo-secret` by default."""

    def __init__(self, config: Config) -> None:
        folder = config.folder(f"signing-{config.port}")  # certificates name the address of their revocation lists
        self.chain = Chain(folder, f"{config.base_url}/signing")
        self.state = State(folder / "state.db", self.chain)
        self._secret = os.environ.get("SANDBOX_SIGNING_SECRET", "demo-secret")

    def app(self) -> Starlette:
        """Return the web application."""
        api = {
            "info": self._info,
            "oauth2/token": self._token,
            "credentials/list": self._list,
            "credentials/info": self._credential,
            "credentials/authorize": self._authorise,
            "signatures/signHash": self._sign,
        }
        routes = [Route(f"/csc/v1/{path}", self._serve(call), methods=["POST"]) for path, call in api.items()]
        routes += [Route("/credentials/{id}", self.enrol, methods=["PUT"]), Route("/credentials/{id}", self.block, methods=["DELETE"])]
        routes += [Route("/tsa", self.stamp, methods=["POST"]), Route("/crl/{issuer}.crl", self.revocations)]
        return Starlette(routes=[*routes, Route("/root.pem", self.root), Route("/", self.home)])

    def close(self) -> None:
        """Close the state."""
        self.state.close()

    def _serve(self, call: Any) -> Any:
        async def endpoint(request: Request) -> Response:
            try:
                asked = await _body(request)
                if call != self._token and call != self._info:
                    self._check_session(request)
                return JSONResponse(await run_in_threadpool(call, asked))
            except Denied as denied:
                return JSONResponse({"error": denied.error, "error_description": str(denied)}, denied.status)

        return endpoint

    def _check_session(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or not self.state.has_session(token):
            raise Denied("invalid_token", "Phiên làm việc không có hoặc đã hết hạn", 401)

    def _info(self, _asked: dict[str, Any]) -> dict[str, Any]:
        methods = ["oauth2/token", "credentials/list", "credentials/info", "credentials/authorize", "signatures/signHash"]
        return {"specs": "1.0.4.0", "name": CENTRE, "region": "VN", "lang": "vi-VN", "authType": ["oauth2client"], "methods": methods}

    def _token(self, asked: dict[str, Any]) -> dict[str, Any]:
        secret = str(asked.get("client_secret", ""))
        known = asked.get("client_id") == CLIENT and hmac.compare_digest(secret.encode(), self._secret.encode())
        if asked.get("grant_type") != "client_credentials" or not known:
            raise Denied("invalid_client", "Sai tên hoặc mật khẩu của hệ thống", 401)
        return {"access_token": self.state.permit("session", SESSION), "token_type": "Bearer", "expires_in": int(SESSION)}

    def _list(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"credentialIDs": [row["id"] for row in self.state.credentials()]}

    def _credential(self, asked: dict[str, Any]) -> dict[str, Any]:
        row = self._usable(asked, blocked=True)
        certificate = identity(row).certificate
        chain = [der(each) for each in (certificate, self.chain.authority.certificate, self.chain.root.certificate)]
        return {
            "description": f"{row['name']}, {row['organisation']}",
            "key": {"status": "disabled" if row["blocked"] else "enabled", "algo": [RSA_SHA256], "len": 2048},
            "cert": {
                "status": "revoked" if row["blocked"] else "valid",
                "certificates": [base64.b64encode(each).decode() for each in chain],
                "issuerDN": certificate.issuer.rfc4514_string(),
                "subjectDN": certificate.subject.rfc4514_string(),
                "serialNumber": f"{certificate.serial_number:X}",
            },
            "authMode": "implicit",
            "SCAL": "2",
            "multisign": 10,
            "lang": "vi-VN",
        }

    def _authorise(self, asked: dict[str, Any]) -> dict[str, Any]:
        row, asked_hashes = self._usable(asked), _hashes(asked)
        if asked.get("numSignatures") != len(asked_hashes):
            raise Denied("invalid_request", "numSignatures không bằng số giá trị băm")
        return {"SAD": self.state.permit("activation", ACTIVATION, row["id"], asked_hashes), "expiresIn": int(ACTIVATION)}

    def _sign(self, asked: dict[str, Any]) -> dict[str, Any]:
        row, asked_hashes = self._usable(asked), _hashes(asked)
        if asked.get("signAlgo") not in SHA256_RSA_NAMES or asked.get("hashAlgo", SHA256) != SHA256:
            raise Denied("invalid_request", "Chỉ ký SHA-256 với RSA")
        if not self.state.use_activation(str(asked.get("SAD", "")), row["id"], asked_hashes):
            raise Denied("invalid_request", "Dữ liệu kích hoạt ký (SAD) không dùng được")
        key, how = identity(row).key, utils.Prehashed(hashes.SHA256())
        made = [key.sign(base64.b64decode(each), padding.PKCS1v15(), how) for each in asked_hashes]
        for each in asked_hashes:
            self.state.note(row["id"], each, str(asked.get("clientData", "")))
        return {"signatures": [base64.b64encode(each).decode() for each in made]}

    def _usable(self, asked: dict[str, Any], *, blocked: bool = False) -> Any:
        row = self.state.credential(str(asked.get("credentialID", "")))
        if row is None:
            raise Denied("invalid_request", "Không có chứng thư số này (credentialID)")
        if row["blocked"] and not blocked:
            raise Denied("invalid_request", "Chứng thư số đã bị thu hồi")
        return row

    async def enrol(self, request: Request) -> Response:
        """PUT {name, organisation}: give an officer or agency a key; the same again changes nothing."""
        try:
            self._check_session(request)
            asked = await _body(request)
            name, organisation = str(asked.get("name", "")).strip(), str(asked.get("organisation", "")).strip()
            if not name or not organisation:
                raise Denied("invalid_request", "Thiếu name hoặc organisation")
        except Denied as denied:
            return JSONResponse({"error": denied.error, "error_description": str(denied)}, denied.status)
        row = await run_in_threadpool(self.state.enrol, request.path_params["id"], name, organisation)
        return JSONResponse({"credentialID": row["id"], "serialNumber": f"{int(row['serial']):X}"})

    async def block(self, request: Request) -> Response:
        """DELETE: revoke the certificate; it stands on the next revocation list."""
        try:
            self._check_session(request)
        except Denied as denied:
            return JSONResponse({"error": denied.error, "error_description": str(denied)}, denied.status)
        return Response(status_code=204 if self.state.block(request.path_params["id"]) else 404)

    async def stamp(self, request: Request) -> Response:
        """Answer a time stamp request (RFC 3161 over HTTP)."""
        if request.headers.get("content-type") != "application/timestamp-query":
            return Response("application/timestamp-query expected", 415)
        answer = await run_in_threadpool(clock.answer, await request.body(), self.chain)
        return Response(answer, media_type="application/timestamp-reply")

    async def revocations(self, request: Request) -> Response:
        """Return a revocation list, made now; next in seven days."""
        issuer = request.path_params["issuer"]
        if issuer not in ("root", "authority"):
            return Response(status_code=404)
        revoked = self.state.revoked() if issuer == "authority" else []
        return Response(self.chain.revocations(issuer, revoked), media_type="application/pkix-crl")

    async def root(self, _request: Request) -> Response:
        """Return the root certificate, PEM."""
        return Response(pem(self.chain.root.certificate), media_type="application/x-pem-file")

    async def home(self, _request: Request) -> Response:
        """Show who can sign and what was signed; hashes only, the authority never sees a document."""
        signers = [
            (escape(row["id"]), escape(row["name"]), escape(row["organisation"]), "Đã thu hồi" if row["blocked"] else "Đang dùng")
            for row in self.state.credentials()
        ]
        made = [
            (_clock(row["at"]), escape(row["credential"]), escape(row["note"]), f"<code>{escape(row['hash'])}</code>")
            for row in self.state.signatures()
        ]
        body = f"<p>{pages.link('/signing/root.pem', 'Tải chứng thư gốc (PEM)')}</p>"
        body += pages.table("Chứng thư số", ("Mã", "Người hoặc cơ quan", "Tổ chức", "Trạng thái"), signers)
        return pages.page(CENTRE, body + pages.table("Đã ký", ("Lúc", "Chứng thư số", "Lý do", "Giá trị băm"), made))


def _hashes(asked: dict[str, Any]) -> list[str]:
    given = asked.get("hash")
    if not isinstance(given, list) or not given or not all(isinstance(each, str) and _is_sha256(each) for each in given):
        raise Denied("invalid_request", "hash phải là danh sách giá trị SHA-256 dạng base64")
    return [str(each) for each in given]


def _is_sha256(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 32
    except binascii.Error:
        return False


def _clock(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(seconds + 7 * 3600))


async def _body(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        raise Denied("invalid_request", "Nội dung không phải là JSON") from None
    if not isinstance(asked, dict):
        raise Denied("invalid_request", "Nội dung không phải là một đối tượng JSON")
    return asked
