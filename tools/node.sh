#!/usr/bin/env bash
# See to it that npm is there: from Debian where that is allowed; otherwise one sentence, and an exit status of 3.
set -euo pipefail
command -v npm >/dev/null || exec "$(dirname "$0")/system.sh" "npm" nodejs npm
