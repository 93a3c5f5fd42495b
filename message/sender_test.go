package message

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/channel/sink"
	"huike/customer"
	"huike/store"
	"huike/store/storetest"
)

func testVault(t testing.TB) *customer.Vault {
	t.Helper()
	v, err := customer.NewVault([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSenders(t *testing.T) {
	server, err := sink.Start(sink.Options{Username: "shop", Password: "right"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ctx := context.Background()
		s := NewSenders(db, testVault(t))
		wanted := Sender{Name: " Main ", Host: "127.0.0.1", Port: server.Port(), Username: "shop", Password: "right", TLS: "none", FromAddress: "shop@shop.example", FromName: "Shop", RatePerSecond: 20, CostMinor: 5}
		saved, err := s.Save(ctx, wanted, noon)
		if err != nil {
			t.Fatal(err)
		}
		wanted.ID, wanted.Name, wanted.Password, wanted.HasPassword, wanted.CreatedAt = 1, "Main", "", true, noon
		if d := cmp.Diff(wanted, saved); d != "" {
			t.Errorf("saved (-want +got)\n%s", d)
		}
		if err := s.Check(ctx, 1); err != nil {
			t.Errorf("check: %v", err)
		}
		wanted.Name = "Renamed" // and the password stays
		if _, err = s.Save(ctx, wanted, noon); err != nil {
			t.Fatal(err)
		}
		all, err := s.List(ctx)
		if d := cmp.Diff([]Sender{wanted}, all); d != "" || err != nil {
			t.Errorf("list (-want +got)\n%s %v", d, err)
		}
		if err := s.Check(ctx, 1); err != nil {
			t.Errorf("check after renaming: %v", err)
		}
		wanted.Password = "wrong"
		if _, err = s.Save(ctx, wanted, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(ctx, 1); huike.KindOf(err) != huike.Unavailable {
			t.Errorf("check with a wrong password: %v", err)
		}
		if err := s.Remove(ctx, 1); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{s.Remove(ctx, 1), s.Check(ctx, 1)} {
			if huike.KindOf(err) != huike.NotFound {
				t.Errorf("a removed sender: %v", err)
			}
		}
	}, Schema)
}

func TestSenderRefusals(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db store.DB) {
		ctx := context.Background()
		s := NewSenders(db, testVault(t))
		good := Sender{Name: "Main", Host: "smtp.example", Port: 587, TLS: "starttls", Username: "u", Password: "secret", FromAddress: "shop@shop.example"}
		if _, err := s.Save(ctx, good, noon); err != nil {
			t.Fatal(err)
		}
		f := func(code string, change func(v *Sender)) {
			t.Helper()
			v := good
			change(&v)
			if _, err := s.Save(ctx, v, noon); huike.CodeOf(err) != code {
				t.Errorf("%v, want %s", err, code)
			}
		}
		f("sender.no_name", func(v *Sender) { v.Name = " " })
		f("sender.no_from", func(v *Sender) { v.FromAddress = "" })
		f("sender.negative", func(v *Sender) { v.RatePerSecond = -1 })
		f("sender.name_taken", func(v *Sender) {})
		f("sender.unknown", func(v *Sender) { v.ID = 99 })
		f("email.bad_port", func(v *Sender) { v.Port = 0 })
		// A password is not carried over to another server.
		moved := good
		moved.ID, moved.Host, moved.Password = 1, "evil.example", ""
		if v, err := s.Save(ctx, moved, noon); err != nil || v.HasPassword {
			t.Errorf("the password moved along: %+v %v", v, err)
		}
		sealed, _, err := store.One(ctx, db, store.Compiled("test/sealed", `SELECT config_sealed FROM sender`), nil, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) })
		if err != nil || strings.Contains(sealed, "evil") || strings.Contains(sealed, "{") {
			t.Errorf("the settings are readable in the database: %v", err)
		}
	}, Schema)
}
