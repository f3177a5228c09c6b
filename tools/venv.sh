#!/usr/bin/env bash
# Make or refresh a virtual environment from files of pinned requirements.
# Usage: tools/venv.sh FOLDER REQUIREMENTS...     (PYTHON names the interpreter, python3 by default)
#
# Everything is checked against its hash.  The build tools are installed first, pinned as well, and used
# without build isolation, which would fetch them unpinned.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
folder=$1
shift

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}
command -v "$python" >/dev/null ||
    stop "缺少 Python：请安装 Debian 软件包 python3（apt-get install python3 python3-venv）。" \
        "Python is missing: install the Debian package python3 (apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "需要 Python 3.11 或更高版本（$("$python" --version)）；可用 make PYTHON=… 指定解释器。" \
        "Python 3.11 or later is needed, this is $("$python" --version); name another with make PYTHON=…"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "缺少 venv 模块：请安装 Debian 软件包 python3-venv（apt-get install python3-venv）。" \
        "The venv module is missing: install the Debian package python3-venv (apt-get install python3-venv)."

# A folder that an interrupted run left without pip is made anew; one that works is kept.
"$folder/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$folder"
install() { "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-build-isolation "$@"; }
install --require-hashes -r requirements/build.txt
for file in "$@"; do
    install --require-hashes -r "$file"
done
