package storetest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// startServer makes an empty PostgreSQL server in a temporary folder, on a free
// port of the loopback, and returns its address and how to end it.
func startServer(t testing.TB) (address string, halt func()) {
	t.Helper()
	bin := binaries(t)
	dir, err := os.MkdirTemp("", "huike-postgres-")
	if err != nil {
		t.Fatal(err)
	}
	as, err := account(dir)
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "huike", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
	initdb.Dir, initdb.SysProcAttr = dir, as
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	port := freePort(t)
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	server.Dir, server.SysProcAttr = dir, as
	ended := launch(t, server, filepath.Join(dir, "log"))
	address = fmt.Sprintf("postgres://huike@127.0.0.1:%d/postgres?sslmode=disable", port)
	halt = func() {
		// Immediate shutdown: what it holds is thrown away.
		_ = server.Process.Signal(syscall.SIGQUIT)
		<-ended
		_ = os.RemoveAll(dir)
	}
	waitForServer(t, address, ended, halt)
	return address, halt
}

// launch starts a server from a thread that lives as long as the server does,
// for the server is told to end with the thread that started it: so none is
// left behind when a test binary is killed.
func launch(t testing.TB, server *exec.Cmd, logFile string) (ended chan struct{}) {
	t.Helper()
	log, err := os.Create(logFile)
	if err != nil {
		t.Fatal(err)
	}
	server.Stdout, server.Stderr = log, log
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer close(ended)
		defer log.Close()
		err := server.Start()
		started <- err
		if err == nil {
			_ = server.Wait() // it ends by a signal
		}
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	return ended
}

func waitForServer(t testing.TB, address string, ended chan struct{}, halt func()) {
	t.Helper()
	var err error
	for range 600 {
		if err = run(address, "SELECT 1"); err == nil {
			return
		}
		select {
		case <-ended:
			t.Fatal("PostgreSQL ended as soon as it was started")
		case <-time.After(100 * time.Millisecond):
		}
	}
	halt()
	t.Fatalf("PostgreSQL does not answer: %v", err)
}

// binaries finds the newest PostgreSQL from 15 up.
func binaries(t testing.TB) string {
	t.Helper()
	var versions []int
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is well-formed
	for _, f := range found {
		v, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(f))))
		if err == nil && v >= 15 {
			versions = append(versions, v)
		}
	}
	sort.Ints(versions)
	if len(versions) > 0 {
		return fmt.Sprintf("/usr/lib/postgresql/%d/bin", versions[len(versions)-1])
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	t.Fatal("the tests need PostgreSQL 15 or newer; install the package postgresql (Debian: apt-get install postgresql), or set HUIKE_TEST_POSTGRES to the address of a server")
	return ""
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
