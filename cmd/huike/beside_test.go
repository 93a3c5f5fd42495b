//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"huike"
	"huike/reference"
	"huike/store"
)

// served is a shell whose database a server in another process has open.
func served(t *testing.T) (shell, *exec.Cmd) {
	dir, err := os.MkdirTemp("", "huike") // short: a socket's name is
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := shell{t, "duckdb:" + filepath.Join(dir, "shop.db"), filepath.Join(dir, "key"), store.DuckDB}
	return s, s.serve()
}

// serve starts the server and waits until it answers errands.
func (s shell) serve() *exec.Cmd {
	s.t.Helper()
	server := s.program("serve", "--listen", "127.0.0.1:0")
	if err := server.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _, _ = server.Process.Kill(), server.Wait() })
	socket := strings.TrimPrefix(s.address, "duckdb:") + ".sock"
	for range 600 {
		if conn, err := net.Dial("unix", socket); err == nil { // a dead server's socket answers nobody
			_ = conn.Close()
			return server
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("the server answers on no socket")
	return nil
}

// A server has the database open; every command works beside it all the same.
func TestCommandsBesideAServer(t *testing.T) {
	s, _ := served(t)
	file := reference.Path(t, "data", "cdnow", "CDNOW_sample.txt")
	t.Chdir(filepath.Dir(file))
	has(t, "import", s.answer("import", filepath.Base(file), "--shop", "N"), map[string]any{"orders": 6919.0, "customers": 2357.0, "rejected": 0.0})
	has(t, "shop", s.answer("shop", "--as-of", "1998-06-30"), map[string]any{"orders": 6911.0, "customers": 2349.0})
	t.Chdir(t.TempDir())
	if err := os.WriteFile("rule.json", []byte(`{"all":[{"field":"occasions","op":"ge","value":2}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	has(t, "rule", s.answer("segment", "preview", "--as-of", "1998-06-30", "--rule", "@rule.json"), map[string]any{"base": 2349.0, "count": 1139.0})

	if _, errs, code := s.run("shop", "--shop", "nowhere"); code != 1 || !strings.Contains(errs, "nowhere") {
		t.Errorf("an unknown shop ends with %d: %s", code, errs)
	}
	s.answer("backup", "copy.db")
	copied := shell{t, "duckdb:copy.db", s.key, store.DuckDB}
	has(t, "copy", copied.answer("shop", "--as-of", "1998-06-30"), map[string]any{"orders": 6911.0, "customers": 2349.0})

	add := s.program("user", "add", "wang")
	var out bytes.Buffer
	add.Stdin, add.Stdout = strings.NewReader("a long password\n"), &out
	if err := add.Run(); err != nil || !strings.Contains(out.String(), `"login":"wang"`) {
		t.Errorf("user add: %v: %s", err, out.String())
	}
	if n := len(s.answer("user", "list")["users"].([]any)); n != 1 {
		t.Errorf("%d people may log in", n)
	}
}

// Who goes away stops what she asked for, and the server goes on.
func TestErrandIsCalledOff(t *testing.T) {
	s, _ := served(t)
	endless := filepath.Join(t.TempDir(), "endless.txt")
	if err := syscall.Mkfifo(endless, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		f, err := os.OpenFile(endless, os.O_WRONLY, 0)
		if err != nil {
			return
		}
		defer f.Close()
		for i := 0; ; i++ {
			if i == 20_000 {
				cancel()
			}
			if _, err := fmt.Fprintf(f, " %05d %04d 19970101  2   29.33\n", i%90_000, i%9_000); err != nil {
				return // the import has closed its end
			}
		}
	}()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"import", endless, "--shop", "N", "--db", s.address}, &out, &errs)
	if code != 1 || !strings.Contains(errs.String(), "stopped") {
		t.Errorf("called off: %d, %s%s", code, out.String(), errs.String())
	}
	if n := len(s.answer("user", "list")["users"].([]any)); n != 0 {
		t.Errorf("%d people", n)
	}
}

// A server that was killed leaves its socket; it is in nobody's way.
func TestSocketOfADeadServer(t *testing.T) {
	s, server := served(t)
	if err := server.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.Wait()
	if n := len(s.answer("user", "list")["users"].([]any)); n != 0 {
		t.Errorf("%d people", n)
	}
	s.serve()
	if n := len(s.answer("user", "list")["users"].([]any)); n != 0 {
		t.Errorf("%d people", n)
	}
}

func TestErrandsNeedAFile(t *testing.T) {
	for address, want := range map[string]string{
		"duckdb:/var/shop.db":                          "/var/shop.db.sock",
		"duckdb::memory:":                              "",
		"postgres://huike@localhost/huike":             "",
		"duckdb:/" + strings.Repeat("deep/", 30) + "x": "",
	} {
		if got := (&Globals{Database: address}).socket(); got != want {
			t.Errorf("%s has the socket %q, want %q", address, got, want)
		}
	}
	if errands("serve") || errands("evaluate file <file>") || !errands("import <file>") {
		t.Error("the wrong commands are errands")
	}
	if huike.KindOf(lostServer()) != huike.Unavailable {
		t.Error("a lost server can be tried again")
	}
}
