//go:build !unix

package duckdb

import "os"

// lockedBy reports whether another process keeps a file from being opened; its
// number is not known here.
func lockedBy(path string) (process int, locked bool) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, !os.IsNotExist(err)
	}
	return 0, f.Close() != nil
}
