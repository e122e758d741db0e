"""The gates of `make check` refuse what they must."""

import pytest

from tools import licences, lock, tracked


@pytest.mark.parametrize(
    "expression",
    [
        *("MIT", "Apache-2.0 AND MIT", "GPL-2.0-only OR MIT", "LGPL-3.0-only", "MPL-2.0", "(MIT OR CC0-1.0)"),
        "GNU Lesser General Public License v2 or later (LGPLv2+)",
    ],
)
def test_a_free_licence_is_taken(expression: str) -> None:
    assert licences.allowed(expression)


@pytest.mark.parametrize(
    "expression",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "GNU General Public License v3 (GPLv3)", "không ghi", "Proprietary", ""],
)
def test_a_binding_or_unknown_licence_is_refused(expression: str) -> None:
    assert not licences.allowed(expression)


def test_the_gate_itself_refuses_a_gpl_package(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(licences, "npm_licences", lambda: [("bad-package", "GPL-3.0-only")])
    assert licences.main() == 1
    assert "bad-package: GPL-3.0-only" in capsys.readouterr().err


def test_every_locked_package_is_free() -> None:
    assert licences.main() == 0


def test_hosts_of_registries_and_paths_of_machines_are_found() -> None:
    host, path = "py" + "pi.org", "/ro" + "ot/code"
    assert tracked.problems("a", f"from {host}\n".encode()) == ["a:1: tên máy của kho gói"]
    assert tracked.problems("b", f"\ncd {path}\n".encode()) == ["b:2: đường dẫn của một máy"]
    assert tracked.problems("c", b"GET /api/home/1 and ./home/x/ and $ROOT/root/x") == []


def test_a_changed_dependency_makes_the_lock_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lock._fresh("requirements.txt")
    monkeypatch.setattr(lock, "LOCKS", {"requirements.txt": ("sandbox", "dev")})
    assert not lock._fresh("requirements.txt")
