//go:build linux || darwin

package ingest

import (
	"os"
	"syscall"
)

// freeDisk is how many bytes may still be written into a folder.
func freeDisk(dir string) (bytes int64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}

// held takes hold of a file until it is closed or its process ends; false if
// somebody else holds it.
func held(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
