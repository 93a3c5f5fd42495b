package main

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"huike/reference"
	"huike/store/storetest"
)

// program starts the test binary as huike.
func (s shell) program(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append(args, "--db", s.address, "--key-file", s.key, "--json")...)
	c.Env = append(os.Environ(), "HUIKE_TEST_AS_PROGRAM=1")
	c.Stdout, c.Stderr = io.Discard, io.Discard
	return c
}

// A killed import leaves either nothing or all of a batch, and can be started
// again. The moments are drawn from a seed.
func TestKilledImportLeavesNothingOrAll(t *testing.T) {
	file := reference.Path(t, "data", "cdnow", "CDNOW_sample.txt")
	eachShell(t, func(t *testing.T, s shell) {
		whole := map[string]any{"orders": 6911.0, "customers": 2349.0}
		r := rand.New(rand.NewPCG(1, 2))
		other := shell{t, storetest.Address(t, s.engine), filepath.Join(t.TempDir(), "key"), s.engine}
		began := time.Now()
		if err := other.program("import", file, "--shop", "N").Run(); err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		left := map[bool]int{}
		for range 6 {
			s := shell{t, storetest.Address(t, s.engine), filepath.Join(t.TempDir(), "key"), s.engine}
			c := s.program("import", file, "--shop", "N")
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration((0.2 + r.Float64()) * float64(took)))
			_ = c.Process.Kill() // it may have ended by itself
			if err := c.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			got := s.answer("shop", "--as-of", "1998-06-30")
			empty := got["orders"] == 0.0 && got["customers"] == 0.0
			if !empty {
				has(t, "after a kill", got, whole)
			}
			left[empty]++
			s.answer("import", file, "--shop", "N")
			has(t, "started again", s.answer("shop", "--as-of", "1998-06-30"), whole)
		}
		t.Logf("%d kills left nothing, %d left all", left[true], left[false])
		if left[true] == 0 {
			t.Error("no kill came before the end of an import; the test shows nothing")
		}
	})
}

// What holds for orders holds for events.
func TestS1_13_KilledImportOfEvents(t *testing.T) {
	file := reference.Path(t, "data", "events", "retailrocket_visitors5000_events.csv.gz")
	eachShell(t, func(t *testing.T, s shell) {
		whole := map[string]any{"kind": "events", "rows": 9385.0, "added": 9382.0, "known": 3.0, "visitors": 5000.0}
		began := time.Now()
		has(t, "undisturbed", s.answer("import", file), whole)
		took := time.Since(began)
		r := rand.New(rand.NewPCG(3, 4))
		for range 3 {
			s := shell{t, storetest.Address(t, s.engine), filepath.Join(t.TempDir(), "key"), s.engine}
			c := s.program("import", file)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration((0.3 + 0.6*r.Float64()) * float64(took)))
			_ = c.Process.Kill() // it may have ended by itself
			if err := c.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			got := s.answer("import", file, "--kind", "events")
			if got["added"] != 0.0 {
				has(t, "after a kill", got, whole)
			} else {
				has(t, "after its end", got, map[string]any{"known": 9385.0, "visitors": 0.0})
			}
		}
	})
}
