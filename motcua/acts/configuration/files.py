"""The files of a bundle: one folder a procedure, JSON with sorted keys so that two can be compared; a manifest with every file's hash."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

FORMAT = 1
MANIFEST, WORDS = "manifest.json", "finding.toml"
MOST_FILES, MOST_BYTES = 100_000, 500_000_000
Files = dict[str, bytes]
_FIXED = (1980, 1, 1, 0, 0, 0)  # of every file in a .zip: the same content is the same archive


class BundleRefused(Refusal):
    """What is given is no bundle; nothing was read further."""


def dumped(value: Any) -> bytes:
    """Return JSON as bundles hold it: keys sorted, an indent of one, a line break at the end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def with_manifest(files: Files, about: dict[str, Any]) -> Files:
    """Return the files with the manifest over them."""
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    return {**files, MANIFEST: dumped({"format": FORMAT, **about, "files": hashes})}


def in_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a .zip, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, _FIXED), files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def from_zip(content: bytes) -> Files:
    """Read a .zip. Raises BundleRefused for what is none, goes outside its folder, or swells beyond measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [each for each in archive.infolist() if not each.is_dir()]
            if len(inside) > MOST_FILES or sum(each.file_size for each in inside) > MOST_BYTES:
                raise BundleRefused(N_("Tệp nén quá lớn."))
            return {_inside(each.filename): archive.read(each) for each in inside}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise BundleRefused(N_("Đây không phải một tệp .zip đọc được.")) from error


def from_folder(folder: Path) -> Files:
    """Read a folder. Raises BundleRefused when it cannot be read."""
    try:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    except OSError as error:
        raise BundleRefused(N_("Không đọc được thư mục: %(why)s."), why=error.strerror or "") from error


def checked(files: Files) -> dict[str, Any]:
    """Return the manifest. Raises BundleRefused naming the files that are missing, changed, or not named there."""
    if MANIFEST not in files:
        raise BundleRefused(N_("Thiếu tệp %(name)s: đây không phải bộ bàn giao."), name=MANIFEST)
    manifest = read(files[MANIFEST], MANIFEST)
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BundleRefused(N_("Tệp %(name)s không đọc được."), name=MANIFEST)
    if manifest.get("format") != FORMAT:
        words = N_("Bộ bàn giao có định dạng phiên bản %(format)s; bản phần mềm này chỉ đọc phiên bản %(known)s.")
        raise BundleRefused(words, format=str(manifest.get("format")), known=FORMAT)
    named, here = manifest["files"], {path: content for path, content in files.items() if path != MANIFEST}
    changed = sorted(p for p, content in here.items() if p in named and hashlib.sha256(content).hexdigest() != named[p])
    _refuse(N_("Thiếu tệp: %(names)s."), sorted(set(named) - set(here)))
    _refuse(N_("Tệp đã bị sửa sau khi xuất (sai mã băm): %(names)s."), changed)
    _refuse(N_("Tệp không có trong danh sách của bộ bàn giao: %(names)s."), sorted(set(here) - set(named)))
    return manifest


def read(content: bytes, path: str) -> Any:
    """Return the JSON of a file. Raises BundleRefused naming it."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BundleRefused(N_("Tệp %(name)s không đọc được."), name=path) from error


def _refuse(words: str, names: list[str]) -> None:
    if names:
        told = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
        raise BundleRefused(words, names=told)


def _inside(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if name.startswith("/") or ".." in parts or not all(parts):
        raise BundleRefused(N_("Tệp nén có đường dẫn ra ngoài thư mục."))
    return "/".join(parts)
