#!/usr/bin/env bash
# Fetch the free fonts that stand in for licensed ones into assets/fonts/free, by npm, at build time.
# Usage: tools/fonts.sh STAMP      (STAMP is touched when they are there)
#
# Without npm nothing fails: 楷体 is then drawn in 宋体, which is installed with the Python packages.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=$1
if ! tools/node.sh; then
    printf '%s\n' "未安装替代字体，PDF中的楷体将以宋体代替；其他功能不受影响。" \
        "The stand-in fonts were not installed: PDF files show 宋体 for 楷体; all else works." >&2
    exit 0
fi
(cd assets/fonts && npm ci --silent)
"${PYTHON:-python3}" tools/free_fonts.py assets/fonts
rm -rf assets/fonts/node_modules
touch "$stamp"
