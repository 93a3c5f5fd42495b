//go:build linux || darwin

package ingest

import "syscall"

// freeDisk is how many bytes may still be written into a folder.
func freeDisk(dir string) (bytes int64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
