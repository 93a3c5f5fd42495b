package message

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"huike"
	"huike/channel/email"
	"huike/channel/sink"
	"huike/message/messagetest"
	"huike/store"
	"huike/store/open"
	"huike/store/storetest"
)

// A process started with these settings sends campaign 7 and is there to be killed.
const (
	childDatabase = "HUIKE_MESSAGE_TEST_DATABASE"
	childPort     = "HUIKE_MESSAGE_TEST_PORT"
	childPace     = "HUIKE_MESSAGE_TEST_PACE"
)

// pace is how a process sends while it is killed a few times.
type pace struct {
	batch, rate, customers, kills int
	longest                       time.Duration // that a process lives once it sends
	inHand                        int           // most messages that one kill hides the fate of
}

var paces = map[string]pace{
	"batches of 16": {batch: 16, rate: 500, customers: 2000, kills: 10, longest: 250 * time.Millisecond, inHand: 16},
	"as it chooses": {rate: 2000, customers: 8000, kills: 6, longest: 800 * time.Millisecond, inHand: 2 * largestBatch},
}

func TestMain(m *testing.M) {
	if address := os.Getenv(childDatabase); address != "" {
		if err := child(address, os.Getenv(childPort), paces[os.Getenv(childPace)]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	storetest.Main(m)
}

func child(address, port string, p pace) error {
	ctx := context.Background()
	db, err := open.DB(ctx, address, open.Options{MemoryLimit: "512MiB"})
	if err != nil {
		return err
	}
	defer db.Close()
	number, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	mails, err := email.New(email.Config{Host: "127.0.0.1", Port: number, TLS: email.TLSNone})
	if err != nil {
		return err
	}
	defer mails.Close()
	m := New(db)
	// There is one process at a time, so every claim found is of a dead one.
	if _, err := m.Recover(ctx, noon, func(string) bool { return false }); err != nil {
		return err
	}
	template, _, err := mustChildTemplate().Tracked(nil)
	if err != nil {
		return err
	}
	fmt.Println(messagetest.Ready)
	_, err = m.Deliver(ctx, Job{
		Campaign: 7, Channel: mails, Content: words{template}, Directory: messagetest.Directory{}, Rules: marketing(),
		From: From{Address: "shop@shop.example"}, Tracking: Tracking{signer, "https://crm.shop.example"},
		Rate: float64(p.rate), BatchSize: p.batch, Claim: strconv.Itoa(os.Getpid()), Clock: func() time.Time { return noon },
	})
	return err
}

func mustChildTemplate() *Template {
	t, err := Parse(Source{"Hello", `<p>{{ recency_days }} days</p><a href="{{ unsubscribe_url }}">Leave</a>`})
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return t
}

// Killed again and again while it sends, the process sends nobody two, loses none
// without a trace, and records as sent only what arrived.
func TestKilledWhileSending(t *testing.T) {
	for name, p := range paces {
		t.Run(name, func(t *testing.T) {
			for _, s := range stages(t) {
				t.Run(s.name+" killed", func(t *testing.T) { s.killed(t, name, p) })
			}
		})
	}
}

func (s stage) killed(t *testing.T, name string, p pace) {
	var mu sync.Mutex
	var arrived []string
	server, err := sink.Start(sink.Options{KeepMails: -1, OnMail: func(e sink.Envelope) {
		mu.Lock()
		defer mu.Unlock()
		arrived = append(arrived, e.To...)
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s.with(t, func(db store.DB) {
		people(t, db, p.customers+50)
		alter(t, db, `DELETE FROM consent WHERE customer_id > CAST(@n AS bigint)`, store.Args{"n": p.customers})
		plan(t, db, 7, marketing())
	})
	killed := messagetest.Kills{
		Start: func() *exec.Cmd {
			return messagetest.Again(t, childDatabase+"="+s.address, childPort+"="+strconv.Itoa(server.Port()), childPace+"="+name)
		},
		Times: p.kills, Seed: 42, Longest: p.longest,
	}.Run(t)
	if killed != p.kills {
		t.Errorf("only %d of %d lives were cut short", killed, p.kills)
	}
	s.with(t, func(db store.DB) {
		mu.Lock()
		defer mu.Unlock()
		l := messagetest.Ledger{Sent: inState(t, db, Sent), Unknown: inState(t, db, Unknown), Arrived: arrived}
		for id := range p.customers {
			l.Recipients = append(l.Recipients, messagetest.Address(huike.CustomerID(id+1)))
		}
		for _, wrong := range l.Check() {
			t.Error(wrong)
		}
		t.Logf("%d sent, %d unknown, %d arrived", len(l.Sent), len(l.Unknown), len(arrived))
		if most := p.kills * p.inHand; len(l.Unknown) > most {
			t.Errorf("%d messages are unknown; %d kills with %d in hand can lose sight of %d at most", len(l.Unknown), p.kills, p.inHand, most)
		}
	})
}

func inState(t testing.TB, db store.DB, state State) []string {
	t.Helper()
	all, err := store.All(context.Background(), db, store.Compiled("test/state", `SELECT customer_id FROM message WHERE state = CAST(@state AS smallint)`),
		store.Args{"state": int(state)}, func(r *store.Rows) (string, error) {
			id, err := scanID(r)
			return messagetest.Address(id), err
		})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// stage is a database that another process can open.
type stage struct {
	name, address string
	db            store.DB // open all the time, or nil when one process owns the file
}

func stages(t *testing.T) []stage {
	var all []stage
	storetest.Each(t, func(t *testing.T, db store.DB) {
		if db.Engine() == store.DuckDB {
			all = append(all, stage{name: "duckdb"})
			return
		}
		all = append(all, stage{name: "postgres"})
	})
	for i := range all {
		if all[i].name == "duckdb" {
			all[i].address = "duckdb:" + filepath.Join(t.TempDir(), "kill.db")
			all[i].with(t, func(db store.DB) {
				if err := store.Migrate(t.Context(), db, noon, Schema); err != nil {
					t.Fatal(err)
				}
			})
			continue
		}
		all[i].db = storetest.Open(t, store.Postgres, Schema)
		all[i].address = addressOf(t, all[i].db)
	}
	return all
}

// with opens the database for a while, unless it is open anyway.
func (s stage) with(t *testing.T, f func(db store.DB)) {
	t.Helper()
	if s.db != nil {
		f(s.db)
		return
	}
	db, err := open.DB(t.Context(), s.address, open.Options{MemoryLimit: "512MiB"})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	f(db)
}

// addressOf asks an open PostgreSQL database where it is.
func addressOf(t testing.TB, db store.DB) string {
	t.Helper()
	address, _, err := store.One(context.Background(), db, store.Compiled("test/address",
		`SELECT current_database(), CAST(session_user AS text), current_setting('port')`), nil, func(r *store.Rows) (string, error) {
		var name, user, port string
		err := r.Scan(&name, &user, &port)
		if given := os.Getenv("HUIKE_TEST_POSTGRES"); given != "" {
			u, bad := url.Parse(given)
			if bad != nil {
				return "", bad
			}
			u.Path = "/" + name
			return u.String(), err
		}
		return "postgres://" + user + "@" + net.JoinHostPort("127.0.0.1", port) + "/" + name + "?sslmode=disable", err
	})
	if err != nil {
		t.Fatal(err)
	}
	return address
}
