package duckdb

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"huike"
	"huike/store"
)

const memory = ":memory:"

// mostMemory is the largest share DuckDB takes unless it is told otherwise.
const mostMemory = 3 << 30

// dsn writes the address of a file with the settings that count for the whole
// database. No extension is ever fetched.
func dsn(path string, opt store.Options) (string, error) {
	if path == "" {
		return "", huike.Errorf(huike.Invalid, "store.address", "the address duckdb: lacks a file; write duckdb:PATH or duckdb::memory:")
	}
	_, err := url.Parse(path)
	if path != memory && (err != nil || strings.ContainsAny(path, "?#")) {
		return "", huike.Errorf(huike.Invalid, "store.address", "a database cannot be kept at %q; choose a path without ?, # and %%", path)
	}
	v := url.Values{
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
		"memory_limit":                 {memoryLimit(opt.MemoryLimit)},
		"threads":                      {strconv.Itoa(threads(opt.Threads))},
		"temp_directory":               {tempDir(path, opt.TempDir)},
	}
	if path != memory {
		// Rebuilds the keys of slow tables at a checkpoint, so that the rows
		// deleted under them are given back.
		v.Set("vacuum_rebuild_indexes", "1000000")
	}
	if opt.ReadOnly {
		v.Set("access_mode", "read_only")
	}
	return path + "?" + v.Encode(), nil
}

func threads(asked int) int {
	if asked > 0 {
		return asked
	}
	return runtime.GOMAXPROCS(0)
}

func tempDir(path, asked string) string {
	switch {
	case asked != "":
		return asked
	case path == memory:
		return filepath.Join(os.TempDir(), fmt.Sprintf("huike-duckdb-%d", os.Getpid()))
	}
	return path + ".tmp"
}

// memoryLimit is half of what the machine or the container has, at most
// mostMemory: DuckDB's own default is four fifths of the machine and does not
// see the container.
func memoryLimit(asked string) string {
	if asked != "" {
		return asked
	}
	limit := int64(mostMemory)
	for _, f := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if b, err := os.ReadFile(f); err == nil {
			limit = half(limit, strings.TrimSpace(string(b)), 1)
		}
	}
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		if f := strings.Fields(string(b)); len(f) > 1 {
			limit = half(limit, f[1], 1<<10)
		}
	}
	return strconv.FormatInt(limit>>20, 10) + "MiB"
}

// half returns half of a number written in units of some bytes, or limit when
// that is less or there is no number.
func half(limit int64, number string, unit int64) int64 {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n >= limit*2/unit {
		return limit
	}
	return n * unit / 2
}
