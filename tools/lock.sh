#!/usr/bin/env bash
# Pin every requirement with its hashes, for every platform, naming no index and no machine.
# Usage: tools/lock.sh UV
set -euo pipefail
uv=$1
cd "$(dirname "$0")/.."
for name in base build dev bench; do
    held=()
    [ "$name" = dev ] && held=(--constraints requirements/base.txt)
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links --upgrade "${held[@]}" \
        "requirements/$name.in" --output-file "requirements/$name.txt"
done
