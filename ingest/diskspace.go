package ingest

import (
	"fmt"
	"path/filepath"

	"huike"
)

// hugeText is from where on, in bytes, the text of a file is staged in
// compressed tables: plain ones would take more than five times the room of the
// text.
const hugeText = 2 << 30

// fewText is how many bytes of text are staged without a look at the disk.
const fewText = 256 << 20

// room is how many bytes on disk the staging of the file takes at its most: files
// of 900 MB took 2.8 times as much, one of 9 GB 3.8 times, while it was grouped.
func (r *reading) room() int64 {
	switch {
	case r.file.text < fewText:
		return 0
	case r.huge:
		return 4 * r.file.text
	}
	return 3 * r.file.text
}

// enoughRoom refuses a file for whose staging the disk has no room, before hours
// of work say so.
func (r *reading) enoughRoom(dir string) error {
	free, known := freeDisk(dir)
	if need := r.room(); known && free < need {
		return huike.Errorf(huike.Unavailable, "import.disk_full",
			"the import needs %s of free disk in %s for its temporary files, and there are %s; make room, or part the file and import one part after the other",
			gigabytes(need), filepath.Dir(dir), gigabytes(free))
	}
	return nil
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }
