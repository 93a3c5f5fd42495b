package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// screen is what the server answers when a screen is opened.
type screen struct{ name, path string }

var screens = []screen{
	{"KPI tree", "/api/tree?period=week"},
	{"drill by category", "/api/tree/drill?period=week&node=sales&by=category"},
	{"drill by source", "/api/tree/drill?period=week&node=sales&by=source"},
	{"tree of the month", "/api/tree?period=month"},
	{"drill of the month by province", "/api/tree/drill?period=month&node=sales&by=province"},
	{"cohorts", "/api/cohorts?days=45"},
	{"cohorts of 60 days", "/api/cohorts?days=60"},
	{"migration matrix of 30 days", "/api/migration?of=stage"},
	{"migration matrix of 90 days", "/api/migration?from=2024-10-01&to=2024-12-30&of=stage"},
	{"product matrix", "/api/products/matrix"},
	{"product pairs", "/api/products/pairs"},
	{"price bands", "/api/products/bands"},
	{"life cycle", "/api/lifecycle"},
	{"RFM", "/api/rfm"},
	{"running out", "/api/dormancy"},
	{"sleepers", "/api/dormancy/customers?limit=50"},
	{"sources", "/api/sources?days=90"},
	{"habits", "/api/habits"},
	{"first page of customers", "/api/customers?limit=50"},
}

// measureScreens starts the program on the shop, waits until it has warmed
// what it warms, and asks for each screen twice: the first answer may have to be
// worked out from the snapshots, the second is remembered.
func measureScreens(ctx context.Context, s settings) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	base := fmt.Sprintf("http://127.0.0.1:%d", port)
	password := rand.Text()
	login := "bench-" + strings.ToLower(password[:8])
	add := exec.CommandContext(ctx, s.huike, "user", "add", login, "--role", "admin", "--db", "duckdb:"+s.database())
	add.Stdin = strings.NewReader(password + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		return fmt.Errorf("user add: %w: %s", err, out)
	}
	server := exec.CommandContext(ctx, s.huike, "serve", "--listen", strings.TrimPrefix(base, "http://"), "--db", "duckdb:"+s.database())
	server.Env = append(os.Environ(), fmt.Sprintf("HUIKE_THREADS=%d", threads))
	if err := server.Start(); err != nil {
		return err
	}
	err = askScreens(ctx, base, login, password, server.Process.Pid)
	_ = server.Process.Signal(syscall.SIGINT) // it ends by itself at the latest with the program
	_ = server.Wait()                         // its exit after a signal says nothing
	return err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func askScreens(ctx context.Context, base, login, password string, pid int) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	browser := &http.Client{Jar: jar, Timeout: 10 * time.Minute}
	started := time.Now()
	if err := enter(ctx, browser, base, login, password); err != nil {
		return err
	}
	if err := idle(ctx, pid); err != nil {
		return err
	}
	fmt.Printf("| server warm after | %.1f s | | | from its start, the snapshots lying there or not |\n", time.Since(started).Seconds())
	for _, x := range screens {
		first, err := ask(ctx, browser, base+x.path)
		if err != nil {
			return fmt.Errorf("%s: %w", x.path, err)
		}
		again, err := ask(ctx, browser, base+x.path)
		if err != nil {
			return err
		}
		fmt.Printf("| answer of %s | %.3f s | | | asked again %.3f s |\n", x.name, first.Seconds(), again.Seconds())
	}
	return nil
}

// enter logs in as soon as the server answers.
func enter(ctx context.Context, browser *http.Client, base, login, password string) error {
	body, err := json.Marshal(map[string]string{"login": login, "password": password})
	if err != nil {
		return err
	}
	var last error
	for range 240 {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/api/login", bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Origin", base)
		answer, err := browser.Do(request)
		if err == nil {
			text, _ := io.ReadAll(answer.Body) // only to be shown
			if errors.Join(answer.Body.Close()); answer.StatusCode < 300 {
				return nil
			}
			return fmt.Errorf("the login answers %s: %s", answer.Status, text)
		}
		last = err
		time.Sleep(250 * time.Millisecond)
	}
	return last
}

// idle waits until a process has used less than a twentieth of a processor for
// eight seconds.
func idle(ctx context.Context, pid int) error {
	calm := 0
	before, err := ticks(pid)
	if err != nil {
		return err
	}
	for calm < 8 && ctx.Err() == nil {
		time.Sleep(time.Second)
		now, err := ticks(pid)
		if err != nil {
			return err
		}
		calm++
		if now-before > 5 {
			calm = 0
		}
		before = now
	}
	return ctx.Err()
}

// ticks is the processor time of a process in hundredths of a second (proc(5), stat).
func ticks(pid int) (n int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var user, system int64
	_, err = fmt.Sscan(fields[11]+" "+fields[12], &user, &system)
	return user + system, err
}

func ask(ctx context.Context, browser *http.Client, address string) (time.Duration, error) {
	start := time.Now()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	answer, err := browser.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= 300 {
		err = fmt.Errorf("%s: %s", answer.Status, text)
	}
	return time.Since(start), err
}
