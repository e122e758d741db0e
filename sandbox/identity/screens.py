"""The pages of the e-identity: sign-in, one-time code, the phone."""

from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from sandbox import pages
from sandbox.identity import accounts
from sandbox.identity.state import Login


def sign_in(base: str, ticket: str, params: dict[str, str], username: str, problem: str = "") -> HTMLResponse:
    """Return the page that asks for user name and password."""
    rows = [
        (
            escape(_owner(one)),
            f"Mức {one.level}",
            pages.link(f"{base}/authorize?{urlencode({**params, 'login_hint': one.username})}", f"Chọn {one.username}"),
        )
        for one in accounts.demo()
    ]
    body = f"""{_problem(problem)}<form method="post" action="{base}/login">{pages.hidden("ticket", ticket)}
<label for="username">Tên đăng nhập hoặc số định danh</label>
<input type="text" id="username" name="username" value="{escape(username)}" autocomplete="username" required>
<label for="password">Mật khẩu</label>
<input type="password" id="password" name="password" autocomplete="current-password" required>
<button type="submit">Đăng nhập</button></form>{_cancel(base, ticket)}
<p>Mật khẩu của mọi tài khoản giả lập: <code>{accounts.PASSWORD}</code></p>
{pages.table("Tài khoản có sẵn", ("Chủ tài khoản", "Mức", "Chọn"), rows)}"""
    return pages.page("Đăng nhập định danh điện tử", body, 400 if problem else 200)


def one_time_code(base: str, login: Login, problem: str = "") -> HTMLResponse:
    """Return the page that asks for the one-time code, with the citizen's phone played beside it."""
    body = f"""{_problem(problem)}<form method="post" action="{base}/login/code">{pages.hidden("ticket", login.ticket)}
<label for="code">Mã xác thực gồm 6 chữ số</label>
<input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required>
<button type="submit">Xác nhận</button></form>{_cancel(base, login.ticket)}
<section class="phone" aria-labelledby="phone"><h2 id="phone">Điện thoại của bạn (giả lập)</h2>
<p>Mã xác thực của bạn là <strong id="phone-code">{login.otp}</strong></p></section>"""
    return pages.page("Xác thực mức độ 2", body, 400 if problem else 200)


def phone(username: str, codes: list[str]) -> HTMLResponse:
    """Return what the phone of `username` shows."""
    shown = "".join(f"<p>Mã xác thực của bạn là <strong>{code}</strong></p>" for code in codes) or pages.paragraph("Chưa có mã nào.")
    return pages.page(f"Điện thoại của {username} (giả lập)", f'<section class="phone">{shown}</section>')


def home(base: str, visits: int) -> HTMLResponse:
    """Return the page that tells what this system is."""
    rows = [
        (escape(_owner(one)), escape(one.username), f"Mức {one.level}", pages.link(f"{base}/phone?user={one.username}", "Xem điện thoại"))
        for one in accounts.demo()
    ]
    body = pages.paragraph(f"Số lần đăng nhập thành công: {visits}") + pages.table(
        "Tài khoản", ("Chủ tài khoản", "Tên đăng nhập", "Mức", "Điện thoại"), rows
    )
    return pages.page("Định danh điện tử", body)


def _owner(account: accounts.Account) -> str:
    return account.owner.name


def _problem(text: str) -> str:
    return f'<p class="error" role="alert">{escape(text)}</p>' if text else ""


def _cancel(base: str, ticket: str) -> str:
    button = '<button class="quiet" type="submit">Hủy và quay lại</button>'
    return f'<form method="post" action="{base}/login/cancel">{pages.hidden("ticket", ticket)}{button}</form>'
