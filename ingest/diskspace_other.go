//go:build !linux && !darwin

package ingest

import "os"

// freeDisk is not known here.
func freeDisk(string) (bytes int64, known bool) { return 0, false }

// held knows no holds here: nothing is taken for dead.
func held(*os.File) bool { return false }
