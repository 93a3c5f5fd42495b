package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"huike/store"
	"huike/store/duckdb"
)

// measureImport holds `huike import` of the file against the bare engine's
// CREATE TABLE AS SELECT * FROM read_csv of the same file into a new database.
func measureImport(ctx context.Context, s settings) error {
	if err := makeFile(ctx, s); err != nil {
		return err
	}
	bare, err := repeat(s.runs, func() (cost, error) { return timed(func() error { return bareImport(ctx, s) }) })
	if err != nil {
		return err
	}
	var peak int64
	ours, err := repeat(s.runs, func() (cost, error) {
		took, rss, err := s.importFile(ctx)
		peak = max(peak, rss)
		return took, err
	})
	if err != nil {
		return err
	}
	fmt.Printf("| import of %d lines | %.1f s | bare read_csv %.1f s | %.2f | peak %d MiB; processor %.1f s and %.1f s: %.2f |\n",
		10*s.customers, ours.wall.Seconds(), bare.wall.Seconds(), ours.wall.Seconds()/bare.wall.Seconds(), peak>>10,
		ours.processor.Seconds(), bare.processor.Seconds(), ours.processor.Seconds()/bare.processor.Seconds())
	return nil
}

func bareImport(ctx context.Context, s settings) error {
	path := filepath.Join(s.dir, "bare.duckdb")
	defer func() { _ = os.Remove(path) }()
	_ = os.Remove(path)
	d, err := duckdb.OpenScratch(ctx, store.Options{TempDir: s.dir})
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Exec(ctx, fmt.Sprintf(`ATTACH '%s' AS bare; CREATE TABLE bare.lines AS SELECT * FROM read_csv('%s'); DETACH bare`, path, s.path()))
}

// database is where the shop of the measurements lies.
func (s settings) database() string {
	return filepath.Join(s.dir, fmt.Sprintf("shop-%d.duckdb", s.customers))
}

// importFile runs the program on a new database and returns its time and its
// peak memory in KiB.
func (s settings) importFile(ctx context.Context) (cost, int64, error) {
	for _, tail := range []string{"", ".wal", ".key"} {
		_ = os.Remove(s.database() + tail)
	}
	command := exec.CommandContext(ctx, s.huike, "import", s.path(), "--shop", "bench", "--db", "duckdb:"+s.database(), "--json")
	command.Stderr = os.Stderr
	start := time.Now()
	out, err := command.Output()
	wall := time.Since(start)
	if err != nil {
		return cost{}, 0, err
	}
	var report struct{ Orders, Lines int64 }
	if err := json.Unmarshal(out, &report); err != nil {
		return cost{}, 0, err
	}
	if report.Orders != 3*s.customers {
		return cost{}, 0, fmt.Errorf("%d orders came in, %d are in the file", report.Orders, 3*s.customers)
	}
	ended := command.ProcessState
	return cost{wall, ended.UserTime() + ended.SystemTime()}, ended.SysUsage().(*syscall.Rusage).Maxrss, nil
}
