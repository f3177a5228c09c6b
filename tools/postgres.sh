#!/usr/bin/env bash
# Run a command beside a PostgreSQL of its own: made in a temporary folder, on loopback, on a free port, removed afterwards.
# Usage: tools/postgres.sh run -- COMMAND...      (the command finds the database in DATABASE_URL)
#
# PostgreSQL refuses to run as root: then it runs as another user, postgres by default (LUOSHI_POSTGRES_USER).
set -euo pipefail
[ "${1:-}" = run ] && [ "${2:-}" = -- ] && [ $# -gt 2 ] || {
    sed -n '2,5s/^# //p' "$0" >&2
    exit 2
}
shift 2

"$(dirname "$0")/system.sh" "PostgreSQL" postgresql
programs=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | sort --version-sort | tail -1)")
folder=$(mktemp -d -t luoshi-postgresql-XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
    owner=${LUOSHI_POSTGRES_USER:-postgres}
    chown "$owner" "$folder"
    as=(runuser -u "$owner" --)
fi

end() {
    "${as[@]}" "$programs/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd / # the other user need not be allowed into our folder
"${as[@]}" "$programs/initdb" --pgdata "$folder/data" --username luoshi --auth trust --encoding UTF8 --locale C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log" >&2
    exit 1
}
for _ in 1 2 3 4 5; do
    port=$(shuf -i 20000-45000 -n 1)
    # Nothing here must survive a power failure.
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100"
    if "${as[@]}" "$programs/pg_ctl" --pgdata "$folder/data" --log "$folder/server.log" --options "$options" --wait --silent start >/dev/null; then
        started=yes
        break
    fi
done
[ "${started:-}" = yes ] || {
    cat "$folder/server.log" >&2
    exit 1
}
cd "$OLDPWD"
DATABASE_URL="postgresql://luoshi@127.0.0.1:$port/postgres" "$@"
