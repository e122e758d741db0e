"""The roots we trust, from a PEM file; in the demo the sandbox's root is fetched and kept there."""

from pathlib import Path

from asn1crypto import pem, x509

from motcua.connectors.signing.line import Line
from motcua.ports import Refused, Unreachable


def load(path: Path) -> list[bytes]:
    """Return the certificates of a PEM file, DER. Raises Refused when the file is missing or holds none."""
    try:
        text = path.read_bytes()
    except OSError as problem:
        raise Refused(f"SIGNING_TRUST_ROOTS cannot be read: {problem.strerror}") from problem
    try:
        found = [der for kind, _, der in pem.unarmor(text, multiple=True) if kind == "CERTIFICATE"]
    except ValueError as problem:
        raise Refused("SIGNING_TRUST_ROOTS is not a PEM file of certificates") from problem
    if not found:
        raise Refused("SIGNING_TRUST_ROOTS holds no certificate")
    return found


def parsed(roots: list[bytes]) -> list[x509.Certificate]:
    """Return certificates ready for use. Raises Refused for one that cannot be read."""
    try:
        return [x509.Certificate.load(root, strict=True) for root in roots]
    except ValueError as problem:
        raise Refused("SIGNING_TRUST_ROOTS holds a certificate that cannot be read") from problem


def fetch(line: Line, path: Path) -> None:
    """Keep the sandbox's root in `path`; a file from an earlier start is enough when the sandbox is silent."""
    try:
        root = line.fetch("root.pem")
        if not pem.detect(root):
            raise Unreachable("The sandbox's root is not PEM")
    except Unreachable:
        if not path.exists():
            raise
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(root)
