#!/usr/bin/env bash
# See that Debian packages are there: install what is missing where that is allowed, else say what to install.
# Usage: tools/system.sh WHAT-FOR PACKAGE...     exit status 3 where something is missing and cannot be installed
set -euo pipefail
purpose=$1
shift

missing=()
for package in "$@"; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "${purpose}: apt-get install ${missing[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    if { apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" ||
        { apt-get update --quiet=2 && apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"; }; } >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "${purpose}：请安装 Debian 软件包 ${missing[*]}（apt-get install ${missing[*]}）。" >&2
echo "${purpose}: install the Debian packages ${missing[*]} (apt-get install ${missing[*]})." >&2
exit 3
