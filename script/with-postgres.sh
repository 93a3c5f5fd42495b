#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL of its own: with-postgres.sh COMMAND…
# The command finds the server's address in HUIKE_TEST_POSTGRES. An address that
# is already set there is used as it is.
set -euo pipefail
[ -z "${HUIKE_TEST_POSTGRES:-}" ] || exec "$@"

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
[ -x "$bin/initdb" ] || {
	echo "No PostgreSQL here. Install it (apt-get install -y postgresql) or set HUIKE_TEST_POSTGRES to the address of a throw-away server." >&2
	exit 1
}
dir=$(mktemp -d "${TMPDIR:-/tmp}/huike-postgres.XXXXXX")
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
	chown postgres "$dir"
	as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
stop() {
	"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
port=$((20000 + RANDOM % 20000))
cd "$dir"
"${as[@]}" "$bin/initdb" -D "$dir/data" -U huike -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB" start >/dev/null
cd "$OLDPWD"
export HUIKE_TEST_POSTGRES="postgres://huike@127.0.0.1:$port/postgres?sslmode=disable"
"$@"
