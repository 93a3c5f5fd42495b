package email_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huike/channel"
	"huike/channel/email"
	"huike/channel/sink"
)

// scripted is a mail server that answers as told: by verb, "greeting", or "."
// for the end of the content. The answers "hang" and "drop" do just that, and
// "stall" asks for the content but never reads it.
type scripted struct {
	listen net.Listener
	dials  atomic.Int32
	mails  atomic.Int32
	done   chan struct{}
	conns  sync.WaitGroup

	mu      sync.Mutex
	answers map[string]string
	ailing  int32 // connections up to this one answer so, later ones are well
}

func startScript(t *testing.T, answers map[string]string) *scripted {
	t.Helper()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &scripted{answers: answers, listen: listen, done: make(chan struct{}), ailing: 1 << 20}
	s.conns.Go(func() {
		for {
			conn, err := listen.Accept()
			if err != nil {
				return
			}
			n := s.dials.Add(1)
			s.conns.Go(func() { s.serve(conn, n) })
		}
	})
	t.Cleanup(func() {
		close(s.done)
		listen.Close()
		s.conns.Wait()
	})
	return s
}

func (s *scripted) port() int { return s.listen.Addr().(*net.TCPAddr).Port }

func (s *scripted) answer(verb string, dial int32) string {
	usual := map[string]string{
		"greeting": "220 hi", "EHLO": "250-hi\r\n250 AUTH PLAIN", "AUTH": "235 ok", "DATA": "354 go", "QUIT": "221 bye",
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.answers[verb]; a != "" && dial <= s.ailing {
		return a
	}
	if a := usual[verb]; a != "" {
		return a
	}
	return "250 ok"
}

// expire lets the connections so far, and only them, answer the next mail so.
func (s *scripted) expire(answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers["MAIL"], s.ailing = answer, s.dials.Load()
}

func (s *scripted) serve(conn net.Conn, dial int32) {
	stop := make(chan struct{})
	defer close(stop)
	s.conns.Go(func() {
		select {
		case <-s.done:
		case <-stop:
		}
		conn.Close()
	})
	say := func(verb string) bool {
		a := s.answer(verb, dial)
		switch a {
		case "hang":
			<-s.done
			return false
		case "drop":
			return false
		case "stall":
			fmt.Fprint(conn, "354 go\r\n")
			<-s.done
			return false
		}
		fmt.Fprintf(conn, "%s\r\n", a)
		return !strings.HasPrefix(a, "421")
	}
	if !say("greeting") {
		return
	}
	content := false
	for in := bufio.NewScanner(conn); in.Scan(); {
		verb, _, _ := strings.Cut(in.Text(), " ")
		if content && verb != "." {
			continue
		}
		if verb == "." {
			s.mails.Add(1)
		}
		if !say(verb) {
			return
		}
		content = verb == "DATA" && strings.HasPrefix(s.answer("DATA", dial), "354")
	}
}

// The outcomes follow RFC 5321, 4.2.1 and 4.2.4: 4yz may be tried again, 5yz
// may not; a lost connection after the content leaves the fate open.
func TestOutcomeOfEveryPhase(t *testing.T) {
	const hangs = 150 * time.Millisecond
	f := func(verb, answer string, outcome channel.Outcome, code string) {
		t.Helper()
		server := startScript(t, map[string]string{verb: answer})
		s := sender(t, server.port(), func(c *email.Config) {
			c.Timeout, c.Username, c.Password = 3*time.Second, "u", "p"
			if answer == "hang" {
				c.Timeout = hangs
			}
		})
		began := time.Now()
		r := s.Send(t.Context(), letter())
		if r.Outcome != outcome || r.Code != code || r.Detail == "" {
			t.Errorf("%s %s: got %+v, want %s %s", verb, answer, r, outcome, code)
		}
		if took := time.Since(began); answer == "hang" && (took < hangs || took > 10*hangs) {
			t.Errorf("%s hung and cost %s", verb, took)
		}
		if n := server.dials.Load(); n != 1 {
			t.Errorf("%s %s: %d connections for one mail", verb, answer, n)
		}
	}
	const temporary, permanent, unknown = channel.Temporary, channel.Permanent, channel.Unknown
	for _, verb := range []string{"greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"} {
		f(verb, "421 4.7.28 slow down", temporary, "421 4.7.28")
		f(verb, "451 later", temporary, "451")
		f(verb, "drop", temporary, channel.CodeNetwork)
		f(verb, "nonsense", temporary, channel.CodeNetwork)
		f(verb, "hang", temporary, channel.CodeTimeout)
	}
	f("greeting", "554 5.7.1 your network is blocked", temporary, channel.CodeRefused)
	f("EHLO", "550 bad name", temporary, channel.CodeRefused)
	f("AUTH", "535 5.7.8 wrong", temporary, channel.CodeAuth)
	f("AUTH", "454 4.7.0 directory is down", temporary, "454 4.7.0")
	f("EHLO", "250 hi", temporary, channel.CodeAuth)
	f("MAIL", "530 5.7.0 log in first", temporary, channel.CodeAuth)
	f("MAIL", "553 5.7.1 not your address", channel.Refused, "553 5.7.1")
	f("MAIL", "552 too big", channel.Refused, "552")
	f("RCPT", "550 5.1.1 nobody", permanent, "550 5.1.1")
	f("RCPT", "452 4.2.2 full", temporary, "452 4.2.2")
	f("DATA", "554 no valid recipients", permanent, "554")

	f(".", "250 2.0.0 queued", channel.Accepted, "250")
	f(".", "554 5.7.1 spam", channel.Refused, "554 5.7.1")
	f(".", "451 4.7.1 greylisted", temporary, "451 4.7.1")
	f(".", "421 4.3.2 going down", temporary, "421 4.3.2")
	f(".", "354 go on", unknown, "354")
	f(".", "drop", unknown, channel.CodeNetwork)
	f(".", "nonsense", unknown, channel.CodeNetwork)
	f(".", "hang", unknown, channel.CodeTimeout)
}

func TestNobodyListens(t *testing.T) {
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listen.Addr().(*net.TCPAddr).Port
	listen.Close()
	s := sender(t, port, nil)
	if r := s.Send(t.Context(), letter()); r.Outcome != channel.Temporary || r.Code != channel.CodeNetwork {
		t.Errorf("got %+v", r)
	}
	if err := s.Check(t.Context()); err == nil {
		t.Error("Check found nothing wrong")
	}
}

// A server that stops reading half-way through a large mail never saw its end.
func TestHangInsideContentIsTemporary(t *testing.T) {
	server := startScript(t, map[string]string{"DATA": "stall"})
	s := sender(t, server.port(), func(c *email.Config) { c.Timeout = 300 * time.Millisecond })
	m := letter()
	m.HTML = strings.Repeat("<p>一行文字</p>\n", 1<<20)
	if r := s.Send(t.Context(), m); r.Outcome != channel.Temporary || r.Code != channel.CodeTimeout {
		t.Errorf("got %+v", r)
	}
}

func TestConnectionSurvivesRefusals(t *testing.T) {
	post := startSink(t, sink.Options{Faults: sink.Faults{
		Recipient: func(to string) sink.Fault { return fault(to, "rcpt-") },
		Content:   func(to string) sink.Fault { return fault(to, "data-") },
	}})
	s := sender(t, post.Port(), nil)
	f := func(to string, outcome channel.Outcome, code string) {
		t.Helper()
		m := letter()
		m.To = to + "@example.com"
		r := s.Send(t.Context(), m)
		if r.Outcome != outcome || r.Code != code {
			t.Errorf("%s: got %+v, want %s %s", to, r, outcome, code)
		}
		if strings.Contains(strings.ToLower(r.Detail), m.To) {
			t.Errorf("%s: the detail holds the address: %s", to, r.Detail)
		}
	}
	f("ok1", channel.Accepted, "250")
	f("rcpt-refuse", channel.Permanent, "550 5.1.1")
	f("ok2", channel.Accepted, "250")
	f("data-refuse", channel.Permanent, "554 5.7.1")
	f("data-defer", channel.Temporary, "451 4.3.0")
	f("rcpt-defer", channel.Temporary, "451 4.3.0")
	f("ok3", channel.Accepted, "250")
	f("data-busy", channel.Temporary, "421 4.7.28")
	f("ok4", channel.Accepted, "250")
	f("data-drop", channel.Unknown, channel.CodeNetwork)
	f("ok5", channel.Accepted, "250")
	if n := post.Count(); n != 6 { // five accepted and the dropped one, which arrived
		t.Errorf("%d mails, want 6", n)
	}
}

func fault(to, prefix string) sink.Fault {
	faults := map[string]sink.Fault{"refuse": sink.Refuse, "defer": sink.Defer, "busy": sink.Busy, "drop": sink.Drop, "hang": sink.Hang}
	name, ok := strings.CutPrefix(strings.TrimSuffix(to, "@example.com"), prefix)
	if !ok {
		return sink.None
	}
	return faults[name]
}

func TestSinkHangs(t *testing.T) {
	post := startSink(t, sink.Options{Faults: sink.Faults{
		Recipient: func(to string) sink.Fault { return fault(to, "rcpt-") },
		Content:   func(to string) sink.Fault { return fault(to, "data-") },
	}})
	s := sender(t, post.Port(), func(c *email.Config) { c.Timeout = 150 * time.Millisecond })
	m := letter()
	m.To = "rcpt-hang@example.com"
	if r := s.Send(t.Context(), m); r.Outcome != channel.Temporary || r.Code != channel.CodeTimeout {
		t.Errorf("got %+v", r)
	}
	m.To = "data-hang@example.com"
	if r := s.Send(t.Context(), m); r.Outcome != channel.Unknown || r.Code != channel.CodeTimeout {
		t.Errorf("got %+v", r)
	}
}

// Cancelling after the final dot must not hide the fate that the answer tells.
func TestCancelAfterTheDotWaitsForTheAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	post := startSink(t, sink.Options{OnMail: func(sink.Envelope) {
		cancel()
		time.Sleep(50 * time.Millisecond)
	}})
	s := sender(t, post.Port(), nil)
	if r := s.Send(ctx, letter()); r.Outcome != channel.Accepted {
		t.Errorf("got %+v", r)
	}
}

// A server that ends idle connections, by 421 or by silence, costs a new
// connection and no mail.
func TestIdleConnectionIsReplaced(t *testing.T) {
	f := func(answer string) {
		t.Helper()
		server := startScript(t, map[string]string{})
		s := sender(t, server.port(), nil)
		if r := s.Send(t.Context(), letter()); r.Outcome != channel.Accepted {
			t.Fatalf("first: %+v", r)
		}
		server.expire(answer)
		if r := s.Send(t.Context(), letter()); r.Outcome != channel.Accepted {
			t.Errorf("%s: second: %+v", answer, r)
		}
		if d, m := server.dials.Load(), server.mails.Load(); d != 2 || m != 2 {
			t.Errorf("%s: %d connections, %d mails, want 2 and 2", answer, d, m)
		}
	}
	f("drop")
	f("421 4.4.2 idle too long")
}
