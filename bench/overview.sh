#!/usr/bin/env bash
# Measures the overview page on a database: overview.sh DATABASE [HUIKE]
set -euo pipefail
cd "$(dirname "$0")/.."
database=$1
huike=${2:-bin/huike}
port=${PORT:-8799}
password=$(head -c 18 /dev/urandom | base64)
login=bench-$RANDOM$RANDOM

printf '%s\n' "$password" | "$huike" user add "$login" --role admin --db "duckdb:$database" >/dev/null
HUIKE_THREADS=2 "$huike" serve --listen "127.0.0.1:$port" --db "duckdb:$database" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
	curl -fsS -o /dev/null "http://127.0.0.1:$port/healthz" 2>/dev/null && break
	sleep 0.5
done
node bench/overview.mjs "http://127.0.0.1:$port" "$login" "$password"
