package sink_test

import (
	"fmt"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/channel/sink"
)

func start(t *testing.T, opts sink.Options) *sink.Sink {
	t.Helper()
	s, err := sink.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func send(t *testing.T, s *sink.Sink, to, raw string) {
	t.Helper()
	if err := smtp.SendMail(s.Addr(), nil, "a@brand.example", []string{to}, []byte(raw)); err != nil {
		t.Fatal(err)
	}
}

func mail(subject string) string {
	return "From: a@brand.example\r\nSubject: " + subject + "\r\n\r\nbody of " + subject + "\r\n"
}

func TestListensOnThisMachineOnly(t *testing.T) {
	f := func(code, addr string) {
		t.Helper()
		s, err := sink.Start(sink.Options{Addr: addr})
		if huike.CodeOf(err) != code {
			t.Errorf("%s: got %v, want %q", addr, err, code)
		}
		if err == nil {
			s.Close()
		}
	}
	f("sink.not_loopback", "0.0.0.0:0")
	f("sink.not_loopback", ":0")
	f("sink.not_loopback", "[::]:0")
	f("sink.not_loopback", "192.0.2.1:2525")
	f("sink.not_loopback", "mail.example.com:0")
	f("sink.bad_address", "127.0.0.1")
	f("", "127.0.0.1:0")
	f("", "localhost:0")
}

func TestListAndGet(t *testing.T) {
	s := start(t, sink.Options{})
	for i := 1; i <= 5; i++ {
		send(t, s, "b@example.com", mail(fmt.Sprintf("=?UTF-8?B?56ys?= %d", i)))
	}
	f := func(limit, offset int, want ...string) {
		t.Helper()
		var got []string
		for _, m := range s.List(limit, offset) {
			got = append(got, m.Subject)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("List(%d, %d): %s", limit, offset, d)
		}
	}
	f(2, 0, "第 5", "第 4")
	f(2, 4, "第 1")
	f(2, 9)
	f(0, 0)
	got, err := s.Get(3)
	if err != nil || got.Text != "body of =?UTF-8?B?56ys?= 3\r\n" || got.EnvelopeTo[0] != "b@example.com" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := s.Get(99); huike.KindOf(err) != huike.NotFound {
		t.Errorf("got %v", err)
	}
}

func TestKeepsNoMoreThanItMay(t *testing.T) {
	f := func(opts sink.Options, want ...int64) {
		t.Helper()
		s := start(t, opts)
		for range 5 {
			send(t, s, "b@example.com", mail(strings.Repeat("x", 400)))
		}
		var got []int64
		for _, m := range s.List(10, 0) {
			got = append(got, m.ID)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		if s.Count() != 5 {
			t.Errorf("counted %d", s.Count())
		}
	}
	f(sink.Options{KeepMails: 2}, 5, 4)
	f(sink.Options{KeepBytes: 3000}, 5, 4, 3) // a mail is 851 bytes
	f(sink.Options{KeepBytes: 10})
	f(sink.Options{KeepMails: -1})
}

func TestWritesFilesAndGoesOnCounting(t *testing.T) {
	dir := t.TempDir()
	f := func(subject string, want ...string) {
		t.Helper()
		s := start(t, sink.Options{Dir: dir, KeepMails: -1})
		send(t, s, "b@example.com", mail(subject))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if d := cmp.Diff(want, names); d != "" {
			t.Error(d)
		}
		raw, err := os.ReadFile(filepath.Join(dir, names[len(names)-1]))
		if err != nil || string(raw) != mail(subject) {
			t.Errorf("got %q, %v", raw, err)
		}
	}
	f("one", "00000001.eml")
	f("two", "00000001.eml", "00000002.eml")
	if _, err := sink.Start(sink.Options{Dir: filepath.Join(dir, "none")}); huike.KindOf(err) != huike.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestBrokenMailIsStillListed(t *testing.T) {
	s := start(t, sink.Options{})
	send(t, s, "b@example.com", "not a header\r\n\r\nx\r\n")
	if got := s.List(1, 0); len(got) != 1 || got[0].EnvelopeTo[0] != "b@example.com" {
		t.Errorf("got %+v", got)
	}
	if _, err := s.Get(1); huike.KindOf(err) != huike.Invalid {
		t.Errorf("got %v", err)
	}
}
