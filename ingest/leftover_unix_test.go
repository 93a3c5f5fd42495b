//go:build linux || darwin

package ingest_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"huike/ingest"
	"huike/store"
	"huike/store/storetest"
)

// What a killed import left of people's data goes with the next one; what a
// running import uses, and what is nobody's, stays.
func TestLeftoversOfKilledImportsGo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		s, temp := open(t, db), t.TempDir()
		s.in = ingest.New(ingest.Deps{DB: db, Vault: s.vault, Orders: s.orders, TempDir: temp})
		put := func(name string, age time.Duration) string {
			dir := filepath.Join(temp, name)
			for _, f := range []string{"alive", "clean.csv"} {
				if err := os.MkdirAll(dir, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, f), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			at := time.Now().Add(-age)
			if err := os.Chtimes(dir, at, at); err != nil {
				t.Fatal(err)
			}
			return dir
		}
		killed, young, other := put("huike-import-1", time.Hour), put("huike-import-2", time.Second), put("other-1", time.Hour)
		running := put("huike-import-3", time.Hour)
		f, err := os.Open(filepath.Join(running, "alive"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		s.load(t, write(t, "one.csv", "no,who,at,paid\n1,w,2025-03-01,10\n"), as("one", "no=order_no who=external at=ordered_at paid=amount"))
		for dir, stays := range map[string]bool{killed: false, young: true, other: true, running: true} {
			if _, err := os.Stat(dir); (err == nil) != stays {
				t.Errorf("%s: %v", filepath.Base(dir), err)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(temp, "huike-import-*")); len(left) != 2 {
			t.Errorf("an import that ended leaves %v", left)
		}
	}, ingest.Schema)
}
