"""`motcua demo people`: how to sign in as each demo role; `motcua demo keys`: their keys at the sandbox signing authority."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from typing import Any

from motcua.doors.command.frame import DONE, CommandRefused, show, table, wake_django

CITIZENS = (
    ("hanh", "Nguyễn Thị Hạnh", "citizen"),
    ("minh", "Trần Văn Minh", "citizen"),
    ("hoa", "Lê Thị Hoa", "citizen"),
    ("huunghi", "Công ty TNHH Hữu Nghị", "organisation"),
)


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `demo people` and `demo keys`."""
    parts = subparsers.add_parser("demo", help="người dùng thử").add_subparsers(dest="part", required=True, metavar="VIỆC")
    parts.add_parser("people", help="tên, mật khẩu và mã hiện thời của từng vai")
    parts.add_parser("keys", help="lập khóa ký cho người và cơ quan dùng thử ở hệ thống ký giả lập")


def run(args: Namespace) -> int:
    """Show the people, or make their keys. Refused outside demo mode."""
    wake_django()
    from django.conf import settings

    if not settings.DEMO:
        raise CommandRefused("Chỉ dùng được ở chế độ dùng thử (MOTCUA_DEMO=1).")
    return _people(args) if args.part == "people" else _keys(args)


def _people(args: Namespace) -> int:
    rows = _citizens() + _officers()
    head = ("vai", "tên đăng nhập", "mật khẩu", "mã", "người")
    show(args, rows, table([head, *((r["role"], r["name"], r["password"], r["code"], r["person"]) for r in rows)]))
    return DONE


def _citizens() -> list[dict[str, str]]:
    from motcua.doors.command.seed import DEMO_PASSWORD

    return [
        {"role": role, "name": name, "password": DEMO_PASSWORD, "code": _phone(name), "person": person} for name, person, role in CITIZENS
    ]


def _phone(username: str) -> str:
    """The one-time code on the citizen's played phone, if a sign-in waits for one; it is shown on the sign-in page too."""
    import httpx
    from django.conf import settings

    try:
        answer = httpx.get(f"{settings.SANDBOX_URL}/identity/phone.json", params={"user": username}, timeout=2)
    except httpx.HTTPError:
        return ""
    codes: list[str] = answer.json().get("codes", []) if answer.status_code == 200 else []
    return codes[-1] if codes else ""


def _officers() -> list[dict[str, str]]:
    from django_otp.oath import totp
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from motcua.doors.command.seed import DEMO_PASSWORD
    from motcua.people.models import Post

    rows = []
    for post in Post.objects.filter(user__username__startswith="demo.", valid_to=None).select_related("user", "agency").order_by("id"):
        device = TOTPDevice.objects.filter(user=post.user).first()
        code = f"{totp(device.bin_key):06d}" if device else ""
        who = {"role": post.role, "name": post.user.username, "password": DEMO_PASSWORD, "code": code}
        rows.append({**who, "person": post.user.name, "agency": post.agency.name})
    return rows


def _keys(args: Namespace) -> int:
    from motcua.ports import Refused, Unreachable, port

    signing: Any = port("signing")
    made: list[str] = []
    try:
        for credential, name, organisation in _keepers():
            signing.enrol(credential, name, organisation)
            made.append(credential)
    except (Refused, Unreachable) as failure:
        raise CommandRefused(f"Hệ thống ký giả lập chưa trả lời: {failure}") from failure
    show(args, made, [f"Đã có khóa: {', '.join(made)}"])
    return DONE


def _keepers() -> Iterator[tuple[str, str, str]]:
    """Yield credential, name and organisation of demo signers, and of each agency where a demo officer works: its slips are signed."""
    from motcua.people.models import Post

    posts = list(Post.objects.filter(user__username__startswith="demo.").select_related("user", "agency").order_by("id"))
    for post in posts:
        if post.role == "signer":
            yield f"officer:{post.user.username}", post.user.name, post.agency.name
    for agency in {post.agency_id: post.agency for post in posts}.values():
        yield f"agency:{agency.code}", agency.name, agency.name
