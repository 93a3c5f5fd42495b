package messagetest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Ready is the line that a killable process prints when it begins to send.
const Ready = "sending"

// Kills says how often and when a process is killed while it sends.
type Kills struct {
	// Start makes the command of the process; it is started anew after every
	// kill. It must print Ready, recover, send, and end with status 0.
	Start func() *exec.Cmd
	Times int
	Seed  uint64
	// Longest is the most that a life lasts after Ready; its length is drawn
	// evenly from none to that.
	Longest time.Duration
}

// Run starts and kills the process, lets the last life come to its end, and
// returns how many lives were cut short.
func (k Kills) Run(t testing.TB) (killed int) {
	t.Helper()
	draw := rand.New(rand.NewPCG(k.Seed, k.Seed))
	for range k.Times {
		if k.live(t, time.Duration(draw.Int64N(int64(k.Longest)))) {
			killed++
		}
	}
	k.live(t, time.Hour)
	return killed
}

// live runs one life and reports whether it was cut short.
func (k Kills) live(t testing.TB, most time.Duration) (killed bool) {
	t.Helper()
	c := k.Start()
	var said strings.Builder
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ready, over := make(chan struct{}), make(chan struct{})
	go listen(out, ready, over)
	select {
	case <-ready:
		select {
		case <-time.After(most):
			killed = c.Process.Kill() == nil
		case <-over:
		}
	case <-over:
	}
	<-over
	err = c.Wait()
	var exit *exec.ExitError
	if killed && errors.As(err, &exit) && exit.ExitCode() == -1 {
		return true
	}
	if err != nil {
		t.Fatalf("the process that sends failed: %v\n%s", err, said.String())
	}
	return false
}

func listen(out io.Reader, ready, over chan<- struct{}) {
	defer close(over)
	told := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == Ready && !told {
			told = true
			close(ready)
		}
	}
}

// Again is this test binary, to be started once more with settings in its
// environment, written NAME=value. TestMain tells by them what to do.
func Again(t testing.TB, settings ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), settings...)
	return c
}

// Ledger is what is on record and what really arrived after all lives.
type Ledger struct {
	Recipients []string // who was to get a message
	Sent       []string // on record as sent
	Unknown    []string // on record as unknown
	Arrived    []string // at the mail server, once for every mail
}

// Check returns what is wrong, one sentence each: a person who got two mails or
// should have got none, a message neither sent nor unknown, one on record as
// sent that never arrived, or an arrived one on record as neither.
func (l Ledger) Check() []string {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	recipients, sent, unknown, arrived := count(l.Recipients), count(l.Sent), count(l.Unknown), count(l.Arrived)
	for who, n := range arrived {
		if n > 1 {
			say("%s got %d mails", who, n)
		}
		if recipients[who] == 0 {
			say("%s is no recipient and got a mail", who)
		}
		if sent[who]+unknown[who] == 0 {
			say("the mail to %s arrived and is on record as neither sent nor unknown", who)
		}
	}
	for who := range recipients {
		if sent[who]+unknown[who] != 1 {
			say("%s is %d times on record as sent and %d times as unknown", who, sent[who], unknown[who])
		}
		if sent[who] > 0 && arrived[who] == 0 {
			say("%s is on record as sent and nothing arrived", who)
		}
	}
	return wrong
}

func count(names []string) map[string]int {
	n := map[string]int{}
	for _, name := range names {
		n[name]++
	}
	return n
}
