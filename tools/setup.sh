#!/bin/sh
# Install what this repository needs into .venv and node_modules: `tools/setup.sh run|test`. A second call takes moments.
# As root the missing Debian packages are installed too; anyone else is told which they are.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
export PIP_DISABLE_PIP_VERSION_CHECK=1 DEBIAN_FRONTEND=noninteractive

missing=""
need() { missing="$missing $1"; }

python=""
for name in python3.11 /usr/bin/python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then python=$name; break; fi
done
[ -n "$python" ] || { echo "Cần Python 3.11 (Debian 12: apt-get install python3 python3-venv)." >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
node --version 2>/dev/null | grep -qE '^v(2[0-9]|[3-9][0-9])' || { echo "Cần Node.js từ 20 trở lên." >&2; exit 1; }
[ -f /usr/share/fonts/truetype/croscore/Tinos-Regular.ttf ] || need fonts-croscore
if [ "$kind" = test ]; then
    command -v chromium >/dev/null || need chromium
    command -v pdfsig >/dev/null || need poppler-utils
    command -v certutil >/dev/null || need libnss3-tools
    command -v openssl >/dev/null || need openssl
fi
if [ "$kind" = test ] && [ -n "${CI:-}" ]; then
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || need postgresql
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "Thiếu các gói Debian; hãy chạy: sudo apt-get install$missing" >&2
        exit 1
    fi
    echo "Cài các gói Debian:$missing" >&2
    # shellcheck disable=SC2086  # one word a package
    apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends $missing >&2
fi

lock=requirements.txt
[ "$kind" = test ] && lock=requirements-dev.txt
.venv/bin/python -c 'import pip' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv; }
here=$(pwd -P)
stamp=.venv/.installed-$kind
if [ "$(cat "$stamp" 2>/dev/null)" != "$here $(sha256sum <"$lock")" ]; then
    echo "Cài các gói Python ($lock) …" >&2
    .venv/bin/python -m pip install -qq --require-hashes -r "$lock"
    .venv/bin/python tools/link.py
    echo "$here $(sha256sum <"$lock")" >"$stamp"
fi

stamp=node_modules/.installed
if [ "$(cat "$stamp" 2>/dev/null)" != "$(sha256sum <package-lock.json)" ]; then
    echo "Cài các gói npm …" >&2
    npm ci --silent --ignore-scripts
    sha256sum <package-lock.json >"$stamp"
fi
.venv/bin/python tools/build.py
