//go:build unix

package duckdb

import (
	"io"
	"os"
	"syscall"
)

// lockedBy returns the number of the process that holds the lock of a file.
// DuckDB reports a lock and a damaged file by the same type of error.
//
// Closing a file gives up every lock this process has on it; that is harmless
// here, for DuckDB has just failed to take one.
func lockedBy(path string) (process int, locked bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	l := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &l); err != nil {
		return 0, false
	}
	return int(l.Pid), l.Type != syscall.F_UNLCK
}
