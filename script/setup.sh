#!/usr/bin/env bash
# Brings what a build or a test needs: setup.sh build | test.
# On Debian and Ubuntu it installs what is missing (as root or by sudo);
# elsewhere it prints the one command that does, and stops.
set -euo pipefail
want=${1:-build}

missing=()
need() { # need COMMAND PACKAGE...
	command -v "$1" >/dev/null 2>&1 || missing+=("${@:2}")
}
version_at_least() { # version_at_least HAVE WANT
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}
postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

need go golang-go
need gcc gcc libc6-dev
need g++ g++
need node nodejs
need npm npm
if [ "$want" = test ]; then
	[ -n "$(postgres_bin)" ] || command -v initdb >/dev/null 2>&1 || missing+=(postgresql)
	command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing+=(chromium)
	# Without a Chinese font every Chinese glyph in the browser tests is a box.
	[ -n "$(ls /usr/share/fonts/truetype/wqy /usr/share/fonts/opentype/noto/NotoSansCJK* 2>/dev/null)" ] || missing+=(fonts-wqy-microhei)
fi

if [ ${#missing[@]} -gt 0 ]; then
	if command -v apt-get >/dev/null 2>&1; then
		as_root=()
		if [ "$(id -u)" != 0 ]; then
			command -v sudo >/dev/null 2>&1 || {
				echo "Missing: ${missing[*]}. As root, run: apt-get install -y ${missing[*]}" >&2
				exit 1
			}
			as_root=(sudo)
		fi
		echo "Installing ${missing[*]} …" >&2
		"${as_root[@]}" apt-get update -qq
		# A PostgreSQL that Debian starts by itself is not wanted: tests start their own.
		"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
	elif command -v brew >/dev/null 2>&1; then
		echo "Missing: ${missing[*]}. Run: brew install go node postgresql@15 && brew install --cask chromium" >&2
		exit 1
	else
		echo "Missing: ${missing[*]}. Install Go 1.26, gcc, Node 20, PostgreSQL 15 and Chromium with your system's package manager." >&2
		exit 1
	fi
fi

go_version=$(go env GOVERSION 2>/dev/null | sed 's/^go//')
# From 1.21 on, an older Go fetches the toolchain that go.mod names by itself.
version_at_least "$go_version" 1.21 || {
	echo "Go $go_version is too old: Huike needs 1.26 (an installed Go from 1.21 on fetches it by itself). Install a newer Go, for example from Debian's backports: apt-get install -t \$(. /etc/os-release; echo \$VERSION_CODENAME)-backports golang-go" >&2
	exit 1
}
node_version=$(node --version | sed 's/^v//')
version_at_least "$node_version" 20 || {
	echo "Node $node_version is too old: the web app needs Node 20 or later." >&2
	exit 1
}
