#!/usr/bin/env bash
# See to it that npm is there: from Debian where that is allowed; otherwise one sentence, and exit code 1.
set -euo pipefail
command -v npm >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
    exit
fi
printf '%s\n' "缺少 npm：请安装 Debian 软件包 nodejs 和 npm（apt-get install nodejs npm）。" \
    "npm is missing: install the Debian packages nodejs and npm (apt-get install nodejs npm)." >&2
exit 1
