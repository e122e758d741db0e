"""`motcua document verify FILE.pdf`: every signature of a PDF, judged offline; exit code 1 when one has a flaw or there is none."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.doors.command.frame import DONE, REFUSED, CommandRefused, say, show, wake_django

if TYPE_CHECKING:
    from motcua.documents.verification import Signature, Verification


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `document verify` to the command line."""
    parts = subparsers.add_parser("document", help="giấy tờ điện tử").add_subparsers(dest="part", required=True, metavar="VIỆC")
    verify = parts.add_parser("verify", help="kiểm tra chữ ký số của một tệp PDF")
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument("--root", type=Path, action="append", metavar="ROOT.pem", help="chứng thư gốc tin cậy thay cho SIGNING_TRUST_ROOTS")


def run(args: Namespace) -> int:
    """Judge the file and show what was found. Raises CommandRefused when it cannot be read."""
    from motcua.documents.verification import NotReadable, verify

    try:
        found = verify(args.file.read_bytes(), _roots(args.root))
    except OSError as problem:
        raise CommandRefused(f"Không đọc được tệp: {problem.strerror}.") from problem
    except NotReadable as problem:
        raise CommandRefused("Tệp này không phải là PDF đọc được.") from problem
    show(args, found.as_json(), _lines(found))
    return DONE if found.ok else REFUSED


def _roots(files: list[Path] | None) -> list[bytes]:
    """The roots that are trusted: of the given files, else of the signing connector."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from motcua.ports import Refused, Unreachable, port

    if not files:
        wake_django()
        try:
            found: list[bytes] = port("signing").roots()
        except (Refused, Unreachable) as problem:
            say(f"Không có chứng thư gốc để đối chiếu: {problem}.")
            return []
        return found
    try:
        given = [each for file in files for each in x509.load_pem_x509_certificates(file.read_bytes())]
    except ValueError as problem:
        raise CommandRefused("Tệp chứng thư gốc không phải là PEM.") from problem
    return [each.public_bytes(Encoding.DER) for each in given]


def _lines(found: "Verification") -> list[str]:
    if not found.signatures:
        return ["Tệp không có chữ ký số."]
    told = [f"{number}. {_sentence(each)}" for number, each in enumerate(found.signatures, 1)]
    return [*told, "Mọi chữ ký đều hợp lệ." if found.ok else "Có chữ ký chưa hợp lệ."]


def _sentence(each: "Signature") -> str:
    from motcua.documents.verification import HANOI

    state = [
        "nội dung còn nguyên vẹn" if each.intact else "nội dung đã bị sửa",
        "chứng thư tin cậy" if each.trusted else "chứng thư chưa tin cậy",
        "phủ toàn bộ tệp" if each.covers_whole_file else "có phần thêm ngoài chữ ký",
    ]
    moment = f", ký lúc {each.signed_at.astimezone(HANOI):%H:%M:%S ngày %d/%m/%Y}" if each.signed_at else ""
    return f"{each.signer} ({each.level}{moment}): {'; '.join(state)}."
