#!/usr/bin/env bash
# Measures everything and writes bench/result/<date>-<commit>.md.
# The file of ten million lines and the databases lie in BENCH_DIR and are kept,
# so that the next run needs not make the file again. Cost against size takes an
# hour and 50 GB, and is asked by itself: go run ./bench sizes -customers 10000000.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${BENCH_DIR:-${TMPDIR:-/tmp}/huike-bench}
customers=${BENCH_CUSTOMERS:-1000000}
runs=${BENCH_RUNS:-3}
commit=$(git rev-parse --short HEAD)
[ -z "$(git status --porcelain)" ] || commit=$commit-changed
result=bench/result/$(date -u +%F)-$commit.md

program=$(mktemp)
trap 'rm -f "$program"' EXIT
go build -o "$program" ./bench
measure() { "$program" "$1" -dir "$dir" -customers "$customers" -runs "$runs" -huike bin/huike; }

mkdir -p bench/result
measure file
rows=$(measure import && measure refresh && measure rooms && measure screens && measure preview && measure itemsets && measure mail &&
	bench/overview.sh "$dir/shop-$customers.duckdb")
{
	echo "# Figures of $(date -u +%F), commit $commit"
	echo
	echo "Machine: $(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/^MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo) of memory; load average $(cut -d' ' -f1-3 /proc/loadavg)."
	echo "$(go version | cut -d' ' -f3,4), DuckDB by $(go list -m github.com/duckdb/duckdb-go/v2 | tr ' ' '@'), Chromium $( (chromium --version 2>/dev/null || echo unknown) | grep -oE '[0-9.]+' | head -n 1)."
	echo
	echo "Every figure is a median (of $runs runs where no other number stands) beside its baseline on the same machine in the same run; the ratio is ours to the baseline's, less is better. Processor time is that of all threads."
	echo
	echo "| what | Huike | baseline | ratio | beside |"
	echo "|---|---:|---:|---:|---|"
	echo "$rows"
} >"$result"
cat "$result"
